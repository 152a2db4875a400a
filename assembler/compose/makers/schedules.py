"""Statutory schedules, their reconciliation, and the report of what was interpreted."""

from collections.abc import Iterable
from decimal import Decimal

from assembler.compose.cells import amount_cell, number_cell, period_column, row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.periods import few, shown
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Column, Row, RowKind, Table
from assembler.document.identity import slug
from assembler.document.inline import Inlines
from assembler.finance.detail import AreaDetail, area_details
from assembler.finance.ledger import ColumnKey, Interpretation
from assembler.finance.presentation import off_by_rounding, printed_value
from assembler.finance.result import Check, LineKind, Schedule, ScheduleLine
from assembler.messages.catalogue import label
from assembler.messages.numbers import NO_BREAK_SPACE

_KINDS: dict[LineKind, RowKind] = {"leaf": "body", "row": "body", "sum": "sum", "result": "result", "heading": "group"}
_BY_ROWS = ("5-4-2", "5-5-2")


def schedule(situation: Situation, options: Options) -> Blocks:
    """The statutory schedule `schedule`, in the plan's signs and unit."""
    found = situation.statement.schedule(options["schedule"])
    if found is None:
        return ()
    by_rows = found.id in _BY_ROWS
    number = () if by_rows else (Column(situation.word("line"), "line-number", width=Decimal("6.5")),)
    name = Column(situation.word("area" if found.id == "5-4-2" else "line-and-post"), "label")
    columns = shown(situation, found)
    amounts = tuple(period_column(situation, found.columns[at], Decimal("17.5")) for at in columns)
    rows = tuple(_row(situation, found, line, columns, numbered=not by_rows) for line in found.lines)
    table = Table(
        id=f"skjema-{found.id}",
        title=text(found.title),
        columns=(*number, name, *amounts),
        rows=rows,
        subtitle=situation.word("schedule-subtitle", unit=situation.unit_text),
        description=situation.word("schedule-description"),
        notes=_notes(situation, found),
        layout="schedule",
    )
    return (table,)


def _row(situation: Situation, found: Schedule, line: ScheduleLine, columns: tuple[int, ...], *, numbered: bool) -> Row:
    kind = _KINDS[line.kind]
    if line.kind == "heading":
        return row((text_cell(line.label),), kind)
    number = (text_cell("" if line.nr is None else str(line.nr)),) if numbered else ()
    name = text_cell(line.label or situation.word("unnamed-area"))
    values = (printed_value(found, line, at, situation.plan.signs) for at in columns)
    return row((*number, name, *(amount_cell(situation, value) for value in values)), kind)


def _notes(situation: Situation, found: Schedule) -> tuple[Inlines, ...]:
    if off_by_rounding(found, situation.plan.unit):
        return (text(situation.word("schedule-rounding-note")),)
    return ()


def reconciliation(situation: Situation, _options: Options) -> Blocks:
    """Every integrity check: whether it holds in each column of figures, or by how many kroner it does not."""
    checks = situation.statement.checks
    columns = sorted({check.column for check in checks})
    if not columns:
        return ()
    found = {(check.id, check.column): check for check in checks}
    table = Table(
        id="avstemmingstabell",
        title=text(situation.word("reconciliation-title")),
        columns=(
            Column(situation.word("reconciliation-check"), "label"),
            *(_reconciled_column(situation, key) for key in columns),
        ),
        rows=tuple(
            row((_name(situation, id), *(_verdict(situation, found.get((id, key))) for key in columns)))
            for id in dict.fromkeys(check.id for check in checks)
        ),
        subtitle=situation.word("reconciliation-subtitle"),
        description=situation.word("reconciliation-description"),
        layout="measures",
    )
    return (table,)


def _reconciled_column(situation: Situation, key: ColumnKey) -> Column:
    made = period_column(situation, key)
    return Column(made.label, "text", made.year, made.basis, made.emphasis, Decimal("17.5"))


def _verdict(situation: Situation, check: Check | None) -> Cell:
    if check is None or check.holds is None:
        return text_cell("")
    return text_cell(situation.word("holds")) if check.holds else number_cell(situation, check.difference, sign=True)


def _name(situation: Situation, id: str) -> Cell:
    """The check's name, in which "§ 5-4" stays on one line."""
    return text_cell(check_name(situation, id).replace("§ ", f"§{NO_BREAK_SPACE}"))


def check_name(situation: Situation, id: str) -> str:
    """What an integrity check compares, in words."""
    return label(f"finance-check-{id.replace('_', '-')}", situation.form)


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
    yield row((text_cell(label(f"finance-kind-{kind}", situation.form)),), "group")
    for one in found:
        if one.kind == kind:
            yield row(
                (
                    text_cell(one.key),
                    text_cell(one.text),
                    text_cell(one.meaning or _placed(situation, one)),
                    number_cell(situation, Decimal(one.lines)),
                    number_cell(situation, one.amount),
                )
            )


def _placed(situation: Situation, one: Interpretation) -> str:
    """The line that the budget office itself has chosen for an art that no schedule has a line for; "" for none."""
    placed = [place for place in situation.plan.placements if place.art == one.key and one.kind == "unmapped"]
    names = {0: "§ 5-5", 1: "§ 5-6"}
    return ", ".join(
        situation.word("import-placed", line=place.line, paragraph=names[place.account_class]) for place in placed
    )


def area_detail(situation: Situation, _options: Options) -> Blocks:
    """The detail appendix: for each area, every art with its amount in each column, in raw sign."""
    columns = tuple(sorted({line.column for line in situation.ledger.lines}))
    kept = few(situation, columns)
    return tuple(_detail(situation, detail, kept, columns) for detail in area_details(situation.ledger))


def _detail(
    situation: Situation, detail: AreaDetail, kept: tuple[ColumnKey, ...], columns: tuple[ColumnKey, ...]
) -> Table:
    places = [columns.index(key) for key in kept]
    area = detail.area or situation.word("unnamed-area")
    rows = [
        row((text_cell(one.art), text_cell(one.text), *(amount_cell(situation, one.amounts[at]) for at in places)))
        for one in detail.arts
    ]
    head = (text_cell(situation.word("sum")), text_cell(area))
    rows.append(row((*head, *(amount_cell(situation, detail.total[at]) for at in places)), "result"))
    return Table(
        id=f"detalj-{slug(area)}",
        title=text(situation.word("detail-title", area=area)),
        columns=(
            Column(situation.word("import-code"), "line-number", width=Decimal(12)),
            Column(situation.word("import-text"), "label"),
            *(period_column(situation, key, Decimal("16.5")) for key in kept),
        ),
        rows=tuple(rows),
        subtitle=situation.word("detail-subtitle", unit=situation.unit_text),
        description=situation.word("detail-description"),
    )
