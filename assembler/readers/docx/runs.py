"""The text of a paragraph → pieces: marks, links, fields, notes, bound figures, references.

What has no place among our inlines is told: pictures are handed on to whoever reads the paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from assembler.document.identity import is_id, is_lang
from assembler.document.inline import (
    STATUS_SHAPES,
    BoundFigure,
    CrossReference,
    Footnote,
    LineBreak,
    StatusMark,
    Text,
)
from assembler.document.inline import Link as Linked
from assembler.document.languages import without_region
from assembler.document.walk import inlines_within, plain_text
from assembler.markup.places import is_link
from assembler.ooxml.copy_names import FIGURE, LABEL, REFERENCE, STATUS
from assembler.readers.docx.copy_part import CopyFacts
from assembler.readers.docx.fields import said_by
from assembler.readers.docx.flow import paragraphs_within
from assembler.readers.docx.parts import Ties, WordParts, is_of_another
from assembler.readers.docx.pictures import said_in
from assembler.readers.docx.pieces import UNMARKED, Marks, Piece, inlines_of, one_line, plain, text_pieces
from assembler.readers.docx.remarks import Remarks
from assembler.readers.docx.text import inline_text, lines
from assembler.readers.docx.tree import (
    Anchor,
    FieldMark,
    Inline,
    InlineControl,
    Instruction,
    Link,
    NoteMark,
    PageBreak,
    Picture,
    Run,
    Table,
    View,
)
from assembler.readers.docx.views import seen

# A figure's name, as Markdown can write it: anybody can write a tag.
_FIGURE: Final = re.compile(rf"{FIGURE}(?P<reference>[^{{}}|\n]+)(?:\|(?P<form>[^{{}}|\n]*))?")
# What links and status marks look like, whatever program writes them.
_OF_LINKS: Final = frozenset({"colour", "underline"})


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and the piece that its result begins with."""

    start: int
    instruction: str = ""


