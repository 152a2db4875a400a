"""The tables of the jobs. They have a database of their own, beside the one of the plans: the counting of progress is
never in the way of somebody's save. DBOS keeps its tables in the same one, so that an order is taken whole or not."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.store.tables import ID, MOMENT, SHA256, WHO


class JobTable(DeclarativeBase):
    """What every table of the jobs descends from."""

    metadata = MetaData()


class JobRow(JobTable):
    """A job. `run` counts who took it up: whoever writes with an older number has lost the job, and is not heard.

    `tries` and `crashes` count since the last `resume`, of which `generation` counts how many there were.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("organisation", "owner", "request_key", name="uq_jobs_request"),
        Index("ix_jobs_organisation_number", "organisation", "number"),
        Index("ix_jobs_state", "state"),
        Index("ix_jobs_plan", "plan"),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(ID, unique=True)
    organisation: Mapped[str] = mapped_column(ID)
    owner: Mapped[str] = mapped_column(WHO)
    plan: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(String(20))
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    request_key: Mapped[str | None] = mapped_column(String(200))
    request_sha256: Mapped[str] = mapped_column(SHA256)
    callback: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    generation: Mapped[int] = mapped_column(Integer, default=0)
    run: Mapped[int] = mapped_column(Integer, default=0)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    crashes: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[str] = mapped_column(MOMENT)
    started_at: Mapped[str] = mapped_column(MOMENT, default="")
    ended_at: Mapped[str] = mapped_column(MOMENT, default="")
    steps: Mapped[list[Any]] = mapped_column(JSON, default=list)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
    files: Mapped[list[Any]] = mapped_column(JSON, default=list)
    detail: Mapped[Any] = mapped_column(JSON, nullable=True)
    called: Mapped[Any] = mapped_column(JSON, nullable=True)


class JobContent(JobTable):
    """Which contents a job needs: what was sent with it, and what it made."""

    __tablename__ = "job_contents"

    job: Mapped[int] = mapped_column(ForeignKey("jobs.number", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True, index=True)


class WorkerRow(JobTable):
    """A worker's sign of life: `beat` counts up while it is there."""

    __tablename__ = "job_workers"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    beat: Mapped[int] = mapped_column(Integer)


class SchemaRow(JobTable):
    """Which versions of the program and of DBOS made the tables what they are."""

    __tablename__ = "job_schema"

    version: Mapped[str] = mapped_column(String(60), primary_key=True)
