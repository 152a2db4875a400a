"""The structure tree of a PDF as small frozen values, with the text of each element (ISO 32000-1, 14.7 and 14.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from pikepdf import Array, Dictionary, Object, Pdf

from assembler.pdf.attributes import attributes
from assembler.pdf.content import Marked, marked_content

_DEEPEST: Final = 200


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element. Every attribute is "" (or 1, or empty) where the file says nothing.

    `kind` is the type as the file has it ("H1"), `role` the standard type that it is mapped to. `children` holds
    elements and the text between them, in reading order. `page` counts from 1, 0 for an element without content.
    `replaced` says that there is an Alt or ActualText at all, be it an empty one; `reference` names the object.
    """

    kind: str
    role: str
    children: tuple["Child", ...] = ()
    lang: str = ""
    alt: str = ""
    actual: str = ""
    title: str = ""
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    row_span: int = 1
    col_span: int = 1
    page: int = 0
    replaced: bool = False
    reference: str = ""

    @property
    def text(self) -> str:
        """What is read out: the replacement text where there is one, else all text inside in order."""
        if self.actual:
            return self.actual
        return "".join(child.text if isinstance(child, Element) else child for child in self.children)

    def walk(self) -> Iterator["Element"]:
        """This element and all inside it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


Child: TypeAlias = Element | str


def read_structure(pdf: Pdf) -> tuple[Element, ...]:
    """The elements at the root of the structure tree; empty for a file that is not tagged."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return ()
    reader = _TreeReader(pdf, root)
    children = reader.children(root, 0, 0)
    return tuple(child for child in children if isinstance(child, Element))


class _TreeReader:
    """Reads elements; keeps the text of each page once it has been read."""

    def __init__(self, pdf: Pdf, root: Object) -> None:
        self.pages = list(pdf.pages)
        self.numbers = {page.obj.objgen: at for at, page in enumerate(self.pages, 1)}
        self.roles = {str(name): str(role) for name, role in root.get("/RoleMap", Dictionary()).items()}
        self.fonts: dict[Any, Any] = {}
        self.texts: dict[int, dict[int, Marked]] = {}
        self.seen: set[tuple[int, int]] = set()

    def children(self, element: Object, page: int, depth: int) -> tuple[Child, ...]:
        held = element.get("/K")
        kids = list(held) if isinstance(held, Array) else [] if held is None else [held]
        found: list[Child] = []
        for kid in kids:
            child = self._child(kid, page, depth)
            if child is not None and child != "":
                found.append(child)
        return tuple(found)

    def _child(self, kid: Any, page: int, depth: int) -> Child | None:
        if isinstance(kid, int):
            return self._text(page, kid)
        if not isinstance(kid, Dictionary) or depth > _DEEPEST:
            return None
        if "/S" in kid:
            # In a tree an element has one parent; a file that names it twice could keep a reader busy for ever.
            if kid.objgen in self.seen:
                return None
            self.seen.update([kid.objgen] if kid.is_indirect else [])
            return self._element(kid, page, depth + 1)
        if "/MCID" in kid:
            return self._text(self._page(kid, page), int(kid["/MCID"]))
        return None

    def _element(self, element: Object, above: int, depth: int) -> Element:
        page = self._page(element, above)
        kind = str(element["/S"])
        table = attributes(element, "Table")
        cell = table if table is not None else Dictionary()
        children = self.children(element, page, depth)
        pages = [child.page for child in children if isinstance(child, Element) and child.page]
        return Element(
            kind[1:],
            self._role(kind)[1:],
            children,
            lang=_string(element, "/Lang"),
            alt=_string(element, "/Alt"),
            actual=_string(element, "/ActualText"),
            title=_string(element, "/T"),
            id=_string(element, "/ID"),
            scope=str(cell.get("/Scope", "/"))[1:],
            headers=tuple(str(name) for name in cell.get("/Headers", ())),
            row_span=int(cell.get("/RowSpan", 1)),
            col_span=int(cell.get("/ColSpan", 1)),
            page=page if "/Pg" in element else pages[0] if pages else self._first_page(element, 0),
            replaced="/Alt" in element or "/ActualText" in element,
        )

    def _first_page(self, element: Object, above: int) -> int:
        held = element.get("/K")
        for kid in held if isinstance(held, Array) else [held]:
            if isinstance(kid, Dictionary) and "/Pg" in kid:
                return self._page(kid, above)
        return above

    def _role(self, kind: str) -> str:
        seen = {kind}
        while kind in self.roles and self.roles[kind] not in seen:
            kind = self.roles[kind]
            seen.add(kind)
        return kind

    def _page(self, holder: Object, above: int) -> int:
        page = holder.get("/Pg")
        return self.numbers.get(page.objgen, above) if isinstance(page, Dictionary) else above

    def _text(self, page: int, mcid: int) -> Child:
        if not page:
            return ""
        if page not in self.texts:
            self.texts[page] = marked_content(self.pages[page - 1], self.fonts)
        found = self.texts[page].get(mcid)
        if found is None:
            return ""
        # A soft hyphen marks where a line was broken; it is no part of the word.
        text = found.text.replace("\u00ad", "")
        return Element("Span", "Span", (text,), found.lang, page=page) if found.lang else text


def _string(element: Object, key: str) -> str:
    return str(element.get(key, ""))
