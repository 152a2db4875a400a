"""What a frame itself says in an editing copy: its cover, its headers and its footers."""

from collections.abc import Iterator

from lxml import etree

from assembler.ooxml.names import DOCUMENT_PART, W
from assembler.ooxml.package import Package
from assembler.writers.docx.place import BODY_MARK

_FURNITURE = ("/header", "/footer")


def texts_before_body(frame: Package) -> Iterator[str]:
    """The texts of the cover, as a reader of the file gives them."""
    root = etree.fromstring(frame.parts[DOCUMENT_PART])
    mark = etree.fromstring(BODY_MARK.replace("<w:p ", f'<w:p xmlns:w="{W}" '))
    for paragraph in root.iter(f"{{{W}}}p"):
        if paragraph.attrib == mark.attrib:
            return
        yield "".join(_shown(part) for part in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"))


def texts_of_furniture(frame: Package) -> Iterator[str]:
    """What headers and footers say beside their fields, which say something else on each page."""
    for tie in frame.relationships(DOCUMENT_PART):
        name = frame.target(DOCUMENT_PART, tie)
        if tie.kind.endswith(_FURNITURE) and name in frame.parts:
            for paragraph in frame.xml(name).iter(f"{{{W}}}p"):
                yield "".join(_beside_fields(paragraph))


def _beside_fields(paragraph: etree._Element) -> Iterator[str]:
    depth = 0
    for part in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br", f"{{{W}}}fldChar"):
        if next(part.iterancestors(f"{{{W}}}p")) is not paragraph or next(
            part.iterancestors(f"{{{W}}}fldSimple"), None
        ):
            continue
        if part.tag == f"{{{W}}}fldChar":
            depth += {"begin": 1, "end": -1}.get(str(part.get(f"{{{W}}}fldCharType")), 0)
        elif depth <= 0:
            yield _shown(part)


def _shown(part: etree._Element) -> str:
    return part.text or "" if part.tag == f"{{{W}}}t" else "\t" if part.tag == f"{{{W}}}tab" else "\u2028"
