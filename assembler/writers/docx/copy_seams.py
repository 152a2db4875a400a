"""The seams of an editing copy: controls and bookmarks around all that has to be known again when the copy comes back.

`docs/word-editing.md` says what stands for what.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Final

from lxml import etree

from assembler.brand.model import Brand
from assembler.document.blocks import Block, FactBox, Figure, MarginNote, Quote, RowKind, Table
from assembler.document.codec import block_to_json
from assembler.document.inline import BoundFigure, CrossReference, Footnote, StatusMark
from assembler.document.languages import with_region
from assembler.messages.catalogue import Lang, label
from assembler.ooxml import copy_names as names
from assembler.ooxml.controls import CONTROL_END, Control
from assembler.ooxml.ids import Ids
from assembler.ooxml.parts import Tie
from assembler.ooxml.text import attribute, bookmark, run
from assembler.writers.docx.copy import Copy, CopyText
from assembler.writers.docx.copy_parts import (
    CONTENT_TYPES,
    DOCUMENT_TIES,
    PACKAGE_TIES,
    Register,
    Skeleton,
    copy_parts,
)
from assembler.writers.docx.copy_styles import own_settings, own_styles
from assembler.writers.docx.headings import heading_label
from assembler.writers.docx.seams import Seams

_SHOWN: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|noBreakHyphen|softHyphen)/>")
_CHARACTERS: Final = {"tab": "\t", "br": "\u2028", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


class CopySeams(Seams):
    """Seams that show. Only what stands `within_text` of an editor has them; the rest is locked as a whole."""

    shown = True

    def __init__(self, ids: Ids, copy: Copy, brand: Brand, lang: Lang, images: Mapping[str, bytes]) -> None:
        """`images` are the pictures by their names, so that each can be known again by its bytes."""
        self.within_text = False
        self.register = Register(copy)
        self._ids = ids
        self._brand = brand
        self._lang = lang
        self._images = images
        self._styles: dict[str, str] = {}
        self._names: Mapping[str, str] = {}

    def begin(self, text: CopyText, level: int) -> str:
        """The bookmark of the narrative that begins here, whose first headings have `level`."""
        self.within_text, self._names = True, text.names
        name = self._ids.bookmark_name(f"b:{text.id}")
        self.register.texts.append((text, name, level))
        return name

    def end(self) -> None:
        """The narrative ends here."""
        self.within_text, self._names = False, {}

    def control(self, tag: str, **look: str | bool) -> Control:
        """A control whose tag Word takes."""
        short = names.tag_within_limit(tag)
        if short != tag:
            self.register.names[short] = tag
        return Control(short, **look)  # type: ignore[arg-type]

    def placeholder(self, text: str) -> str:
        """A run that is gone when somebody types."""
        self.register.printed[text] = None
        words = run(text, f'<w:rStyle w:val="{names.PLACEHOLDER_STYLE}"/>')
        return self.control(names.PLACEHOLDER, placeholder=True, unseen=True).around(words, self._ids.control())

    def figure(self, inline: BoundFigure, runs: str) -> str:
        """Frozen, but the sentence around it can go; a tint shows what is frozen, in print too."""
        tag = f"{names.FIGURE}{inline.reference}" + (f"|{inline.form}" if inline.form else "")
        alias = label("writers-copy-figure", self._lang)
        return self._locked(self.control(tag, alias=alias, lock="contentLocked"), self._tinted(runs))

    def reference(self, inline: CrossReference, runs: str) -> str:
        """What is printed follows when tables and chapters come and go."""
        alias = label("writers-copy-reference", self._lang)
        return self._locked(self.control(names.REFERENCE + inline.target, alias=alias, lock="contentLocked"), runs)

    def status(self, inline: StatusMark, runs: str) -> str:
        """The word can be changed, the state cannot be told from it alone."""
        return self._locked(self.control(names.STATUS + inline.state, unseen=True), runs)

    def note(self, inline: Footnote, runs: str) -> str:
        """Word numbers its notes anew; the bookmark around the mark stays."""
        if not self.within_text:
            return runs
        name = self._ids.bookmark_name(f"n:{inline.id}:{len(self.register.notes) + 1}")
        self.register.notes.append((name, self._names.get(f"note:{inline.id}", inline.id)))
        return bookmark(self._ids.bookmark(), name, runs)

    def label(self, runs: str) -> str:
        """Not typed in, so that nothing of an editor's is ever taken for it; it can go with what it stands in."""
        if self.within_text:
            self.register.printed[_shown(runs)] = None
        return self._locked(self.control(names.LABEL, lock="contentLocked", unseen=True), runs)

    def source(self, before: str, source: str, after: str) -> str:
        """The source alone is the editor's."""
        return self.label(run(before)) + run(source) + self.label(run(after))

    def around(self, block: Block, pieces: Iterator[str], depth: int) -> Iterator[str]:
        """A control of its own for what its paragraphs do not tell."""
        if not self.within_text:
            yield from pieces
            return
        within = f"@{depth}" if depth else ""
        yield self.control(f"{self._tag(block)}{within}", unseen=True).opened(self._ids.control())
        yield from pieces
        yield CONTROL_END

    def role(self, style: str, role: str) -> str:
        """A style of its own, made of the surroundings' one."""
        return style if role == "body" else self._derived(style, f"{names.STYLE_MARK}{role}")

    def continued(self, style: str, depth: int) -> str:
        """A style that says how many lists the paragraph stands in."""
        if style.endswith(names.CONTINUE):
            return style if depth == 1 else self._derived(style, str(depth))
        return self._derived(style, f"{names.CONTINUE}{depth}")

    def row(self, style: str, kind: RowKind) -> str:
        """Sums and results look alike in some cells: their styles say which they are."""
        if not self.within_text or kind not in ("sum", "result"):
            return style
        return self._derived(style, f"{names.STYLE_MARK}{kind}")

    def lang(self, tag: str) -> str:
        """The language of the paragraph's mark is the paragraph's own, that of its runs may be anybody's."""
        return f'<w:rPr><w:lang w:val="{attribute(with_region(tag))}"/></w:rPr>' if tag else ""

    def content_types(self) -> Mapping[str, str]:
        """Those of the copy's own parts."""
        return CONTENT_TYPES

    def package_ties(self) -> tuple[Tie, ...]:
        """The custom properties."""
        return PACKAGE_TIES

    def document_ties(self) -> tuple[Tie, ...]:
        """The part that says what stands for what."""
        return DOCUMENT_TIES

    def parts(self) -> Mapping[str, bytes]:
        """The part that says what stands for what, and the properties that repeat its name."""
        for id, name in self._ids.bookmark_names().items():
            if ":" not in id:
                self.register.anchors[name] = self._any_own(id)
        return copy_parts(self.register)

    def dress(self, styles: etree._Element, settings: etree._Element) -> None:
        """The styles that are only used here; changes are tracked from the start."""
        own_styles(styles, self._styles, self._brand)
        own_settings(settings)

    def _locked(self, control: Control, runs: str) -> str:
        return control.around(runs, self._ids.control()) if self.within_text and runs else runs

    def _tinted(self, runs: str) -> str:
        """A plain run in the style of frozen figures; a run with a style of its own can have no other."""
        if not self.within_text or "<w:rStyle " in runs:
            return runs
        named = f'<w:rStyle w:val="{names.FIGURE_STYLE}"/>'
        if "<w:rPr>" in runs:
            return runs.replace("<w:rPr>", f"<w:rPr>{named}")
        return runs.replace("<w:r>", f"<w:r><w:rPr>{named}</w:rPr>")

    def _derived(self, style: str, mark: str) -> str:
        self._styles[style + mark] = style
        return style + mark

    def _own(self, id: str) -> str:
        return self._names.get(id, id)

    def _any_own(self, id: str) -> str:
        return next((text.names[id] for text, _, _ in self.register.texts if id in text.names), id)

    def _tag(self, block: Block) -> str:
        match block:
            case FactBox():
                return names.FACT + self._own(block.id)
            case Quote():
                return names.QUOTE
            case MarginNote():
                return names.MARGIN
            case Figure():
                tag = names.PICTURE + self._own(block.id)
                self._remember(tag, replace(block, id=self._own(block.id), title=(), number=""))
                content = self._images.get(block.image)
                if content is not None:
                    self.register.pictures[hashlib.sha256(content).hexdigest()] = block.image
                return tag
            case Table():
                tag = names.TABLE + self._own(block.id)
                bare = replace(block, id=self._own(block.id), title=(), number="", rows=(), notes=())
                printed = "\t".join(heading_label(column, self._lang) for column in block.columns)
                self._remember(tag, bare, printed)
                return tag
            case _:
                raise AssertionError(block)

    def _remember(self, tag: str, block: Block, printed: str = "") -> None:
        bare = json.dumps(block_to_json(block), ensure_ascii=False, sort_keys=True)
        self.register.skeletons.append(Skeleton(tag, bare, printed))


def _shown(runs: str) -> str:
    """The text of runs as a reader of the file gives it."""
    return "".join(_CHARACTERS.get(found[2], "") or unescape(found[1] or "") for found in _SHOWN.finditer(runs))
