"""Text as WordprocessingML: escaping, runs, paragraphs, in the order of children that the schema demands.

ECMA-376-1, 17.3.1.26 (`pPr`) and 17.3.2.28 (`rPr`) fix the order; Word refuses or repairs files that break it.
"""

import re
from collections.abc import Sequence
from typing import Final

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNUSUAL: Final = re.compile("[&<>\t\n\u00ad\u2011\u2028\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same, an empty text, and a space beside a bar.
_UNUSUAL_AMONG: Final = re.compile(rf"{_UNUSUAL.pattern}|\|\||\| | \|")
_SPECIAL: Final = re.compile("([\t\n\u00ad\u2011\u2028])")
_ELEMENTS: Final = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\u2028": "<w:br/>",
    "\u00ad": "<w:softHyphen/>",
    "\u2011": "<w:noBreakHyphen/>",
}


def escape(text: str) -> str:
    """`text` as XML character data; characters that XML 1.0 forbids are gone."""
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """`text` as the value of an attribute in double quotes; line ends and tabs become spaces there anyway."""
    return escape(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


def is_plain(text: str) -> bool:
    """Whether `text` may stand in a `w:t` as it is: nothing to escape, no space at its ends, not empty."""
    return bool(text) and text[0] != " " != text[-1] and not _UNUSUAL.search(text)


def are_plain(texts: Sequence[str]) -> bool:
    """Whether each of `texts` surely is plain; one look at all of them."""
    joined = "|".join(texts)
    return bool(texts) and not _UNUSUAL_AMONG.search(f"|{joined}|")


def content(text: str) -> str:
    """The children of a run that show `text`: tabs, breaks and special hyphens are elements of their own."""
    if is_plain(text):
        return f"<w:t>{text}</w:t>"
    if not _SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return "".join(_ELEMENTS.get(part) or content(part) for part in _SPECIAL.split(text) if part)


def run(text: str, properties: str = "") -> str:
    """A run; `properties` are the children of its `w:rPr`."""
    if not text:
        return ""
    return f"<w:r><w:rPr>{properties}</w:rPr>{content(text)}</w:r>" if properties else f"<w:r>{content(text)}</w:r>"


def numbering(num: int, level: int = 0) -> str:
    """`w:numPr` for level `level` (from 0) of the list `num`; `num` 0 takes a style's number away."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def paragraph(style: str, runs: str, *, keep: bool = False, page_break: bool = False, properties: str = "") -> str:
    """A paragraph. `keep` keeps it with the next one; `properties` are the rest of `w:pPr`."""
    before = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if page_break else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{properties}</w:pPr>{runs}</w:p>'


def bookmark(number: int, name: str, runs: str) -> str:
    """`runs` inside a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'


def link_within(anchor: str, runs: str) -> str:
    """A link to the bookmark `anchor`."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{runs}</w:hyperlink>'


def link_out(relationship: str, runs: str) -> str:
    """A link to the external target of `relationship`."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{runs}</w:hyperlink>'
