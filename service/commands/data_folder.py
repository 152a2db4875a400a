"""Which data folder a command of the service works on."""

import fcntl
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import select

from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused
from service.settings import settings_of
from service.store.engine import Database, refusing, url_of
from service.store.schema import opened
from service.store.tables import Organisation

_LOCK: Final = "in-use"


def add_data(parser: ArgumentParser, lang: Lang) -> None:
    """The option `--data`."""
    parser.add_argument("--data", type=Path, default=settings_of().data, help=label("service-serve-data", lang))


def database_of(data: Path) -> Database:
    """The database of a data folder, which is made when it is new; or the one that the environment names."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = settings_of().database or url_of(data)
    with refusing(url):
        return opened(url)


@contextmanager
def in_use(data: Path) -> Iterator[None]:
    """Show others that a service runs on the folder, while the block lasts or the process does."""
    with (data / _LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def refuse_in_use(data: Path) -> None:
    """`Refused` when a service runs on the folder."""
    if not (data / _LOCK).exists():
        return
    with (data / _LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise Refused([Problem("service-restore-running", Place(file=str(data)))]) from fault


def refuse_foreign_database() -> None:
    """`Refused` when the environment names a database that is no file of the data folder: it has tools of its own."""
    if settings_of().database:
        raise Refused([Problem("service-backup-foreign")])


def the_organisation(database: Database, name: str) -> str:
    """The name of the municipality: `name`, or of the only one there is. `Refused` when that does not say which."""
    with database.reading() as connection:
        names = sorted(connection.execute(select(Organisation.name)).scalars())
    if name:
        return name
    if len(names) != 1:
        raise Refused([Problem("service-which-organisation", values={"known": ", ".join(names) or "–"})])
    return names[0]
