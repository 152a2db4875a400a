"""Why the lines of a class add up to what they add up to, to the krone: real ledgers need not balance."""

from dataclasses import dataclass
from decimal import Decimal

from assembler.finance.definition import load_schedule
from assembler.finance.ledger import AccountClass, ColumnKey, Ledger
from assembler.finance.mapping import LEAVES, Placement, lines_of
from assembler.finance.result import Statement
from assembler.finance.sums import NOUGHT

_RESULT: dict[AccountClass, int] = {0: 27, 1: 32}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The raw sum of a class in a column, and what it is made of.

    `total` = `carried` (arts 980, 989, 589) + `unmapped` (arts without a line) - `result` (the schedule's last line).
    `rest` is what this leaves, and must be nought.
    """

    column: ColumnKey
    account_class: AccountClass
    total: Decimal
    result: Decimal
    carried: Decimal
    unmapped: Decimal

    @property
    def rest(self) -> Decimal:
        """What stays unexplained."""
        return self.total - (self.carried + self.unmapped - self.result)


def explained(ledger: Ledger, statement: Statement, placements: tuple[Placement, ...] = ()) -> tuple[Explanation, ...]:
    """An explanation for operation and investment in each column of the statement."""
    found: list[Explanation] = []
    for account_class, nr in _RESULT.items():
        schedule = statement.schedule(LEAVES[account_class])
        if schedule is None:
            continue
        mapped = frozenset(lines_of(account_class, placements))
        carried = frozenset(code for line in load_schedule(schedule.id).lines for code in line.carried)
        for number, column in enumerate(schedule.columns):
            own = [line for line in ledger.lines if line.account_class == account_class and line.column == column]
            found.append(
                Explanation(
                    column,
                    account_class,
                    total=sum((line.amount for line in own), NOUGHT),
                    result=schedule.line(nr).values[number] or NOUGHT,
                    carried=sum((line.amount for line in own if line.art in carried), NOUGHT),
                    unmapped=sum((line.amount for line in own if line.art not in mapped | carried), NOUGHT),
                )
            )
    return tuple(found)
