"""The structure tree of a PDF as nodes over plain values (ISO 32000-1, 14.7), with its role map."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from weakref import ReferenceType, ref

from assembler.pdf.plain import Entries, Objects, Plain, TooLarge, is_string, name_of, text_of, whole_of

_TYPES: Final = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure
Formula Form
"""
STANDARD: Final = frozenset(_TYPES.split())
"""The standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4)."""

TRANSPARENT: Final = frozenset({"NonStruct", "Div", "Part"})
"""Types that group without a meaning of their own: what stands in them stands in the element around."""

_TEXTS: Final = ("/Lang", "/Alt", "/ActualText", "/E", "/ID")
MOST_NODES: Final = 3_000_000
_DEEPEST: Final = 200


@dataclass(slots=True, eq=False, weakref_slot=True)
class Node:
    """A structure element. `kind` is its type as written, `role` the standard type it is mapped to ("" for none).

    `children` are elements alone; `marks` the (page reference, MCID) of its marked content, `objects` the references
    of annotations and forms that it holds; `order` is the whole content in order: nodes, marks and references.
    `parent` is the element that `P` names, which in a sound tree is the one that holds it. It is weak, so that a tree
    makes no circles for the collector of garbage to find.
    """

    reference: str
    entries: Entries
    kind: str
    role: str
    parent: "ReferenceType[Node] | None"
    children: list["Node"] = field(default_factory=list)
    marks: int = 0
    objects: list[str] = field(default_factory=list)
    order: list["Node | tuple[str, int] | str"] = field(default_factory=list)

    @property
    def lang(self) -> str | None:
        """The element's own language; `None` when it names none."""
        held = self.entries.get("/Lang")
        return text_of(held) if is_string(held) else None

    @property
    def holder(self) -> "Node | None":
        """The nearest element around this one that means something; `None` at the root, or when it names no parent."""
        if "/P" not in self.entries:
            return None
        return next((node for node in self.above() if node.role not in TRANSPARENT), None)

    def kids(self) -> Iterator["Node"]:
        """The elements inside, those in transparent ones too, without those whose type nobody knows."""
        for child in self.children:
            if child.role in TRANSPARENT:
                yield from child.kids()
            elif child.role:
                yield child

    def above(self) -> Iterator["Node"]:
        """The elements around this one, the nearest first."""
        node = self.parent() if self.parent else None
        while node is not None:
            yield node
            node = node.parent() if node.parent else None

    def text_entry(self, key: str) -> str | None:
        """A string of the element; `None` when it has none."""
        held = self.entries.get(key)
        return text_of(held) if is_string(held) else None


@dataclass(frozen=True, slots=True)
class Roles:
    """The role map: each type with the one that it is mapped to."""

    named: dict[str, str]

    def standard(self, kind: str) -> str:
        """The standard type of `kind`: the first that the map leads to; "" when it leads to none."""
        found, seen = self.named.get(kind, kind), {kind}
        if found == kind:
            return kind if kind in STANDARD else ""
        while found not in STANDARD:
            seen.add(found)
            found = self.named.get(found, kind)
            if found in seen:
                return ""
        return found

    def runs_in_circle(self, kind: str) -> bool:
        """Whether the map leads from `kind` back to a type that was passed before."""
        seen = {kind}
        while kind in self.named:
            kind = self.named[kind]
            if kind in seen:
                return True
            seen.add(kind)
        return False


@dataclass(slots=True)
class Tree:
    """The whole tree: its nodes in reading order, and by reference."""

    roles: Roles
    nodes: list[Node] = field(default_factory=list)
    by_reference: dict[str, Node] = field(default_factory=dict)
    top: list[Node] = field(default_factory=list)

    def role_of(self, reference: str) -> str:
        """The standard type of an element that may lie outside the tree; "" for none."""
        node = self.by_reference.get(reference)
        return node.role if node else ""


