"""The shapes of jobs, and of what is ordered of them, in requests and answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.api.plan_shapes import EXAMPLE
from service.api.schemas import BuildOptions, Lang, ProblemDocument, ResultFile
from service.jobs.job import Kind, State

JOB_EXAMPLE = "21aae12c9e7bb6c4799d3fdc584a7a44"
_TEXT = Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class JobHeaders(BaseModel):
    """A repeated order with the same key makes no second job."""

    idempotency_key: Annotated[
        str | None,
        Field(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$", examples=["nes-42"]),
    ] = None


class Callback(BaseModel):
    """Where to say that the job has ended: an address that the administrator has listed."""

    callback: Annotated[str | None, Field(max_length=1000, examples=["https://hooks.example.no/plansats"])] = None


class Ordered(BuildOptions, Callback):
    """What to build, and where to say that it is done."""

    def options(self) -> dict[str, str]:
        """The options of the build alone."""
        return {name: value for name, value in self.given().items() if name != "callback"}


class CheckOptions(Lang, Callback):
    """Which rules to check by ("": those for the kind of file), and whether a Word file comes back with comments."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f/\\]{1,200}$", examples=["årsmelding.pdf"])]
    profile: Annotated[str, Field(pattern=r"^[\w+-]{0,100}$", examples=["pdfua-1"])] = ""
    comments: bool = False


class Journal(BaseModel):
    """What the journal says of the document; fields have the names of Noark 5. None of them is needed."""

    model_config = ConfigDict(extra="forbid")

    saksnummer: Annotated[str | None, Field(pattern=r"^[\w./-]{1,40}$", examples=["2026/1234"])] = None
    journalpostnummer: Annotated[str | None, Field(pattern=r"^[\w./-]{1,40}$", examples=["17"])] = None
    tittel: _TEXT = None
    offentligTittel: _TEXT = None
    administrativEnhet: _TEXT = None
    saksbehandler: _TEXT = None
    tilgangsrestriksjon: _TEXT = None
    skjermingshjemmel: _TEXT = None


class ArchiveOrder(BaseModel):
    """Which edition to pack for the archive, and what the journal says of it."""

    model_config = ConfigDict(extra="forbid")

    edition: Annotated[str | None, Field(pattern=r"^[\w-]{1,60}$", examples=["vedtatt"])] = None
    depth: Annotated[Literal["kort", "standard", "full"] | None, Field(examples=["full"])] = None
    form: Annotated[Literal["nb", "nn"] | None, Field(examples=["nn"])] = None
    callback: Annotated[str | None, Field(max_length=1000)] = None
    journal: Journal = Journal()


class JobPath(BaseModel):
    """Which job."""

    id: Annotated[
        str,
        Field(description="The job's id, as its Location has it.", pattern=r"^[0-9a-f]{32}$", examples=[JOB_EXAMPLE]),
    ]


class JobFilePath(JobPath):
    """Which file of which job."""

    name: Annotated[str, Field(description="The file's name, as the job lists it.", max_length=200, examples=["a.pdf"])]


class JobQuery(Lang):
    """Which jobs: those of one plan, and the page behind the one that ended with `after`."""

    plan: Annotated[str, Field(pattern=r"^[0-9a-f]{0,32}$", examples=[EXAMPLE])] = ""
    after: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$", examples=[JOB_EXAMPLE])] = ""
    limit: Annotated[int, Field(ge=1, le=200, examples=[50])] = 50


class Called(BaseModel):
    """What came of calling back; `status` is that of the last answer."""

    state: Literal["waiting", "delivered", "refused", "given-up"]
    tries: int
    status: int | None


class Job(BaseModel):
    """How far a job is. `problem` is null unless it ended badly; `outcome` is null until it is done.

    `runs` counts the workers that took it up: more than one when a worker died over it. `detail` is the kind's own: a
    Word import's report, an archive package's metadata.
    """

    id: str
    href: str
    kind: Kind
    plan: str | None
    state: State
    steps: list[Any]
    outcome: str | None
    problem: ProblemDocument | None
    files: list[ResultFile]
    report: str | None
    detail: Any
    created_at: str
    started_at: str | None
    ended_at: str | None
    runs: int
    callback: Called | None


class JobList(BaseModel):
    """A page of jobs, the newest first. `next` is the address of the following page, or null."""

    items: list[Job]
    next: str | None
