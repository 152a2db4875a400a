"""The text of a view: a paragraph a line, a cell's paragraph too, and those of a text box after their paragraph."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from assembler.readers.docx.tree import (
    Anchor,
    Block,
    Control,
    FieldMark,
    Inline,
    InlineControl,
    Instruction,
    Link,
    NoteMark,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)

_LINE = "\u2028"


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The text of each paragraph in reading order, without a line end."""
    for block in blocks:
        match block:
            case Paragraph():
                yield inline_text(block.content)
                for picture in pictures_in(block.content):
                    for box in picture.boxes:
                        yield from lines(box)
            case Control():
                yield from lines(block.blocks)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from lines(cell.blocks)
            case Anchor():
                pass
            case _:
                assert_never(block)


def inline_text(content: Sequence[Inline]) -> str:
    """The text of inlines; a picture has none of its own."""
    parts: list[str] = []
    for inline in content:
        match inline:
            case Run():
                parts.append(inline.text)
            case Link() | InlineControl():
                parts.append(inline_text(inline.content))
            case PageBreak():
                parts.append(_LINE)
            case FieldMark() | Picture() | Instruction() | NoteMark() | Anchor():
                pass
            case _:
                assert_never(inline)
    return "".join(parts)


def pictures_in(content: Sequence[Inline]) -> Iterator[Picture]:
    """The pictures, drawings and objects of a paragraph."""
    for inline in content:
        match inline:
            case Picture():
                yield inline
            case Link() | InlineControl():
                yield from pictures_in(inline.content)
            case Run() | FieldMark() | PageBreak() | Instruction() | NoteMark() | Anchor():
                pass
            case _:
                assert_never(inline)
