"""Which ledger lines a cell came from."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from assembler.finance.definition import LineDefinition, ScheduleDefinition, load_schedule
from assembler.finance.evaluate import row_level, row_of
from assembler.finance.formula import LineNumber, operands
from assembler.finance.ledger import ColumnKey, LedgerLine
from assembler.finance.mapping import Placement, extra_codes
from assembler.finance.result import Schedule
from assembler.finance.sums import framed

_ByCode: TypeAlias = Mapping[tuple[int, str], Sequence[LedgerLine]]


class Trace:
    """The ledger lines behind every cell of every schedule."""

    def __init__(
        self,
        lines: Sequence[LedgerLine],
        placements: tuple[Placement, ...] = (),
        general_functions: frozenset[str] = frozenset(),
    ) -> None:
        """One pass over the ledger, with what the statement was made with; look-ups are quick after that."""
        self._placements = placements
        self._functions = general_functions
        self._lines = lines
        self._plain = _by_code(lines)
        self._rows: dict[str, Mapping[str, list[LedgerLine]]] = {}

    def lines(self, schedule: Schedule, nr: LineNumber, column: ColumnKey) -> tuple[LedgerLine, ...]:
        """The ledger lines that make up a cell of a schedule in its current wording; none for a heading.

        They come in the order of the ledger. A sum is made of the lines of its parts. `KeyError` for an unknown line.
        """
        definition = load_schedule(schedule.id)
        if definition.rows is None:
            found = self._of_line(definition, definition.line(nr), self._index(definition))
        else:
            groups = self._row_lines(definition)
            keys = groups if nr == "sum" else [schedule.line(nr).key]
            found = [line for key in keys for line in groups.get(key, ())]
        return tuple(sorted((line for line in found if line.column == column), key=lambda line: (line.file, line.row)))

    def _index(self, definition: ScheduleDefinition) -> _ByCode:
        own = framed(self._lines, definition, self._functions)
        return self._plain if own is self._lines else _by_code(own)

    def _of_line(self, definition: ScheduleDefinition, line: LineDefinition, index: _ByCode) -> list[LedgerLine]:
        if line.total_of:
            return [line for lines in self._row_lines(load_schedule(line.total_of)).values() for line in lines]
        if line.formula is not None:
            parts = dict.fromkeys(operands(line.formula))
            return [found for part in parts for found in self._of_line(definition, definition.line(part), index)]
        extra = extra_codes(definition.account_class, self._placements).get(line.key, frozenset())
        codes = sorted(line.codes | extra)
        return [found for code in codes for found in index.get((definition.account_class, code), ())]

    def _row_lines(self, definition: ScheduleDefinition) -> Mapping[str, list[LedgerLine]]:
        if definition.id not in self._rows and definition.rows is not None:
            parts, index = load_schedule(definition.rows.of), self._index(definition)
            own = [line for line in self._lines if line.account_class == definition.account_class]
            level = row_level(own, definition.rows.by)
            groups: dict[str, list[LedgerLine]] = {}
            for nr in dict.fromkeys(operands(definition.rows.formula)):
                for line in self._of_line(parts, parts.line(nr), index):
                    groups.setdefault(row_of(line, level)[0], []).append(line)
            self._rows[definition.id] = groups
        return self._rows[definition.id]


def _by_code(lines: Sequence[LedgerLine]) -> _ByCode:
    index: dict[tuple[int, str], list[LedgerLine]] = {}
    for line in lines:
        index.setdefault((line.account_class, line.art), []).append(line)
    return index
