"""The tables as they are made and changed: alembic's migrations, run before anything else is done."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.store.engine import Database


@dataclass(frozen=True, slots=True)
class Migrations:
    """The folder of a room's migrations, and the table that says which of them a database has."""

    folder: Path
    table: str


STORE: Final = Migrations(Path(__file__).with_name("migrations"), "alembic_version")


def upgrade(database: Database, migrations: Migrations = STORE, made_before: str = "") -> None:
    """Bring the tables to the newest form; nothing happens when they have it.

    `made_before` is the revision of tables that are there although no migration made them, "" for none.
    """
    with database.writing() as connection:
        config = _config(migrations)
        config.attributes |= {"connection": connection, "table": migrations.table}
        if made_before:
            command.stamp(config, made_before)
        command.upgrade(config, "head")


def opened(url: str, most_pages: int = 0) -> Database:
    """The database of that address, its tables in the newest form."""
    database = Database(url, most_pages)
    upgrade(database)
    return database


def is_current(database: Database, migrations: Migrations = STORE) -> bool:
    """Whether the tables have the form that this version of the program knows."""
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": migrations.table})
        found = context.get_current_heads()
    return set(found) == _newest(migrations)


def configure(context: Any) -> None:
    """Tell alembic's context (the module, which is its own stand-in) what `upgrade` was called with."""
    found = context.config.attributes
    context.configure(connection=found["connection"], version_table=found["table"], render_as_batch=True)


@cache
def _newest(migrations: Migrations) -> frozenset[str]:
    return frozenset(ScriptDirectory.from_config(_config(migrations)).get_heads())


def _config(migrations: Migrations) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations.folder))
    return config
