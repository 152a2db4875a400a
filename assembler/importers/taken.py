"""Every account of a file, taken for what it is: the file's numbers are read as a whole, then each one is resolved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assembler.finance.ledger import AccountClass
from assembler.finance.mapping import Resolution, lines_of, resolve
from assembler.importers.accounts import Account, Layout, Reading, layout_of, split
from assembler.importers.columns import class_of


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything of a ledger line that its account alone decides. `found` is `None` when no art could be read.

    `code` is the art or chapter as the file has it, `art` what it was taken for.

    `padded` is the number with its zeros back, "" when it stood as it is.
    """

    account: str
    text: str
    account_class: AccountClass
    art: str
    found: Resolution | None
    code: str = ""
    padded: str = ""


class Cells(NamedTuple):
    """What a row says of its account: the account cell, the class cell, and the account's text."""

    account: str
    account_class: str
    text: str


@dataclass(frozen=True, slots=True)
class NoClass:
    """Accounts of three digits that nothing gives a class; `example` is one of them."""

    example: str


def take(cells: Counter[Cells], default: AccountClass | None, year: int) -> Mapping[Cells, Taken] | NoClass:
    """What each account of a file is; `default` is the class that the file's name speaks of."""
    accounts = {cell: _account(cell) for cell in cells}
    layout = layout_of(list(accounts.values()))
    readings = {cell: layout.read(account) for cell, account in accounts.items()}
    main = _main_class(cells, readings)
    if not layout.has_class:
        lacking = next((cell for cell in cells if readings[cell].account_class is None and accounts[cell].digits), None)
        if lacking is not None and default is None:
            return NoClass(lacking.account)
        main = default if default is not None else main
    return {cell: _taken(accounts[cell], readings[cell], layout, (main, year)) for cell in cells}


def _account(cell: Cells) -> Account:
    digits, text = split(cell.account)
    return Account(digits, cell.text or text, class_of(cell.account_class), digits or cell.account.strip())


def _main_class(cells: Counter[Cells], readings: Mapping[Cells, Reading]) -> AccountClass:
    """The class of most lines: an account that cannot be read is listed in it."""
    counted: Counter[AccountClass] = Counter()
    for cell, lines in cells.items():
        found = readings[cell].account_class
        if found is not None:
            counted[found] += lines
    return counted.most_common(1)[0][0] if counted else 1


def _taken(account: Account, reading: Reading, layout: Layout, settled: tuple[AccountClass, int]) -> Taken:
    main, year = settled
    account_class = main if reading.account_class is None else reading.account_class
    unread = not reading.code or (reading.account_class is None and layout.has_class)
    is_short = 0 < len(account.digits) < layout.padded_to and account.given_class != 2
    padded = account.digits.zfill(layout.padded_to) if is_short else ""
    if unread:
        return Taken(account.written, account.text, account_class, "", None, padded=padded)
    found = resolved(account_class, reading.code, year)
    return Taken(account.written, account.text, account_class, found.art, found, reading.code, padded)


def resolved(account_class: AccountClass, code: str, year: int) -> Resolution:
    """What an art, or in class 2 a balance chapter, is taken for."""
    if account_class != 2:
        return resolve(account_class, code, year)
    nr = lines_of(2).get(code)
    return Resolution(code, "unmapped" if nr is None else "exact", nr)
