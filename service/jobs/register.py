"""Every statement about jobs that goes to the database: who ordered what, how far it is, and whose it is just now."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update
from sqlalchemy.engine import CursorResult

from assembler.problem import Problem, problem_of_json
from service.jobs.job import ASIDE, ENDED, End, Kind, MadeFile, Order, OtherOrder, QueueFull, State, Status
from service.jobs.settings import JobSettings
from service.jobs.tables import JobContent, JobRow, WorkerRow
from service.store.clock import now

_MOST_STEPS: Final = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that one worker has taken up: `run` is what its reports must carry to be heard."""

    id: str
    run: int
    tries: int
    order: Order


class Lost(Exception):
    """The job is somebody else's now, or has ended: whatever this worker made of it counts no more."""


def request_sha256(order: Order) -> str:
    """What an order asks for, as one number: equal orders have the same.

    Which state a plan was in is nothing that the caller said: a repeated order is the same after somebody's save.
    """
    inputs = {name: value for name, value in order.inputs.items() if name != "sequence"}
    asked = [order.kind, inputs, order.plan, order.callback]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def named(connection: Connection, order: Order) -> Status | None:
    """The job that the order's key names already. `OtherOrder` when that was for something else."""
    if not order.key:
        return None
    where = and_(
        JobRow.organisation == order.organisation, JobRow.owner == order.owner, JobRow.request_key == order.key
    )
    row = connection.execute(select(JobRow.__table__).where(where)).mappings().one_or_none()
    if row is None:
        return None
    if row["request_sha256"] != request_sha256(order):
        raise OtherOrder
    return _status(row)


def take(connection: Connection, order: Order, settings: JobSettings) -> str:
    """Write a new order down and give its id. `QueueFull` when too many are waiting."""
    _refuse_too_many(connection, order, settings)
    id = secrets.token_hex(16)
    row = {
        "id": id,
        "organisation": order.organisation,
        "owner": order.owner,
        "plan": order.plan,
        "kind": order.kind,
        "inputs": dict(order.inputs),
        "request_key": order.key or None,
        "request_sha256": request_sha256(order),
        "callback": order.callback,
        "created_at": now(),
    }
    number = connection.execute(insert(JobRow).values(row).returning(JobRow.number)).scalar_one()
    _need(connection, number, order.contents)
    return id


def find(connection: Connection, id: str, organisation: str | None) -> Status | None:
    """A job by its id; `organisation` None finds those of all."""
    where = [JobRow.id == id] + ([] if organisation is None else [JobRow.organisation == organisation])
    row = connection.execute(select(JobRow.__table__).where(*where)).mappings().one_or_none()
    return None if row is None else _status(row)


def page(connection: Connection, organisation: str, plan: str, after: str, most: int) -> tuple[Status, ...]:
    """The newest jobs first, from behind `after` on."""
    where: list[ColumnElement[bool]] = [JobRow.organisation == organisation, JobRow.kind.not_in(ASIDE)]
    if plan:
        where.append(JobRow.plan == plan)
    if after:
        where.append(JobRow.number < select(JobRow.number).where(JobRow.id == after).scalar_subquery())
    query = select(JobRow.__table__).where(*where).order_by(JobRow.number.desc()).limit(most)
    return tuple(map(_status, connection.execute(query).mappings()))


def claim(connection: Connection, id: str) -> Claim | None:
    """Take a job up; None when there is nothing to do for it any more. Whoever had it before has lost it."""
    changed = _changed(
        connection,
        update(JobRow)
        .where(JobRow.id == id, JobRow.state.in_(("queued", "running")))
        .values(
            state="running",
            run=JobRow.run + 1,
            tries=JobRow.tries + 1,
            started_at=func.coalesce(func.nullif(JobRow.started_at, ""), now()),
        ),
    )
    if not changed:
        return None
    row = connection.execute(select(JobRow.__table__).where(JobRow.id == id)).mappings().one()
    return Claim(id, row["run"], row["tries"], _order(row))


def tell(connection: Connection, claim: Claim, steps: Sequence[Any]) -> None:
    """Write down how far the job is. `Lost` when it is not the claim's any more."""
    _heard(connection, claim, {"steps": list(steps)[-_MOST_STEPS:]})


