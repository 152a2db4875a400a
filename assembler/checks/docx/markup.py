"""Names of WordprocessingML (ECMA-376 part 1) that the facts of a DOCX are read with."""

from typing import Final, TypeAlias

from lxml import etree

from assembler.ooxml import names

Element: TypeAlias = etree._Element

W: Final = f"{{{names.W}}}"
W14: Final = f"{{{names.W14}}}"
R: Final = f"{{{names.R}}}"
WP: Final = f"{{{names.WP}}}"
WPS: Final = f"{{{names.WPS}}}"
A: Final = f"{{{names.A}}}"
PIC: Final = f"{{{names.PIC}}}"
MC: Final = f"{{{names.MC}}}"
C: Final = f"{{{names.C}}}"
ADEC: Final = f"{{{names.ADEC}}}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
VML: Final = "{urn:schemas-microsoft-com:vml}"
OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"

VAL: Final = W + "val"
ID: Final = W + "id"


def is_on(element: Element | None) -> bool:
    """Whether a toggle such as `w:b` is there and not switched off (ECMA-376 17.17.4)."""
    return element is not None and element.get(VAL, "true") not in {"false", "0", "off", "none"}


def value(element: Element | None) -> str:
    """`w:val`, "" when the element or the attribute is missing."""
    return "" if element is None else element.get(VAL, "")


def child(element: Element | None, tag: str) -> Element | None:
    """The first child with `tag`; half the time of `find`, which counts where every cell is asked."""
    return None if element is None else next(element.iterchildren(tag), None)
