"""Narrative: Markdown files with front matter, or the same as JSON, into blocks of the document model."""

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from assembler.document.blocks import Blocks
from assembler.markup.front_matter import split_front_matter
from assembler.markup.markdown import read_markdown
from assembler.plan.fields import entity
from assembler.plan.located import Located, Scalar
from assembler.plan.model import Form, NarrativeBlock
from assembler.plan.tidy import tidied
from assembler.problem import Place, Problem

_FORMS = ("nb", "nn")
# Either outer line of a conflict: a half that was left standing is no text either.
_MARK = re.compile(r"<{7}(?: |$)|>{7}(?: |$)")


def record_of_file(file: str, content: bytes) -> tuple[Located | None, tuple[Problem, ...]]:
    """A narrative file as the record that the JSON document has; `None` when it cannot be read.

    Without an `id` the file's stem is the id. A folder `narrative/nn/` or `narrative/nb/` gives the form. The place of
    `text` is the line that the text begins on.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        return None, (Problem("plan-not-utf8", Place(file=file, line=line)),)
    matter = split_front_matter(text, file=file)
    start = Place(file=file, line=1)
    members = {
        name: _located(value, Place(file=file, line=matter.lines.get(name, 1))) for name, value in matter.values.items()
    }
    problems = [*matter.problems]
    for name in ("file", "text"):
        if members.pop(name, None):
            problems.append(Problem("plan-unknown-key", start, {"field": name}))
    path = PurePosixPath(file)
    members.setdefault("id", Located(path.stem, start))
    if len(path.parts) > 2 and path.parts[1] in _FORMS:
        members.setdefault("form", Located(path.parts[1], start))
    record = tidied(Located(members, start), entity("narrative")).fields()
    record |= {"file": Located(file, start), "text": Located(matter.body, Place(file=file, line=matter.first_line))}
    return Located(record, start), tuple(problems)


def _located(value: Any, place: Place) -> Located:
    match value:
        case dict():
            return Located({str(key): _located(inner, place) for key, inner in value.items()}, place)
        case list() | tuple():
            return Located(tuple(_located(inner, place) for inner in value), place)
        case _:
            return Located(_scalar(value), place)


def _scalar(value: Any) -> Scalar:
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def read_text(record: Located, form: Form) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks of a record's text, and what is wrong with it; nothing when the record has no text."""
    text = record.at(("text",))
    if not isinstance(text.content, str):
        return (), ()
    name = record.at(("file",))
    file = name.content if isinstance(name.content, str) else ""
    marked = unsettled(text.content, file, text.place.line or 1)
    if marked:
        return (), marked
    blocks, found = read_markdown(text.content, file=file, form=form, first_line=text.place.line or 1)
    if text.place.pointer:
        found = tuple(replace(one, place=replace(one.place, pointer=text.place.pointer)) for one in found)
    return blocks, found


def unsettled(text: str, file: str, first_line: int = 1) -> tuple[Problem, ...]:
    """A fault for every conflict of a merge that stands in `text` and waits for a person; `()` for none."""
    lines = enumerate(text.split("\n"), first_line)
    return tuple(
        Problem("plan-unsettled", Place(file=file, line=number)) for number, line in lines if _MARK.match(line)
    )


def make_narrative(model: Any, record: Located, form: Form) -> tuple[NarrativeBlock, tuple[Problem, ...]]:
    """The narrative block of a validated record, and what is wrong with its text."""
    own_form: Form = model.form or form
    blocks, found = read_text(record, own_form)
    block = NarrativeBlock(
        id=model.id,
        slot=model.slot or model.id,
        form=own_form,
        blocks=blocks,
        file=model.file or "",
        owner=model.owner or "",
        status=model.status or "",
        guidance=model.guidance or "",
        depths=tuple(model.depths or ()),
        editions=tuple(model.editions or ()),
        ignored_rules=tuple(model.ignore or ()),
        due=model.due,
    )
    return block, found
