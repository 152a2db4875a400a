"""Blocks as WordprocessingML, one case a block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, assert_never

from assembler.brand.model import Brand
from assembler.document.blocks import (
    Block,
    Blocks,
    Chart,
    Contents,
    FactBox,
    Figure,
    GoalTree,
    ItemList,
    KeyFigures,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.ooxml.text import bookmark, numbering
from assembler.writers.docx.contents import contents
from assembler.writers.docx.goals import goal_tree, key_figures
from assembler.writers.docx.heading import heading, opening
from assembler.writers.docx.inline import Look, runs
from assembler.writers.docx.pictures import chart, figure
from assembler.writers.docx.seams import Seams
from assembler.writers.docx.sheet import BULLETS, FACT_BULLETS, FACT_NUMBERS, NUMBERS, Sheet
from assembler.writers.docx.table import is_turned, table
from assembler.writers.docx.turning import turned

_ROLES: Final = {"lead": "Lead", "note": "Note"}
_BULLET: Final = 226
_NUMBER: Final = 320
_LONG_NUMBER: Final = 450
_TWO_DIGITS: Final = 10
# Word has nine levels of lists (17.9.6).
DEEPEST_LIST: Final = 9
_LIST_PARAGRAPH: Final = re.compile(r'(<w:pStyle w:val="List\w+"/>(?:<w:numPr>.*?</w:numPr>)?)(<w:ind |</w:pPr>)')


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: the paragraph style of text there, the language, the heading level, the depth of lists."""

    style: str = "BodyText"
    lang: str = ""
    level: int = 1
    depth: int = 0


