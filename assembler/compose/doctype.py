"""A document type (dokumenttype) is a folder of `templates/types/`: this module reads its `type.yaml` into values.

    id: tertialrapport
    frame: report
    name: {nb: Tertialrapport, nn: Tertialrapport, en: Period report}
    cover: {title: {...}, years: {...}, subtitle: {...}}
    editions: [{id: forslag, name: {...}, stamp: {...}, binding: false}]
    depths: [standard]
    chapters:
      - {id: samla, role: chapter, title: {...}, slots: [{narrative: samla, required: true}, {make: areas}]}
      - {for-each: area, id: "omrade-{area}", slots: [{narrative: "omrade-{area}"}]}

A slot has one of `narrative` (the id of a narrative block), `make` (a maker of `compose.slots`, with `options`) or
`section` (a heading of its own with slots under it). Texts may name `{year}`, `{period}`, `{first_year}`,
`{last_year}`, `{municipality}` and, in a chapter or section for each area, `{area}` and `{area_name}`.
"""

from functools import cache
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assembler.plan.model import Depth
from assembler.problem import Place, Problem, Refused
from assembler.resources import templates


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, alias_generator=lambda n: _kebab(n))


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Words(_Part):
    """A text in both forms of Norwegian; `en` only where a message needs it."""

    nb: str
    nn: str
    en: str = ""


class Slot(_Part):
    """A place that something fills: a narrative block, a maker, or a section of slots (one, or `for_each` area)."""

    narrative: str = ""
    make: str = ""
    section: Words | None = None
    for_each: Literal["", "area"] = ""
    id: str = ""
    options: dict[str, Any] = Field(default_factory=dict)
    slots: tuple["Slot", ...] = ()
    required: bool = False
    guidance: Words | None = None
    depths: tuple[Depth, ...] = ()
    editions: tuple[str, ...] = ()


class Chapter(_Part):
    """A chapter, an appendix or front matter. `for_each` area makes one of each; its title is then the area's name."""

    id: str
    title: Words | None = None
    role: Literal["chapter", "appendix", "front"] = "chapter"
    for_each: Literal["", "area"] = ""
    opener: bool = False
    slots: tuple[Slot, ...] = ()
    depths: tuple[Depth, ...] = ()
    editions: tuple[str, ...] = ()


class Edition(_Part):
    """An edition (utgave). A `binding` one is refused unless the figures balance (kommuneloven § 14-4).

    A `hearing` edition has the deadline beside its stamp, and numbers at the paragraphs ("3-12") for responses to cite.
    """

    id: str
    name: Words
    stamp: Words | None = None
    binding: bool = False
    hearing: bool = False


class CoverText(_Part):
    """The words of the cover; a newline in `title` breaks the line."""

    title: Words
    years: Words
    subtitle: Words | None = None


class DocumentType(_Part):
    """A document type as data.

    `contents` is the number of heading levels in the table of contents; `pages` the page budget per depth, and passing
    it is a warning. `duties` say what such a document is in the law's eyes (kommuneloven §§ 14-2 to 14-7), and thus
    which rules on its content apply; empty for one that the law does not ask for.
    """

    id: str
    name: Words
    frame: str = "report"
    cover: CoverText
    editions: tuple[Edition, ...]
    depths: tuple[Depth, ...] = ("standard",)
    contents: Literal[1, 2, 3] = 2
    duties: tuple[Literal["economy-plan", "budget", "period-report", "annual-report"], ...] = ()
    pages: dict[Depth, int] = Field(default_factory=dict)
    chapters: tuple[Chapter, ...]

    def edition(self, id: str) -> Edition | None:
        """The edition `id`, or `None` when the type has no such."""
        return next((edition for edition in self.editions if edition.id == id), None)


@cache
def document_type(id: str) -> DocumentType:
    """The document type `id`. `Refused` when there is none, or when its file is faulty (every fault, with place)."""
    if id not in document_types():
        raise Refused([Problem("compose-type-unknown", values={"found": id, "known": ", ".join(document_types())})])
    file = f"templates/types/{id}/type.yaml"
    try:
        text = templates("types", id, "type.yaml").read_text(encoding="utf-8")
        return DocumentType.model_validate(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as fault:
        raise Refused([Problem("compose-type-broken", Place(file=file), {"reason": str(fault)})]) from fault
    except ValidationError as fault:
        raise Refused(_faults(file, fault)) from fault


def document_types() -> tuple[str, ...]:
    """The ids of all document types, sorted."""
    return tuple(sorted(path.parent.name for path in templates("types").glob("*/type.yaml")))


def _faults(file: str, fault: ValidationError) -> list[Problem]:
    return [
        Problem(
            "compose-type-broken",
            Place(file=file, pointer="/" + "/".join(str(part) for part in error["loc"])),
            {"reason": error["msg"]},
        )
        for error in fault.errors()
    ]
