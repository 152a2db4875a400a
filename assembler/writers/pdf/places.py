"""Where things stand in the finished file: for Word, which shows these pages until it counts its own."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf

from assembler.pdf.name_tree import entries
from assembler.pdf.row_headers import kids_of, tables_of


def places(content: bytes, tables: Sequence[Any]) -> tuple[int, dict[str, int]]:
    """The number of pages, and the page of every section and of all that a list of tables or figures names, by id.

    `tables` are the plans of `set_row_headers`; those of lists have `targets`, what each row leads to. Typst names the
    places of headings alone (ISO 32000-1, 12.3.2.3), so the pages of the rest come from the links of the lists.
    """
    with Pdf.open(BytesIO(content)) as pdf:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found = [(name, goal[0].objgen) for name, goal in (*_named(pdf), *_listed(pdf, tables))]
    return len(numbers), {name: numbers[page] for name, page in found if page in numbers}


def _named(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    names = pdf.Root.get("/Names")
    for name, goal in entries(names.get("/Dests")) if isinstance(names, Dictionary) else ():
        if isinstance(goal, Array):
            yield name.decode("utf-8", "replace"), goal


def _listed(pdf: Pdf, tables: Sequence[Any]) -> Iterator[tuple[str, Object]]:
    for table, plan in zip(tables_of(pdf.Root.StructTreeRoot), tables, strict=True):
        targets = plan.get("targets")
        rows = (
            [row for part in kids_of(table) if part.get("/S") == "/TBody" for row in kids_of(part)] if targets else []
        )
        for row, target in zip(rows, targets or (), strict=False):
            goal = next((link.get("/Dest") for link in _links(row)), None)
            if isinstance(goal, Array):
                yield target, goal


def _links(element: Object) -> Iterator[Object]:
    """The annotations that an element holds (ISO 32000-1, 14.7.4.3)."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary):
            if kid.get("/Type") == "/OBJR":
                yield kid["/Obj"]
            else:
                yield from _links(kid)
