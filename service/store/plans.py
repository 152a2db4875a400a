"""Plans under versions: each is a plan folder whose files have revisions. The engine gets the folder, to the byte."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from service.store.audit import Act, record
from service.store.clock import now
from service.store.engine import Database
from service.store.files import (
    content,
    contents,
    demand_unchanged,
    files_at,
    forget_blobs,
    kept_content,
    present_file,
    present_files,
    revision,
    write_files,
)
from service.store.narrative import head_of
from service.store.tables import Export, Organisation, PlanRow, Present, Revision
from service.store.values import HEAD, Changed, FileState, Missing, PlanHead, StoredPlan

# Asked with nearly every request, and so made once.
_OF_MUNICIPALITY: Final = select(PlanRow).where(
    PlanRow.id == bindparam("id"), PlanRow.organisation == bindparam("organisation")
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on behalf of which municipality, in which request; for revisions and the audit log."""

    organisation: str
    who: str
    request: str = ""

    def act(self, action: str, plan: str = "", subject: str = "") -> Act:
        """What they do, as a line of the log."""
        return Act(self.organisation, self.who, action, plan, subject, self.request)


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What makes a repeated order the same one: the client's own key, and the SHA-256 of what it sent."""

    key: str = ""
    sha256: str = ""


class KeyReused(Exception):
    """The same key came with another content."""


class PlanStore:
    """The plans of every municipality. Whoever calls has made sure that the plan is of the asker's own."""

    def __init__(self, database: Database) -> None:
        """The tables must be there (`service.store.schema.upgrade`)."""
        self.database = database

    def create(self, files: Mapping[str, bytes], author: Author, request: RequestKey = RequestKey()) -> StoredPlan:
        """Keep a new plan; the one that the same request made before, when it did. `KeyReused` for another content."""
        head, moment, id = head_of(files.get(HEAD, b"")), now(), token_hex(8)
        with self.database.writing() as connection:
            if request.key:
                # Where the database has many writers, two of the same order wait for each other here.
                mine = select(Organisation.id).where(Organisation.id == author.organisation)
                connection.execute(mine.with_for_update())
            before = _made_by(connection, author, request)
            if before:
                return before
            connection.execute(
                insert(PlanRow).values(
                    id=id,
                    organisation=author.organisation,
                    **_of_head(head),
                    sequence=0,
                    created_at=moment,
                    created_by=author.who,
                    changed_at=moment,
                    request_key=request.key,
                    request_sha256=request.sha256,
                )
            )
            write_files(connection, id, files, author.who, moment)
            record(connection, author.act("plan.create", id, head.name))
        return StoredPlan(id, author.organisation, head, 1, moment, author.who, moment)

    def made_by(self, author: Author, request: RequestKey) -> StoredPlan | None:
        """The plan that the same request made before, when it did. `KeyReused` for another content."""
        with self.database.reading() as connection:
            return _made_by(connection, author, request)

    def plan(self, organisation: str, id: str) -> StoredPlan | None:
        """A plan of the municipality; `None` when it has none of that id."""
        with self.database.reading() as connection:
            row = connection.execute(_OF_MUNICIPALITY, {"id": id, "organisation": organisation}).first()
        return _plan(row) if row else None

    def knows(self, organisation: str) -> bool:
        """Whether there is such a municipality."""
        wanted = select(Organisation.id).where(Organisation.id == organisation)
        with self.database.reading() as connection:
            return connection.execute(wanted).first() is not None

    def plans(
        self, organisation: str, only: Collection[str] | None = None, after: str = "", most: int = 50
    ) -> tuple[StoredPlan, ...]:
        """A page of the municipality's plans in the order of their ids, those after `after`; `only` these ids."""
        wanted = select(PlanRow).where(PlanRow.organisation == organisation, PlanRow.id > after)
        wanted = wanted if only is None else wanted.where(PlanRow.id.in_(only))
        with self.database.reading() as connection:
            return tuple(_plan(row) for row in connection.execute(wanted.order_by(PlanRow.id).limit(most)))

    def delete(self, id: str, author: Author, sequence: int) -> None:
        """Remove a plan with all its revisions; `Changed` when it is not at that `sequence` any more."""
        with self.database.writing() as connection:
            row = connection.execute(select(PlanRow).where(PlanRow.id == id).with_for_update()).first()
            if row is None:
                raise Missing(id)
            if row.sequence != sequence:
                raise Changed("", None)
            kept = select(Revision.sha256).where(Revision.plan == id, Revision.removed.is_(False)).distinct()
            blobs = list(connection.execute(kept).scalars())
            for table in (Export, Present, Revision):
                connection.execute(delete(table).where(table.plan == id))
            connection.execute(delete(PlanRow).where(PlanRow.id == id))
            forget_blobs(connection, blobs)
            record(connection, author.act("plan.delete", id, row.name))

    def files(self, plan: str) -> tuple[FileState, ...]:
        """The files of a plan now."""
        with self.database.reading() as connection:
            return present_files(connection, plan)

    def folder(self, plan: str, sequence: int | None = None) -> dict[str, bytes]:
        """The whole plan folder by file name, as it is now or as it was after the change `sequence`."""
        with self.database.reading() as connection:
            if sequence is None:
                return contents(connection, present_files(connection, plan))
            return contents(connection, files_at(connection, plan, sequence))

    def read(self, plan: str, file: str, number: int | None = None) -> tuple[FileState, bytes] | None:
        """A file and its bytes, now or in a revision; `None` when there is no such."""
        with self.database.reading() as connection:
            found = present_file(connection, plan, file) if number is None else revision(connection, plan, file, number)
            return (found, content(connection, found)) if found and not found.removed else None

    def content(self, state: FileState) -> bytes | None:
        """The bytes of a revision; `None` when its plan is gone."""
        with self.database.reading() as connection:
            return kept_content(connection, state)

    def save(
        self,
        plan: str,
        changed: Mapping[str, bytes | None],
        expected: Mapping[str, str],
        author: Author,
        action: str = "file.save",
    ) -> tuple[FileState, ...]:
        """One revision more of each file (`None` removes it), all or none.

        `expected` is the SHA-256 that each named file has, "" for one that does not exist. `Changed` when one is
        otherwise, `Missing` when the plan is gone.
        """
        with self.database.writing() as connection:
            demand_unchanged(connection, plan, expected)
            states = write_files(connection, plan, changed, author.who, now())
            if (head := changed.get(HEAD)) is not None:
                connection.execute(update(PlanRow).where(PlanRow.id == plan).values(**_of_head(head_of(head))))
            for name in changed:
                record(connection, author.act(action, plan, name))
        return states


def _made_by(connection: Connection, author: Author, request: RequestKey) -> StoredPlan | None:
    if not request.key:
        return None
    mine = (PlanRow.organisation == author.organisation, PlanRow.created_by == author.who)
    row = connection.execute(select(PlanRow).where(*mine, PlanRow.request_key == request.key)).first()
    if row is not None and row.request_sha256 != request.sha256:
        raise KeyReused
    return _plan(row) if row is not None else None


def _of_head(head: PlanHead) -> dict[str, str]:
    return {"name": head.name, "type": head.type, "title": head.title, "form": head.form}


def _plan(row: Row[PlanRow]) -> StoredPlan:
    found = row._mapping
    head = PlanHead(found["name"], found["type"], found["title"], found["form"])
    moments = (found["created_at"], found["created_by"], found["changed_at"])
    return StoredPlan(found["id"], found["organisation"], head, found["sequence"], *moments)
