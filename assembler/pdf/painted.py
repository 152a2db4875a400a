"""What the content of the pages paints, and how it is marked: the facts of every content stream in one pass.

Marked content is a chain of frames (ISO 32000-1, 14.6). A frame belongs to a structure element when the parent tree
says so for its MCID (14.7.4.4). A form XObject is read where it is painted, inside the frame that is open there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from assembler.pdf.number_tree import number_tree
from assembler.pdf.plain import Entries, Objects, Plain, TooLarge, is_string, name_of, text_of
from assembler.pdf.state import Colour, Matrix

SAID: Final = "said"
"""In the place of a font: the text is not shown but said instead, in UTF-8."""

DEEPEST_FORM: Final = 16
_DEEPEST_TREE: Final = 2000
MOST_OPERATIONS: Final = 20_000_000


@dataclass(slots=True, eq=False)
class Frame:
    """A marked content sequence. `owner` is the reference of its structure element, "" for none; `nearest`
    that of this frame or the nearest one around it that has one.

    `tagged` and `artifact` hold for this frame or one around it, `lang` is the nearest language of a frame (`None`
    for none). `stream` is the reference of its page or form XObject. `shown` are the strings painted in it with their
    fonts, and the texts said in their stead (`SAID` for a font).
    `holder` is the nearest frame with an MCID around one without, and has what is shown there.
    """

    tag: str
    page: int
    around: "Frame | None" = None
    mcid: int = -1
    properties: Entries = field(default_factory=dict)
    owner: str = ""
    nearest: str = ""
    tagged: bool = False
    artifact: bool = False
    lang: str | None = None
    stream: str = ""
    shown: list[tuple[str, bytes]] = field(default_factory=list)
    replaced: bool = False
    holder: "Frame | None" = None
    text: bool = False

    def chain(self) -> Iterator["Frame"]:
        """This frame and those around it, the nearest first."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.around


@dataclass(slots=True)
class FontUse:
    """A font that text is set in: the strings shown, and those shown invisibly (text rendering mode 3)."""

    font: Plain
    page: int
    shown: list[bytes] = field(default_factory=list)
    hidden: list[bytes] = field(default_factory=list)


class Run(NamedTuple):
    """A string on a page: where its line begins, its size in points, its colour, and how many boxes lie below it."""

    frame: Frame | None
    font: str
    raw: bytes
    x: float
    y: float
    size: float
    fill: Colour | None
    boxes: int
    visible: bool


class Box(NamedTuple):
    """A filled rectangle or a picture; `fill` is `None` for what has no one colour."""

    left: float
    bottom: float
    right: float
    top: float
    fill: Colour | None
    picture: bool = False
    frame: Frame | None = None

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(slots=True)
class PagePaint:
    """One page: its runs and boxes in the order painted, what is neither tagged nor an artifact, by kind, and how many
    texts stand in no marked content at all.
    """

    number: int
    reference: str
    runs: list[Run] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    stray: dict[str, int] = field(default_factory=dict)
    unframed: int = 0


@dataclass(slots=True)
class Painted:
    """All pages. `forms` counts how often the streams refer to each form XObject, `asides` are the sequences that mark
    no content: without an end, or in what is painted beside the content. `waiting` are the streams beside it that are
    to be read: reference, page, and the resources around.

    `strings`, `numbers` and `properties` keep short operands that were read once, for they come again on every page.
    """

    pages: list[PagePaint] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    fonts: dict[str, FontUse] = field(default_factory=dict)
    asides: list[Frame] = field(default_factory=list)
    forms: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, tuple[int, Entries]] = field(default_factory=dict)
    operations: int = 0
    strings: dict[bytes, bytes] = field(default_factory=dict)
    numbers: dict[bytes, list[float]] = field(default_factory=dict)
    properties: dict[bytes, tuple[str, Entries]] = field(default_factory=dict)

    def refer(self, form: str, is_first: bool) -> bool:
        """Counts a reference to a form, in a stream that is read for the first time; whether the form is new."""
        times = self.forms.get(form, 0)
        self.forms[form] = times + 1 if is_first else max(times, 1)
        return not times

    def beside(self, stream: Plain, page: int, resources: Entries) -> None:
        """Has a stream read that is painted beside the content of a page, once."""
        if isinstance(stream, str):
            self.waiting.setdefault(stream, (page, resources))

    def count(self, operations: int) -> None:
        """Raises `TooLarge` when the streams have more operations than can be read."""
        self.operations += operations
        if self.operations >= MOST_OPERATIONS:
            raise TooLarge


class Owners:
    """Which structure element marked content belongs to, by the parent tree."""

    def __init__(self, objects: Objects) -> None:
        """Reads the parent tree."""
        root = objects.entries(objects.root.get("/StructTreeRoot"))
        self._objects = objects
        self._tree = number_tree(objects, root.get("/ParentTree"))
        self._rooted: dict[str, bool] = {}

    def of_stream(self, number: Plain) -> list[Plain]:
        """The owners of the MCIDs of a stream with that StructParents."""
        return self._objects.items(self._tree.get(number)) if isinstance(number, int) else []

    def is_rooted(self, element: str) -> bool:
        """Whether an element stands in the tree: its parents, each named by `P`, lead to the root."""
        passed: list[str] = []
        found, at = False, element
        while len(passed) < _DEEPEST_TREE:
            if at in self._rooted:
                found = self._rooted[at]
                break
            passed.append(at)
            entries = self._objects.entries(at)
            above = entries.get("/P")
            if "/S" not in entries or not isinstance(above, str) or above in passed[-3:]:
                found = entries.get("/Type") == "/StructTreeRoot"
                break
            at = above
        self._rooted.update(dict.fromkeys(passed, found))
        return found

    def of_object(self, number: Plain) -> str:
        """The owner of an object with that StructParent; "" for none."""
        found = self._tree.get(number) if isinstance(number, int) else None
        return found if isinstance(found, str) and self._objects.entries(found) else ""


def framed(tag: str, properties: Entries, page: int, around: Frame | None, owner: str | None) -> Frame:
    """The frame that `BDC` or `BMC` opens; `owner` is the element that its MCID leads to, `None` for none, "" for one
    outside the tree, which what is in it belongs to all the same.
    """
    number = mcid_of(properties)
    lang = properties.get("/Lang")
    return Frame(
        tag,
        page,
        around,
        number,
        properties,
        owner or "",
        owner or (around.nearest if around is not None else ""),
        bool(owner) or (owner is None and around is not None and around.tagged),
        tag == "Artifact" or (around is not None and around.artifact),
        text_of(lang) if is_string(lang) else around.lang if around else None,
    )


def mcid_of(properties: Entries) -> int:
    """The number of marked content on its page; -1 for none."""
    found = properties.get("/MCID")
    return found if isinstance(found, int) and found >= 0 else -1


def named_properties(objects: Objects, resources: Entries, value: Plain) -> Entries:
    """The property list of marked content: written in place, or named in the resources (14.6.2)."""
    if isinstance(value, dict):
        return value
    if name_of(value):
        held = objects.entries(objects.entries(resources.get("/Properties")).get(value))
        return {key: objects.get(one) for key, one in held.items()}
    return {}


def rectangle(points: list[float], moved: Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of points (x, y, x, y …) after the matrix."""
    a, b, c, d, e, f = moved
    across = [x * a + y * c + e for x, y in zip(points[::2], points[1::2], strict=False)]
    up = [x * b + y * d + f for x, y in zip(points[::2], points[1::2], strict=False)]
    return min(across), min(up), max(across), max(up)
