"""What a screen-reader user hears: a script read off the tag tree of a PDF, and off nothing else.

The phrases are those that Norwegian screen readers use ("overskrift nivå 1", "kobling", "rad 6"). A script shows what
the file tells a program; how it sounds, a person has to hear.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pikepdf import PasswordError, Pdf, PdfError

from assembler.messages.catalogue import Lang, label
from assembler.pdf.structure import Element, read_structure
from assembler.problem import Problem, Refused
from assembler.readers.pdf.tables import Grid, grid

_STATUTORY: Final = "§ 5-4"
_LINE: Final = "6"
_MOST_ENTRIES: Final = 12
_HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
_NOTES: Final = ("Note", "FENote")


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that a reader does, and what is heard, utterance by utterance."""

    title: str
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The table and the line to look up: part of a caption, and a line number or the beginning of a row header.

    With "" for `table` a table of § 5-4 is taken, or the first one that has the line; "" for `line` is line 6.
    """

    table: str = ""
    line: str = ""


def listen(content: bytes, wanted: Wanted, lang: Lang) -> tuple[Passage, ...]:
    """The script of the PDF in `content`; `Refused` when it cannot be read, or has no tags to read from."""
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            roots = read_structure(pdf)
            title, tongue = _named(pdf)
            pages = len(pdf.pages)
    except PasswordError:
        raise Refused([Problem("listen-encrypted")]) from None
    except PdfError:
        raise Refused([Problem("listen-no-pdf")]) from None
    if not roots:
        raise Refused([Problem("listen-no-tags")])
    elements = [element for root in roots for element in root.walk()]
    reader = _Reader(elements, lang)
    return tuple(
        Passage(label(f"listen-{name}", lang), tuple(heard))
        for name, heard in (
            ("opening", reader.opening(title, tongue, pages)),
            ("contents", reader.contents()),
            ("lookup", reader.table(wanted)),
            ("note", reader.note()),
            ("figure", reader.figure()),
        )
    )


def listen_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """`listen` for `assembler.isolate.call`: `header` has `table`, `line`, `lang`; the answer lists title and heard."""
    passages = listen(blobs[0], Wanted(header["table"], header["line"]), header["lang"])
    return [{"title": passage.title, "heard": list(passage.heard)} for passage in passages], ()


def _named(pdf: Pdf) -> tuple[str, str]:
    """Title and language as the file says them, "" where it does not."""
    with pdf.open_metadata() as metadata:
        title = metadata.get("dc:title") or pdf.docinfo.get("/Title", "")
    return str(title), str(pdf.Root.get("/Lang", ""))


@dataclass(frozen=True, slots=True)
class _Reader:
    elements: list[Element]
    lang: Lang

    def opening(self, title: str, tongue: str, pages: int) -> Iterator[str]:
        headings = [element for element in self.elements if element.role in _HEADINGS]
        yield self._say("listen-document", title=title or "–", language=tongue or "–", pages=pages)
        yield self._say("listen-headings", count=len(headings))
        yield from (self._heading(element) for element in headings[:3])

    def contents(self) -> Iterator[str]:
        entries = [element for element in self.elements if element.role == "TOCI"]
        if not entries:
            yield self._say("listen-no-contents")
            return
        yield self._say("listen-list", count=len(entries))
        for entry in entries[:_MOST_ENTRIES]:
            linked = any(inner.role == "Link" for inner in entry.walk())
            yield self._say("listen-link", text=_plain(entry)) if linked else _plain(entry)
        if len(entries) > _MOST_ENTRIES:
            yield self._say("listen-and-more", count=len(entries) - _MOST_ENTRIES)

    def table(self, wanted: Wanted) -> Iterator[str]:
        found = self._found(wanted)
        if found is None:
            yield self._say("listen-no-table", table=wanted.table or _STATUTORY, line=wanted.line or _LINE)
            return
        table, row = found
        yield self._say("listen-table", title=table.title or "–", rows=table.height, columns=table.width)
        yield self._say("listen-column-headers", headers="; ".join(table.headers))
        yield self._say("listen-row", number=row + 1, text=table.row_header(row))
        for column, text in table.values(row):
            yield self._say("listen-cell", header=table.headers[column], number=column + 1, text=text)

    def note(self) -> Iterator[str]:
        noted = next((one for one in self.elements if _notes(one)), None)
        if noted is None:
            yield self._say("listen-no-note")
            return
        note = _notes(noted)[0]
        mark = next((inner for inner in note.children if isinstance(inner, Element) and inner.role == "Lbl"), None)
        number = _plain(mark) if mark else ""
        yield _before(noted, note)
        yield self._say("listen-link", text=number)
        yield self._say("listen-activated")
        yield self._say("listen-footnote", number=number, text=_plain(note).removeprefix(number).strip())
        if mark is not None and any(inner.role == "Link" for inner in mark.walk()):
            yield self._say("listen-back", text=number)

    def figure(self) -> Iterator[str]:
        figures = [element for element in self.elements if element.role == "Figure"]
        chart = max(figures, key=lambda element: len(element.alt), default=None)
        if chart is None:
            yield self._say("listen-no-figure")
            return
        yield self._say("listen-graphic", text=chart.alt or "–")

    def _found(self, wanted: Wanted) -> tuple[Grid, int] | None:
        """The wanted table and row; with nothing named, the first table of § 5-4 or of the file that has the line."""
        tables = [grid(element) for element in self.elements if element.role == "Table"]
        sought = wanted.table or _STATUTORY
        named = [table for table in tables if sought.casefold() in table.title.casefold()]
        for table in named if wanted.table else [*named, *tables]:
            row = table.row_of(wanted.line or _LINE)
            if row is not None:
                return table, row
        return None

    def _heading(self, element: Element) -> str:
        return self._say("listen-heading", level=element.role[1:], text=_plain(element))

    def _say(self, code: str, **values: str | int) -> str:
        return label(code, self.lang, **values)


def _plain(element: Element) -> str:
    return " ".join(element.text.split())


def _notes(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element) and child.role in _NOTES]


def _before(noted: Element, note: Element) -> str:
    """The last sentence before a note, the mark left out."""
    text = ""
    for child in noted.children:
        if child is note:
            break
        text += child if isinstance(child, str) else "" if child.role == "Lbl" else child.text
    return " ".join(text.split()).rpartition(". ")[2]
