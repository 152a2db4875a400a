"""Type 1 font programs: glyph names, widths and the built-in encoding (Adobe Type 1 Font Format, 2 and 7)."""

import re
from typing import Final

from assembler.pdf.font_program import Listed, Program

_ENCODING: Final = re.compile(rb"dup\s+(\d+)\s*/([^\s/]+)\s+put")
_GLYPH: Final = re.compile(rb"/([^\s/]+)\s+(\d+)\s+(?:RD|-\||\S{1,3})\s")
_LEADING: Final = re.compile(rb"/lenIV\s+(-?\d+)")
_MATRIX: Final = re.compile(rb"/FontMatrix\s*\[\s*([-+.\deE]+)")
_EEXEC_KEY: Final = 55665
_CHARSTRING_KEY: Final = 4330
_MOST_NUMBERS: Final = 30


def read_type1(data: bytes) -> Program | None:
    """The program; `None` when it cannot be read."""
    if data[:1] == b"\x80":
        data = _unwrapped(data)
    head, mark, rest = data.partition(b"eexec")
    if not mark:
        return None
    private = _private(rest.lstrip(b" \t\r\n"))
    leading = _LEADING.search(private)
    strings = _charstrings(private, int(leading[1]) if leading else 4)
    if not strings:
        return None
    scale = _scale(head)
    # In this format glyphs have no numbers: .notdef gets 0 as in the others, wherever it stands.
    names = {name: glyph for glyph, name in enumerate(dict.fromkeys((".notdef", *strings)))}
    widths = {names[name]: width * scale for name, code in strings.items() if (width := _width(code)) is not None}
    built_in = {int(code): name.decode("latin-1") for code, name in _ENCODING.findall(head)}
    return Program(len(names), Listed(widths), names, built_in=built_in or None)


def _unwrapped(data: bytes) -> bytes:
    """The segments of a PFB file."""
    parts, at = [], 0
    while at + 6 <= len(data) and data[at] == 0x80 and data[at + 1] in (1, 2):
        size = int.from_bytes(data[at + 2 : at + 6], "little")
        parts.append(data[at + 6 : at + 6 + size])
        at += 6 + size
    return b"".join(parts)


def _private(rest: bytes) -> bytes:
    digits = rest[:8]
    if all(chr(one) in "0123456789abcdefABCDEF \t\r\n" for one in digits):
        packed = re.sub(rb"[^0-9A-Fa-f]", b"", rest)
        rest = bytes.fromhex(packed[: len(packed) // 2 * 2].decode("ascii"))
    return _decrypted(rest, _EEXEC_KEY, 4)


def _decrypted(data: bytes, key: int, skipped: int) -> bytes:
    found = bytearray()
    for one in data:
        found.append(one ^ (key >> 8))
        key = ((one + key) * 52845 + 22719) & 0xFFFF
    return bytes(found[skipped:])


def _charstrings(private: bytes, leading: int) -> dict[str, bytes]:
    start = private.find(b"/CharStrings")
    found: dict[str, bytes] = {}
    at = private.find(b"begin", start) if start >= 0 else -1
    while at >= 0:
        match = _GLYPH.search(private, at)
        if match is None or match.start() - at > 200:
            break
        size = int(match[2])
        code = private[match.end() : match.end() + size]
        found[match[1].decode("latin-1")] = _decrypted(code, _CHARSTRING_KEY, leading) if leading >= 0 else code
        at = match.end() + size
    return found


def _scale(head: bytes) -> float:
    matrix = _MATRIX.search(head)
    try:
        return float(matrix[1]) * 1000 if matrix else 1.0
    except ValueError:
        return 1.0


def _width(code: bytes) -> float | None:
    """The width that `hsbw` or `sbw` sets at the beginning of a charstring."""
    stack: list[float] = []
    at = 0
    while at < len(code) and len(stack) < _MOST_NUMBERS:
        one = code[at]
        at += 1
        if one >= 32:
            number, at = _number(code, one, at)
            stack.append(number)
        elif one == 13 and len(stack) >= 2:
            return stack[1]
        elif one == 12 and at < len(code) and code[at] == 7 and len(stack) >= 4:
            return stack[2]
        elif one == 12 and at < len(code) and code[at] == 12 and len(stack) >= 2 and stack[-1]:
            below, over = stack.pop(), stack.pop()
            stack.append(over / below)
            at += 1
        else:
            return None
    return None


def _number(code: bytes, one: int, at: int) -> tuple[float, int]:
    if one <= 246:
        return one - 139, at
    following = code[at] if at < len(code) else 0
    if one <= 250:
        return (one - 247) * 256 + following + 108, at + 1
    if one <= 254:
        return -(one - 251) * 256 - following - 108, at + 1
    return int.from_bytes(code[at : at + 4], "big", signed=True), at + 4
