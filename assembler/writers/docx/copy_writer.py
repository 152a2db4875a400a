"""A Document as an editing copy: a normal Word file in which the texts can be edited and everything else is locked.

One control around each narrative, one around all that stands between two of them. There is no table of contents: Word
would fill in its pages as tracked changes; headings are found in the navigation pane.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Final, Literal

from assembler.document.blocks import Block, Blocks, Contents, Document, Narrative, Section, Table
from assembler.document.identity import free_id
from assembler.messages.catalogue import label
from assembler.ooxml import copy_names as names
from assembler.ooxml.controls import CONTROL_END
from assembler.ooxml.text import numbering, run
from assembler.writers.docx.blocks import Setting, Writer
from assembler.writers.docx.copy import Copy, CopyText
from assembler.writers.docx.copy_frame import texts_before_body, texts_of_furniture
from assembler.writers.docx.copy_seams import CopySeams
from assembler.writers.docx.copy_styles import (
    GUIDANCE_END,
    GUIDANCE_HEADING,
    GUIDANCE_POINT,
    GUIDANCE_TITLE,
    LOCKED_STYLE,
)
from assembler.writers.docx.finish import finished
from assembler.writers.docx.frame import rendered_frame
from assembler.writers.docx.sheet import NUMBERS, Sheet, fresh_ids
from assembler.writers.docx.table import is_turned
from assembler.writers.docx.turning import TURNED, UPRIGHT, section_break
from assembler.writers.docx.writer import closing, targets
from assembler.writers.written import Materials, Written

# Room between what the writer is told and the text.
_ROOM: Final = '<w:spacing w:after="160"/>'
# The level of a list has an indent of its own, which would move the band.
_POINT: Final = '<w:ind w:left="567" w:hanging="340"/>'
_SOME: Final = '<w:spacing w:before="160"/>'
_ADVICE: Final = ("text", "locked", "figures", "track", "comments", "guidance", "new", "back")


def write_copy(document: Document, materials: Materials, copy: Copy) -> Written:
    """`document` as an editing copy in the frame that `materials` names. `Refused` carries all faults of the frame."""
    ids = fresh_ids()
    seams = CopySeams(ids, copy, materials.brand, document.lang, materials.images)
    sheet = Sheet(
        brand=materials.brand,
        lang=document.lang,
        images=materials.images,
        targets=targets(document.blocks),
        shares=document.cover.shares,
        ids=ids,
        seams=seams,
    )
    sheet.ties["document"].extend(seams.document_ties())
    frame = rendered_frame(materials.frame, document, materials.brand, sheet)
    seams.register.printed.update(dict.fromkeys((*texts_before_body(frame), *texts_of_furniture(frame))))
    seams.register.media = ChainMap(
        sheet.media, {name: part for name, part in frame.parts.items() if "/media/" in name}
    )
    writer = _CopyWriter(Writer(document.blocks, materials.brand, sheet), sheet, seams, copy)
    body = chain(writer.advice(), writer.chapters(document.blocks), closing(sheet))
    content = finished(frame, body, sheet, document, materials.brand)
    return Written(content, tuple(sheet.problems))


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the document in reading order. `pieces` must be written before those of the next part."""

    kind: Literal["heading", "locked", "turned", "text"]
    id: str
    pieces: Iterator[str]
    level: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the program's own words."""

    style: str
    text: str
    properties: str = ""


