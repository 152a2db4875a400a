"""Pictures taken in, in a child process: measured before they are decoded, then encoded anew without metadata.

What comes out holds pixels only: no position or camera data, no thumbnails, no embedded scripts, the colours in sRGB
(which PDF/A takes as the document's output intent, ISO 19005-2 6.2.4) and turned the right way up.
"""

import io
import warnings
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps

from assembler.problem import Place, Problem, Refused

MOST_PIXELS: Final = 40_000_000
MOST_BYTES: Final = 20 * 2**20
FORMATS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_QUALITY: Final = 90


def read_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """One picture: {"width", "height"} in pixels and its new bytes, in the format of the file's name."""
    file = str(header["file"])
    # The size is judged below, from the header alone; Pillow's own limit is another number.
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    try:
        with Image.open(io.BytesIO(blobs[0]), formats=["PNG", "JPEG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                values = {"width": opened.width, "height": opened.height, "limit": MOST_PIXELS // 1_000_000}
                raise Refused([Problem("plan-image-pixels", Place(file=file), values)])
            picture = _plain(opened)
        return {"width": picture.width, "height": picture.height}, (_encoded(picture, header["format"]),)
    except (OSError, ValueError, SyntaxError, EOFError, ImageCms.PyCMSError) as fault:
        raise Refused([Problem("plan-image-unreadable", Place(file=file))]) from fault


def _plain(opened: Image.Image) -> Image.Image:
    """Upright, in sRGB or grey, eight bits a channel, alpha kept."""
    upright = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    transparent = upright.has_transparency_data
    if upright.mode in ("I;16", "I;16B", "I", "F"):
        # Sixteen bits a grey pixel: the upper eight of them.
        upright = upright.point(lambda value: value / 256).convert("L")
    if upright.mode in ("1", "L") and not transparent:
        return upright.convert("L")
    if profile and upright.mode in ("RGB", "CMYK"):
        return _in_srgb(upright, profile)
    return upright.convert("RGBA" if transparent else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return turned if turned is not None else picture.convert("RGB")


def _encoded(picture: Image.Image, wanted: str) -> bytes:
    target = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if wanted == "PNG":
        bare.save(target, "PNG", compress_level=6)
    else:
        _opaque(bare).save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    """JPEG knows no transparency: what shines through is white, as paper is."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
