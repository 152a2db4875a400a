"""Reading content streams: each operation changes the state, opens or closes a frame, or paints something.

A marked-content sequence begins and ends in the same stream. What is open at the end of its stream is none, and nothing
after it in the stream is marked (ISO 32000-1, 14.6.1).
"""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final, NamedTuple

from assembler.pdf.operators import UNLIMITED, marks_that_end, numbers_in, operations, strings_in, values_in
from assembler.pdf.painted import (
    DEEPEST_FORM,
    MOST_OPERATIONS,
    SAID,
    Box,
    FontUse,
    Frame,
    Owners,
    PagePaint,
    Painted,
    Run,
    framed,
    mcid_of,
    named_properties,
    rectangle,
)
from assembler.pdf.plain import Entries, Objects, Plain, TooLarge, inherited, number_of, text_of
from assembler.pdf.state import INVISIBLE, Colour, State, colour, matrix, product
from assembler.pdf.text_place import MOST_KEPT, TextPlace

_DEVICE: Final = {b"g": "/DeviceGray", b"rg": "/DeviceRGB", b"k": "/DeviceCMYK"}
_EVERYWHERE: Final = (-1e9, -1e9, 1e9, 1e9)
_SHORT: Final = 120
_OF_A_FORM: Final = 100
"""How many operations it is like to paint a form."""

