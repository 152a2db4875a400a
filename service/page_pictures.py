"""Small pictures of a PDF's pages, for looking through a build on the page: what happens in the child process."""

from io import BytesIO
from typing import Any, Final

import pypdfium2
from PIL import Image

from assembler.problem import Problem, Refused

MOST_PAGES: Final = 400
_WIDTH: Final = 420
_COLOURS: Final = 48


def pictures(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """A PNG of each page, at most 400; for `assembler.isolate.call`.

    The one blob is the file. Gives {"outcome", "files", "detail"}: as detail how many pages there are and the size of
    each picture. `Refused` when the file cannot be opened.
    """
    try:
        pdf = pypdfium2.PdfDocument(blobs[0])
    except pypdfium2.PdfiumError as fault:
        raise Refused([Problem("checks-pdf-damaged")]) from fault
    found = [_picture(pdf, number) for number in range(min(len(pdf), MOST_PAGES))]
    names = [f"page-{number:03}.png" for number in range(1, len(found) + 1)]
    detail = {"pages": len(pdf), "sizes": [size for _, size in found]}
    return {"outcome": "passed", "files": names, "detail": detail}, tuple(content for content, _ in found)


def _picture(pdf: pypdfium2.PdfDocument, number: int) -> tuple[bytes, list[int]]:
    page = pdf[number]
    width, _ = page.get_size()
    drawn: Image.Image = page.render(scale=_WIDTH / max(width, 1)).to_pil().convert("RGB")
    held = BytesIO()
    drawn.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue(), list(drawn.size)