def read_tree(objects: Objects) -> Tree:
    """The structure tree; without nodes for a file that is not tagged. Raises `TooLarge` for one that is too deep."""
    root = objects.entries(objects.root.get("/StructTreeRoot"))
    held = objects.entries(root.get("/RoleMap"))
    tree = Tree(Roles({name_of(kind): name_of(objects.get(role)) for kind, role in held.items()}))
    _Reader(objects, tree).read(root)
    return tree


_Waiting: TypeAlias = tuple[Plain, Node | None, str, int]


class _Reader:
    """Walks without recursion; an element that is met twice stays where it was met first."""

    def __init__(self, objects: Objects, tree: Tree) -> None:
        self.objects, self.tree = objects, tree
        self.kinds: dict[str, str] = {}

    def read(self, root: Entries) -> None:
        waiting: list[_Waiting] = [(kid, None, "", 0) for kid in reversed(self.objects.several(root.get("/K")))]
        while waiting and len(self.tree.nodes) < MOST_NODES:
            self._one(waiting.pop(), waiting)
        for node in self.tree.nodes:
            self._believe(node)

    def _one(self, next_one: _Waiting, waiting: list[_Waiting]) -> None:
        held, parent, page, depth = next_one
        value = self.objects.get(held)
        if isinstance(value, int) and parent is not None:
            parent.marks += 1
            parent.order.append((page, value))
        elif isinstance(value, dict):
            kind = value.get("/Type")
            if kind == "/StructElem" or (kind is None and "/S" in value):
                node = self._node(held, value, parent)
                if node is not None and depth > _DEEPEST:
                    raise TooLarge
                if node is not None:
                    inner = value["/Pg"] if isinstance(value.get("/Pg"), str) else page
                    waiting += [
                        (kid, node, inner, depth + 1) for kid in reversed(self.objects.several(value.get("/K")))
                    ]
            elif parent is not None:
                self._content(value, parent, page)

    def _content(self, value: Entries, parent: Node, page: str) -> None:
        if "/MCID" in value:
            inner = value["/Pg"] if isinstance(value.get("/Pg"), str) else page
            stream = value.get("/Stm")
            parent.marks += 1
            parent.order.append((stream if isinstance(stream, str) else inner, whole_of(value["/MCID"], -1)))
        elif isinstance(value.get("/Obj"), str):
            parent.objects.append(value["/Obj"])
            parent.order.append(value["/Obj"])

    def _node(self, held: Plain, value: Entries, parent: Node | None) -> Node | None:
        reference = held if isinstance(held, str) else ""
        if reference in self.tree.by_reference:
            return None
        kind = name_of(self.objects.get(value.get("/S")))
        if kind not in self.kinds:
            self.kinds[kind] = self.tree.roles.standard(kind)
        node = Node(reference, self._resolved(value), kind, self.kinds[kind], ref(parent) if parent else None)
        self.tree.nodes.append(node)
        if reference:
            self.tree.by_reference[reference] = node
        if parent is None:
            self.tree.top.append(node)
        else:
            parent.children.append(node)
            parent.order.append(node)
        return node

    def _believe(self, node: Node) -> None:
        """Makes the element that `P` names the parent, where another one holds the element."""
        named, held = node.entries.get("/P"), node.parent() if node.parent else None
        if not isinstance(named, str) or named == (held.reference if held else ""):
            return
        above = self.tree.by_reference.get(named)
        if above is not None and all(one is not node for one in (above, *above.above())):
            node.parent = ref(above)
        elif self.objects.entries(named).get("/Type") == "/StructTreeRoot":
            node.parent = None

    def _resolved(self, value: Entries) -> Entries:
        """The entries with the texts that stand in objects of their own put in place."""
        far = [key for key in _TEXTS if str(value.get(key, "")).endswith(" R")]
        return {**value, **{key: self.objects.get(value[key]) for key in far}} if far else value
