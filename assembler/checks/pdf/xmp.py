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
_PREFIX: Final = "dc"
_ARRAYS: Final = (_RDF + "Alt", _RDF + "Bag", _RDF + "Seq")


@dataclass(frozen=True, slots=True)
class Xmp:
    """`claims` are the properties of the PDF/UA identification: the prefix and the text of each by name.

    `title` is `None` when there is no dc:title with a text in a language, which ISO 14289-1, 7.1, wants with the prefix
    dc; `defaults` names the properties with a text for "x-default" and no other.
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
        for child in one.iterchildren(_UA + "*"):
            found[etree.QName(child).localname] = (child.prefix or "", child.text or "")
        for name in (str(key).removeprefix(_UA) for key in one.attrib if str(key).startswith(_UA)):
            found[name] = (_prefix(one, name), str(one.get(_UA + name)))
    return found


def _prefix(element: etree._Element, part: str) -> str:
    """The prefix that an attribute is written with."""
    name = element.xpath("name(@*[local-name() = $part and namespace-uri() = $address])", part=part, address=_UA[1:-1])
    return str(name).rpartition(":")[0]


def _title(described: list[etree._Element]) -> str | None:
    for title in (title for one in described for title in one.iterchildren(_DC + "title")):
        items = [item for item in title.iter(_RDF + "li") if item.get(_XML_LANG) is not None]
        if title.prefix == _PREFIX and items:
            return " ".join("".join(map(str, item.itertext())) for item in items).strip()
    return None


def _defaults(root: etree._Element) -> list[str]:
    """The properties that have a text in the default language and in no other."""
    found = []
    for alternatives in root.iter(*_ARRAYS):
        above = alternatives.getparent()
        if above is not None and {item.get(_XML_LANG) for item in alternatives.iter(_RDF + "li")} == {"x-default"}:
            found.append(etree.QName(above).localname)
    return found