def crashed(connection: Connection, claim: Claim) -> int:
    """Count a child that died, and give the count. `Lost` as in `tell`."""
    _heard(connection, claim, {"crashes": JobRow.crashes + 1})
    return connection.execute(select(JobRow.crashes).where(JobRow.id == claim.id)).scalar_one()


def finish(connection: Connection, claim: Claim, end: End) -> None:
    """Write down how the job ended, with all its files at once. `Lost` as in `tell`."""
    _heard(
        connection,
        claim,
        {
            "state": end.state,
            "ended_at": now(),
            "outcome": end.outcome,
            "problems": [problem.as_json() for problem in end.problems],
            "files": [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in end.files],
            "detail": end.detail,
        },
    )
    number = connection.execute(select(JobRow.number).where(JobRow.id == claim.id)).scalar_one()
    _need(connection, number, [file.sha256 for file in end.files])


def cancel(connection: Connection, id: str, organisation: str) -> bool:
    """Whether a job that had not ended is now cancelled. Its worker has lost it with that."""
    where = (JobRow.id == id, JobRow.organisation == organisation, JobRow.state.in_(("queued", "running")))
    values = {"state": "cancelled", "run": JobRow.run + 1, "ended_at": now()}
    return _changed(connection, update(JobRow).where(*where).values(values))


def forget(connection: Connection, id: str, organisation: str) -> bool:
    """Whether a job that had ended is now forgotten; its contents go when they are swept."""
    where = (JobRow.id == id, JobRow.organisation == organisation, JobRow.state.in_(ENDED))
    return _changed(connection, delete(JobRow).where(*where))


def forget_oldest(connection: Connection, organisation: str, kind: Kind, most: int) -> None:
    """Keep only the latest `most` jobs of a kind and a municipality that have ended."""
    ended = (
        select(JobRow.id)
        .where(JobRow.organisation == organisation, JobRow.kind == kind, JobRow.state.in_(ENDED))
        .order_by(JobRow.number.desc())
        .offset(most)
        .limit(1000)
    )
    for id in connection.execute(ended).scalars().all():
        forget(connection, id, organisation)


def begin_again(connection: Connection, id: str, organisation: str) -> int | None:
    """Put a failed or cancelled job into the queue again; its new generation, None when there is none such."""
    where = (JobRow.id == id, JobRow.organisation == organisation, JobRow.state.in_(("failed", "cancelled")))
    values = {
        "state": "queued",
        "run": JobRow.run + 1,
        "generation": JobRow.generation + 1,
        "tries": 0,
        "crashes": 0,
        "started_at": "",
        "ended_at": "",
        "steps": [],
        "problems": [],
        "called": None,
    }
    if not _changed(connection, update(JobRow).where(*where).values(values)):
        return None
    return connection.execute(select(JobRow.generation).where(JobRow.id == id)).scalar_one()


def called(connection: Connection, id: str, result: dict[str, Any]) -> None:
    """Write down what came of calling back."""
    connection.execute(update(JobRow).where(JobRow.id == id).values(called=result))


def lost_of(connection: Connection, runs: dict[str, int]) -> set[str]:
    """Which of these jobs, each with the run it was claimed by, are not their worker's any more."""
    query = select(JobRow.id, JobRow.run, JobRow.state).where(JobRow.id.in_(list(runs)))
    kept = {id for id, run, state in connection.execute(query) if run == runs[id] and state == "running"}
    return set(runs) - kept


def waiting(connection: Connection) -> dict[str, Status]:
    """The jobs that wait, each under its name in the queue."""
    query = select(JobRow.__table__).where(JobRow.state == "queued")
    return {f"{row['id']}.{row['generation']}": _status(row) for row in connection.execute(query).mappings()}


def of_plan(connection: Connection, organisation: str, plan: str) -> list[Status]:
    """Every job about a plan, also those that nobody ordered."""
    query = select(JobRow.__table__).where(JobRow.organisation == organisation, JobRow.plan == plan)
    return [_status(row) for row in connection.execute(query).mappings()]


