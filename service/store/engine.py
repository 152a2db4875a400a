"""The connection to the database, and everything that is SQLite's alone: no other file knows which database it is."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from assembler.problem import Problem, Refused
from service.turns import letting_others

FILE: Final = "plansats.sqlite"
_BUSY_SECONDS: Final = 10
_WRITES: Final = "plansats_writes"
# The codes of SQLite for a full disk and for a file that cannot be written further (sqlite.org/rescode.html).
_FULL: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
_FULL_POSTGRES: Final = ("53100",)


class Moved(OSError):
    """The file of the database is not there any more, or another one is: what is written would be lost."""


class Database:
    """One database: `reading` sees one state throughout, `writing` is all or nothing and waits for its turn."""

    def __init__(self, url: str, most_pages: int = 0) -> None:
        """`most_pages` limits the size of an SQLite file, 0 does not."""
        self.engine = create_engine(url, hide_parameters=True, **_options(url))
        # An engine whose every transaction takes its turn to write at once.
        self.for_writing = self.engine.execution_options(**{_WRITES: True})
        self._writes = threading.Lock()
        self._file = _File(Path(make_url(url).database or "")) if self.is_sqlite else None
        if self._file:
            _prepare(self.engine, most_pages, self._file)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading. `Moved` when the file was taken away, as for writing."""
        self._demand_file()
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, and dropped together when it fails."""
        self._demand_file()
        with self._in_a_row(), self.for_writing.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _in_a_row(self) -> Iterator[None]:
        """One writer of this process at a time: SQLite has others look again and again, and each time for longer."""
        if not self.is_sqlite:
            yield
            return
        with letting_others():
            is_mine = self._writes.acquire(timeout=_BUSY_SECONDS)
        if not is_mine:
            raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
        try:
            yield
        finally:
            self._writes.release()

    def _demand_file(self) -> None:
        if self._file:
            self._file.demand_same()


class _File:
    """The file that was opened first. SQLite goes on with it after it is removed, and nobody would see it again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: tuple[int, int] | None = None

    def remember(self) -> None:
        """It is there now; a database in memory has none."""
        self._first = self._first or (_identity(self._path) if self._path.name else None)

    def demand_same(self) -> None:
        """`Moved` when another one is there, or none."""
        if self._first and _identity(self._path) != self._first:
            raise Moved(str(self._path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def refusing(url: str) -> Iterator[None]:
    """`Refused` instead of a database's fault at the start, when there is nobody yet whom a status could be told."""
    try:
        yield
    except OperationalError as fault:
        raise Refused([Problem("service-database-unusable", values={"reason": str(fault.orig)[:200]})]) from fault
    except DatabaseError as fault:
        values = {"file": Path(make_url(url).database or "").name, "reason": str(fault.orig)[:200]}
        raise Refused([Problem("service-database-damaged", values=values)]) from fault


def demand_usable(url: str) -> None:
    """`Refused` when the database is damaged, or cannot be opened."""
    database = Database(url)
    try:
        with refusing(url), database.reading() as connection:
            inspect(connection).get_table_names()
    finally:
        database.close()


def url_of(data: Path) -> str:
    """The address of the database that lies in a data folder."""
    return f"sqlite:///{data.absolute() / FILE}"


def is_full(fault: OperationalError) -> bool:
    """Whether a write failed since there is no room left."""
    code = getattr(fault.orig, "sqlite_errorcode", None)
    return code in _FULL or getattr(fault.orig, "sqlstate", None) in _FULL_POSTGRES


def copy_file(source: Path, target: Path) -> None:
    """A copy of an SQLite file as it is at one moment, while others write to it. `Refused` when it is damaged."""
    with closing(sqlite3.connect(source)) as written, closing(sqlite3.connect(target)) as copy:
        # All pages in one step: others wait at most as long as the copy takes, and it never starts anew.
        written.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    check_file(target)


def check_file(path: Path) -> None:
    """`Refused` when an SQLite file is damaged."""
    try:
        with closing(sqlite3.connect(path)) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as fault:
        found = [str(fault)]
    if found != ["ok"]:
        raise Refused([Problem("service-database-damaged", values={"file": path.name, "reason": str(found[0])[:200]})])


def _options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": _BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}}
    return {"pool_pre_ping": True}


def _prepare(engine: Engine, most_pages: int, file: _File) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        # With NORMAL a commit that was acknowledged may be lost when the power goes.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        file.remember()
        if most_pages:
            connection.execute(f"PRAGMA max_page_count={most_pages:d}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot wait for its turn; it is refused at once.
        if not connection.get_execution_options().get(_WRITES):
            connection.exec_driver_sql("BEGIN")
            return
        with letting_others():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
