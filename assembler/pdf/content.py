"""The text of marked content: which words stand under which MCID of a page (ISO 32000-1, 14.6 and 9.10).

A content stream is read with one regular expression instead of an object for each operand: four hundred pages take
seconds, not minutes. Text comes from each font's ToUnicode map; a font without one is read as WinAnsi.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pikepdf import Array, Dictionary, Object, Page, Stream

_TOKEN: Final = re.compile(
    rb"<<(?P<dict>(?:[^<>(]++|<[0-9A-Fa-f\s]*+>|<<[^<>]*+>>|\((?:[^()\\]|\\.)*+\))*+)>>"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|\((?P<lit>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)"
    rb"|/(?P<name>[^\s<>\[\]()/%]*)"
    rb"|(?P<op>\bBI\b.*?\bEI\b|BDC|BMC|EMC|Tf|TJ|Tj|T\*|Td|TD|'|\"|\]|\[)"
    rb"|(?P<gap>-\d{3,}(?:\.\d+)?)",
    re.DOTALL,
)
_MCID: Final = re.compile(rb"/MCID\s+(\d+)")
_LANG: Final = re.compile(rb"/Lang\s*(?:\(([^)]*)\)|<([0-9A-Fa-f]*)>)")
_ACTUAL: Final = re.compile(rb"/ActualText\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
# What each escape stands for (ISO 32000-1, 7.3.4.2): itself, unless it is one of these or a number of one byte.
ESCAPES: Final = {
    **{bytes([byte]): bytes([byte]) for byte in range(256)},
    **{form % byte: bytes([byte & 0xFF]) for byte in range(512) for form in (b"%o", b"%02o", b"%03o")},
    **{b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b"", b"\r": b""},
}
_CHARS: Final = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES: Final = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[(.*?)\])", re.DOTALL)
_WIDE_GAP: Final = -180


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked-content sequence: its text, and its own language ("" for none)."""

    text: str
    lang: str = ""


class _Codes(dict[int, str]):
    """What each code says; nothing for a code that is not in the map."""

    def __missing__(self, code: int) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class _Font:
    """How many bytes a code has, and what each code says."""

    size: int
    codes: _Codes

    def decode(self, raw: bytes) -> str:
        if not self.codes and self.size == 1:
            return raw.decode("cp1252", "replace")
        said = self.codes.__getitem__
        if self.size == 1:
            return "".join(map(said, raw))
        whole = len(raw) // 2
        text = "".join(map(said, struct.unpack_from(f">{whole}H", raw)))
        return text + said(raw[-1]) if len(raw) % 2 else text


@dataclass(slots=True)
class _Reader:
    """The state while one content stream is read."""

    fonts: Mapping[str, _Font]
    found: dict[int, list[str]] = field(default_factory=dict)
    langs: dict[int, str] = field(default_factory=dict)
    stack: list[tuple[int, bool]] = field(default_factory=list)
    font: _Font = field(default_factory=lambda: _Font(1, _Codes()))

    def open(self, properties: bytes) -> None:
        number = _MCID.search(properties)
        mcid = int(number[1]) if number else self.stack[-1][0] if self.stack else -1
        if number:
            self.found.setdefault(mcid, [])
            if lang := _LANG.search(properties):
                self.langs[mcid] = _text_string(lang[1], lang[2])
        actual = _ACTUAL.search(properties)
        replaced = actual is not None or (bool(self.stack) and self.stack[-1][1])
        if actual and not (self.stack and self.stack[-1][1]):
            self.say(_text_string(actual[1], actual[2]), mcid)
        self.stack.append((mcid, replaced))

    def close(self) -> None:
        if self.stack:
            self.stack.pop()

    def show(self, raw: bytes) -> None:
        if self.stack and not self.stack[-1][1]:
            self.say(self.font.decode(raw), self.stack[-1][0])

    def say(self, text: str, mcid: int) -> None:
        if mcid >= 0:
            self.found.setdefault(mcid, []).append(text)


