"""The files of a plan as rows: read at any state of the plan, and written as one more revision each."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from service.store.narrative import block_name
from service.store.tables import Blob, PlanRow, Present, Revision
from service.store.values import Changed, FileState, Missing

_GONE: Final = ""


@dataclass(frozen=True, slots=True)
class _Change:
    plan: str
    sequence: int
    author: str
    moment: str


_PRESENT: Final = select(
    Present.file,
    Present.number,
    Present.sha256,
    Present.size,
    Present.author,
    Present.at,
    Present.block,
    Present.slot,
    Present.form,
).where(Present.plan == bindparam("plan"))
# Asked with nearly every request, and so made once.
_ONE: Final = _PRESENT.where(Present.file == bindparam("file"))
_ALL: Final = _PRESENT.order_by(Present.file)
_OF_BLOCK: Final = _ALL.where(Present.block == bindparam("block"))
_REVISIONS: Final = select(
    Revision.file,
    Revision.number,
    Revision.sha256,
    Revision.size,
    Revision.author,
    Revision.at,
    Revision.removed,
    Revision.sequence,
)
_PAST: Final = _REVISIONS.where(
    Revision.plan == bindparam("plan"), Revision.file == bindparam("file"), Revision.number == bindparam("number")
)
_CONTENT: Final = select(Blob.content).where(Blob.sha256 == bindparam("sha256"))


def present_files(connection: Connection, plan: str) -> tuple[FileState, ...]:
    """The files that a plan has now, by name."""
    return tuple(_present(row) for row in connection.execute(_ALL, {"plan": plan}))


def present_file(connection: Connection, plan: str, file: str) -> FileState | None:
    """A file as it is now; `None` when the plan does not have it."""
    row = connection.execute(_ONE, {"plan": plan, "file": file}).first()
    return _present(row) if row else None


def block_files(connection: Connection, plan: str, block: str) -> tuple[FileState, ...]:
    """The files of a narrative block: one for each form that it is written in."""
    return tuple(_present(row) for row in connection.execute(_OF_BLOCK, {"plan": plan, "block": block}))


def revisions(connection: Connection, plan: str, file: str, after: int, most: int) -> tuple[FileState, ...]:
    """The revisions of a file, the newest first; `after` is the number that the page before ended with, 0 for none."""
    wanted = _revisions(plan).where(Revision.file == file).order_by(Revision.number.desc()).limit(most)
    return tuple(
        _revision(row) for row in connection.execute(wanted.where(Revision.number < after) if after else wanted)
    )


def revision(connection: Connection, plan: str, file: str, number: int) -> FileState | None:
    """One revision of a file; `None` when there is no such."""
    row = connection.execute(_PAST, {"plan": plan, "file": file, "number": number}).first()
    return _revision(row) if row else None


def changes(connection: Connection, plan: str, before: int, most: int) -> tuple[FileState, ...]:
    """The revisions that the newest `most` changes made, the newest first; `before` bounds the sequence, 0 does not."""
    older = select(Revision.sequence).where(Revision.plan == plan).distinct().order_by(Revision.sequence.desc())
    older = older.where(Revision.sequence < before) if before else older
    wanted = _revisions(plan).where(Revision.sequence.in_(older.limit(most)))
    rows = connection.execute(wanted.order_by(Revision.sequence.desc(), Revision.file))
    return tuple(_revision(row) for row in rows)


def files_at(connection: Connection, plan: str, sequence: int) -> tuple[FileState, ...]:
    """The files that a plan had after its change `sequence`, by name."""
    last = (
        select(Revision.file, func.max(Revision.number).label(name="number"))
        .where(Revision.plan == plan, Revision.sequence <= sequence)
        .group_by(Revision.file)
        .subquery()
    )
    rows = connection.execute(
        _revisions(plan).join(last, (Revision.file == last.c.file) & (Revision.number == last.c.number))
    )
    found = (_revision(row) for row in rows)
    return tuple(sorted((file for file in found if not file.removed), key=lambda file: file.file))


def contents(connection: Connection, files: Iterable[FileState]) -> dict[str, bytes]:
    """The bytes of files, by name."""
    return {file.file: content(connection, file) for file in files}


def content(connection: Connection, file: FileState) -> bytes:
    """The bytes of a revision; none of one that was removed. `Missing` when its plan has gone meanwhile."""
    found = b"" if file.removed else kept_content(connection, file)
    if found is None:
        raise Missing(file.file)
    return found


def kept_content(connection: Connection, file: FileState) -> bytes | None:
    """The bytes that a revision has; `None` when nobody keeps them any more."""
    found = connection.execute(_CONTENT, {"sha256": file.sha256}).scalar()
    return None if found is None else bytes(found)


def write_files(
    connection: Connection, plan: str, changed: Mapping[str, bytes | None], author: str, moment: str
) -> tuple[FileState, ...]:
    """One revision more of each file; `None` removes it. The plan's sequence goes up by one for them all.

    Gives the new states; a file that has that content already keeps its revision. `Missing` when there is no plan.
    """
    # Locks the plan where the database has many writers; where it has one, the transaction did.
    row = connection.execute(select(PlanRow.sequence).where(PlanRow.id == plan).with_for_update()).first()
    if row is None:
        raise Missing(plan)
    before = {name: present_file(connection, plan, name) for name in changed}
    moved = {name: data for name, data in changed.items() if _digest(data) != _sha256(before[name])}
    if moved:
        values = {"sequence": row.sequence + 1, "changed_at": moment}
        connection.execute(update(PlanRow).where(PlanRow.id == plan).values(values))
    change = _Change(plan, row.sequence + 1, author, moment)
    written = {name: _write(connection, change, name, data) for name, data in moved.items()}
    return tuple(state for name in changed if (state := written.get(name) or before[name]) is not None)


def demand_unchanged(connection: Connection, plan: str, expected: Mapping[str, str]) -> None:
    """`Changed` for the first file whose content is not that of the given SHA-256; "" is for one that is not there."""
    for name in sorted(expected):
        current = present_file(connection, plan, name)
        if _sha256(current) != expected[name]:
            raise Changed(name, current)


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def forget_blobs(connection: Connection, candidates: Iterable[str]) -> None:
    """Remove those contents that no revision of any plan has any more."""
    for name in candidates:
        used = select(Revision.sha256).where(Revision.sha256 == name).limit(1)
        if connection.execute(used).first() is None:
            connection.execute(delete(Blob).where(Blob.sha256 == name))


def _write(connection: Connection, change: _Change, file: str, data: bytes | None) -> FileState:
    newest = select(func.max(Revision.number)).where(Revision.plan == change.plan, Revision.file == file)
    number = (connection.execute(newest).scalar() or 0) + 1
    name = block_name(file, data or b"")
    state = FileState(
        file,
        number,
        _digest(data),
        len(data or b""),
        change.author,
        change.moment,
        name.block,
        name.slot,
        name.form,
        data is None,
        change.sequence,
    )
    own = {column: getattr(state, column) for column in ("file", "number", "sha256", "size", "author", "at")}
    values = {"plan": change.plan, **own}
    connection.execute(insert(Revision).values(**values, sequence=state.sequence, removed=state.removed))
    connection.execute(delete(Present).where(Present.plan == change.plan, Present.file == file))
    if data is not None:
        _keep_blob(connection, state.sha256, data)
        connection.execute(insert(Present).values(**values, block=name.block, slot=name.slot, form=name.form))
    return state


def _keep_blob(connection: Connection, sha256: str, data: bytes) -> None:
    if connection.execute(select(Blob.sha256).where(Blob.sha256 == sha256)).first() is None:
        connection.execute(insert(Blob).values(sha256=sha256, content=data))


def _digest(data: bytes | None) -> str:
    return _GONE if data is None else digest(data)


def _sha256(state: FileState | None) -> str:
    return _GONE if state is None else state.sha256


def _present(row: Any) -> FileState:
    return FileState(**row._mapping)


def _revisions(plan: str) -> Select[*tuple[Any, ...]]:
    return _REVISIONS.where(Revision.plan == plan)


def _revision(row: Any) -> FileState:
    return FileState(**row._mapping)
