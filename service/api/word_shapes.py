"""The shapes of Word there and back, in requests and answers."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from service.api.job_shapes import JOB_EXAMPLE, Callback
from service.api.plan_shapes import PlanPath
from service.api.schemas import Lang

_NAME = r"^[\w-]{1,60}$"
_Chapter = Annotated[str, Field(pattern=_NAME)]


class ExportOrder(BaseModel):
    """Which texts to write in: all chapters when none is named, with remarks on plain language unless told not to."""

    model_config = ConfigDict(extra="forbid")

    chapters: Annotated[list[_Chapter], Field(max_length=200, examples=[["innleiing"]])] = []
    edition: Annotated[str | None, Field(pattern=_NAME, examples=["forslag"])] = None
    depth: Annotated[Literal["kort", "standard", "full"] | None, Field(examples=["full"])] = None
    form: Annotated[Literal["nb", "nn"] | None, Field(examples=["nn"])] = None
    comments: bool = True
    callback: Annotated[str | None, Field(max_length=1000)] = None


class ImportOptions(Lang, Callback):
    """What the file is called, and whether to write what it brings into the plan or only to tell."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f/\\]{1,200}$", examples=["innleiing.docx"])] = "copy.docx"
    apply: bool = False


class ImportPath(PlanPath):
    """Which import into which plan."""

    id: Annotated[str, Field(description="The import's job.", pattern=r"^[0-9a-f]{32}$", examples=[JOB_EXAMPLE])]


class OwnText(BaseModel):
    """What is to stand in the conflict's place, as Markdown."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=1_000_000)]


ChoiceShape: TypeAlias = Literal["ours", "theirs", "open"] | OwnText


class Settling(BaseModel):
    """For each block with conflicts one choice for each of them, in order: the plan's, the file's, or an own text."""

    model_config = ConfigDict(extra="forbid")

    choices: Annotated[
        dict[str, Annotated[list[ChoiceShape], Field(max_length=1000)]],
        Field(max_length=1000, examples=[{"innleiing": ["theirs", {"text": "Ny tekst.\n"}]}]),
    ]
    apply: bool = True
    callback: Annotated[str | None, Field(max_length=1000)] = None


class ConflictShape(BaseModel):
    """A stretch that both changed: as it was exported, as the plan has it, as the file has it."""

    base: str
    ours: str
    theirs: str


class ConflictedBlock(BaseModel):
    """A narrative block with conflicts to settle."""

    block: str
    title: str
    conflicts: list[ConflictShape]


class ConflictList(BaseModel):
    """Every conflict of an import, in the order of the document."""

    items: list[ConflictedBlock]
    next: str | None
