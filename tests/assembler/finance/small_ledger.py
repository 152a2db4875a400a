"""A ledger small enough to be computed by hand, in kroner and raw sign."""

from decimal import Decimal

from assembler.finance.ledger import ColumnKey, Ledger, LedgerLine

BUDGET = ColumnKey(2026, "adopted")

# art, amount, area: operating lines that balance to nought.
OPERATION = (
    ("010", "600", "Skole"),
    ("099", "90.50", "Skole"),
    ("600", "-50.50", "Skole"),
    ("120", "40", "Helse"),
    ("429", "10", "Helse"),
    ("729", "-10", "Helse"),
    ("590", "30", "Helse"),
    ("990", "-30", "Helse"),
    ("800", "-400", ""),
    ("870", "-350", ""),
    ("877", "-5", ""),
    ("900", "-20", ""),
    ("500", "35", ""),
    ("510", "25", ""),
    ("570", "40", ""),
    ("540", "10", ""),
    ("950", "-15", ""),
)
# art, amount, project.
INVESTMENT = (
    ("230", "300", "1"),
    ("429", "75", "1"),
    ("470", "20", "2"),
    ("529", "5", ""),
    ("729", "-75", "1"),
    ("910", "-285", ""),
    ("970", "-40", ""),
)


def ledger(column=BUDGET, operation=OPERATION, investment=INVESTMENT):
    lines = [line(1, art, amount, column, area=area) for art, amount, area in operation]
    lines += [line(0, art, amount, column, project=project) for art, amount, project in investment]
    return Ledger(tuple(one(n) for n, one in enumerate(lines, 2)))


def line(account_class, art, amount, column, *, area="", project=""):
    def numbered(row):
        return LedgerLine(
            column,
            account_class,
            art,
            Decimal(amount),
            f"{account_class}{art}0",
            area=area,
            project=project,
            project_text=f"Prosjekt {project}" if project else "",
            file="ledger.csv",
            row=row,
        )

    return numbered
