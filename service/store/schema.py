"""The tables as they are made and changed: alembic's migrations, run before anything else is done."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.store.engine import Database

_MIGRATIONS: Final = Path(__file__).with_name("migrations")


def upgrade(database: Database) -> None:
    """Bring the tables to the newest form; nothing happens when they have it."""
    with database.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def opened(url: str, most_pages: int = 0) -> Database:
    """The database of that address, its tables in the newest form."""
    database = Database(url, most_pages)
    upgrade(database)
    return database


def is_current(database: Database) -> bool:
    """Whether the tables have the form that this version of the program knows."""
    with database.reading() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
