"""What an import had to interpret, counted: nothing is guessed, padded or left out without standing here."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.finance.codes import codes_of, legacy_arts
from assembler.finance.ledger import Interpretation, LedgerLine
from assembler.finance.mapping import Resolution
from assembler.finance.reconcile import valid

Kind: TypeAlias = Literal[
    "unmapped", "legacy", "floored", "unknown-unit", "invalid-code", "padded", "repeated-unit", "ignored"
]
_ORDER: tuple[Kind, ...] = (
    "unmapped",
    "legacy",
    "floored",
    "invalid-code",
    "unknown-unit",
    "repeated-unit",
    "padded",
    "ignored",
)


@dataclass(slots=True)
class _Entry:
    text: str
    meaning: str
    lines: int = 0
    amount: Decimal = Decimal(0)


@dataclass(slots=True)
class Findings:
    """A counter for every kind and code."""

    _entries: dict[tuple[Kind, str], _Entry] = field(default_factory=dict)

    def add(self, kind: Kind, key: str, text: str = "", amount: Decimal = Decimal(0), meaning: str = "") -> None:
        """Count one line with its raw amount; the first text stands."""
        entry = self._entries.get((kind, key))
        if entry is None:
            entry = self._entries[kind, key] = _Entry(text, meaning)
        entry.lines += 1
        entry.amount += amount

    def add_many(self, kind: Kind, key: str, lines: int) -> None:
        """Count several lines that have no amount of their own."""
        self._entries.setdefault((kind, key), _Entry("", "")).lines += lines

    def line(self, line: LedgerLine, code: str, found: Resolution | None) -> None:
        """Count what a line's account was taken for: `code` is the art as the file has it, "" when it has none."""
        if found is None or found.how == "unmapped":
            self.add("unmapped", line.art or line.account, line.account_text, line.amount)
        elif found.how == "legacy":
            self.add("legacy", found.art, line.account_text, line.amount, _legacy_meaning(found))
        elif found.how == "floored":
            self.add("floored", code, line.account_text, line.amount, found.art)
        codes = codes_of(line.column.year)
        if found is not None and codes is not None and line.amount and not valid(line, codes):
            key = f"{line.account_class} {line.art} {line.function}".strip()
            self.add("invalid-code", key, line.account_text, line.amount, str(codes.year))

    def interpretations(self) -> tuple[Interpretation, ...]:
        """Everything counted, by kind and code."""
        ordered = sorted(self._entries.items(), key=lambda item: (_ORDER.index(item[0][0]), item[0][1]))
        return tuple(
            Interpretation(kind, key, entry.text, entry.lines, entry.amount, entry.meaning)
            for (kind, key), entry in ordered
        )


def _legacy_meaning(found: Resolution) -> str:
    """The line that it counts in, and the arts that took over: "5-6:12 (271, 272)"; no language in it."""
    legacy = legacy_arts()[found.art]
    line = f"{legacy.schedule}:{found.nr}"
    return f"{line} ({', '.join(legacy.replaced_by)})" if legacy.replaced_by else line
