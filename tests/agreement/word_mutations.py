"""Ways to make a good Word file bad, one at a time: each with the rule that is to catch it.

A way is done to the XML of any host that has what it needs; `None` when the host lacks it.
"""

import copy
import zipfile
from collections.abc import Callable
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT, STYLES, NUMBERING, NOTES = (f"word/{name}.xml" for name in ("document", "styles", "numbering", "footnotes"))
TYPES, TIES = "[Content_Types].xml", "word/_rels/document.xml.rels"


class Lacking(Exception):
    """The host has nothing to do this to."""


class Host:
    """A package being changed: trees of the parts that were touched, bytes of the others."""

    def __init__(self, content: bytes) -> None:
        archive = zipfile.ZipFile(BytesIO(content))
        self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees: dict[str, etree._Element] = {}

    def tree(self, part: str) -> etree._Element:
        if part not in self.parts:
            raise Lacking(part)
        return self.trees.setdefault(part, etree.fromstring(self.parts[part]))

    @property
    def body(self) -> etree._Element:
        return self.tree(DOCUMENT).find(W + "body")

    def one(self, tag: str, part: str = DOCUMENT, number: int = 0, where: Callable = lambda one: True):
        found = [one for one in self.tree(part).iter(tag) if where(one)]
        if len(found) <= number:
            raise Lacking(tag)
        return found[number]

    def add(self, markup: str, at: int = 2) -> None:
        """Put blocks into the body after the first ones."""
        space = W[1:-1]
        for number, block in enumerate(etree.fromstring(f'<w:body xmlns:w="{space}">{markup}</w:body>')):
            self.body.insert(at + number, block)

    def content(self) -> bytes:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                tree = self.trees.get(name)
                archive.writestr(name, content if tree is None else etree.tostring(tree, encoding="UTF-8"))
        return packed.getvalue()


def drop(element) -> None:
    """Take an element away, keeping what follows it."""
    element.getparent().remove(element)


def plain(text: str, look: str = "", runs: str = "") -> str:
    return f'<w:p>{look}<w:r>{runs}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(host: Host) -> None:
    found = host.one(W + "tc")
    for child in list(found):
        if child.tag != W + "tcPr":
            found.remove(child)


def stray(host: Host) -> None:
    host.one(W + "p", number=1).text = "løs tekst"


def misplaced(host: Host) -> None:
    host.body.insert(1, copy.deepcopy(host.one(W + "r", where=lambda r: r.find(W + "t") is not None)))


def late(host: Host) -> None:
    p = host.one(W + "p", where=lambda p: p.find(W + "pPr") is not None and p.find(W + "r") is not None)
    p.append(p.find(W + "pPr"))


def disordered(host: Host) -> None:
    wanted = (W + "pStyle", W + "tblStyle")
    found = host.one(W + "pStyle", where=lambda s: len(s.getparent()) > 1 and s.tag in wanted)
    found.getparent().append(found)


def hollow(host: Host) -> None:
    row = host.one(W + "tr", number=1)
    for one in list(row.iterchildren(W + "tc")):
        drop(one)


def field_open(host: Host) -> None:
    drop(host.one(W + "fldChar", where=lambda f: f.get(W + "fldCharType") == "end"))


def bookmark_open(host: Host) -> None:
    drop(host.one(W + "bookmarkEnd"))


def bookmark_twice(host: Host) -> None:
    host.one(W + "bookmarkStart", number=1).set(W + "name", host.one(W + "bookmarkStart").get(W + "name"))


def drawing_twice(host: Host) -> None:
    host.one(WP + "docPr", number=1).set("id", host.one(WP + "docPr").get("id"))


def control_twice(host: Host) -> None:
    inner = '<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    host.add(inner.format(plain("En")) + inner.format(plain("To")))


def paragraph_twice(host: Host) -> None:
    for number in (0, 1):
        host.one(W + "p", number=number).set(W14 + "paraId", "0000ABCD")


def note_twice(host: Host) -> None:
    note = host.one(W + "footnote", NOTES, where=lambda n: n.get(W + "type") is None)
    note.getparent().append(copy.deepcopy(note))


def style_twice(host: Host) -> None:
    style = host.one(W + "style", STYLES)
    style.getparent().append(copy.deepcopy(style))


def numbering_twice(host: Host) -> None:
    number = host.one(W + "num", NUMBERING)
    number.addnext(copy.deepcopy(number))


def style_unknown(host: Host) -> None:
    host.one(W + "pStyle").set(W + "val", "FinstIkkje")


