"""The audit log: who changed what, and when. Lines are only ever added, in the transaction of what they tell of."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from service.store.clock import now
from service.store.tables import Entry


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: `action` is a word of the API ("block.save"), `subject` what it was done to."""

    organisation: str
    who: str
    action: str
    plan: str = ""
    subject: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log; `number` counts up."""

    number: int
    at: str
    act: Act


def record(connection: Connection, act: Act) -> None:
    """Add a line."""
    values = {name: getattr(act, name) for name in Act.__slots__}
    connection.execute(insert(Entry).values(at=now(), **values))


def lines(connection: Connection, organisation: str, after: int, most: int, plan: str = "") -> tuple[Line, ...]:
    """The lines of a municipality, or of one plan, the newest first; those before the number `after`, 0 for all."""
    wanted = select(Entry).where(Entry.organisation == organisation).order_by(Entry.number.desc()).limit(most)
    wanted = wanted.where(Entry.number < after) if after else wanted
    wanted = wanted.where(Entry.plan == plan) if plan else wanted
    return tuple(
        Line(row.number, row.at, Act(row.organisation, row.who, row.action, row.plan, row.subject, row.request))
        for row in connection.execute(wanted)
    )
