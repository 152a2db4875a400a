"""Amounts as spreadsheets and accounting systems write them, to `Decimal`.

Spaces of any width group thousands; a comma or a point may group or divide; a minus of any kind may lead or trail;
brackets are a minus; a lone dash is nothing. "1.500" alone says not whether it groups or divides: that is for the
file as a whole to settle (`DecimalSign`), never guessed.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, TypeAlias

DecimalSign: TypeAlias = Literal[",", "."]

_MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u2007\u2008\u2009\u200a\u202f'\u2019"))
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}(?:[.,]\d+)*|[.,]\d+", re.ASCII)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_LONGEST = 60


class NotAnAmount(ValueError):
    """The text is no amount."""


class Ambiguous(NotAnAmount):
    """The text is an amount, but a point or comma may group or divide."""


def amount(text: str, sign: DecimalSign | None = None) -> Decimal | None:
    """The amount; `None` for nothing (empty, or a lone dash). `sign` settles "1.500"; without it `Ambiguous` is raised.

    `NotAnAmount` for anything else.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if len(text) > _LONGEST:
        raise NotAnAmount(text[:_LONGEST])
    bare = _without_currency(text.translate(_SPACES))
    if not bare.strip(_MINUS):
        return None
    digits, negative = _unsigned(bare)
    value = _unsigned_amount(digits, sign)
    return -value if negative and value else value


def decimal_sign(texts: Iterable[str]) -> DecimalSign | None:
    """Which sign divides, as far as the texts that can be read in one way only show it; `None` when none does.

    A text that groups by a point ("1.250.000") shows that the comma divides, and the other way round.
    """
    found: set[DecimalSign] = set()
    for text in texts:
        if "," in text or "." in text:
            found |= _shown(text)
    return found.pop() if len(found) == 1 else None


def _shown(text: str) -> set[DecimalSign]:
    points, commas = text.count("."), text.count(",")
    bare = text.translate(_SPACES).strip(_MINUS + "()+")
    if not _NUMBER.fullmatch(bare) or _AMBIGUOUS.fullmatch(bare):
        return set()
    if points and commas:
        return {"," if bare.rindex(",") > bare.rindex(".") else "."}
    if points > 1 or commas > 1:
        return {"," if points else "."}
    return {"." if points else ","}


def _without_currency(text: str) -> str:
    lowered = text.casefold()
    for currency in ("kr.", "kr", "nok"):
        if lowered.startswith(currency):
            return text[len(currency) :]
        if lowered.endswith(currency):
            return text[: -len(currency)]
    return text.removesuffix(",-")


def _unsigned(text: str) -> tuple[str, bool]:
    marks = 0
    if text.startswith("(") and text.endswith(")"):
        text, marks = text[1:-1], 1
    if text[:1] and text[0] in _MINUS:
        text, marks = text[1:], marks + 1
    elif text.startswith("+"):
        text = text[1:]
    if text[-1:] and text[-1] in _MINUS:
        text, marks = text[:-1], marks + 1
    if marks > 1:
        raise NotAnAmount(text)
    return text, marks == 1


def _unsigned_amount(text: str, sign: DecimalSign | None) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise NotAnAmount(text)
    if _AMBIGUOUS.fullmatch(text):
        if sign is None:
            raise Ambiguous(text)
        return Decimal(text.replace(",", ".") if sign in text else re.sub("[.,]", "", text))
    dividing = next(iter(_shown(text)), ".")
    grouping = "." if dividing == "," else ","
    whole, _, part = text.partition(dividing)
    groups = whole.split(grouping)
    grouped_well = all(len(group) == 3 for group in groups[1:]) and (len(groups) == 1 or len(groups[0]) <= 3)
    if grouping in part or not grouped_well:
        raise NotAnAmount(text)
    return Decimal(f"{''.join(groups) or '0'}.{part or '0'}" if part else "".join(groups))
