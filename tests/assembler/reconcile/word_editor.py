"""An editor of Word files for tests: changes words in a file as Word writes it, with and without tracking."""

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT = "word/document.xml"


class WordEditor:
    """One file, open. Every change is made in the body; `save` gives the file."""

    def __init__(self, content: bytes, author: str = "Kari Nordmann") -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.parts[DOCUMENT])
        self.author, self.count = author, 0

    def save(self) -> bytes:
        self.parts[DOCUMENT] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return target.getvalue()

    def block(self, id: str) -> etree._Element:
        """The control of a narrative block."""
        return next(control for control in self.root.iter(_W + "sdt") if self.tag(control) == f"ps:b:{id}")

    def tag(self, control: etree._Element) -> str:
        found = control.find(f"{_W}sdtPr/{_W}tag")
        return "" if found is None else str(found.get(_W + "val"))

    def paragraphs(self, id: str) -> list[etree._Element]:
        """The paragraphs of a block that an editor writes in."""
        guides = [inner for inner in self.block(id).iter(_W + "sdt") if self.tag(inner) == "ps:x:guide"]
        own = {paragraph for guide in guides for paragraph in guide.iter(_W + "p")}
        return [paragraph for paragraph in self.block(id).iter(_W + "p") if paragraph not in own]

    def replace(self, old: str, new: str, *, tracked: bool = True, id: str = "") -> None:
        """Write `new` in the place of `old`, which stands in one run."""
        runs = (self.block(id) if id else self.root).iter(_W + "r")
        run = next(run for run in runs if old in "".join(text.text or "" for text in run.iter(_W + "t")))
        (text,) = run.iter(_W + "t")
        before, _, after = (text.text or "").partition(old)
        self._split(run, [before, old, after], {1: new}, tracked=tracked)

    def runs(self, id: str) -> list[etree._Element]:
        """The runs of a block that an editor writes in, each with one text."""
        inside = (run for paragraph in self.paragraphs(id) for run in paragraph.iterchildren(_W + "r"))
        return [run for run in inside if len(run.findall(_W + "t")) == 1]

    def rewrite(self, run: etree._Element, change: Callable[[str], str], *, tracked: bool = True) -> None:
        """Write what `change` makes of a run in its place."""
        (text,) = run.iter(_W + "t")
        self._split(run, [text.text or ""], {0: change(text.text or "")}, tracked=tracked)

    def change_words(self, change: Callable[[int, str], str], every: int) -> int:
        """Change every `every`th word of the texts, tracked; how many were changed."""
        seen = made = 0
        for run in list(self._prose()):
            (text,) = run.iter(_W + "t")
            words = re.split(r"(?<= )", text.text or "")
            new: dict[int, str] = {}
            for at, word in enumerate(words):
                seen += 1
                if seen % every == 0 and word.strip().isalpha():
                    made += 1
                    new[at] = change(made, word)
            if new:
                self._split(run, words, new, tracked=True)
        return made

    def _prose(self) -> Iterator[etree._Element]:
        for control in self.root.iter(_W + "sdt"):
            if self.tag(control).startswith("ps:b:"):
                yield from self.runs(self.tag(control).removeprefix("ps:b:"))

    def _split(self, run: etree._Element, pieces: list[str], new: dict[int, str], *, tracked: bool) -> None:
        """Put runs for the pieces in the place of a run; a piece in `new` is written anew."""
        parent = run.getparent()
        assert parent is not None
        place = parent.index(run)
        parent.remove(run)
        made: list[etree._Element] = []
        for at, piece in enumerate(pieces):
            if at not in new:
                made += [self._run(run, piece)] if piece else []
            elif tracked:
                made += [self._marked("del", self._run(run, piece, "delText"))] if piece else []
                made += [self._marked("ins", self._run(run, new[at]))] if new[at] else []
            elif new[at]:
                made.append(self._run(run, new[at]))
        for element in reversed(made):
            parent.insert(place, element)

    def _run(self, like: etree._Element, text: str, kind: str = "t") -> etree._Element:
        run = etree.Element(_W + "r")
        properties = like.find(_W + "rPr")
        if properties is not None:
            run.append(copy.deepcopy(properties))
        said = etree.SubElement(run, _W + kind)
        said.text = text
        said.set(_SPACE, "preserve")
        return run

    def _marked(self, kind: str, *runs: etree._Element) -> etree._Element:
        self.count += 1
        attributes = {"id": str(900_000 + self.count), "author": self.author, "date": "2026-10-01T09:00:00Z"}
        element = etree.Element(_W + kind, {_W + name: value for name, value in attributes.items()})
        element.extend(runs)
        return element

    def mark_of_paragraph(self, paragraph: etree._Element, kind: str) -> None:
        """The paragraph's mark was deleted ("del") or inserted ("ins")."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            properties = etree.Element(_W + "pPr")
            paragraph.insert(0, properties)
        run = properties.find(_W + "rPr")
        if run is None:
            run = etree.SubElement(properties, _W + "rPr")
        run.insert(0, self._marked(kind))

    def insert_after(self, paragraph: etree._Element, text: str, *, tracked: bool = True) -> etree._Element:
        """A new paragraph like `paragraph`, after it."""
        new = etree.Element(_W + "p")
        properties = paragraph.find(_W + "pPr")
        if properties is not None:
            new.append(copy.deepcopy(properties))
        run = self._run(new, text)
        new.append(self._marked("ins", run) if tracked else run)
        if tracked:
            self.mark_of_paragraph(new, "ins")
        paragraph.addnext(new)
        return new

    def remove_block(self, id: str) -> None:
        control = self.block(id)
        parent = control.getparent()
        assert parent is not None
        parent.remove(control)
