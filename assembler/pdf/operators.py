"""The operations of a content stream, one after the other (ISO 32000-1, 7.8.2), read with one regular expression.

The expression never goes back (possessive quantifiers) and always moves on, so that a hostile stream takes time in
proportion to its length.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assembler.pdf.content import ESCAPES
from assembler.pdf.plain import Plain

_LETTERS: Final = rb"[^()\\]++|(?:\\.[^()\\]*+)++"
_LITERAL: Final = rb"\((?:" + _LETTERS + rb"|\((?:" + _LETTERS + rb"|\((?:" + _LETTERS + rb")*+\))*+\))*+\)"
# Numbers, brackets and the spaces between them are taken in one go: most of a stream is that.
_OPERAND: Final = (
    rb"[-+.\d\s\x00\[\]]++|/[^\s\x00<>\[\]()/%{}]*+|" + _LITERAL + rb"|<[0-9A-Fa-f\s]*+>|<<|>>|%[^\r\n]*+"
    rb"|(?:true|false|null)(?![A-Za-z0-9*'\"])"
)
_OPERATION: Final = re.compile(rb"((?:" + _OPERAND + rb")*+)([A-Za-z'\"][A-Za-z0-9*'\"]*+|\Z|.)", re.DOTALL)
_TOKEN: Final = re.compile(
    rb"(?P<dict><<)|(?P<end>>>)|(?P<open>\[)|(?P<close>\])|/(?P<name>[^\s\x00<>\[\]()/%{}]*+)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*+)>|(?P<literal>" + _LITERAL + rb")|(?P<number>[-+.\d]++)|(?P<word>true|false|null)",
    re.DOTALL,
)
_STRING: Final = re.compile(rb"<([0-9A-Fa-f\s]*+)>|(" + _LITERAL + rb")", re.DOTALL)
_IMAGE_END: Final = re.compile(rb"[\s\x00]EI(?=[\s\x00]|\Z)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
# A bare line end in a string is a line feed, however it is written (ISO 32000-1, 7.3.4.2).
_SIGNS: Final[Mapping[bytes | None, bytes]] = dict((*ESCAPES.items(), (None, b"\n")))
_HASH: Final = re.compile(r"#([0-9A-Fa-f]{2})")
_DEEPEST: Final = 50
UNLIMITED: Final = 1 << 62
"""More than there can be."""

_AT_ONCE: Final = 2**20
"""Up to so many bytes all operations are held at once, which is faster; beyond, that would be too much memory."""


def operations(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(operands, operator) of each operation; an inline image is one operation, `BI`, with its entries."""
    if b"BI" in content:
        return _with_images(content)
    if len(content) > _AT_ONCE:
        return (match.groups() for match in _OPERATION.finditer(content))  # type: ignore[misc]
    return iter(_OPERATION.findall(content))


def _with_images(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, size = 0, len(content)
    while at < size:
        match = _OPERATION.match(content, at)
        if match is None:
            return
        operands, operator = match[1], match[2]
        at = max(match.end(), at + 1)
        if operator == b"ID":
            end = _IMAGE_END.search(content, at)
            at = end.end() if end else size
            yield operands, b"BI"
        elif operator != b"BI":
            yield operands, operator


def marks_that_end(content: bytes) -> int:
    """How many marked-content sequences begin before the first that has no end in the stream."""
    if content.count(b"EMC") == content.count(b"BDC") + content.count(b"BMC"):
        return UNLIMITED
    count, opened = 0, list[int]()
    for _, operator in operations(content):
        if operator in (b"BDC", b"BMC"):
            opened.append(count)
            count += 1
        elif operator == b"EMC" and opened:
            opened.pop()
    return opened[0] if opened else UNLIMITED


def strings_in(operands: bytes) -> list[bytes]:
    """The bytes of each string among the operands of a text showing operation."""
    return [
        _unhex(digits) if not literal else _unescape(literal[1:-1]) for digits, literal in _STRING.findall(operands)
    ]


def numbers_in(operands: bytes) -> list[float]:
    """The operands of an operation that takes numbers alone; empty when they are something else."""
    try:
        return [float(number) for number in operands.split()]
    except ValueError:
        return []


def values_in(operands: bytes) -> list[Plain]:
    """The operands as plain values; strings as `assembler.pdf.plain` writes them."""
    return _values(_TOKEN.finditer(operands), 0)


def _values(tokens: Iterator[re.Match[bytes]], depth: int) -> list[Plain]:
    found: list[Plain] = []
    for token in tokens:
        kind = token.lastgroup
        if kind in {"end", "close"}:
            break
        if kind in {"dict", "open"}:
            inner = _values(tokens, depth + 1) if depth < _DEEPEST else []
            found.append(_pairs(inner) if kind == "dict" else inner)
        else:
            found.append(_value(kind or "", token[kind or 0]))
    return found


def _pairs(values: list[Plain]) -> dict[str, Plain]:
    keys = values[::2]
    return {key: value for key, value in zip(keys, values[1::2], strict=False) if isinstance(key, str)}


def _value(kind: str, raw: bytes) -> Plain:
    match kind:
        case "name":
            return "/" + _HASH.sub(lambda found: chr(int(found[1], 16)), raw.decode("latin-1"))
        case "hex":
            return "u:" + string_text(_unhex(raw))
        case "literal":
            return "u:" + string_text(_unescape(raw[1:-1]))
        case "number":
            return _number(raw)
        case _:
            return {b"true": True, b"false": False}.get(raw)


def _number(raw: bytes) -> float | int:
    try:
        return int(raw)
    except ValueError:
        try:
            return float(raw)
        except ValueError:
            return 0


def string_text(raw: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2): UTF-16 or UTF-8 with its mark, else taken as Latin-1."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    return raw[3:].decode("utf-8", "replace") if raw.startswith(b"\xef\xbb\xbf") else raw.decode("latin-1")


def _unhex(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        packed = b"".join(digits.split())
        return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _unescape(raw: bytes) -> bytes:
    if b"\\" not in raw and b"\r" not in raw:
        return raw
    pieces = _ESCAPE.split(raw)
    pieces[1::2] = map(_SIGNS.__getitem__, pieces[1::2])
    return b"".join(pieces)
