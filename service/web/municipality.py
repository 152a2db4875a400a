"""The name of the municipality whose desk it is, for the head of every page."""

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import select

from service.store.engine import Database
from service.store.tables import Organisation

NameOf: TypeAlias = Callable[[str], str]


def names_of(database: Database) -> NameOf:
    """A function from the id of a municipality to its name; "" for none. A name is read once: it does not change."""
    known: dict[str, str] = {}

    def name_of(organisation: str) -> str:
        if organisation and organisation not in known:
            with database.reading() as connection:
                found = connection.execute(select(Organisation.name).where(Organisation.id == organisation)).scalar()
            if found:
                known[organisation] = found
        return known.get(organisation, "")

    return name_of
