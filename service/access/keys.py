"""API keys: made, listed, revoked, and found again by what a request carries."""

from dataclasses import dataclass
from datetime import date, timedelta
from hmac import compare_digest
from secrets import token_hex
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from assembler.problem import Place, Problem, Refused
from service.access.principal import Principal, Role, grants_of, role_of
from service.access.secrets import kept_secret, new_key, prefix_of
from service.store.audit import record
from service.store.clock import now
from service.store.engine import Database
from service.store.plans import Author
from service.store.tables import Key

_LAST_MOMENT: Final = "9999-12-31T23:59:59.999Z"
# Asked with every request, and so made once.
_BY_PREFIX: Final = select(Key).where(Key.prefix == bindparam("prefix"))


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """A key to make: its role in those plans and chapters (empty: all), until `expires_at` ("": for ever)."""

    label: str
    role: Role
    plans: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    expires_at: str = ""


def end_of(day: date | None) -> str:
    """The moment at which a key stops that works through `day`, in UTC; "" for one that works for ever.

    `Refused` for a day that is over.
    """
    if day is None:
        return ""
    if day.isoformat() < now()[:10]:
        raise Refused([Problem("service-key-over", Place(pointer="/expires"), {"found": day.isoformat()})])
    return _LAST_MOMENT if day == date.max else f"{day + timedelta(days=1)}T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class KeyState:
    """A key as it is listed: never the secret."""

    id: str
    prefix: str
    order: KeyOrder
    created_at: str
    created_by: str
    revoked_at: str


def make_key(database: Database, order: KeyOrder, author: Author) -> tuple[KeyState, str]:
    """A new key and its text, which is shown this once."""
    fresh, moment, id = new_key(), now(), token_hex(8)
    with database.writing() as connection:
        connection.execute(
            insert(Key).values(
                id=id,
                organisation=author.organisation,
                label=order.label,
                prefix=fresh.prefix,
                sha256=kept_secret(fresh.text),
                role=order.role.word,
                plans=list(order.plans),
                chapters=list(order.chapters),
                created_at=moment,
                created_by=author.who,
                expires_at=order.expires_at,
                revoked_at="",
            )
        )
        record(connection, author.act("key.create", subject=id))
    return KeyState(id, fresh.prefix, order, moment, author.who, ""), fresh.text


def keys(database: Database, organisation: str, after: str = "", most: int = 50) -> tuple[KeyState, ...]:
    """A page of the municipality's keys in the order of their ids, revoked ones too."""
    wanted = select(Key).where(Key.organisation == organisation, Key.id > after).order_by(Key.id).limit(most)
    with database.reading() as connection:
        return tuple(
            KeyState(
                row.id,
                row.prefix,
                KeyOrder(row.label, role_of(row.role), tuple(row.plans), tuple(row.chapters), row.expires_at),
                row.created_at,
                row.created_by,
                row.revoked_at,
            )
            for row in connection.execute(wanted)
        )


def revoke_key(database: Database, id: str, author: Author) -> bool:
    """Stop a key from working; `False` when the municipality has no such key."""
    with database.writing() as connection:
        mine = (Key.id == id, Key.organisation == author.organisation)
        if connection.execute(select(Key.id).where(*mine)).first() is None:
            return False
        connection.execute(update(Key).where(*mine, Key.revoked_at == "").values(revoked_at=now()))
        record(connection, author.act("key.revoke", subject=id))
    return True


def principal_of_key(database: Database, text: str) -> Principal | None:
    """Whom a key stands for; `None` for one that is unknown, expired or revoked."""
    prefix = prefix_of(text)
    if prefix is None:
        return None
    with database.reading() as connection:
        row = connection.execute(_BY_PREFIX, {"prefix": prefix}).first()
    if row is None or not compare_digest(row.sha256, kept_secret(text)):
        return None
    if row.revoked_at or (row.expires_at and row.expires_at <= now()):
        return None
    return Principal("key", row.id, row.organisation, grants_of(role_of(row.role), row.plans, row.chapters), row.label)
