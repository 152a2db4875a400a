"""What the rules of PDF/UA look at: the structure tree, the painted content, annotations and the catalogue."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final, TypeVar

from pikepdf import Pdf

from assembler.checks.pdf.xmp import Xmp, read_xmp
from assembler.pdf.decoding import Decoder
from assembler.pdf.font import Font
from assembler.pdf.glyphs import read_fonts
from assembler.pdf.nodes import Node, Tree, read_tree
from assembler.pdf.page_streams import read_painted
from assembler.pdf.painted import Frame, Owners, Painted
from assembler.pdf.plain import Entries, Objects, Plain, inherited, is_string, name_of, number_of, text_of
from assembler.problem import Place

_T = TypeVar("_T")

_EXCERPT: Final = 60
_HIDDEN: Final = 2


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation: its page, and the role of the element that holds it ("" for none). `field` has the entries of
    the form field that a widget belongs to. `ignored` says that it is hidden or lies outside the page.
    """

    reference: Plain
    entries: Entries
    kind: str
    page: int
    owner: Node | None
    owner_entries: Entries
    field: Entries
    ignored: bool

    def place(self) -> Place:
        """Where it stands."""
        held = self.reference if isinstance(self.reference, str) else ""
        return Place(page=self.page, text=_short(text_of(self.entries.get("/Contents"))), object=held)

    def says(self, key: str) -> str:
        """A text of the annotation; "" for none."""
        return text_of(self.entries.get(key))


