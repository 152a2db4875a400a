"""Keeping a text that somebody wrote in the browser: no edit is lost when two write at once.

What comes in says which revision it was begun from. When the text has changed since, the two are merged as prose;
where only a person can decide, nothing is kept and both texts are given back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from assembler.markup.front_matter import split_front_matter
from assembler.markup.html import read_html, write_html
from assembler.markup.markdown import read_markdown, write_markdown
from assembler.merge.prose import merge_text
from assembler.merge.values import Merged
from assembler.plan.cross import STUB
from assembler.plan.model import Form
from assembler.problem import Place, Problem, Refused, errors
from service.store.narrative import split_text, with_head
from service.store.plans import Author, PlanStore
from service.store.values import Changed, FileState

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Written:
    """The text of `file` in `form` as the browser sends it, begun from revision `base`.

    `head` are lines of the front matter as they shall be.
    """

    file: str
    form: Form
    text: str
    format: Literal["markdown", "html"]
    base: int
    head: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """It was kept as `state`; `joined` says that somebody else's edits are in it too."""

    state: FileState
    joined: bool
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """It was not kept: `merged` has the places where both wrote. `state` is the present revision."""

    state: FileState
    merged: Merged


def keep(store: PlanStore, plan: str, written: Written, author: Author) -> Kept | Clash:
    """Keep a text. `Refused` for one that cannot be read as a text, `LookupError` when there is no such file."""
    file = written.file
    body, warnings = _markdown(written)
    for _ in range(_TRIES):
        found, base = store.read(plan, file), store.read(plan, file, written.base)
        if found is None or base is None:
            raise LookupError(file)
        state, content = found
        head, present = split_text(content)
        merged = merge_text(split_text(base[1])[1], present, body, written.form)
        if merged.conflicts:
            return Clash(state, merged)
        lines = _changed_lines(written, base[1], content, is_begun=merged.ours != present)
        new = _with_head(head, merged.ours, content, lines, file)
        if new == content:
            return Kept(state, False, warnings)
        try:
            (kept,) = store.save(plan, {file: new}, {file: state.sha256}, author, "block.save")
        except Changed:
            # Somebody else was faster between the reading and the writing: once more, with what they wrote.
            continue
        return Kept(kept, present != split_text(base[1])[1] and merged.ours != body, warnings)
    raise Refused([Problem("web-text-busy", Place(file=file))])


def _markdown(written: Written) -> tuple[str, tuple[Problem, ...]]:
    """The text as Markdown, and what of it could not be kept as it was."""
    if written.format == "markdown":
        return written.text.replace("\r\n", "\n").replace("\r", "\n"), ()
    blocks, problems = read_html(written.text, file=written.file, form=written.form)
    if errors(problems):
        raise Refused(errors(problems))
    return write_markdown(blocks), problems


def front_matter(content: bytes, file: str) -> Mapping[str, Any]:
    """What stands in the front matter of a narrative file, by name; empty when it cannot be read."""
    return split_front_matter(content.decode("utf-8-sig", "replace"), file=file).values


def as_html(text: str, file: str, form: Form) -> tuple[str | None, tuple[Problem, ...]]:
    """The text as HTML for the editor; `None`, with the faults, when it has some that HTML would hide."""
    blocks, problems = read_markdown(text, file=file, form=form)
    return (None, problems) if errors(problems) else (write_html(blocks), problems)


def _changed_lines(written: Written, base: bytes, present: bytes, *, is_begun: bool) -> Mapping[str, str]:
    """What the writer changed in the front matter: a line that somebody else changed meanwhile stays as it is.

    A text that was the template's is a draft as soon as somebody has written in it.
    """
    begun_from, now = front_matter(base, written.file), front_matter(present, written.file)
    lines = {name: value for name, value in written.head.items() if str(begun_from.get(name) or "") != value}
    if is_begun and str(now.get("status") or "") == STUB:
        lines.setdefault("status", "utkast")
    return {name: value for name, value in lines.items() if str(now.get(name) or "") != value}


def _with_head(head: str, text: str, before: bytes, moved: Mapping[str, str], file: str) -> bytes:
    """The file anew; its front matter stays to the byte unless one of its lines has changed."""
    known = front_matter(before, file)
    if not moved:
        return (head + text).encode()
    fresh = {**known, **{name: _value(name, value) for name, value in moved.items()}}
    return with_head({name: value for name, value in fresh.items() if value not in ("", None)}, text)


def _value(name: str, value: str) -> str | date:
    try:
        return date.fromisoformat(value) if name == "due" and value else value
    except ValueError:
        return value
