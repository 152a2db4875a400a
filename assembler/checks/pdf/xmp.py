"""The metadata of a PDF (XMP): its title, its claim to PDF/UA, and texts in several languages."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.ooxml.package import parse_xml
from assembler.problem import Refused

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_UA: Final = "{http://www.aiim.org/pdfua/ns/id/}"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_UA_PARTS: Final = ("part", "amd", "corr", "rev")


@dataclass(frozen=True, slots=True)
class Xmp:
    """`claims` are the properties of the PDF/UA identification: the prefix and the text of each by name.

    `title` is `None` when there is no dc:title; `defaults` names the properties with a text for "x-default".
    """

    claims: dict[str, tuple[str, str]]
    title: str | None
    defaults: tuple[str, ...]


def read_xmp(packet: bytes) -> Xmp | None:
    """The metadata; `None` when they are no XML."""
    try:
        root = parse_xml(
            packet.strip(b"\x00 \t\r\n\xef\xbb\xbf") if packet[:2] not in (b"\xff\xfe", b"\xfe\xff") else packet
        )
    except (Refused, ValueError):
        return None
    described = [one for one in root.iter(_RDF + "Description") if _is_top(one)]
    return Xmp(_claims(described), _title(described), tuple(_defaults(root)))


def _is_top(description: etree._Element) -> bool:
    above = description.getparent()
    return above is None or above.tag == _RDF + "RDF"


def _claims(described: list[etree._Element]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for one in described:
        for part in _UA_PARTS:
            child = one.find(_UA + part)
            if child is not None:
                found[part] = (child.prefix or "", (child.text or "").strip())
            elif _UA + part in one.attrib:
                found[part] = (_prefix(one, part), str(one.get(_UA + part)).strip())
    return found


def _prefix(element: etree._Element, part: str) -> str:
    """The prefix that an attribute is written with."""
    name = element.xpath("name(@*[local-name() = $part and namespace-uri() = $address])", part=part, address=_UA[1:-1])
    return str(name).rpartition(":")[0]


def _title(described: list[etree._Element]) -> str | None:
    for one in described:
        if _DC + "title" in one.attrib:
            return str(one.get(_DC + "title")).strip()
        for title in one.iter(_DC + "title"):
            items = ["".join(map(str, item.itertext())) for item in title.iter(_RDF + "li")]
            return " ".join(items or ["".join(map(str, title.itertext()))]).strip()
    return None


def _defaults(root: etree._Element) -> list[str]:
    """The properties that have a text in the default language and in no other."""
    found = []
    for alternatives in root.iter(_RDF + "Alt"):
        above = alternatives.getparent()
        if above is not None and {item.get(_XML_LANG) for item in alternatives.iter(_RDF + "li")} == {"x-default"}:
            found.append(etree.QName(above).localname)
    return found
