"""Drawing pages of a PDF with the place of a finding marked. This is what happens in the child process."""

from io import BytesIO
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageDraw

from assembler.problem import Problem, Refused

_WIDTH: Final = 760
"""Of a picture, in pixels; a page that is narrower is not made larger than `_LARGEST`."""

_LARGEST: Final = 1.5
_HIGHEST: Final = 1400
_AROUND: Final = 70
_INK: Final = (143, 29, 29)
_PAPER: Final = (255, 255, 255)
_COLOURS: Final = 64


def draw(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """A PNG of each place; the target of `assembler.isolate.call`.

    `header` is `[[page, [left, bottom, right, top]], …]` in points, the one blob is the file. The answer has width and
    height in pixels of each, none for a page that cannot be drawn. `Refused` when the file cannot be opened.
    """
    try:
        pdf = pypdfium2.PdfDocument(blobs[0])
    except pypdfium2.PdfiumError as fault:
        raise Refused([Problem("checks-pdf-damaged")]) from fault
    sizes: list[list[int]] = []
    pictures: list[bytes] = []
    for page, box in header:
        picture = _picture(pdf, page, box)
        sizes.append(list(picture.size) if picture else [])
        if picture:
            pictures.append(_packed(picture))
    return sizes, tuple(pictures)


def _picture(pdf: pypdfium2.PdfDocument, number: int, box: list[float]) -> Image.Image | None:
    """The part of the page around the box, over its whole width."""
    try:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(_LARGEST, _WIDTH / max(width, 1), _HIGHEST / max(height, 1))
        bitmap = page.render(scale=scale)
        convert = bitmap.get_posconv(page)
        corners = [convert.to_bitmap(box[at], box[at + 1]) for at in (0, 2)]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    (left, right), (top, bottom) = (sorted(sides) for sides in zip(*corners, strict=True))
    if left > picture.width or top > picture.height or right < 0 or bottom < 0:
        return None
    pen = ImageDraw.Draw(picture)
    for reach, colour, thick in ((6, _PAPER, 2), (4, _INK, 3)):
        pen.rectangle((left - reach, top - reach, right + reach, bottom + reach), outline=colour, width=thick)
    around = round(_AROUND * scale)
    return picture.crop((0, max(0, top - around), picture.width, min(picture.height, bottom + around)))


def _packed(picture: Image.Image) -> bytes:
    held = BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()