class UaFacts:
    """Facts of one file, each gathered when a rule first asks."""

    def __init__(self, pdf: Pdf, content: bytes = b"") -> None:
        """`content` are the bytes of the file, of which the header is looked at."""
        self.pdf = pdf
        self.head = content[:1024]
        self.objects = Objects(pdf)
        self._kept: dict[str, Any] = {}
        self._failed: dict[str, Exception] = {}

    def kept(self, name: str, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for this file: what several rules work out from the facts."""
        if name not in self._kept:
            self._kept[name] = make()
        found: _T = self._kept[name]
        return found

    def _once(self, name: str, read: Callable[[Objects], _T]) -> _T:
        """What `read` gives. What it raises is kept: to find out a second time that a file is too large takes long."""
        if name in self._failed:
            raise self._failed[name]
        try:
            return read(self.objects)
        except Exception as fault:
            self._failed[name] = fault
            raise

    @property
    def root(self) -> Entries:
        """The catalogue."""
        return self.objects.root

    @cached_property
    def lang(self) -> str | None:
        """The language of the catalogue; `None` when it names none."""
        held = self.objects.get(self.root.get("/Lang"))
        return text_of(held) if is_string(held) else None

    @cached_property
    def tree(self) -> Tree:
        """The structure tree."""
        return self._once("tree", read_tree)

    @cached_property
    def painted(self) -> Painted:
        """What the pages paint."""
        return self._once("painted", read_painted)

    @cached_property
    def xmp(self) -> Xmp | None:
        """The metadata of the file, which say nothing when they cannot be read; `None` when there are none."""
        if not self.is_metadata(self.root.get("/Metadata")):
            return None
        return read_xmp(self.objects.stream(self.root["/Metadata"]) or b"") or Xmp({}, None, ())

    def is_metadata(self, held: Plain) -> bool:
        """Whether it is a metadata stream, of the type and subtype that ISO 32000-1, table 315, wants."""
        entries = self.objects.entries(held) if self.objects.is_stream(held) else {}
        return [self.objects.get(entries.get(key)) for key in ("/Type", "/Subtype")] == ["/Metadata", "/XML"]

    @cached_property
    def _by_role(self) -> Mapping[str, Sequence[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.tree.nodes:
            found.setdefault(node.role, []).append(node)
        return found

    def of_role(self, *roles: str) -> Iterator[Node]:
        """The elements that are mapped to one of `roles`."""
        for role in roles:
            yield from self._by_role.get(role, ())

    @cached_property
    def page_numbers(self) -> Mapping[str, int]:
        """The number of each page, by reference."""
        return {reference: number for number, reference in enumerate(self.objects.pages(), 1)}

    @cached_property
    def page_entries(self) -> Sequence[Entries]:
        """The entries of each page."""
        return [self.objects.entries(reference) for reference in self.objects.pages()]

    @cached_property
    def fonts(self) -> Sequence[Font]:
        """Every font that text is set in."""
        return read_fonts(self.objects, self.painted.fonts.values())

    @cached_property
    def decoder(self) -> Decoder:
        """Turns shown strings into text."""
        return Decoder(self.objects, self.painted.fonts)

    @cached_property
    def frames_of(self) -> Mapping[str, Sequence[Frame]]:
        """The marked content of each structure element, by reference."""
        found: dict[str, list[Frame]] = {}
        for frame in self.painted.frames:
            if frame.owner:
                found.setdefault(frame.owner, []).append(frame)
        return found

    def lang_of(self, node: Node) -> str | None:
        """The language of an element or the nearest one around it; `None` when none names one."""
        for one in (node, *node.above()):
            if one.lang is not None:
                return one.lang
        return None

    def page_of(self, node: Node) -> int:
        """The page where an element begins; 0 when that is not known."""
        waiting, looked = [node], 0
        while waiting and looked < 200:
            one, looked = waiting.pop(), looked + 1
            page = one.entries.get("/Pg")
            if isinstance(page, str) and page in self.page_numbers:
                return self.page_numbers[page]
            for mark in one.order:
                if isinstance(mark, tuple) and mark[0] in self.page_numbers:
                    return self.page_numbers[mark[0]]
            waiting += reversed(one.children)
        return next((self.page_numbers[str(one.entries["/Pg"])] for one in node.above()
                     if str(one.entries.get("/Pg")) in self.page_numbers), 0)  # fmt: skip

    def text_of(self, node: Node) -> str:
        """The beginning of the text inside an element."""
        parts: list[str] = []
        waiting, looked = [node], 0
        while waiting and looked < 200 and sum(map(len, parts)) < _EXCERPT:
            one, looked = waiting.pop(), looked + 1
            parts += [self.decoder.text(frame.shown) for frame in self.frames_of.get(one.reference, ())[:8]]
            waiting += reversed(one.children)
        return _short("".join(parts))

    def place(self, node: Node) -> Place:
        """Where an element stands: its page, its path in the tree and the text in it."""
        path = "/".join(one.kind for one in reversed((node, *islice(node.above(), 8))))
        return Place(page=self.page_of(node), part=path, text=self.text_of(node), object=node.reference)

    @cached_property
    def annotations(self) -> Sequence[Annotation]:
        """Every annotation of every page."""
        return [
            self._annotation(held, number, page)
            for number, page in enumerate(self.page_entries, 1)
            for held in self.objects.items(page.get("/Annots"))
            if isinstance(self.objects.get(held), dict)
        ]

    @cached_property
    def owners(self) -> Owners:
        """Which element each object belongs to."""
        return Owners(self.objects)

    @cached_property
    def fields(self) -> Sequence[tuple[str, Entries]]:
        """Every form field with its reference, those too that no page shows (ISO 32000-1, 12.7.3)."""
        found: dict[str, Entries] = {}
        waiting = self.objects.items(self.objects.entries(self.root.get("/AcroForm")).get("/Fields"))
        while waiting:
            held, *waiting = waiting
            entries = self.objects.entries(held)
            if isinstance(held, str) and entries and held not in found:
                found[held] = entries
                waiting += [
                    kid for kid in self.objects.items(entries.get("/Kids")) if "/T" in self.objects.entries(kid)
                ]
        return list(found.items())

    @cached_property
    def outline(self) -> Sequence[Entries]:
        """Every bookmark, in order."""
        waiting = [self.objects.entries(self.root.get("/Outlines")).get("/First")]
        found: dict[str, Entries] = {}
        while waiting:
            held = waiting.pop()
            entries = self.objects.entries(held)
            if entries and str(held) not in found:
                found[str(held)] = entries
                waiting += [entries.get("/Next"), entries.get("/First")]
        return list(found.values())

    def _annotation(self, held: Plain, number: int, page: Entries) -> Annotation:
        entries = self.objects.entries(held)
        owner = self.owners.of_object(entries.get("/StructParent"))
        return Annotation(
            held,
            entries,
            name_of(self.objects.get(entries.get("/Subtype"))),
            number,
            self.tree.by_reference.get(owner),
            self.objects.entries(owner),
            self._field(entries),
            bool(int(number_of(self.objects.get(entries.get("/F")))) & _HIDDEN) or self._is_outside(entries, page),
        )

    def _field(self, entries: Entries) -> Entries:
        """The form field of a widget: the widget itself, or its parent when it has no name of its own (12.7.3.1)."""
        above = self.objects.entries(entries.get("/Parent"))
        return above if above and "/T" not in entries else entries

    def _is_outside(self, entries: Entries, page: Entries) -> bool:
        """Whether the rectangle lies wholly outside the crop box."""
        box = self._visible_box(page)
        rect = self.corners(entries.get("/Rect"))
        if not box or not rect:
            return False
        return rect[0] >= box[2] or rect[2] <= box[0] or rect[1] >= box[3] or rect[3] <= box[1]

    def _visible_box(self, page: Entries) -> list[float]:
        """The crop box, as far as it lies in the media box (14.11.2)."""
        media, crop = self._box(page, "/MediaBox"), self._box(page, "/CropBox")
        if not media or not crop:
            return crop or media
        return [*map(max, crop[:2], media[:2]), *map(min, crop[2:], media[2:])]

    def _box(self, page: Entries, key: str) -> list[float]:
        for _ in range(30):
            if key in page:
                return self.corners(page[key])
            if "/Parent" not in page:
                break
            page = self.objects.entries(page["/Parent"])
        return []

    def corners(self, held: Plain) -> list[float]:
        """Left, bottom, right and top of a rectangle; nothing for anything else."""
        numbers = [number_of(self.objects.get(number)) for number in self.objects.items(held)]
        if len(numbers) < 4:
            return []
        left, right = sorted(numbers[:4:2])
        bottom, top = sorted(numbers[1:4:2])
        return [left, bottom, right, top]

    def page_resources(self, page: Entries) -> Entries:
        """The resources of a page, its own or inherited."""
        return inherited(self.objects, page, "/Resources")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1] + "…"