def marked_content(page: Page, fonts: dict[tuple[int, int], _Font] | None = None) -> dict[int, Marked]:
    """The marked content of `page` by MCID. `fonts` keeps the fonts read so far, for the next page."""
    known = {} if fonts is None else fonts
    reader = _Reader(_fonts(page.obj.get("/Resources"), known))
    _read(_stream(page.obj.get("/Contents")), reader)
    return {mcid: Marked("".join(parts), reader.langs.get(mcid, "")) for mcid, parts in sorted(reader.found.items())}


def _read(content: bytes, reader: _Reader) -> None:
    strings: list[bytes] = []
    name, properties, inside = b"", b"", False
    for match in _TOKEN.finditer(content):
        kind, raw = match.lastgroup, match[match.lastgroup or 0]
        if kind == "hex":
            strings.append(_unhex(raw))
        elif kind == "lit":
            strings.append(_unescape(raw))
        elif kind == "name":
            name = raw
        elif kind == "dict":
            properties = raw
        elif kind == "gap":
            if inside and float(raw) < _WIDE_GAP and strings and reader.font.size == 1:
                strings.append(b" ")
        else:
            inside = _operate(raw, reader, (strings, name, properties), inside)
            if raw not in (b"[", b"]"):
                strings, properties = [], b""


def _operate(raw: bytes, reader: _Reader, operands: tuple[list[bytes], bytes, bytes], inside: bool) -> bool:
    strings, name, properties = operands
    match raw:
        case b"[":
            return True
        case b"]":
            return False
        case b"BDC" | b"BMC":
            reader.open(properties)
        case b"EMC":
            reader.close()
        case b"Tf":
            reader.font = reader.fonts.get(name.decode("latin-1"), _Font(1, _Codes()))
        case b"Tj" | b"TJ" | b"'" | b'"':
            reader.show(b"".join(strings))
        case _:
            pass
    return inside


def _stream(contents: Object | None) -> bytes:
    if contents is None:
        return b""
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts if isinstance(part, Stream))


def _fonts(resources: Object | None, known: dict[tuple[int, int], _Font]) -> dict[str, _Font]:
    held = resources.get("/Font") if resources is not None else None
    fonts: dict[str, _Font] = {}
    for name, font in held.items() if isinstance(held, Dictionary) else ():
        key = font.objgen
        if key not in known or key == (0, 0):
            known[key] = _font(font)
        fonts[name[1:]] = known[key]
    return fonts


def _font(font: Object) -> _Font:
    size = 2 if font.get("/Subtype") == "/Type0" else 1
    cmap = font.get("/ToUnicode")
    return _Font(size, _Codes(_codes(cmap.read_bytes()) if isinstance(cmap, Stream) else ()))


def _codes(cmap: bytes) -> Iterator[tuple[int, str]]:
    """What a ToUnicode map says: pairs of code and text (ISO 32000-1, 9.10.3)."""
    for part in _CHARS.findall(cmap):
        for code, text in _PAIR.findall(part):
            yield int(code, 16), _utf16(_unhex(text))
    for part in _RANGES.findall(cmap):
        for low, high, first, several in _RANGE.findall(part):
            texts = [_utf16(_unhex(one)) for one in re.findall(rb"<([0-9A-Fa-f\s]*)>", several)]
            start = _utf16(_unhex(first))
            for offset in range(min(int(high, 16) - int(low, 16) + 1, 65536)):
                if texts:
                    yield int(low, 16) + offset, texts[offset] if offset < len(texts) else ""
                elif start:
                    yield int(low, 16) + offset, start[:-1] + chr(ord(start[-1]) + offset)


def _unhex(raw: bytes) -> bytes:
    digits = b"".join(raw.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace")


def _unescape(raw: bytes) -> bytes:
    if b"\\" not in raw:
        return raw
    pieces = _ESCAPE.split(raw)
    pieces[1::2] = map(ESCAPES.__getitem__, pieces[1::2])
    return b"".join(pieces)


def _text_string(literal: bytes | None, digits: bytes | None) -> str:
    """A PDF text string: UTF-16 with its mark, UTF-8 with its mark, else taken as Latin-1."""
    raw = _unescape(literal) if literal is not None else _unhex(digits or b"")
    if raw.startswith(b"\xfe\xff"):
        return _utf16(raw[2:])
    return raw[3:].decode("utf-8", "replace") if raw.startswith(b"\xef\xbb\xbf") else raw.decode("latin-1")
