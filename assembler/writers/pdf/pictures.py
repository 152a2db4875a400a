"""Pictures on their way into the PDF: found by name, known by their first bytes."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from assembler.writers.pdf.galley import Galley

_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"<svg", "svg"),
    (b"<?xml", "svg"),
)


def picture_file(name: str, galley: Galley, block: str) -> str:
    """The file name under which the picture reaches Typst; "" with a problem at `block` when it cannot be used."""
    content = galley.materials.images.get(name)
    if content is None:
        galley.warn("writers-image-missing", block, image=name)
        return ""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), "")
    if fault := _fault(content, kind):
        galley.warn(fault, block, name=name)
        return ""
    known = {content: file for file, content in galley.files.items()}
    file = known.get(content, f"picture-{len(galley.files) + 1}.{kind}")
    galley.files[file] = content
    return file


def _fault(content: bytes, kind: str) -> str:
    """The code of what is wrong with a picture, "" for nothing; pixels are not unpacked here."""
    if kind == "svg":
        return ""
    if not kind:
        return "pdf-picture-unknown"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as picture:
                picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return "pdf-picture-too-large"
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return "pdf-picture-unknown"
    return ""