@dataclass(slots=True)
class Told:
    """The text of a paragraph. `bookmarks` are the names that stand in it, in lower case.

    `is_prompted` says that the runs which say what to write are as they went out. `langs` are the languages of the
    runs, "" for those that do not say. `note` is the id that a bookmark gave the next note, and the piece that it is.
    """

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    note: tuple[str, int] = ("", -1)
    shape: str = ""
    is_prompted: bool = False
    langs: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class RunReader:
    """Reads the inlines of one view of a document."""

    parts: WordParts
    facts: CopyFacts
    view: View

    def told(self, content: Sequence[Inline], remarks: Remarks) -> Told:
        """The text of a paragraph of the body."""
        return self._told(content, self.parts.main, remarks)

    def _told(self, content: Sequence[Inline], ties: Ties, remarks: Remarks) -> Told:
        told = Told(is_prompted=self._prompt(content) in self.facts.printed)
        _Reading(self, ties, remarks, inline_text(content), told).whole(content)
        return told

    def _prompt(self, content: Sequence[Inline]) -> str:
        """The text of the runs that say what to write, "" for none."""
        said: list[str] = []
        for inline in content:
            match inline:
                case Run() if inline.look.style and self.parts.styles.run(inline.look.style).role == "placeholder":
                    said.append(inline.text)
                case Link() | InlineControl():
                    said.append(self._prompt(inline.content))
                case _:
                    pass
        return "".join(said)

    def note(self, mark: NoteMark, name: str, remarks: Remarks) -> Footnote:
        """The note that is referred to; `name` is its id, "" for a new one."""
        pieces: list[Piece] = []
        blocks, ties = self.parts.note(mark)
        story = seen(blocks, self.view)
        if any(isinstance(block, Table) for block in story):
            remarks.warn("readers-edit-note-table", " ".join(lines(story)))
        for block in paragraphs_within(story):
            told = self._told(block.content, ties, remarks)
            for picture in told.pictures:
                remarks.lost("readers-edit-note-content", f"{inline_text(block.content)} {said_in(picture, ties)}")
            pieces += [Piece(LineBreak())] if pieces and told.pieces else []
            pieces += told.pieces
        if mark.kind == "endnote":
            remarks.note("readers-edit-endnote", plain(pieces))
        return Footnote(name, inlines_of(pieces))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One paragraph on its way; `excerpt` is its text, for whoever has to find it."""

    reader: RunReader
    ties: Ties
    remarks: Remarks
    excerpt: str
    told: Told

    def whole(self, content: Sequence[Inline]) -> None:
        """Reads it all. A field that goes on in the next paragraph says what it says of this one's text too."""
        self.each(content, UNMARKED)
        while self.told.fields:
            self._field(FieldMark("end"))

    def each(self, content: Sequence[Inline], marks: Marks) -> None:  # noqa: C901 -- one case an inline
        told = self.told
        for inline in content:
            match inline:
                case Run():
                    self._run(inline, marks)
                case Link():
                    self._link(inline, marks)
                case InlineControl():
                    self._control(inline, marks)
                case FieldMark():
                    self._field(inline)
                case Instruction():
                    if told.fields:
                        told.fields[-1].instruction += inline.text
                case NoteMark():
                    self._note(inline, marks)
                case Anchor():
                    self._anchor(inline)
                case Picture():
                    told.pictures.append(inline)
                case PageBreak():
                    self.remarks.note("readers-edit-page-break", self.excerpt)
                case _:
                    assert_never(inline)

    def _run(self, run: Run, marks: Marks) -> None:
        styles, look, told = self.reader.parts.styles, run.look, self.told
        style = styles.run(look.style)
        if style.role == "placeholder" and told.is_prompted:
            return
        if style.role == "status-shape" and run.text.strip() in STATUS_SHAPES.values():
            told.shape = run.text.strip()
            return
        if told.shape and self._status(run.text, style.role == "status-word", Marks(href=marks.href)):
            return
        self._remark(run, marks, style.extra if style.role != "placeholder" else ())
        lang = without_region(look.lang or style.lang)
        # What is typed over a placeholder begins with its look.
        is_own = style.role != "placeholder"
        strong = (is_own and style.strong) if look.strong is None else look.strong
        slanted = (is_own and style.slanted) if look.slanted is None else look.slanted
        own = replace(marks, strong=marks.strong or strong, slanted=marks.slanted or slanted)
        if lang and is_lang(lang):
            own = replace(own, lang=lang)
            told.langs.add(lang)
        elif run.text.strip():
            told.langs.add("")
        told.pieces += text_pieces(run.text, own)

    def _status(self, text: str, is_word: bool, marks: Marks) -> bool:
        """Whether the text was the word of a status mark whose shape came before."""
        told, shape = self.told, self.told.shape
        told.shape = ""
        if is_word and text.strip():
            state = next(state for state, known in STATUS_SHAPES.items() if known == shape)
            told.pieces.append(Piece(StatusMark(state, text.strip()), marks))
            return True
        told.pieces.append(Piece(Text(shape), marks))
        return False

    def _remark(self, run: Run, marks: Marks, styled: tuple[str, ...]) -> None:
        if run.aid:
            self.remarks.lost("readers-edit-reading-aid", f"{run.text} ({run.aid})", run.aid)
        if not run.text.strip() or not (run.look.extra or styled):
            return
        is_link = bool(marks.href) or any(said_by(field.instruction).name == "HYPERLINK" for field in self.told.fields)
        expected = _OF_LINKS if is_link or self.reader.parts.styles.run(run.look.style).role else frozenset()
        for what in dict.fromkeys((*run.look.extra, *styled)):
            if what == "equation":
                self.remarks.warn("readers-edit-equation", run.text)
            elif what == "hidden":
                self.remarks.warn("readers-edit-hidden", run.text)
            elif what not in expected:
                self.remarks.note(f"readers-edit-look-{what}", run.text)

    def _link(self, link: Link, marks: Marks) -> None:
        address = self.ties.address(link.relation) if link.relation else ""
        if address and link.anchor:
            address = f"{address}#{link.anchor}"
        if address:
            href = address if is_link(address) else ""
            if not href:
                self.remarks.warn("readers-edit-link", inline_text(link.content), address[:200])
            self.each(link.content, replace(marks, href=href))
            return
        start = len(self.told.pieces)
        self.each(link.content, marks)
        if link.anchor:
            self._refer(start, link.anchor)

    def _refer(self, start: int, bookmark: str) -> None:
        """Makes the pieces from `start` one reference, if something of ours stands behind the bookmark."""
        pieces = self.told.pieces
        made, text = pieces[start:], one_line(plain(pieces[start:]))
        target = self.reader.facts.anchors.get(bookmark.lower(), "")
        if not text or not all(_is_of(piece, target) for piece in made):
            return
        if target:
            pieces[start:] = [Piece(CrossReference(target, text), made[0].marks)]
        else:
            self.remarks.note("readers-edit-reference", text)

    def _control(self, control: InlineControl, marks: Marks) -> None:
        tag, told, start = self.reader.facts.full(control.tag), self.told, len(self.told.pieces)
        if tag.startswith(LABEL) and inline_text(control.content) in self.reader.facts.printed:
            told.bookmarks += _bookmarks(control.content)
            return
        self.each(control.content, marks)
        text = one_line(plain(told.pieces[start:]))
        if (figure := _FIGURE.fullmatch(tag)) and text:
            bound = BoundFigure(figure["reference"], figure["form"] or "", text)
            self._replaced(start, Piece(bound, self._marks(start, marks)))
        elif tag.startswith(REFERENCE) and text and is_id(tag.removeprefix(REFERENCE)):
            self._replaced(start, Piece(CrossReference(tag.removeprefix(REFERENCE), text), self._marks(start, marks)))
        elif tag.startswith(STATUS):
            self._status_control(start, tag.removeprefix(STATUS), text, Marks(href=marks.href))
        elif tag.startswith(LABEL):
            self.remarks.warn("readers-edit-label", self.excerpt)

    def _marks(self, start: int, marks: Marks) -> Marks:
        return self.told.pieces[start].marks if len(self.told.pieces) > start else marks

    def _replaced(self, start: int, piece: Piece) -> None:
        notes = [kept for kept in self.told.pieces[start:] if isinstance(kept.atom, Footnote)]
        self.told.pieces[start:] = [piece, *notes]

    def _status_control(self, start: int, state: str, text: str, marks: Marks) -> None:
        for known, shape in STATUS_SHAPES.items():
            word = text.removeprefix(shape).strip()
            if known == state and word:
                self._replaced(start, Piece(StatusMark(known, word), marks))

    def _field(self, mark: FieldMark) -> None:
        told = self.told
        match mark.kind:
            case "begin":
                told.fields.append(_Field(len(told.pieces)))
            case "separate" if told.fields:
                told.fields[-1].start = len(told.pieces)
            case "end" if told.fields:
                ended = told.fields.pop()
                self._result(min(ended.start, len(told.pieces)), ended.instruction)
            case _:
                pass

    def _result(self, start: int, instruction: str) -> None:
        """What the result of a field is, by its instruction."""
        said = said_by(instruction)
        if said.href:
            pieces = self.told.pieces
            pieces[start:] = [Piece(one.atom, replace(one.marks, href=said.href)) for one in pieces[start:]]
        elif said.bookmark:
            self._refer(start, said.bookmark)
        elif said.is_live:
            self.remarks.note("readers-edit-field", plain(self.told.pieces[start:]) or self.excerpt, said.name)
        elif said.name and not plain(self.told.pieces[start:]):
            self.remarks.lost("readers-edit-field-empty", instruction, said.name)

    def _note(self, mark: NoteMark, marks: Marks) -> None:
        name, place = self.told.note
        note = self.reader.note(mark, name if place == len(self.told.pieces) else "", self.remarks)
        # LibreOffice 7.4 empties notes of long files; one that has a name gets its text from what went out.
        if plain_text(note.children).strip() or note.id and is_of_another(self.reader.parts.program):
            # A link in the note cannot stand in the link around its mark.
            is_linked = any(isinstance(inline, Linked) for inline in inlines_within(note.children))
            self.told.pieces.append(Piece(note, replace(marks, href="") if is_linked else marks))
        else:
            self.remarks.warn("readers-edit-note-missing", self.excerpt)

    def _anchor(self, anchor: Anchor) -> None:
        if anchor.kind == "bookmark-start":
            self.told.bookmarks.append(anchor.name.lower())
            note = self.reader.facts.notes.get(anchor.name.lower())
            if note:
                self.told.note = (note, len(self.told.pieces))


def _is_of(piece: Piece, target: str) -> bool:
    """Whether a piece may be part of the text of a reference to `target`."""
    if isinstance(piece.atom, CrossReference):
        return piece.atom.target == target
    return not isinstance(piece.atom, BoundFigure | Footnote)


def _bookmarks(content: Sequence[Inline]) -> Iterator[str]:
    for inline in content:
        match inline:
            case Anchor(kind="bookmark-start", name=name):
                yield name.lower()
            case Link() | InlineControl():
                yield from _bookmarks(inline.content)
            case _:
                pass
