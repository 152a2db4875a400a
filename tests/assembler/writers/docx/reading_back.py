"""A .docx read back with nothing of ours: zipfile, lxml, and what Word itself insists on."""

import posixpath
import zipfile
from collections import Counter
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
NS = {"w": W[1:-1], "r": R[1:-1], "wp": WP[1:-1]}


class Docx:
    def __init__(self, content):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.xml("word/document.xml").find(f"{W}body")

    def xml(self, part):
        return etree.fromstring(self.parts[part])

    def find(self, path, root=None):
        return (self.body if root is None else root).xpath(path, namespaces=NS)

    def paragraphs(self, style):
        return [p for p in self.body.iter(f"{W}p") if style_of(p) == style]

    def texts(self, style):
        return [text_of(p) for p in self.paragraphs(style)]


def style_of(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else ""


def text_of(element):
    """What is shown: cached results of fields count, instructions do not."""
    shown = {f"{W}t": lambda e: e.text or "", f"{W}tab": lambda e: "\t", f"{W}br": lambda e: "\n"}
    parts = (shown[e.tag](e) for e in element.iter() if e.tag in shown and e.getparent().tag == f"{W}r")
    return "".join(parts)


def faults(docx):
    """What the Open XML SDK does not find, but Word stumbles over or shows wrongly."""
    return [*_cells(docx), *_pairs(docx), *_ids(docx), *_ties(docx), *_styles(docx), *_lists(docx)]


def _cells(docx):
    for cell in docx.body.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
        if not text_of(cell).strip() and cell.find(f".//{W}drawing") is None:
            yield "an empty cell"
    for element in docx.body.iter(f"{W}p", f"{W}r", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}hyperlink"):
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            yield "text outside of a run"


def _pairs(docx):
    starts = Counter(docx.find(".//w:bookmarkStart/@w:id"))
    if starts != Counter(docx.find(".//w:bookmarkEnd/@w:id")):
        yield "bookmarks do not pair"
    kinds = docx.find(".//w:fldChar/@w:fldCharType")
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        if depth < 0:
            yield "a field ends before it begins"
    if depth:
        yield "a field does not end"


def _ids(docx):
    for path in (".//wp:docPr/@id", ".//w:bookmarkStart/@w:id", ".//w:bookmarkStart/@w:name", ".//w:sdtPr/w:id/@w:val"):
        for value, count in Counter(docx.find(path)).items():
            if count > 1:
                yield f"{path} {value} stands {count} times"
    names = set(docx.find(".//w:bookmarkStart/@w:name"))
    for anchor in docx.find(".//w:hyperlink/@w:anchor"):
        if anchor not in names:
            yield f"a link to {anchor}, which is nowhere"
    for instruction in docx.find(".//w:instrText/text()"):
        words = instruction.split()
        if words[0] in ("REF", "PAGEREF") and words[1] not in names:
            yield f"a reference to {words[1]}, which is nowhere"


def _ties(docx):
    for name in [name for name in docx.parts if name.endswith(".rels")]:
        folder = posixpath.dirname(posixpath.dirname(name))
        owner = posixpath.join(folder, posixpath.basename(name)[: -len(".rels")])
        known = set()
        for tie in docx.xml(name):
            known.add(tie.get("Id"))
            target = posixpath.normpath(posixpath.join(folder, tie.get("Target")))
            if tie.get("TargetMode") != "External" and target not in docx.parts:
                yield f"{name}: {target} is not there"
        if len(known) != len(docx.xml(name)):
            yield f"{name}: an id stands twice"
        if owner in docx.parts and owner.endswith(".xml"):
            used = {v for e in docx.xml(owner).iter() for k, v in e.attrib.items() if k.startswith(R)}
            for missing in used - known:
                yield f"{owner}: {missing} is not tied"


def _styles(docx):
    known = {style.get(f"{W}styleId") for style in docx.xml("word/styles.xml").iter(f"{W}style")}
    for part in ("word/document.xml", "word/footnotes.xml", "word/styles.xml"):
        used = docx.xml(part).xpath(
            "//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val|//w:basedOn/@w:val", namespaces=NS
        )
        for style in set(used) - known:
            yield f"{part}: no style {style}"


def _lists(docx):
    numbering = docx.xml("word/numbering.xml")
    known = set(numbering.xpath("w:num/@w:numId", namespaces=NS)) | {"0"}
    for num in set(docx.find(".//w:numId/@w:val")) - known:
        yield f"no list {num}"
    order = [child.tag for child in numbering]
    if order != sorted(order):
        yield "w:num before w:abstractNum"
