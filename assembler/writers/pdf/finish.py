"""The finishing of what Typst set: row headers, paragraphs, links described in the document's language, small size."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from pikepdf import Name, Object, ObjectStreamMode, Pdf, String

from assembler.pdf.attributes import attributes
from assembler.pdf.row_headers import kids_of, set_row_headers

_NUMBERED: Final = re.compile(r"^(Footnote|Back to footnote reference|Footnote reference) *(\d+)$")
_HOLDS_BLOCKS: Final = ("/Document", "/Div", "/Sect", "/LBody", "/BlockQuote", "/Note")


def finish(pages: bytes, tables: Sequence[Any], words: Mapping[str, str]) -> bytes:
    """The finished file, the same bytes for the same input.

    `tables` are the plans of `set_row_headers`; `words` the words "footnote" and "back-to-text" for links.
    """
    with Pdf.open(BytesIO(pages)) as pdf:
        set_row_headers(pdf, tables)
        for element in _stray_lines(pdf.Root.StructTreeRoot):
            element["/S"] = Name.P
        _name_links(pdf, words)
        result = BytesIO()
        pdf.save(result, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return result.getvalue()


def _stray_lines(element: Object) -> Iterator[Object]:
    """Spans that stand as blocks among blocks: a line that Typst had no paragraph for."""
    holder = element.get("/S", "/Document") in _HOLDS_BLOCKS
    for kid in kids_of(element):
        if holder and kid.get("/S") == "/Span":
            layout = attributes(kid, "Layout")
            if layout is not None and layout.get("/Placement") == "/Block":
                yield kid
        elif kid.get("/S") not in ("/Table", "/P", "/TOC", "/Figure"):
            yield from _stray_lines(kid)


def _name_links(pdf: Pdf, words: Mapping[str, str]) -> None:
    """Link descriptions that Typst words in English, in the document's language (ISO 14289-1, 7.18.5)."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            found = str(annotation.get("/Contents", "")).strip()
            if match := _NUMBERED.match(found):
                word = words["footnote" if match[1] == "Footnote" else "back-to-text"]
                found = f"{word} {match[2]}"
            if found:
                annotation["/Contents"] = String(found)
