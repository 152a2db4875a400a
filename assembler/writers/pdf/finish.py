"""The finishing of what Typst set: row headers, paragraphs, links described in the document's language, small size."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from pikepdf import Array, Name, Object, ObjectStreamMode, Pdf, String

from assembler.pdf.attributes import attributes, with_attributes
from assembler.pdf.row_headers import kids_of, set_row_headers, tables_of

_NUMBERED: Final = re.compile(r"^(?:Footnote )?(\d+)$")
_HOLDS_BLOCKS: Final = ("/Document", "/Div", "/Sect", "/LBody", "/BlockQuote", "/Note")
_CLOSED: Final = ("/Table", "/P", "/TOC", "/Figure")


def finish(pages: bytes, tables: Sequence[Any], words: Mapping[str, str], names: Mapping[str, str]) -> bytes:
    """The finished file, the same bytes for the same input.

    `tables` are the plans of `set_row_headers`; `words` are "footnote", "back-to-text" and "page" in the document's
    language; `names` tells what a reader calls each block that a link may lead to, by its id.
    """
    with Pdf.open(BytesIO(pages)) as pdf:
        root = pdf.Root.StructTreeRoot
        set_row_headers(pdf, tables)
        for table, plan in zip(tables_of(root), tables, strict=True):
            _join(table, plan.get("joined", ()))
        for element in list(_stray_lines(root)):
            element["/S"] = Name.P
        _tidy_contents(root)
        _name_links(pdf, words, names)
        result = BytesIO()
        pdf.save(result, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return result.getvalue()


def _join(table: Object, joined: Sequence[int]) -> None:
    """Cells that span a row and the text beneath it, as on other pages, where Typst had to set empty ones below."""
    rows = [row for part in kids_of(table) if part.get("/S") == "/TBody" for row in kids_of(part)]
    for at in joined:
        for above, below in zip(kids_of(rows[at]), kids_of(rows[at + 1]), strict=True):
            if not _holds_anything(below):
                with_attributes(above, "Table")["/RowSpan"] = 2
        rows[at + 1]["/K"] = Array([cell for cell in kids_of(rows[at + 1]) if _holds_anything(cell)])


def _holds_anything(cell: Object) -> bool:
    held = cell.get("/K")
    return held is not None and not (isinstance(held, Array) and not len(held))


def _stray_lines(element: Object) -> Iterator[Object]:
    """Spans that stand as blocks among blocks: a line that Typst had no paragraph for."""
    holder = element.get("/S", "/Document") in _HOLDS_BLOCKS
    for kid in kids_of(element):
        if holder and kid.get("/S") == "/Span":
            layout = attributes(kid, "Layout")
            if layout is not None and layout.get("/Placement") == "/Block":
                yield kid
        elif kid.get("/S") not in _CLOSED:
            yield from _stray_lines(kid)


def _tidy_contents(element: Object) -> None:
    """Contents as ISO 32000-1, 14.8.4.3.2 has them: TOC, TOCI, Reference, Link; and no TOC that holds but a TOC."""
    for kid in kids_of(element):
        kind = kid.get("/S")
        if kind == "/TOC":
            _lift_lone_contents(kid)
            _tidy_contents(kid)
        elif kind == "/TOCI":
            for line in kids_of(kid):
                if line.get("/S") == "/P":
                    line["/S"] = Name.Reference
        elif kind in ("/Div", "/Document"):
            _tidy_contents(kid)


def _lift_lone_contents(contents: Object) -> None:
    kids = kids_of(contents)
    while len(kids) == 1 and kids[0].get("/S") == "/TOC":
        inner = kids_of(kids[0])
        for item in inner:
            item["/P"] = contents
        contents["/K"] = Array(inner)
        kids = inner


def _name_links(pdf: Pdf, words: Mapping[str, str], names: Mapping[str, str]) -> None:
    """What each link leads to, in the document's language (ISO 14289-1, 7.18.5)."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            annotation["/Contents"] = String(_link_name(annotation, words, names))


def _link_name(annotation: Object, words: Mapping[str, str], names: Mapping[str, str]) -> str:
    said = str(annotation.get("/Contents", "")).strip()
    if match := _NUMBERED.match(said):
        return f"{words['footnote' if said.startswith('Footnote') else 'back-to-text']} {match[1]}"
    target = annotation.get("/Dest")
    name = names.get(str(target), "") if isinstance(target, String) else ""
    page = re.search(r"\d+$", said)
    return f"{name}, {words['page']} {page[0]}" if name and page else name or said
