"""Pictures that Word can show: what they are and how large, without unpacking a single pixel."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

_ENDINGS: Final = {"PNG": "png", "JPEG": "jpeg"}


@dataclass(frozen=True, slots=True)
class ImageForm:
    """The file ending that Word expects, and the size in pixels."""

    ending: str
    width: int
    height: int


def image_form(content: bytes) -> ImageForm | None:
    """The form of a PNG or JPEG; `None` for anything else, and for a picture too large to be a picture."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures, which is for the loading of a plan to judge.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=tuple(_ENDINGS)) as image:
                return ImageForm(_ENDINGS[image.format or ""], max(1, image.width), max(1, image.height))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return None
