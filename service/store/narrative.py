"""Which narrative block a file of a plan is: by its front matter, else by its name, as the engine reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from assembler.markup.front_matter import split_front_matter
from assembler.plan.doors import check_record, door
from assembler.plan.located import Located
from assembler.plan.model import Form
from assembler.plan.narrative import make_narrative, read_text, record_of_file
from assembler.plan.yaml_tree import read_yaml
from assembler.problem import Problem
from service.store.values import HEAD, PlanHead

_FOLDER = "narrative/"


@dataclass(frozen=True, slots=True)
class BlockName:
    """A block's id, its slot in the document type, and its form; `form` is "" where the plan decides."""

    block: str = ""
    slot: str = ""
    form: str = ""


def block_name(file: str, content: bytes) -> BlockName:
    """The block that a file is; nothing for a file that is no narrative, or that cannot be read."""
    if not (file.startswith(_FOLDER) and file.lower().endswith(".md")):
        return BlockName()
    record, _ = record_of_file(file, content)
    if record is None:
        return BlockName()
    block, slot, form = (_text(record, name) for name in ("id", "slot", "form"))
    return BlockName(block[:200], (slot or block)[:200], form if form in ("nb", "nn") else "")


def head_of(content: bytes) -> PlanHead:
    """What a plan.yaml says of the plan; "" (for the form nb) where it says nothing that can be read."""
    tree, _ = read_yaml(content, HEAD)
    name, type, title, form = (_text(tree, field) for field in ("id", "type", "title", "form"))
    return PlanHead(name[:200], type[:60], title[:500], "nn" if form == "nn" else "nb")


def _text(record: Located, name: str) -> str:
    """A field of the record as a text that every database keeps: no NUL, and no half of a surrogate pair."""
    found = record.member(name)
    said = found.content if found is not None and isinstance(found.content, str) else ""
    return said.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def text_faults(file: str, content: bytes, form: str) -> tuple[Problem, ...]:
    """Everything that is to say about one narrative file by itself; `form` is the plan's."""
    record, problems = record_of_file(file, content)
    if record is None:
        return problems
    plan_form: Form = "nn" if form == "nn" else "nb"
    model, found = check_record(record, door("narrative"))
    read = read_text(record, plan_form)[1] if model is None else make_narrative(model, record, plan_form)[1]
    return (*problems, *found, *read)


def with_head(head: Mapping[str, Any], text: str) -> bytes:
    """A narrative file of that front matter and text."""
    written = yaml.safe_dump(dict(head), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{written}---\n{text}".encode()


def split_text(content: bytes) -> tuple[str, str]:
    """The front matter of a narrative file as it stands (with its marks, "" for none), and the text after it."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    body = split_front_matter(text, file="").body
    return text[: len(text) - len(body)], body
