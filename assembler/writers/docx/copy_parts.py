"""The parts that only an editing copy has: what stands for what, and its name among the properties.

The first is a custom XML part of the main document (ECMA-376-1, 15.2.5), which Word and LibreOffice keep as it is;
the second the custom properties of the package (15.2.12.2).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from assembler.ooxml import copy_names as names
from assembler.ooxml.names import R
from assembler.ooxml.parts import Tie, relationships
from assembler.ooxml.text import attribute, escape
from assembler.writers.docx.copy import Copy, CopyText

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_ITEM_PROPERTIES: Final = "customXml/itemProps1.xml"
_CUSTOM: Final = "docProps/custom.xml"
_DATASTORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The one set of custom properties that programs read (MS-OSHARED 2.3.3.2.1).
_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES: Final = {
    f"/{_ITEM_PROPERTIES}": f"{_OFFICE}.customXmlProperties+xml",
    f"/{_CUSTOM}": f"{_OFFICE}.custom-properties+xml",
}
PACKAGE_TIES: Final = (Tie("rIdPsCustom", f"{R}/custom-properties", _CUSTOM),)
DOCUMENT_TIES: Final = (Tie("rIdPsCopy", f"{R}/customXml", f"../{names.COPY_PART}"),)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A table or picture as JSON without the text that an editor sees; `printed` has the labels of its columns."""

    tag: str
    json: str
    printed: str = ""


@dataclass(slots=True)
class Register:
    """What was written, by what it is known again: see `docs/word-editing.md` on the custom part.

    `texts` are the narratives with their bookmark and the level of their headings, `printed` the texts that are the
    program's own. `media` are all pictures by the name of their part: those of no narrative are the program's own.
    """

    copy: Copy
    texts: list[tuple[CopyText, str, int]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    skeletons: list[Skeleton] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    printed: dict[str, None] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)


def copy_parts(register: Register) -> dict[str, bytes]:
    """The parts by name."""
    ties = relationships((Tie("rId1", f"{R}/customXmlProps", "itemProps1.xml"),))
    return {
        names.COPY_PART: _copy_part(register),
        "customXml/_rels/item1.xml.rels": ties,
        _ITEM_PROPERTIES: _item_properties(register.copy),
        _CUSTOM: _custom_properties(register.copy),
    }


def _copy_part(register: Register) -> bytes:
    copy = register.copy
    said = {name: getattr(copy, name) for name in ("export", "plan", "edition", "depth", "form")}
    space = f"{{{names.NAMESPACE}}}"
    root = etree.fromstring(f'<copy xmlns="{names.NAMESPACE}"/>')
    for name, value in {**said, "chapters": " ".join(copy.chapters)}.items():
        root.set(name, value)

    def add(kind: str, text: str = "", **attributes: str) -> None:
        entry = etree.SubElement(root, space + kind, attributes)
        entry.text = text or None

    for one, mark, level in register.texts:
        add("block", id=one.id, bookmark=mark, level=str(level), hash=one.hash)
    for short, full in register.names.items():
        add("name", short=short, full=full)
    for mark, id in register.anchors.items():
        add("anchor", bookmark=mark, id=id)
    for mark, id in register.notes:
        add("note", bookmark=mark, id=id)
    for bare in register.skeletons:
        add("part", bare.json, tag=bare.tag, printed=bare.printed)
    own = {hashlib.sha256(content).hexdigest(): "" for content in register.media.values()}
    for digest, file in {**own, **register.pictures}.items():
        add("picture", sha256=digest, file=file)
    for text in register.printed:
        add("printed", text)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _item_properties(copy: Copy) -> bytes:
    """The item's id, a GUID made of the export's id, and the schema that it follows (22.5)."""
    digits = (copy.export.upper() + "0" * 32)[:32]
    cuts = (0, 8, 12, 16, 20, 32)
    guid = "-".join(digits[start:end] for start, end in zip(cuts, cuts[1:], strict=False))
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{names.NAMESPACE}"/></ds:schemaRefs>'
    return (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_DATASTORE}" ds:itemID="{{{guid}}}">{schema}</ds:datastoreItem>'.encode()
    )


def _custom_properties(copy: Copy) -> bytes:
    said = ((names.EXPORT_PROPERTY, copy.export), (names.PLAN_PROPERTY, copy.plan))
    inner = "".join(
        f'<property fmtid="{_SET}" pid="{number}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(said, 2)
    )
    return f'{_HEAD}<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{inner}</Properties>'.encode()
