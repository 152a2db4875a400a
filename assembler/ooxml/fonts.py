"""Embedded fonts (ECMA-376-1, 17.8.1): a font whose first 32 bytes are combined with a key."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """An obfuscated font: `key` is the GUID for `w:fontKey`."""

    key: str
    content: bytes


def obfuscated(font: bytes) -> EmbeddedFont:
    """`font` obfuscated. The key is derived from the font, so that the same font gives the same bytes."""
    digest = hashlib.sha256(font).hexdigest()[:32].upper()
    key = f"{{{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}}}"
    return EmbeddedFont(key, _combined(font, digest))


def plain(font: EmbeddedFont) -> bytes:
    """The font as it was before."""
    return _combined(font.content, font.key.strip("{}").replace("-", ""))


def _combined(font: bytes, digits: str) -> bytes:
    """The key is used from its last byte to its first, twice over (17.8.1, "reverse order")."""
    key = bytes.fromhex(digits)[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], key, strict=False)) + font[32:]
