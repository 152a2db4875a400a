"""The detail behind the area table: every art of every area, in raw sign, in kroner."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assembler.finance.codes import art_name
from assembler.finance.ledger import AccountClass, ColumnKey, Ledger, LedgerLine
from assembler.finance.sums import columns_of, grouped


@dataclass(frozen=True, slots=True)
class ArtAmount:
    """One art of an area; `amounts` has one entry a column, 0 where there is none."""

    art: str
    text: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class AreaDetail:
    """The arts of an area in order, and their sum. `area` is "" for lines without one."""

    area: str
    arts: tuple[ArtAmount, ...]
    total: tuple[Decimal, ...]


def area_details(ledger: Ledger, account_class: AccountClass = 1) -> tuple[AreaDetail, ...]:
    """Every area in the order of the ledger, those without an area last; arts without lines are left out."""
    own = [line for line in ledger.lines if line.account_class == account_class]
    columns = columns_of(ledger.lines)
    names = _names(own, columns)
    details: list[AreaDetail] = []
    for area, sums in sorted(grouped(own, columns, lambda line: line.area).items(), key=lambda item: item[0] == ""):
        codes = sums.codes(account_class)
        arts = tuple(ArtAmount(art, names[art], sums.total(account_class, (art,))) for art in codes)
        details.append(AreaDetail(area, arts, sums.total(account_class, codes)))
    return tuple(details)


def _names(lines: Iterable[LedgerLine], columns: tuple[ColumnKey, ...]) -> dict[str, str]:
    """What an art is called: by the code list, or by its first account where the list has no such art."""
    year = columns[-1].year if columns else 0
    names: dict[str, str] = {}
    for line in lines:
        if line.art not in names:
            names[line.art] = art_name(line.art, year) or line.account_text
    return names
