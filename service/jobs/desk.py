"""The six verbs, with DBOS Transact behind them: an order and its place in DBOS's queue are one transaction."""

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy import Connection, Engine, delete, insert, inspect, select
from sqlalchemy.exc import IntegrityError, OperationalError

from service.jobs import register
from service.jobs.blobs import Blobs
from service.jobs.job import End, Order, Status
from service.jobs.settings import JobSettings
from service.jobs.tables import JobRow, SchemaRow
from service.store.engine import Database, Moved
from service.store.plans import PlanStore
from service.store.schema import Migrations, is_current, upgrade

WORK: Final = "plansats-work"
CALLS: Final = "plansats-calls"
# What is written down of a job's steps has this form; a program that writes another one does not take up old jobs.
VERSION: Final = "1"
# In a database that it shares with the plans, each room has its own list of migrations.
MIGRATIONS: Final = Migrations(Path(__file__).with_name("migrations"), "job_migrations")


class Desk:
    """Takes orders and tells about them; it keeps the jobs, and runs none. See `service.jobs.port.Jobs`."""

    def __init__(self, settings: JobSettings) -> None:
        """Opens the database of the jobs, and makes its tables when they are missing."""
        self.settings = settings
        settings.data.mkdir(parents=True, exist_ok=True)
        self.blobs = Blobs(settings.data / "blobs")
        self.database = Database(settings.url)
        self._prepare()
        self.client = DBOSClient(
            system_database_engine=self.engine, serializer=DBOSPortableJSONSerializer(), application_name="plansats"
        )

    def _prepare(self) -> None:
        """Make the tables what this version of the program needs. When they are, nothing is written."""
        wanted = f"{VERSION} {version('dbos')}"
        if is_current(self.database, MIGRATIONS) and wanted in self._versions():
            return
        upgrade(self.database, MIGRATIONS, _made_before(self.database))
        DBOS.migrate(self.settings.url)
        with self.database.writing() as connection:
            connection.execute(delete(SchemaRow))
            connection.execute(insert(SchemaRow).values(version=wanted))

    def _versions(self) -> set[str]:
        with self.database.reading() as connection:
            return set(connection.execute(select(SchemaRow.version)).scalars())

    @cached_property
    def plans(self) -> PlanStore:
        """The plans that the service keeps."""
        return PlanStore(Database(self.settings.store))

    @property
    def engine(self) -> Engine:
        """The database for DBOS: each of its transactions reads first and writes later."""
        return self.database.for_writing

    def enqueue(self, order: Order) -> Status:
        """The new job, or the one that `order.key` already names. `QueueFull`, `OtherOrder`."""
        try:
            return self._enqueued(order)
        except IntegrityError:
            # Somebody else took the same key in the same moment, in a database with more than one writer.
            return self._enqueued(order)

    def _enqueued(self, order: Order) -> Status:
        with self.database.writing() as connection:
            known = register.named(connection, order)
            if known is not None:
                return known
            id = register.take(connection, order, self.settings)
            self._queue(connection, WORK, f"{id}.0", id)
            register.forget_oldest(connection, order.organisation, order.kind, self.settings.most_finished)
            status = register.find(connection, id, order.organisation)
        assert status is not None
        return status

    def status(self, id: str, organisation: str = "") -> Status | None:
        """How far a job is; None when there is none of that id (any more)."""
        with self.database.reading() as connection:
            return register.find(connection, id, organisation)

    def progress(self, id: str, organisation: str = "") -> tuple[Any, ...]:
        """The steps that the job has told of so far; empty for none."""
        status = self.status(id, organisation)
        return status.steps if status else ()

    def cancel(self, id: str, organisation: str = "") -> bool:
        """Stop a job that has not ended, or forget one that has; False when there is none of that id."""
        with self.database.writing() as connection:
            if register.cancel(connection, id, organisation):
                self.call_back(connection, id)
                return True
            return register.forget(connection, id, organisation)

    def list(self, organisation: str = "", plan: str = "", after: str = "", most: int = 50) -> tuple[Status, ...]:
        """The newest jobs first: at most `most` of those older than the job `after`."""
        with self.database.reading() as connection:
            return register.page(connection, organisation, plan, after, most)

    def resume(self, id: str, organisation: str = "") -> bool:
        """Begin a failed or cancelled job again; False when there is none such."""
        with self.database.writing() as connection:
            generation = register.begin_again(connection, id, organisation)
            if generation is not None:
                self._queue(connection, WORK, f"{id}.{generation}", id)
        return generation is not None

    def finish(self, claim: register.Claim, end: End) -> None:
        """Write down how a job ended, and have its caller told. `Lost` when it is not the claim's any more."""
        with self.database.writing() as connection:
            register.finish(connection, claim, end)
            self.call_back(connection, claim.id)

    def call_back(self, connection: Connection, id: str) -> None:
        """Have the caller of a job that has just ended told, when they asked for it."""
        status = register.find(connection, id, None)
        if status is not None and status.order.callback:
            self._queue(connection, CALLS, f"{id}.call.{status.ended}", id)

    def waiting(self) -> dict[str, Status]:
        """The jobs that wait, each under its name in the queue: one that is begun again has another one."""
        with self.database.reading() as connection:
            return register.waiting(connection)

    def give_up(self, status: Status) -> None:
        """Cancel a job that has been waiting for too long."""
        with self.database.writing() as connection:
            if register.cancel(connection, status.id, status.order.organisation):
                self.call_back(connection, status.id)

    def forget_plan(self, organisation: str, plan: str) -> None:
        """Forget what was made of a plan that is gone, and stop what is being made of it."""
        with self.database.writing() as connection:
            for status in register.of_plan(connection, organisation, plan):
                if register.cancel(connection, status.id, organisation):
                    self.call_back(connection, status.id)
                    register.need_nothing(connection, status.id)
                else:
                    register.forget(connection, status.id, organisation)

    def forget_plans_that_are_gone(self) -> None:
        """What a deletion leaves when it is broken off between the plans and the jobs.

        Where not even the municipality is known, these are not the plans that the jobs were made of.
        """
        if not self.settings.store:
            return
        with self.database.reading() as connection:
            named = register.plans(connection)
        for organisation, plan in named:
            if self.plans.plan(organisation, plan) is None and self.plans.knows(organisation):
                self.forget_plan(organisation, plan)

    def take_up_stranded(self) -> None:
        """Queue the jobs anew that have not ended, while what was to do them has: a full disk can leave such."""
        with self.database.reading() as connection:
            unended = register.unended(connection)
        if not unended:
            return
        flows = self.client.list_workflows(workflow_ids=list(unended), load_input=False, load_output=False)
        over = [flow.workflow_id for flow in flows if flow.status not in ("ENQUEUED", "PENDING", "DELAYED")]
        for id in (unended[name] for name in over):
            with self.database.writing() as connection:
                self._queue(connection, WORK, f"{id}.{register.strand(connection, id)}", id)

    def sweep(self) -> None:
        """Remove the contents that no job needs any more."""
        old = list(self.blobs.old(self.settings.orphan_seconds))
        for first in range(0, len(old), 500):
            with self.database.reading() as connection:
                needed = register.needed(connection, old[first : first + 500])
            for id in old[first : first + 500]:
                if id not in needed:
                    self.blobs.drop(id)

    def ready(self) -> bool:
        """Whether orders can be taken and results kept."""
        try:
            with self.database.reading() as connection:
                register.beats(connection)
        except (OperationalError, Moved):
            return False
        return self.blobs.ready()

    def close(self) -> None:
        """Let go of the database; jobs at work go on."""
        self.client.destroy()
        self.database.close()
        if "plans" in self.__dict__:
            self.plans.database.close()

    def _queue(self, connection: Connection, queue: str, workflow: str, job: str) -> None:
        options: EnqueueOptions = {
            "workflow_name": queue,
            "queue_name": queue,
            "workflow_id": workflow,
            "app_version": VERSION,
        }
        self.client.enqueue_in_transaction(connection, options, job)


def _made_before(database: Database) -> str:
    """The revision of tables that the first versions of the program made without migrations; "" for any other."""
    with database.reading() as connection:
        there = inspect(connection)
        return "0001" if there.has_table(JobRow.__tablename__) and not there.has_table(MIGRATIONS.table) else ""
