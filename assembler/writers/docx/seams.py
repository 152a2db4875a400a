"""Where text of the editor, figures of the plan and words of the program meet: in an edition, nothing shows it.

An editing copy has seams that show (`copy_seams`); the writer asks here at every place where one may be.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from assembler.document.blocks import Block, RowKind
from assembler.document.inline import BoundFigure, CrossReference, Footnote, StatusMark
from assembler.ooxml.parts import Tie
from assembler.ooxml.text import run


class Seams:
    """The seams of an edition: everything is passed on as it is. `runs` and `pieces` are markup."""

    shown = False
    within_text = False

    def figure(self, inline: BoundFigure, runs: str) -> str:
        """A bound figure in prose."""
        return runs

    def reference(self, inline: CrossReference, runs: str) -> str:
        """A cross reference."""
        return runs

    def status(self, inline: StatusMark, runs: str) -> str:
        """A status mark."""
        return runs

    def note(self, inline: Footnote, runs: str) -> str:
        """The mark of a footnote."""
        return runs

    def label(self, runs: str) -> str:
        """Words of the program inside content: the number of a table, "Kilde: "."""
        return runs

    def source(self, before: str, source: str, after: str) -> str:
        """The line that names a source, with the words before and after it."""
        return run(before + source + after)

    def around(self, block: Block, pieces: Iterator[str], depth: int) -> Iterator[str]:
        """A block that its paragraphs alone do not tell; `depth` is the number of lists around it."""
        return pieces

    def role(self, style: str, role: str) -> str:
        """The style of a paragraph of `role` where text has `style`."""
        return style

    def continued(self, style: str, depth: int) -> str:
        """The style of a later paragraph in an item of a list that stands in `depth` lists, itself included."""
        return style

    def row(self, style: str, kind: RowKind) -> str:
        """The style of a cell in a row of `kind`."""
        return style

    def lang(self, tag: str) -> str:
        """What the mark of a paragraph says of its own language; "" for none."""
        return ""

    def content_types(self) -> Mapping[str, str]:
        """The content types of parts that only this copy has, by "/name"."""
        return {}

    def package_ties(self) -> tuple[Tie, ...]:
        """More relationships of the package."""
        return ()

    def document_ties(self) -> tuple[Tie, ...]:
        """More relationships of the main part."""
        return ()

    def parts(self) -> Mapping[str, bytes]:
        """More parts, asked for when the body has been written."""
        return {}

    def dress(self, styles: etree._Element, settings: etree._Element) -> None:
        """Change the styles and the settings, when the body has been written."""