def plans(connection: Connection) -> list[tuple[str, str]]:
    """The plans that jobs are about, each with its municipality."""
    query = select(JobRow.organisation, JobRow.plan).where(JobRow.plan != "").distinct()
    return [(organisation, plan) for organisation, plan in connection.execute(query)]


def need_nothing(connection: Connection, id: str) -> None:
    """Let go of what a job needed; its contents go when they are swept."""
    number = select(JobRow.number).where(JobRow.id == id).scalar_subquery()
    connection.execute(delete(JobContent).where(JobContent.job == number))


def beat(connection: Connection, worker: str, count: int) -> None:
    """Write down a worker's sign of life."""
    if not _changed(connection, update(WorkerRow).where(WorkerRow.id == worker).values(beat=count)):
        connection.execute(insert(WorkerRow).values(id=worker, beat=count))


def beats(connection: Connection) -> dict[str, int]:
    """Every worker's last sign of life."""
    return {id: count for id, count in connection.execute(select(WorkerRow.id, WorkerRow.beat))}


def keep(connection: Connection, claim: Claim, ids: Iterable[str]) -> None:
    """Write down that a job needs these contents. `Lost` as in `tell`."""
    _heard(connection, claim, {"state": "running"})
    number = connection.execute(select(JobRow.number).where(JobRow.id == claim.id)).scalar_one()
    _need(connection, number, ids)


def unended(connection: Connection) -> dict[str, str]:
    """The jobs that have not ended: the name of each in the queue, and its id."""
    query = select(JobRow.id, JobRow.generation).where(JobRow.state.in_(("queued", "running")))
    return {f"{id}.{generation}": id for id, generation in connection.execute(query)}


def strand(connection: Connection, id: str) -> int:
    """Give a job that has not ended a new generation: nobody works on the old one any more."""
    where = (JobRow.id == id, JobRow.state.in_(("queued", "running")))
    connection.execute(update(JobRow).where(*where).values(run=JobRow.run + 1, generation=JobRow.generation + 1))
    return connection.execute(select(JobRow.generation).where(JobRow.id == id)).scalar_one()


def needed(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these contents some job needs."""
    return set(connection.execute(select(JobContent.sha256).where(JobContent.sha256.in_(list(ids)))).scalars())


def _refuse_too_many(connection: Connection, order: Order, settings: JobSettings) -> None:
    waiting = select(func.count()).select_from(JobRow).where(JobRow.state == "queued")
    for query, most in (
        (waiting, settings.most_waiting),
        (waiting.where(JobRow.organisation == order.organisation), settings.most_waiting_each),
    ):
        if connection.execute(query).scalar_one() >= most:
            raise QueueFull


def _need(connection: Connection, number: int, contents: Iterable[str]) -> None:
    known = set(connection.execute(select(JobContent.sha256).where(JobContent.job == number)).scalars())
    rows = [{"job": number, "sha256": id} for id in sorted(set(contents) - known)]
    if rows:
        connection.execute(insert(JobContent), rows)


def _heard(connection: Connection, claim: Claim, values: dict[str, Any]) -> None:
    where = (JobRow.id == claim.id, JobRow.run == claim.run, JobRow.state == "running")
    if not _changed(connection, update(JobRow).where(*where).values(values)):
        raise Lost


def _changed(connection: Connection, statement: Any) -> bool:
    result = connection.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount > 0


def _order(row: Any) -> Order:
    kind: Kind = next(kind for kind in get_args(Kind) if kind == row["kind"])
    return Order(
        kind=kind,
        inputs=row["inputs"],
        organisation=row["organisation"],
        owner=row["owner"],
        plan=row["plan"],
        key=row["request_key"] or "",
        callback=row["callback"],
    )


def _status(row: Any) -> Status:
    state: State = next(state for state in get_args(State) if state == row["state"])
    problems: tuple[Problem, ...] = tuple(map(problem_of_json, row["problems"]))
    return Status(
        id=row["id"],
        order=_order(row),
        end=End(state, row["outcome"], problems, tuple(MadeFile(**file) for file in row["files"]), row["detail"]),
        steps=tuple(row["steps"]),
        created=row["created_at"],
        started=row["started_at"],
        ended=row["ended_at"],
        runs=row["tries"],
        called=row["called"],
    )