_PLAIN_SPACES: Final = frozenset(
    {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB", "/ICCBased", "/G", "/RGB", "/CMYK"}
)


class Reading(NamedTuple):
    """A file while its streams are read."""

    objects: Objects
    owners: Owners
    painted: Painted


def read_page(reading: Reading, paint: PagePaint, content: bytes, page: Entries) -> None:
    """Reads the content of a page, and of the forms that it paints, into `paint`. Raises `TooLarge`."""
    resources = inherited(reading.objects, page, "/Resources")
    _Painter(reading, paint, True).read(content, resources, page.get("/StructParents"))


def read_beside(reading: Reading, reference: str, page: int, around: Entries) -> None:
    """Reads a stream that is painted beside the content of a page: an appearance, a pattern, a glyph. Fonts and forms
    are found in it, and nothing that must be tagged; `around` are the resources for one that has none of its own.
    """
    entries = reading.objects.entries(reference)
    resources = reading.objects.entries(entries.get("/Resources")) if "/Resources" in entries else around
    painter = _Painter(reading, PagePaint(page, ""), False)
    painter.within = (reference,)
    painter.read(reading.objects.stream(reference) or b"", resources, None)


class _Painter(TextPlace):
    """Reads the stream of one page, and of the forms that it paints."""

    def __init__(self, reading: "Reading", paint: PagePaint, is_content: bool) -> None:
        objects, owners, painted = reading
        super().__init__(painted.numbers)
        self.objects, self.owners, self.painted, self.paint = objects, owners, painted, paint
        self.is_content, self.is_first = is_content, True
        self.saved: list[State] = []
        self.frame: Frame | None = None
        self.outside: Frame | None = None
        self.left = UNLIMITED
        self.path: list[float] = []
        self.straight = True
        self.resources: Entries = {}
        self.around: Entries = {}
        self.marks: list[Plain] = []
        self.within: tuple[str, ...] = ()
        self.spaces: dict[bytes, str] = {}
        self.colours: dict[bytes, Colour | None] = {}
        self.named: dict[bytes, tuple[str, float]] = {}

    def read(self, content: bytes, resources: Entries, struct_parents: Plain) -> None:
        """Reads one stream; `struct_parents` is the entry of its dictionary."""
        kept = self.resources, self.marks, self.spaces, self.named, self.outside, self.left
        self.resources, self.marks = resources, self.owners.of_stream(struct_parents)
        self.outside, self.left = self.frame, marks_that_end(content)
        self.around = self.around or resources
        self.spaces, self.colours, self.named = {}, {}, {}
        found = _HANDLERS.get
        count = 0
        for operands, operator in islice(operations(content), MOST_OPERATIONS):
            count += 1
            handler = found(operator)
            if handler is not None:
                handler(self, operands)
        self.painted.count(count)
        self.resources, self.marks, self.spaces, self.named, self.outside, self.left = kept

    def resource(self, kind: str, name: str) -> Plain:
        """What a name stands for in the stream; a form that does not say so has it from the page, as readers do."""
        found = self.objects.entries(self.resources.get(kind)).get(name)
        return found if found is not None else self.objects.entries(self.around.get(kind)).get(name)

    def save(self, _: bytes) -> None:
        if len(self.saved) > 10_000:
            raise TooLarge
        self.saved.append(self.state)
        self.state = self.state.copy()

    def restore(self, _: bytes) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def move(self, operands: bytes) -> None:
        self.state.moved = product(matrix(self.numbers(operands)), self.state.moved)

    def font(self, operands: bytes) -> None:
        found = self.named.get(operands)
        if found is None:
            found = self.named[operands] = self._font(operands)
        self.state.font, self.state.size = found

    def _font(self, operands: bytes) -> tuple[str, float]:
        name, *sizes = operands.split()[-2:] or [b""]
        size = (numbers_in(sizes[0]) or [0.0])[0] if sizes else 0.0
        held = self.resource("/Font", "/" + name[1:].decode("latin-1"))
        if held is None:
            return "", size
        key = held if isinstance(held, str) else f"direct {id(held)}"
        if key not in self.painted.fonts:
            self.painted.fonts[key] = FontUse(held, self.paint.number)
        return key, size

    def graphics(self, operands: bytes) -> None:
        held = self.resource("/ExtGState", "/" + operands.strip()[1:].decode("latin-1"))
        entries = self.objects.entries(held)
        if "/ca" in entries:
            self.state.see_through = number_of(entries["/ca"], 1) < 1
        font = self.objects.items(entries.get("/Font"))
        if len(font) == 2 and isinstance(font[0], str):
            self.painted.fonts.setdefault(font[0], FontUse(font[0], self.paint.number))
            self.state.font, self.state.size = font[0], number_of(font[1])

    def mode(self, operands: bytes) -> None:
        numbers = self.numbers(operands)
        self.state.mode = int(numbers[0]) if numbers else 0

    def next_line_show(self, operands: bytes) -> None:
        self.next_line(b"")
        self.show(operands)

    def show(self, operands: bytes) -> None:
        state, frame = self.state, self.frame
        raw = self.painted.strings.get(operands)
        if raw is None:
            raw = b"".join(strings_in(operands))
            if len(operands) < _SHORT and len(self.painted.strings) < MOST_KEPT:
                self.painted.strings[operands] = raw
        visible = state.mode != INVISIBLE
        self._content("text")
        if frame is not None and not frame.replaced:
            (frame.holder or frame).shown.append((state.font, raw))
        use = self.painted.fonts.get(state.font)
        if use is not None:
            (use.shown if visible else use.hidden).append(raw)
        a, b, c, d, e, f = state.moved
        x, y = self.text[4], self.text[5]
        height = abs(self.text[3] or self.text[1]) * abs(d or b) * abs(state.size)
        fill = None if state.see_through or state.mode not in (0, 2, 4, 6) else state.fill
        place = x * a + y * c + e, x * b + y * d + f
        self.paint.runs.append(Run(frame, state.font, raw, *place, height, fill, len(self.paint.boxes), visible))

    def _content(self, kind: str) -> None:
        """Something that must be tagged or an artifact; text must have a language too."""
        frame = self.frame
        if frame is None or not (frame.tagged or frame.artifact):
            self.paint.stray[kind] = self.paint.stray.get(kind, 0) + 1
        if kind == "text" and frame is not None:
            frame.text = True
        elif kind == "text":
            self.paint.unframed += 1

    def open(self, operands: bytes) -> None:
        known = self.painted.properties.get(operands)
        tag, properties = known or self._properties(operands)
        frame = framed(tag, properties, self.paint.number, self.frame, self._owner(mcid_of(properties)))
        self.left -= 1
        if self.left < 0:
            self.painted.asides.append(frame)
            return
        self.frame = frame
        self.frame.stream = self.within[-1] if self.within else self.paint.reference
        self._hold(self.frame)
        (self.painted.frames if self.is_content else self.painted.asides).append(self.frame)

    def _hold(self, frame: Frame) -> None:
        around = frame.around
        if frame.mcid < 0 and around is not None:
            frame.holder = around if around.mcid >= 0 else around.holder
        frame.replaced = around is not None and around.replaced
        if not frame.replaced and "/ActualText" in frame.properties:
            frame.replaced = True
            said = text_of(self.objects.get(frame.properties["/ActualText"]))
            (frame.holder or frame).shown.append((SAID, said.encode("utf-8")))

    def _properties(self, operands: bytes) -> tuple[str, Entries]:
        values = values_in(operands)
        tag = values[0][1:] if values and isinstance(values[0], str) else ""
        properties = named_properties(self.objects, self.resources, values[1]) if len(values) > 1 else {}
        if len(operands) < _SHORT and not (len(values) > 1 and isinstance(values[1], str)):
            self.painted.properties[operands] = tag, properties
        return tag, properties

    def _owner(self, mcid: int) -> str | None:
        """The element of an MCID; "" for one that stands outside the tree, `None` when there is none."""
        held = self.marks[mcid] if 0 <= mcid < len(self.marks) else None
        if not isinstance(held, str) or self.objects.get(held) is None:
            return None
        return held if self.owners.is_rooted(held) else ""

    def close(self, _: bytes) -> None:
        if self.frame is not self.outside and self.frame is not None:
            self.frame = self.frame.around

    def draw(self, operands: bytes) -> None:
        self.path += self.numbers(operands)

    def bend(self, operands: bytes) -> None:
        self.path += self.numbers(operands)
        self.straight = False

    def frame_path(self, operands: bytes) -> None:
        numbers = numbers_in(operands)
        if len(numbers) == 4:
            x, y, width, height = numbers
            self.path += [x, y, x + width, y, x + width, y + height, x, y + height]

    def stroke(self, _: bytes) -> None:
        self._content("path")
        self.leave(b"")

    def fill(self, _: bytes) -> None:
        self._content("path")
        if len(self.path) >= 6:
            upright = self.straight and len(set(self.path[::2])) == 2 == len(set(self.path[1::2]))
            fill = self.state.fill if upright and not self.state.see_through else None
            self.paint.boxes.append(Box(*rectangle(self.path, self.state.moved), fill, frame=self.frame))
        self.leave(b"")

    def leave(self, _: bytes) -> None:
        self.path, self.straight = [], True

    def shade(self, _: bytes) -> None:
        self._content("shading")
        self.paint.boxes.append(Box(*_EVERYWHERE, None))

    def image(self, _: bytes) -> None:
        self._content("image")
        box = rectangle([0, 0, 1, 0, 1, 1, 0, 1], self.state.moved)
        self.paint.boxes.append(Box(*box, None, True, self.frame))

    def colour_of(self, operands: bytes) -> None:
        self.pattern(operands)
        self.state.fill = self._colour(operands) if self.state.space in _PLAIN_SPACES else None

    def pattern(self, operands: bytes) -> None:
        if b"/" in operands:
            named = operands[operands.rindex(b"/") :].strip().decode("latin-1")
            held = self.resource("/Pattern", named)
            self.painted.beside(held, self.paint.number, self.resources)

    def _colour(self, operands: bytes) -> Colour | None:
        if operands not in self.colours:
            self.colours[operands] = colour(numbers_in(operands))
        return self.colours[operands]

    def space(self, operands: bytes) -> None:
        if operands not in self.spaces:
            name = operands.strip().decode("latin-1")
            held = self.objects.get(self.resource("/ColorSpace", name) or name)
            self.spaces[operands] = str(self.objects.get(held[0])) if isinstance(held, list) and held else str(held)
        self.state.space = self.spaces[operands]
        self.state.fill = (0, 0, 0) if self.state.space in _PLAIN_SPACES else None

    def device(self, space: str, operands: bytes) -> None:
        self.state.space = space
        self.state.fill = self._colour(operands)

    def paint_object(self, operands: bytes) -> None:
        reference = self.resource("/XObject", "/" + operands.strip()[1:].decode("latin-1"))
        entries = self.objects.entries(reference)
        kind = entries.get("/Subtype")
        owner = self.owners.of_object(entries.get("/StructParent"))
        around = self.frame
        if owner:
            self.frame = Frame("", self.paint.number, around, owner=owner, nearest=owner, tagged=True,
                               artifact=around is not None and around.artifact)  # fmt: skip
        if kind == "/Image":
            self.image(b"")
        elif kind == "/Form" and isinstance(reference, str) and reference not in self.within:
            self._form(reference, entries)
        self.frame = around

    def _form(self, reference: str, entries: Entries) -> None:
        if len(self.within) >= DEEPEST_FORM:
            return
        kept = self.state, self.saved, self.frame, self.is_first, self.within, self.line, self.text
        self.is_first = self.painted.refer(reference, self.is_first)
        self.painted.count(_OF_A_FORM)
        self.state, self.saved = self.state.copy(), []
        self.within = (*self.within, reference)
        form = [number_of(number) for number in self.objects.items(entries.get("/Matrix"))]
        self.state.moved = product(matrix(form), self.state.moved)
        resources = self.objects.entries(entries.get("/Resources")) if "/Resources" in entries else self.resources
        self.read(self.objects.stream(reference) or b"", resources, entries.get("/StructParents"))
        self.state, self.saved, self.frame, self.is_first, self.within, self.line, self.text = kept


_Handler = Callable[[_Painter, bytes], None]


def _device(space: str) -> _Handler:
    return lambda painter, operands: painter.device(space, operands)


_HANDLERS: Final[Mapping[bytes, _Handler]] = {
    b"q": _Painter.save, b"Q": _Painter.restore, b"cm": _Painter.move, b"gs": _Painter.graphics,
    b"Tf": _Painter.font, b"Tr": _Painter.mode, b"TL": _Painter.leading, b"BT": _Painter.begin_text,
    b"Tm": _Painter.place_text, b"Td": _Painter.move_text, b"TD": _Painter.move_text_leading,
    b"T*": _Painter.next_line, b"Tj": _Painter.show, b"TJ": _Painter.show,
    b"'": _Painter.next_line_show, b'"': _Painter.next_line_show,
    b"BDC": _Painter.open, b"BMC": _Painter.open, b"EMC": _Painter.close,
    b"m": _Painter.draw, b"l": _Painter.draw, b"c": _Painter.bend, b"v": _Painter.bend, b"y": _Painter.bend,
    b"re": _Painter.frame_path, b"n": _Painter.leave, b"S": _Painter.stroke, b"s": _Painter.stroke,
    b"f": _Painter.fill, b"F": _Painter.fill, b"f*": _Painter.fill, b"B": _Painter.fill, b"B*": _Painter.fill,
    b"b": _Painter.fill, b"b*": _Painter.fill, b"sh": _Painter.shade, b"BI": _Painter.image,
    b"Do": _Painter.paint_object,
    b"cs": _Painter.space, b"sc": _Painter.colour_of, b"scn": _Painter.colour_of, b"SCN": _Painter.pattern,
    **{operator: _device(space) for operator, space in _DEVICE.items()},
}  # fmt: skip
