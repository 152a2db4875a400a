"""Account numbers: class digit, KOSTRA art, local suffix; leading zeros that a spreadsheet has lost.

    10100 = class 1, art 010, suffix 0      1010 = class 1, art 010      010 = art 010, class from elsewhere
    25900... = class 2, balance chapter 5900 and what follows; older charts number investment accounts 3

Numbers of mixed length lost zeros in a spreadsheet. They are padded for the file as a whole: each way of padding is
judged by how many accounts become valid and agree with their texts, and the choice is reported.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml

from assembler.finance.codes import known_arts
from assembler.finance.definition import expanded
from assembler.finance.ledger import AccountClass
from assembler.finance.mapping import lines_of, resolve
from assembler.importers.columns import class_of, plain
from assembler.resources import templates

_CODE = re.compile(r"(\d[\d. ]*\d|\d)\s*(?:[-–—:.]\s*)?(.*)", re.DOTALL | re.ASCII)
_LONGEST = 20
_LIKELY = 0.7


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the file has it: `digits` of its number ("" when it has none), its text, the class column's class.

    `written` is what the report shows: the digits, or the cell where there are none.
    """

    digits: str
    text: str
    given_class: AccountClass | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an account number was read as; `account_class` is `None` when nothing says it, `code` is "" likewise."""

    account_class: AccountClass | None
    code: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How the numbers of a file are read. `padded_to` is 0 when numbers stand as they are.

    Where a class column says balance, the number may still begin with the class digit (`balance_has_class`), or with
    the chapter.
    """

    has_class: bool
    padded_to: int = 0
    balance_has_class: bool = True

    def read(self, account: Account) -> Reading:
        """The class (a class column wins over digits) and the art or chapter."""
        if not account.digits:
            return Reading(account.given_class, "")
        if account.given_class == 2:
            return Reading(2, chapter_of(account.digits[1:] if self.balance_has_class else account.digits))
        digits = account.digits.zfill(self.padded_to)
        found = _class_digit(digits) if self.has_class else None
        account_class = found if account.given_class is None else account.given_class
        rest = digits[1:] if self.has_class else digits
        if account_class == 2:
            return Reading(2, chapter_of(rest))
        return Reading(account_class, rest[:3] if len(rest) >= 3 else "")


def split(cell: str) -> tuple[str, str]:
    """Digits and text of an account cell: "1010 - Fastlønn" is ("1010", "Fastlønn"); ("", cell) without a number."""
    match = _CODE.match(cell.strip())
    if match is None:
        return "", cell.strip()
    digits = re.sub(r"[. ]", "", match.group(1))
    return (digits, match.group(2).strip()) if len(digits) <= _LONGEST else ("", cell.strip())


def layout_of(accounts: Sequence[Account]) -> Layout:
    """The way of reading that makes most accounts valid and agrees best with their texts; plain reading on a tie."""
    judged = [account for account in accounts if account.digits and account.given_class != 2]
    candidates = _candidates({len(account.digits) for account in judged}, judged)
    best = max(candidates, key=lambda layout: (round(_score(layout, judged), 6), -candidates.index(layout)))
    return replace(best, balance_has_class=_balance_has_class([a.digits for a in accounts if a.given_class == 2]))


def chapter_of(digits: str) -> str:
    """The balance chapter that the digits begin with, the longest first; the first two digits when none fits."""
    chapters = lines_of(2)
    for width in (4, 3, 2):
        if digits[:width] in chapters and len(digits) >= width:
            return digits[:width]
    return digits[:2]


def _balance_has_class(numbers: Sequence[str]) -> bool:
    """Whether balance accounts begin with the class digit: all begin with 2, and more chapters fit behind it."""
    chapters = lines_of(2)
    behind = sum(chapter_of(digits[1:]) in chapters for digits in numbers)
    return all(digits.startswith("2") for digits in numbers) and behind >= sum(
        chapter_of(digits) in chapters for digits in numbers
    )


def _candidates(widths: set[int], accounts: Sequence[Account]) -> list[Layout]:
    """Likeliest first: as they stand when all have one width, otherwise padded to the widest."""
    widest = max(widths, default=0)
    has_classes = all(account.given_class is not None for account in accounts)
    if widest > 5 or widest == 0:
        return [Layout(True), Layout(True, widest)] if len(widths) > 1 else [Layout(True)]
    bare = [Layout(False, 3)] if widest <= 3 else []
    if has_classes and widest == 4:
        bare = [Layout(False, 4)]
    if len(widths) == 1 and widest > 3:
        return [Layout(True), *bare, *(Layout(True, width) for width in range(widest + 1, 6))]
    return [*bare[:1], *(Layout(True, width) for width in range(max(widest, 4), 6)), *bare[1:]]


def _score(layout: Layout, accounts: Sequence[Account]) -> float:
    return sum(_fits(layout.read(account), account, layout) for account in accounts) / max(1, len(accounts))


def _fits(reading: Reading, account: Account, layout: Layout) -> float:
    """0 to 2: a valid code counts one, a text that names it another; a digit that the class column denies takes ½."""
    if reading.account_class is None and layout.has_class:
        return 0.0
    points = _validity(reading)
    if account.text and points and _named(reading, account.text):
        points += 1.0
    digits = account.digits.zfill(layout.padded_to)
    if layout.has_class and account.given_class is not None and _class_digit(digits) != account.given_class:
        points -= 0.5
    return points


def _validity(reading: Reading) -> float:
    """1 for a code of the lists, less for one that only a span or flooring gives a line, 0 for one without a line."""
    if reading.account_class == 2:
        return 1.0 if reading.code in lines_of(2) else 0.0
    classes: Iterable[AccountClass] = (0, 1) if reading.account_class is None else (reading.account_class,)
    if len(reading.code) != 3 or all(resolve(one, reading.code, 0).how == "unmapped" for one in classes):
        return 0.0
    return 1.0 if reading.code in known_arts() else _LIKELY


def _named(reading: Reading, text: str) -> bool:
    name = plain(text)
    return reading.account_class != 2 and any(stem in name for stem in _stems().get(reading.code, ()))


def _class_digit(digits: str) -> AccountClass | None:
    return class_of(digits[0])


@cache
def _stems() -> Mapping[str, tuple[str, ...]]:
    text = templates("kostra", "art-words.yaml").read_text(encoding="utf-8")
    entries: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {art: tuple(entry["stems"]) for entry in entries for art in expanded([entry["arts"]])}
