"""Statutory schedules, their reconciliation, and the report of what was interpreted."""

from collections.abc import Iterable
from decimal import Decimal

from assembler.compose.cells import amount_cell, number_cell, period_column, row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Column, Row, RowKind, Table
from assembler.document.identity import slug
from assembler.document.inline import Inlines
from assembler.finance.ledger import ColumnKey, Interpretation
from assembler.finance.presentation import off_by_rounding, printed_value
from assembler.finance.result import Check, LineKind, Schedule, ScheduleLine

_KINDS: dict[LineKind, RowKind] = {"leaf": "body", "row": "body", "sum": "sum", "result": "result", "heading": "group"}
_BY_ROWS = ("5-4-2", "5-5-2")


def schedule(situation: Situation, options: Options) -> Blocks:
    """The statutory schedule `schedule`, in the plan's signs and unit."""
    found = situation.statement.schedule(options["schedule"])
    if found is None:
        return ()
    by_rows = found.id in _BY_ROWS
    number = () if by_rows else (Column(situation.word("line"), "line-number", width=Decimal("6.5")),)
    label = Column(situation.word("area" if found.id == "5-4-2" else "line-and-post"), "label")
    amounts = tuple(period_column(situation, key, Decimal("17.5")) for key in found.columns)
    rows = tuple(_row(situation, found, line, numbered=not by_rows) for line in found.lines)
    table = Table(
        id=f"skjema-{found.id}",
        title=text(found.title),
        columns=(*number, label, *amounts),
        rows=rows,
        subtitle=situation.word("schedule-subtitle", unit=situation.unit_text),
        description=situation.word("schedule-description"),
        notes=_notes(situation, found),
        layout="schedule",
    )
    return (table,)


def _row(situation: Situation, found: Schedule, line: ScheduleLine, *, numbered: bool) -> Row:
    kind = _KINDS[line.kind]
    if line.kind == "heading":
        return row((text_cell(line.label),), kind)
    number = (text_cell("" if line.nr is None else str(line.nr)),) if numbered else ()
    label = text_cell(line.label or situation.word("unnamed-area"))
    values = (printed_value(found, line, at, situation.plan.signs) for at in range(len(found.columns)))
    return row((*number, label, *(amount_cell(situation, value) for value in values)), kind)


def _notes(situation: Situation, found: Schedule) -> tuple[Inlines, ...]:
    if off_by_rounding(found, situation.plan.unit):
        return (text(situation.word("schedule-rounding-note")),)
    return ()


def reconciliation(situation: Situation, _options: Options) -> Blocks:
    """Every integrity check with its difference, a table for each column of figures."""
    columns = dict.fromkeys(check.column for check in situation.statement.checks)
    return tuple(_reconciled(situation, column) for column in columns)


def _reconciled(situation: Situation, column: ColumnKey) -> Table:
    checks = [check for check in situation.statement.checks if check.column == column]
    name = f"{situation.word(f'column-{column.version}')} {column.year}"
    return Table(
        id=f"avstemming-{column.year}-{column.version}",
        title=text(situation.word("reconciliation-title")),
        columns=(
            Column(situation.word("reconciliation-check"), "label"),
            Column(situation.word("reconciliation-result"), "text", width=Decimal(34)),
            Column(situation.word("reconciliation-difference"), "amount", width=Decimal(30)),
        ),
        rows=tuple(_check_row(situation, check) for check in checks),
        subtitle=situation.word("reconciliation-subtitle", column=name),
        description=situation.word("reconciliation-description"),
    )


def _check_row(situation: Situation, check: Check) -> Row:
    verdict = {True: "holds", False: "holds-not", None: "holds-unknown"}[check.holds]
    difference = None if check.holds is None else check.difference
    return row(
        (
            text_cell(check_name(situation, check.id)),
            text_cell(situation.word(verdict)),
            number_cell(situation, difference, sign=True),
        )
    )


def check_name(situation: Situation, id: str) -> str:
    """What an integrity check compares, in words."""
    return situation.word(f"check-{id.replace('_', '-')}")


def import_report(situation: Situation, _options: Options) -> Blocks:
    """What the importer had to interpret, by kind, each with number of lines and amount."""
    found = situation.ledger.interpretations
    kinds = dict.fromkeys(interpretation.kind for interpretation in found)
    if not kinds:
        return ()
    table = Table(
        id="import",
        title=text(situation.word("import-title")),
        columns=(
            Column(situation.word("import-code"), "line-number", width=Decimal(18)),
            Column(situation.word("import-text"), "label"),
            Column(situation.word("import-meaning"), "text", width=Decimal(40)),
            Column(situation.word("import-lines"), "number", width=Decimal(16)),
            Column(situation.word("amount"), "amount", width=Decimal(28)),
        ),
        rows=tuple(part for kind in kinds for part in _kind_rows(situation, kind, found)),
        subtitle=situation.word("import-subtitle"),
        description=situation.word("import-description"),
    )
    return (table,)


def _kind_rows(situation: Situation, kind: str, found: Iterable[Interpretation]) -> Iterable[Row]:
    yield row((text_cell(situation.word(f"import-{kind}")),), "group")
    for one in found:
        if one.kind == kind:
            yield row(
                (
                    text_cell(one.key),
                    text_cell(one.text),
                    text_cell(one.meaning),
                    number_cell(situation, Decimal(one.lines)),
                    number_cell(situation, one.amount),
                )
            )


def area_detail(situation: Situation, _options: Options) -> Blocks:
    """The detail appendix: for each area, every art with its amount in each column."""
    lines = [line for line in situation.ledger.lines if line.account_class == 1]
    columns = tuple(dict.fromkeys(sorted(line.column for line in lines)))
    areas = dict.fromkeys(line.area for line in lines)
    return tuple(_detail(situation, area, columns) for area in areas)


def _detail(situation: Situation, area: str, columns: tuple[ColumnKey, ...]) -> Table:
    sums: dict[str, dict[ColumnKey, Decimal]] = {}
    names: dict[str, str] = {}
    for line in situation.ledger.lines:
        if line.account_class == 1 and line.area == area:
            own = sums.setdefault(line.art, {})
            own[line.column] = own.get(line.column, Decimal(0)) + line.amount
            names.setdefault(line.art, line.account_text)
    rows = [
        row((text_cell(art), text_cell(names[art]), *_amounts(situation, sums[art], columns))) for art in sorted(sums)
    ]
    whole = {key: sum((own.get(key, Decimal(0)) for own in sums.values()), Decimal(0)) for key in columns}
    head = (text_cell(situation.word("sum")), text_cell(area or situation.word("unnamed-area")))
    rows.append(row((*head, *_amounts(situation, whole, columns)), "result"))
    return Table(
        id=f"detalj-{slug(area) or 'utan-omrade'}",
        title=text(situation.word("detail-title", area=area or situation.word("unnamed-area"))),
        columns=(
            Column(situation.word("import-code"), "line-number", width=Decimal(12)),
            Column(situation.word("import-text"), "label"),
            *(period_column(situation, key, Decimal(22)) for key in columns),
        ),
        rows=tuple(rows),
        subtitle=situation.unit_text,
        description=situation.word("detail-description"),
    )


def _amounts(situation: Situation, own: dict[ColumnKey, Decimal], columns: tuple[ColumnKey, ...]) -> list[Cell]:
    return [amount_cell(situation, own.get(key)) for key in columns]
