"""The shapes of plans, blocks, files and ledgers in requests and answers."""

import json
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assembler.markup.front_matter import LONGEST_HEAD
from service.api.schemas import Asked, Fault, Lang

_DEEPEST_HEAD: Final = 20
_ID = r"^[0-9a-f]{1,32}$"
EXAMPLE = "017102b275afee98"
_NAME = r"^[^\x00-\x1f\x7f]{1,400}$"


class Page(Lang):
    """Which page of a list: at most `limit` items after the one that `next` of the page before names."""

    limit: Annotated[int, Field(ge=1, le=200, examples=[50])] = 50
    after: Annotated[str, Field(max_length=64, pattern=r"^[\w.\-]*$", examples=[EXAMPLE])] = ""


class Before(Lang):
    """Which page of a list whose newest item stands first."""

    limit: Annotated[int, Field(ge=1, le=200, examples=[50])] = 50
    before: Annotated[
        int, Field(ge=0, le=2**53, description="As `next` of the page before has it; 0 begins.", examples=[0])
    ] = 0


class IfMatch(Asked):
    """The ETag of what is to be changed, as it was read."""

    if_match: Annotated[str | None, Field(alias="If-Match", max_length=400, examples=['"3-5f1c0a9be2d4417c"'])] = None


class CreateHeaders(Asked):
    """A repeated order with the same key makes no second plan."""

    idempotency_key: Annotated[
        str | None,
        Field(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$", examples=["nes-42"]),
    ] = None


class PlanPath(BaseModel):
    """Which plan."""

    plan: Annotated[str, Field(description="The plan's id in the service.", pattern=_ID, examples=[EXAMPLE])]


class BlockPath(PlanPath):
    """Which narrative block of which plan."""

    block: Annotated[str, Field(description="The block's own id.", pattern=_NAME, examples=["finans"])]


class BlockRevisionPath(BlockPath):
    """Which revision of which block."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1, examples=[2])]


class StoredFilePath(PlanPath):
    """Which file of which plan."""

    file: Annotated[
        str, Field(description="The file's name in the plan folder.", pattern=_NAME, examples=["narrative/finans.md"])
    ]


class BlockForm(Lang):
    """Which form of a block that is written in both; without it, that of the plan."""

    form: Annotated[Literal["nb", "nn"] | None, Field(examples=["nn"])] = None


class BlockView(BlockForm):
    """In which form, and how the text is written in the answer."""

    format: Literal["markdown", "html"] = "markdown"


class FileRevision(Lang):
    """Which revision of a file; without it, the present one."""

    revision: Annotated[int | None, Field(ge=1, le=2**31 - 1, examples=[1])] = None


class LedgerOptions(Lang):
    """What the ledger is called in the plan, and what its figures are. `replace` takes the place of the same file."""

    file: Annotated[str, Field(pattern=r"^[\w][\w. \-]{0,120}\.(csv|txt|xlsx|xls)$", examples=["drift-2026.csv"])]
    year: Annotated[int | None, Field(ge=1900, le=2199, examples=[2026])] = None
    version: Annotated[
        Literal["accounts", "original", "adjusted", "proposal", "adopted", "plan", "forecast"] | None,
        Field(examples=["accounts"]),
    ] = None


def _writable(head: dict[str, Any] | None) -> dict[str, Any] | None:
    """The head as it came; `ValueError` for one that no front matter can hold."""
    text = json.dumps(head, ensure_ascii=False)
    if len(text.encode()) > LONGEST_HEAD or not _is_flat(head, _DEEPEST_HEAD):
        raise ValueError("too long, or nested too deeply")
    return head


def _is_flat(value: Any, deepest: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return deepest > 0 and all(_is_flat(one, deepest - 1) for one in inner)


class BlockText(BaseModel):
    """A block's new text. `head` takes the place of the whole front matter; without it, that stays as it is."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=1_000_000, examples=["Kommunen har god økonomi.\n"])]
    format: Literal["markdown", "html"] = "markdown"
    head: Annotated[dict[str, Any] | None, AfterValidator(_writable), Field(examples=[{"owner": "Ola"}])] = None


class StoredPlanShape(BaseModel):
    """A plan that is kept. `name` is its own id in plan.yaml; `sequence` counts its changes."""

    id: str
    href: str
    name: str
    title: str
    type: str
    form: Literal["nb", "nn"]
    sequence: int
    created_at: str
    created_by: str
    changed_at: str
    warnings: list[Fault] | None = None


class PlanList(BaseModel):
    """A page of the plans that are kept. `next` is the address of the following page, or null."""

    items: list[StoredPlanShape]
    next: str | None


class FileShape(BaseModel):
    """A file of a plan in one revision. `sha256` is hexadecimal, "" for a revision that removed it."""

    file: str
    href: str
    revision: int
    etag: str
    bytes: int
    sha256: str
    removed: bool
    changed_at: str
    changed_by: str


class FileList(BaseModel):
    """The files of a plan."""

    items: list[FileShape]
    next: str | None


class BlockShape(BaseModel):
    """A narrative block. `chapter` is "" when the document type has no place for it."""

    id: str
    href: str
    form: Literal["nb", "nn"]
    slot: str
    chapter: str
    file: str
    revision: int
    etag: str
    bytes: int
    changed_at: str
    changed_by: str


class WholeBlock(BlockShape):
    """A narrative block with its text. `faults` are those of the block by itself."""

    head: dict[str, Any]
    format: Literal["markdown", "html"]
    text: str
    faults: list[Fault]


class BlockList(BaseModel):
    """The narrative blocks of a plan."""

    items: list[BlockShape]
    next: str | None


class SavedFile(FileShape):
    """A file as it was saved."""


class FaultList(BaseModel):
    """Everything that there is to say about a plan; `buildable` when none of it is an error."""

    sequence: int
    buildable: bool
    faults: list[Fault]


class LedgerShape(BaseModel):
    """A ledger of a plan, as plan.yaml names it. `revision` is null when the file is not there."""

    file: str
    year: int | None
    version: str | None
    revision: int | None
    bytes: int | None


class LedgerList(BaseModel):
    """The ledgers that the plan names."""

    items: list[LedgerShape]
    next: str | None


class ImportedLedger(BaseModel):
    """An uploaded ledger; `report` is what the import had to interpret, as `plansats schedules --json` says it."""

    file: str
    revision: int
    etag: str
    named: Annotated[bool, Field(description="Whether plan.yaml names the ledger, so that a build uses it.")]
    report: dict[str, Any]


class ChangeShape(FileShape):
    """A change of a plan: `sequence` counts them, and is the same for files that were saved together."""

    sequence: int


class ChangeList(BaseModel):
    """The changes of a plan, the newest first. `next` is the address of the following page, or null."""

    items: list[ChangeShape]
    next: str | None