def numbering_unknown(host: Host) -> None:
    host.add('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="98765"/></w:numPr></w:pPr></w:p>')


def note_unknown(host: Host) -> None:
    host.one(W + "footnoteReference").set(W + "id", "98765")


def separators(host: Host) -> None:
    drop(host.one(W + "footnote", NOTES, where=lambda n: n.get(W + "type") == "separator"))


def section_first(host: Host) -> None:
    host.body.insert(0, host.body.find(W + "sectPr"))


def relation_unknown(host: Host) -> None:
    host.one(W + "hyperlink", where=lambda h: h.get(R + "id")).set(R + "id", "rIdFinstIkkje")


def target_gone(host: Host) -> None:
    host.tree(TIES)
    part = next((name for name in host.parts if "/media/" in name or name == "word/theme/theme1.xml"), None)
    if part is None:
        raise Lacking("media")
    del host.parts[part]


def relation_twice(host: Host) -> None:
    ties = host.tree(TIES)
    ties[1].set("Id", ties[0].get("Id"))


def type_gone(host: Host) -> None:
    part = host.one("{*}Override", TYPES, where=lambda o: o.get("PartName") == "/word/styles.xml")
    drop(part)
    for one in list(host.tree(TYPES).iter("{*}Default")):
        if one.get("Extension") == "xml":
            drop(one)


def type_wrong(host: Host) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    host.one("{*}Override", TYPES, where=lambda o: o.get("PartName") == "/word/styles.xml").set("ContentType", kind)


def type_twice(host: Host) -> None:
    part = host.one("{*}Override", TYPES)
    part.addnext(copy.deepcopy(part))


def malformed(host: Host) -> None:
    host.parts[STYLES] = host.parts[STYLES][:-12]


def value_wrong(host: Host) -> None:
    host.add('<w:p><w:pPr><w:jc w:val="midten"/></w:pPr><w:r><w:t>Midt</w:t></w:r></w:p>')


def namespace_unknown(host: Host) -> None:
    host.one(W + "p", number=1).set("{urn:ukjend}merke", "1")


def style_circle(host: Host) -> None:
    style = etree.SubElement(host.tree(STYLES), W + "style", {W + "type": "paragraph", W + "styleId": "Ring"})
    for name, value in (("name", "Ring"), ("basedOn", "Ring")):
        etree.SubElement(style, W + name, {W + "val": value})


def relation_wrong(host: Host) -> None:
    """A link that leads to the styles."""
    styles = next(one for one in host.tree(TIES) if one.get("Type").endswith("/styles"))
    host.one(W + "hyperlink", where=lambda h: h.get(R + "id")).set(R + "id", styles.get("Id"))


def core_wrong(host: Host) -> None:
    host.one("{http://purl.org/dc/terms/}created", "docProps/core.xml").text = "i går"


def no_body(host: Host) -> None:
    host.body.tag = W + "kropp"


SOUND: dict[str, Callable[[Host], None]] = {
    "docx-cell-without-paragraph": cell,
    "docx-stray-text": stray,
    "docx-element-misplaced": misplaced,
    "docx-properties-late": late,
    "docx-children-disordered": disordered,
    "docx-element-hollow": hollow,
    "docx-field-unbalanced": field_open,
    "docx-bookmark-unpaired": bookmark_open,
    "docx-bookmark-repeated": bookmark_twice,
    "docx-drawing-id-repeated": drawing_twice,
    "docx-control-id-repeated": control_twice,
    "docx-paragraph-id-repeated": paragraph_twice,
    "docx-note-id-repeated": note_twice,
    "docx-style-id-repeated": style_twice,
    "docx-numbering-id-repeated": numbering_twice,
    "docx-style-undefined": style_unknown,
    "docx-numbering-undefined": numbering_unknown,
    "docx-note-undefined": note_unknown,
    "docx-separators-missing": separators,
    "docx-section-not-last": section_first,
    "docx-relation-missing": relation_unknown,
    "docx-target-missing": target_gone,
    "docx-relation-repeated": relation_twice,
    "docx-type-missing": type_gone,
    "docx-type-wrong": type_wrong,
    "docx-type-repeated": type_twice,
    "docx-part-malformed": malformed,
    "docx-body-missing": no_body,
    "docx-attribute-wrong": value_wrong,
    "docx-namespace-unknown": namespace_unknown,
    "docx-style-circular": style_circle,
    "docx-relation-wrong": relation_wrong,
    "docx-core-wrong": core_wrong,
}
