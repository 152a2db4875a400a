"""Prose out of files: plain text, Markdown and Word, as units of passages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from assembler.checks.docx.read import read_word
from assembler.checks.language_prose import Unit, heading_of, passages_by_heading
from assembler.isolate import Limits, Stopped, call, problem_of
from assembler.language.passage import Passage
from assembler.language.tokens import Form
from assembler.markup.front_matter import split_front_matter
from assembler.markup.markdown import read_markdown
from assembler.problem import Place, Problem, Refused

_CHILD: Final = "assembler.checks.language_files:word_passages"
_LIMITS: Final = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=2 * 2**30, output_bytes=100 * 2**20)
_MARKDOWN: Final = (".md", ".markdown")
_OTHER: Final = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*+")
_BULLET: Final = re.compile(r"\s*+(?:[-\u2022*\u25cf\u2013]|\d{1,3}[.)])\s")
_DIVIDER: Final = re.compile(r"\S *\t|\| *[^| ]")
_HEADING_LETTERS: Final = 90


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of a file. `text` is all of it, to tell the language by; `problems` what could not be read of it."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """All passages, a line each."""
        return "\n".join(passage.text for unit in self.units for passage in unit.passages)


def prose_of_file(name: str, content: bytes) -> Prose:
    """The prose of a file by what it is: Word, Markdown (by its name) or plain text; `Refused` for anything else."""
    if content.startswith(b"PK\x03\x04"):
        return _word(name, content)
    if content.startswith(_OTHER) or b"\x00" in content[:4096] and not _is_wide(content):
        raise Refused([Problem("language-unknown-kind", Place(file=name))])
    text = _decoded(name, content)
    if PurePath(name).suffix.lower() in _MARKDOWN:
        return _markdown(name, text)
    return Prose(tuple(_plain(name, text)))


def _is_wide(content: bytes) -> bool:
    """Whether it is UTF-16, as some editors save it."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-16" if _is_wide(content) else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise Refused([Problem("language-not-utf8", Place(file=name, line=line))]) from None


def _markdown(name: str, text: str) -> Prose:
    matter = split_front_matter(text, file=name)
    form: Form = "nn" if matter.values.get("form") == "nn" else "nb"
    blocks, problems = read_markdown(matter.body, file=name, form=form, first_line=matter.first_line)
    ignored = matter.values.get("ignore")
    rules = frozenset(map(str, ignored)) if isinstance(ignored, list) else frozenset()
    owner = matter.values.get("owner")
    units = tuple(
        Unit(passages, Place(file=name, under=heading_of(passages)), "", str(owner or ""), rules)
        for passages in passages_by_heading(blocks)
    )
    return Prose(units, (*matter.problems, *problems))


def _plain(name: str, text: str) -> Iterator[Unit]:
    """Paragraphs between empty lines; a short line that ends without a mark, before another paragraph, is a heading."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = [part for part in _BLANK.split(whole) if part.strip() and not _is_table(part)]
    gathered: list[Passage] = []
    for index, part in enumerate(parts):
        is_heading = index + 1 < len(parts) and _is_heading(part)
        if is_heading and gathered:
            yield _unit(name, gathered)
            gathered = []
        gathered.append(Passage(part.strip().lstrip("# ") if is_heading else part, _role(part, is_heading=is_heading)))
    if gathered:
        yield _unit(name, gathered)


def _is_table(part: str) -> bool:
    """Whether it is a table set with tabs or upright strokes: two rows or more, each with a divider inside."""
    rows = part.strip("\n").split("\n")
    return len(rows) > 1 and all(_DIVIDER.search(row) for row in rows)


def _role(part: str, *, is_heading: bool) -> Any:
    return "heading" if is_heading else "item" if _BULLET.match(part) else "paragraph"


def _is_heading(part: str) -> bool:
    line = part.strip()
    return "\n" not in line and len(line) <= _HEADING_LETTERS and line[-1].isalnum() and not _BULLET.match(line)


def _unit(name: str, passages: list[Passage]) -> Unit:
    return Unit(tuple(passages), Place(file=name, under=heading_of(passages)))


def _word(name: str, content: bytes) -> Prose:
    try:
        reply = call(_CHILD, {"name": PurePath(name).name}, (content,), _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped, name)]) from None
    except Refused as refused:
        raise Refused(problem.within(name) for problem in refused.problems) from None
    units = tuple(
        Unit(tuple(Passage(text, role) for text, role in found), Place(file=name, under=under))
        for under, found in reply.header
    )
    return Prose(units)


def word_passages(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """In the child: the paragraphs of a Word file by the heading they stand under, tables left out."""
    content = read_word(blobs[0], header["name"]).content
    by_heading: dict[str, list[tuple[str, str]]] = {
        heading.text: [(heading.text, "heading")] for heading in content.headings if heading.text.strip()
    }
    for passage in content.passages:
        if not passage.in_table and passage.text.strip():
            found = by_heading.setdefault(passage.place.under, [])
            found.append((passage.text, "item" if passage.listed else "paragraph"))
    return list(by_heading.items()), ()