class _CopyWriter:
    """Puts controls around what `Writer` writes."""

    def __init__(self, writer: Writer, sheet: Sheet, seams: CopySeams, copy: Copy) -> None:
        self._writer = writer
        self._sheet = sheet
        self._seams = seams
        self._copy = copy
        self._taken: set[str] = set()
        self._begun: set[str] = set()

    def advice(self) -> Iterator[str]:
        """The page that says how to edit."""
        lang = self._sheet.lang
        number = numbering(self._sheet.list_from(NUMBERS)) + _POINT
        title = _Line(GUIDANCE_TITLE, label("writers-copy-advice", lang))
        points = [_Line(GUIDANCE_POINT, label(f"writers-copy-advice-{name}", lang), number) for name in _ADVICE]
        # The one mark of the file that every program keeps: it is text.
        name = _Line(names.GUIDANCE_STYLE, label("writers-copy-number", lang, number=self._copy.export), _SOME)
        yield from self._guidance([title, *points, name])

    def chapters(self, blocks: Blocks) -> Iterator[str]:
        """The document: nothing is locked over the border of a chapter."""
        for block in blocks:
            for locked, parts in groupby(
                self._parts(block, Setting()), lambda part: part.kind in ("heading", "locked")
            ):
                if locked:
                    yield from self._lock(parts)
                else:
                    yield from self._each(parts)

    def _parts(self, block: Block, setting: Setting) -> Iterator[_Part]:
        match block:
            case Contents():
                return
            case Narrative() if block.id in self._copy.texts and block.id not in self._begun:
                self._begun.add(block.id)
                yield _Part("text", block.id, self._writer.blocks(block.blocks, setting), setting.level)
            case Section():
                yield _Part("heading", block.id, self._writer.head(block, setting))
                for inner in block.blocks:
                    yield from self._parts(inner, self._writer.under(block, setting))
            case Table() if is_turned(block, self._sheet):
                yield _Part("turned", block.id, self._writer.blocks((block,), setting))
            case _:
                yield _Part("locked", getattr(block, "id", ""), self._writer.blocks((block,), setting))

    def _each(self, parts: Iterable[_Part]) -> Iterator[str]:
        for part in parts:
            if part.kind == "text":
                yield from self._text(self._copy.texts[part.id], part)
            else:
                yield from self._turned(part)

    def _turned(self, part: _Part) -> Iterator[str]:
        """A section's break is never inside a control: Word would lose the section with it."""
        pieces = list(part.pieces)
        yield section_break(UPRIGHT)
        yield from self._lock((_Part("heading", part.id, iter(pieces[1:-1])),))
        yield section_break(TURNED)

    def _lock(self, parts: Iterable[_Part]) -> Iterator[str]:
        """All that stands between two texts in one control; a line says that it is locked, unless it is headings."""
        opened, told = False, False
        for part in parts:
            for piece in part.pieces:
                if not opened:
                    yield self._opened(part)
                    opened = True
                if part.kind == "locked" and not told:
                    yield self._told()
                    told = True
                yield piece
        if opened:
            yield CONTROL_END

    def _opened(self, part: _Part) -> str:
        name = free_id(part.id or "del", self._taken)
        self._taken.add(name)
        grey = self._sheet.tokens.ink_2[1:]
        alias = label("writers-copy-locked", self._sheet.lang)
        control = self._seams.control(names.LOCKED + name, alias=alias, lock="sdtContentLocked", colour=grey)
        return control.opened(self._sheet.ids.control())

    def _told(self) -> str:
        return self._sheet.paragraph(LOCKED_STYLE, run(label("writers-copy-locked-here", self._sheet.lang)), keep=True)

    def _text(self, text: CopyText, part: _Part) -> Iterator[str]:
        colour, number = self._sheet.tokens.brand_shape[1:], self._sheet.ids.bookmark()
        name = self._seams.begin(text, part.level)
        yield f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        control = self._seams.control(names.TEXT + text.id, alias=text.alias, lock="sdtLocked", colour=colour)
        yield control.opened(self._sheet.ids.control())
        yield from self._guidance(self._told_of(text))
        empty = True
        for piece in part.pieces:
            yield piece
            empty = False
        if empty:
            words = label("writers-copy-placeholder", self._sheet.lang)
            yield self._sheet.paragraph("BodyText", self._seams.placeholder(words))
        yield from self._guidance([_Line(GUIDANCE_END, label("writers-copy-end", self._sheet.lang))])
        yield f'{CONTROL_END}<w:bookmarkEnd w:id="{number}"/>'
        self._seams.end()

    def _told_of(self, text: CopyText) -> list[_Line]:
        lang = self._sheet.lang
        said = [label("writers-copy-text", lang, title=text.title)]
        said += [label("writers-copy-owner", lang, owner=text.owner)] if text.owner else []
        said += [label("writers-copy-status", lang, status=text.status)] if text.status else []
        head = _Line(GUIDANCE_HEADING, " · ".join(said))
        *lines, last = [head, *(_Line(names.GUIDANCE_STYLE, line) for line in text.guidance)]
        return [*lines, replace(last, properties=_ROOM)]

    def _guidance(self, lines: list[_Line]) -> Iterator[str]:
        """Words of the program, in a control that an editor cannot write in."""
        control = self._seams.control(names.GUIDE, lock="sdtContentLocked", unseen=True)
        yield control.opened(self._sheet.ids.control())
        for line in lines:
            self._seams.register.printed[line.text] = None
            yield self._sheet.paragraph(line.style, run(line.text), properties=line.properties)
        yield CONTROL_END