class Writer:
    """Writes the blocks of one document onto a sheet."""

    def __init__(self, everything: Blocks, brand: Brand, sheet: Sheet) -> None:
        """`everything` are the blocks of the document, which its table of contents lists."""
        self._everything = everything
        self._brand = brand
        self._sheet = sheet

    def blocks(self, blocks: Blocks, setting: Setting = Setting()) -> Iterator[str]:
        """The markup of `blocks`, in pieces."""
        for at, block in enumerate(blocks):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(block, Chart) and isinstance(after, Paragraph) and after.role == "note":
                yield from chart(block, self._brand, self._sheet, told=True)
            else:
                yield from self._block(block, setting)

    def _block(self, block: Block, setting: Setting) -> Iterator[str]:  # noqa: C901, PLR0912 -- one case a block
        match block:
            case Section():
                yield from self._section(block, setting)
            case Paragraph(children, role, lang):
                own = _ROLES.get(role) if setting.style == "BodyText" else None
                style = own or self._seams.role(setting.style, role)
                text = runs(children, self._sheet, Look(lang=lang or setting.lang))
                yield self._sheet.paragraph(style, text, mark=self._seams.lang(lang))
            case ItemList():
                yield from self._list(block, setting)
            case Quote(blocks):
                yield from self._around(block, self.blocks(blocks, self._inside(setting, "Quote")), setting)
            case Table():
                yield from self._around(block, self._table(block), setting)
            case Figure():
                yield from self._around(block, figure(block, self._sheet), setting)
            case Chart():
                yield from chart(block, self._brand, self._sheet)
            case FactBox():
                yield from self._around(block, self._fact_box(block, setting), setting)
            case KeyFigures():
                yield from key_figures(block, self._sheet)
            case GoalTree():
                yield from goal_tree(block, self._sheet)
            case MarginNote(blocks):
                yield from self._around(block, self.blocks(blocks, self._inside(setting, "MarginNote")), setting)
            case Contents():
                yield from contents(block, self._everything, self._sheet)
            case Narrative(blocks=blocks):
                yield from self.blocks(blocks, setting)
            case _:
                assert_never(block)

    @property
    def _seams(self) -> Seams:
        return self._sheet.seams

    def _around(self, block: Block, pieces: Iterator[str], setting: Setting) -> Iterator[str]:
        return self._seams.around(block, pieces, setting.depth)

    def _inside(self, setting: Setting, style: str) -> Setting:
        """Where the blocks of a quotation or margin note stand; where seams are shown, its lists begin anew."""
        return replace(setting, style=style, depth=0 if self._seams.shown else setting.depth)

    def _section(self, block: Section, setting: Setting) -> Iterator[str]:
        yield from self.head(block, setting)
        yield from self.blocks(block.blocks, self.under(block, setting))

    def under(self, block: Section, setting: Setting) -> Setting:
        """Where the blocks of a section stand."""
        return replace(setting, lang=block.lang or setting.lang, level=setting.level + 1)

    def head(self, block: Section, setting: Setting) -> Iterator[str]:
        """The heading of a section, and what opens it."""
        lang = block.lang or setting.lang
        yield heading(block, setting.level, self._sheet, lang)
        if block.opener:
            yield from opening(block, self._sheet, lang)
        elif block.summary:
            yield self._sheet.paragraph("Lead", runs(block.summary, self._sheet, Look(lang=lang)))

    def _table(self, block: Table) -> Iterator[str]:
        if is_turned(block, self._sheet):
            yield from turned(table(block, self._sheet), self._sheet)
        else:
            yield from table(block, self._sheet)

    def _list(self, block: ItemList, setting: Setting) -> Iterator[str]:
        boxed = setting.style == "FactText"
        style = setting.style if setting.style != "BodyText" else "ListNumber" if block.ordered else "ListBullet"
        kinds = (FACT_BULLETS, FACT_NUMBERS) if boxed else (BULLETS, NUMBERS)
        level = min(setting.depth, DEEPEST_LIST - 1)
        number = self._number(block, kinds, level)
        indent = "" if boxed else _indent(block, level)
        mark = numbering(number, level) + (indent if _is_long(block) else "")
        pieces = chain.from_iterable(
            self._item(item.blocks, style, (mark, indent), replace(setting, depth=level + 1)) for item in block.items
        )
        yield from pieces if level or boxed else _list_end(pieces)

    def _number(self, block: ItemList, kinds: tuple[int, int], level: int) -> int:
        """The `w:num` of a list. Where seams are shown every list has one, so that neighbours can be told apart."""
        is_own = self._seams.shown or block.ordered
        return self._sheet.list_from(kinds[block.ordered], block.start, level) if is_own else kinds[0]

    def _item(self, blocks: Blocks, style: str, marks: tuple[str, str], setting: Setting) -> Iterator[str]:
        """The first paragraph carries the number; what follows it in the item stands under its text."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                text = runs(block.children, self._sheet, Look(lang=block.lang or setting.lang))
                follows = style if style in ("FactText", "Quote", "MarginNote") else "ListContinue"
                own = self._seams.continued(follows, setting.depth) if index else style
                own, mark = self._seams.role(own, block.role), self._seams.lang(block.lang)
                yield self._sheet.paragraph(own, text, properties=marks[min(index, 1)], mark=mark)
            else:
                yield from self._block(block, setting)

    def _fact_box(self, block: FactBox, setting: Setting) -> Iterator[str]:
        sheet = self._sheet
        title = runs(block.title, sheet, Look(lang=setting.lang))
        if block.id in sheet.targets:
            title = bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(block.id), title)
        yield sheet.paragraph("FactTitle", title, keep=True)
        pieces = list(self.blocks(block.blocks, replace(setting, style="FactText", depth=0)))
        yield from pieces[:-1]
        # The last paragraph of the box makes room after it.
        yield from (_box_end(piece) for piece in pieces[-1:])


def _is_long(block: ItemList) -> bool:
    return block.ordered and block.start + len(block.items) > _TWO_DIGITS


def _indent(block: ItemList, level: int) -> str:
    """Where the text of a list stands; the frame's lists have room for one digit, a long one needs its own."""
    if _is_long(block):
        return f'<w:ind w:left="{_NUMBER * level + _LONG_NUMBER}" w:hanging="{_LONG_NUMBER}"/>'
    return f'<w:ind w:left="{(_NUMBER if block.ordered else _BULLET) * (level + 1)}"/>'


def _list_end(pieces: Iterator[str]) -> Iterator[str]:
    """The last paragraph of a list stands as far from what follows as other text does."""
    last = ""
    for piece in pieces:
        yield last
        last = piece
    yield _LIST_PARAGRAPH.sub(r'\1<w:spacing w:after="150"/>\2', last, count=1)


def _box_end(piece: str) -> str:
    start = '<w:pStyle w:val="FactText"/>'
    at = piece.rfind(start)
    return piece if at < 0 else piece[:at] + '<w:pStyle w:val="FactEnd"/>' + piece[at + len(start) :]
