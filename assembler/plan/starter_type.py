"""What a new plan folder takes from a document type: its name, its first edition, and the texts that it asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from assembler.plan.cross import EXAMPLE
from assembler.plan.fields import entity
from assembler.plan.model import Form
from assembler.problem import Place, Problem, Refused
from assembler.resources import templates

_YEARS_OF_A_PLAN: Final = 4


@dataclass(frozen=True, slots=True)
class AskedText:
    """A narrative block that a slot asks for; `chapter` is the title of its chapter, `guidance` "" for none."""

    id: str
    chapter: str
    guidance: str


@dataclass(frozen=True, slots=True)
class StarterType:
    """`years` is the length of the period, `period` 1 for a type that reports on parts of a year and 0 otherwise."""

    id: str
    name: str
    edition: str
    depth: str
    years: int
    period: int
    texts: tuple[AskedText, ...]


def starter_type(name: str, form: Form) -> StarterType:
    """The document type `name` in one form; `Refused` when there is no such type."""
    known = sorted(path.parent.name for path in templates("types").glob("*/type.yaml"))
    if name not in known:
        raise Refused([Problem("plan-type-unknown", Place(), {"found": name, "known": ", ".join(known)})])
    declared = yaml.safe_load(templates("types", name, "type.yaml").read_text(encoding="utf-8"))
    reports = "{period}" in str(declared["cover"]["years"])
    texts = {text.id: text for chapter in declared["chapters"] for text in _texts(chapter, chapter, form)}
    return StarterType(
        name,
        declared["name"][form],
        declared["editions"][0]["id"],
        (declared.get("depths") or ["standard"])[0],
        1 if reports else _YEARS_OF_A_PLAN,
        int(reports),
        tuple(texts.values()),
    )


def _texts(part: Mapping[str, Any], chapter: Mapping[str, Any], form: Form) -> Iterator[AskedText]:
    """The texts of the slots of a chapter or section; what is asked of each area is asked of the example."""
    for slot in part.get("slots", ()):
        if "narrative" in slot:
            title = (slot.get("title") or part.get("section") or chapter.get("title") or {}).get(form, "")
            guidance = (slot.get("guidance") or {}).get(form, "")
            area = entity("areas").field_named("name").example[form]
            name = str(slot["narrative"]).replace("{area}", EXAMPLE)
            yield AskedText(name, title.replace("{area_name}", area), guidance)
        yield from _texts({**slot, "section": slot.get("section")}, chapter, form)
