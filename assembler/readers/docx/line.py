"""A paragraph of one view as a line: what it is, and its text as inlines."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from assembler.document.identity import is_lang
from assembler.document.inline import Inlines
from assembler.document.languages import without_region
from assembler.readers.docx.copy_part import CopyFacts
from assembler.readers.docx.parts import WordParts
from assembler.readers.docx.pieces import Piece, inlines_of, plain
from assembler.readers.docx.remarks import Remarks
from assembler.readers.docx.runs import RunReader, Told
from assembler.readers.docx.styles import Kind, ParagraphStyle
from assembler.readers.docx.tree import Paragraph, Picture, View

# A sign or a number and a tab begin an item of a list that was made by hand.
_LONGEST_MARK: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `level` is that of a heading in Word, from 1; `text` what it says without its labels.

    `list` names the list that it is an item of ("" for none), `depth` its level there from 0, `more` the depth of the
    list that it goes on in (0 for none). `family` and `restarts` are as for a level of a list. `is_strong` says that
    all of it is bold.
    """

    kind: Kind
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    role: Literal["body", "lead", "note"] = "body"
    level: int = 0
    lang: str = ""
    list: str = ""
    depth: int = 0
    ordered: bool = False
    start: int = 1
    family: str = ""
    restarts: bool = True
    more: int = 0
    marked: Literal["", "sum", "result"] = ""
    is_strong: bool = False
    bookmarks: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def inlines(self) -> Inlines:
        """The text as inlines, not in one form yet."""
        return inlines_of(self.pieces)


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads the paragraphs of one view of a document."""

    parts: WordParts
    facts: CopyFacts
    view: View

    def line(self, paragraph: Paragraph, remarks: Remarks) -> Line:
        """The paragraph as a line; what of it is not kept is remarked."""
        told = RunReader(self.parts, self.facts, self.view).told(paragraph.content, remarks)
        style = self.parts.styles.paragraph(paragraph.look.style)
        text = plain(told.pieces)
        line = Line(
            kind=style.kind,
            text=text,
            pieces=tuple(told.pieces),
            role=style.role,
            level=_level(paragraph, style),
            lang=_lang(paragraph, style, told),
            more=style.more,
            marked=style.marked,
            is_strong=_is_strong(told, style),
            bookmarks=tuple(told.bookmarks),
            pictures=tuple(told.pictures),
        )
        self._remark(paragraph, style, text, remarks)
        return self._listed(_outlined(line, paragraph), paragraph, style)

    def _remark(self, paragraph: Paragraph, style: ParagraphStyle, text: str, remarks: Remarks) -> None:
        if not text.strip():
            return
        for what in paragraph.look.extra:
            code = "readers-edit-page-break" if what in ("page-break", "section") else f"readers-edit-look-{what}"
            remarks.note(code, text)
        if _is_tabbed(text):
            remarks.note("readers-edit-tabs", text)
        if style.own:
            remarks.note("readers-edit-style", text, style.own)
        if style.kind == "title":
            remarks.note("readers-edit-title", text)

    def _listed(self, line: Line, paragraph: Paragraph, style: ParagraphStyle) -> Line:
        """The line as an item of its list, if it is one to the eye."""
        if line.kind in ("heading", "title", "guidance", "furniture"):
            return line
        name = paragraph.look.list or style.list
        level = style.list_level if paragraph.look.level is None else paragraph.look.level
        shown = self.parts.numbering.level(name, level) if name not in ("", "0") else None
        if shown:
            return replace(
                line,
                list=name,
                depth=level,
                ordered=shown.ordered,
                start=shown.start,
                family=shown.family,
                restarts=shown.restarts,
            )
        if line.kind == "list" and name != "0":
            # A list's own style whose numbering is lost: its name says what it was.
            ordered = "num" in paragraph.look.style.lower()
            return replace(line, list=f"style {paragraph.look.style}", ordered=ordered)
        return replace(line, kind="body") if line.kind == "list" else line


def _outlined(line: Line, paragraph: Paragraph) -> Line:
    """An outline level that was set by hand makes a heading of body text."""
    outline = paragraph.look.outline
    if line.kind == "body" and outline is not None and 0 <= outline < 9:
        return replace(line, kind="heading", level=outline + 1)
    return replace(line, kind="heading", level=1) if line.kind == "title" else line


def _is_tabbed(text: str) -> bool:
    first, *rest = text.strip().split("\t")
    return len(rest) > 1 or (bool(rest) and len(first) > _LONGEST_MARK)


def _level(paragraph: Paragraph, style: ParagraphStyle) -> int:
    outline = paragraph.look.outline
    return outline + 1 if style.kind == "heading" and outline is not None and 0 <= outline < 9 else style.level


def _lang(paragraph: Paragraph, style: ParagraphStyle, told: Told) -> str:
    """The language of the mark, unless all text is of the surroundings': Word gives marks that of the keyboard."""
    own = without_region(paragraph.look.lang or style.lang)
    is_said = own in told.langs or "" not in told.langs or style.lang
    return own if is_said and is_lang(own) else ""


def _is_strong(told: Told, style: ParagraphStyle) -> bool:
    said = [piece for piece in told.pieces if plain((piece,)).strip()]
    return bool(said) and (style.strong or all(piece.marks.strong for piece in said))
