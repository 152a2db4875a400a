"""A plan folder to start from: `plan.yaml`, sheets with an example row, and a stub for every text of the type."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from assembler.messages.catalogue import label
from assembler.plan.cross import STUB
from assembler.plan.fields import declarations, entity
from assembler.plan.model import Form
from assembler.plan.starter_sheets import workbook
from assembler.plan.starter_type import AskedText, StarterType, starter_type

FIRST_YEAR: Final = 2026
_NO_ID: Final = re.compile(r"[^a-z0-9æøå]+")


@dataclass(frozen=True, slots=True)
class Called:
    """What a new plan is called, "" for the type's own name, and whose it is, "" for an invented municipality."""

    title: str = ""
    municipality: str = ""


def starter_files(
    type_name: str, form: Form, folder_name: str, year: int = FIRST_YEAR, called: Called | None = None
) -> Mapping[str, bytes]:
    """The files of a new plan folder by name: loads without faults, and builds.

    `folder_name` becomes the plan's id. Raises `Refused` for an unknown type. The same arguments give the same bytes.
    """
    made = starter_type(type_name, form)
    years = tuple(range(year, year + made.years))
    whose = called or Called()
    municipality = whose.municipality or entity("municipality").field_named("name").example[form]
    own = {"name": municipality} | ({} if whose.municipality else {"invented": True})
    head = {"id": plan_id(folder_name), "type": made.id, "title": whose.title or made.name, "municipality": own}
    files = {"plan.yaml": _head(made, form, years, head).encode()}
    for declared in declarations().sheets():
        files[f"{declared.name}.xlsx"] = workbook(declared, form, years, municipality)
    for text in made.texts:
        files[f"narrative/{text.id}.md"] = _stub(text, form).encode()
    return files | {"README.md": label("plan-starter-readme", form, type=made.name).encode()}


def _head(made: StarterType, form: Form, years: tuple[int, ...], head: Mapping[str, object]) -> str:
    values = {
        **head,
        "form": form,
        "year": years[0],
        "first_year": years[0],
        "last_year": years[-1],
        **({"period": made.period} if made.period else {}),
        "edition": made.edition,
        "depth": made.depth,
        "date": f"{years[0]}-06-15" if made.period else f"{years[0] - 1}-11-03",
        "unit": 1000,
    }
    lines = [f"# {label('plan-starter-head', form)}"]
    for name, value in values.items():
        lines += ["", f"# {entity('head').field_named(name).help[form]}", _line(name, value)]
    lines += ["", f"# {entity('head').field_named('accounts').help[form]}"]
    return "\n".join(lines) + "\n# accounts:\n#   - {file: budsjett.csv, year: " + f"{years[0]}, version: original}}\n"


def _line(name: str, value: object) -> str:
    return yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=1000).strip().replace("'", '"')


def plan_id(folder_name: str) -> str:
    """An id made of a folder's name; "plan" when nothing is left of it."""
    return _NO_ID.sub("-", unicodedata.normalize("NFC", folder_name).lower()).strip("-")[:60] or "plan"


def _stub(text: AskedText, form: Form) -> str:
    matter: dict[str, str] = {"id": text.id, "owner": "", "status": STUB, "guidance": text.guidance}
    head = yaml.safe_dump(
        {name: value for name, value in matter.items() if value}, allow_unicode=True, sort_keys=False, width=1000
    )
    body = label("plan-starter-stub", form, chapter=text.chapter or text.id)
    return f"---\n{head}---\n{body}\n"
