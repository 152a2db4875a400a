"""Delimited text to a sheet: UTF-8 with or without a byte order mark, UTF-16 (Excel's "Unicode text"), windows-1252."""

import csv
from collections.abc import Iterator
from io import StringIO

from assembler.importers.source import Row, Sheet
from assembler.problem import Place, Problem, Refused

_DELIMITERS = ";\t,|"
_LOOKED_AT = 40


def read_delimited(file: str, content: bytes) -> Sheet:
    """The table; `Refused` with the place for mixed encodings, bytes that are no text, and quotes that never close."""
    text = _decoded(file, content)
    return Sheet(file, "", tuple(_rows(file, text, _delimiter(text))))


def _decoded(file: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(file, content, "utf-16")
    if b"\0" in content:
        raise Refused([Problem("importers-not-text", Place(file=file, line=_line(content, content.index(b"\0"))))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse_mixture(file, content)
        return _strict(file, content, "cp1252")


def _strict(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Refused([Problem("importers-not-text", Place(file=file, line=_line(content, fault.start)))]) from fault


def _refuse_mixture(file: str, content: bytes) -> None:
    """UTF-8 letters and windows-1252 letters in one file: no reading of it is right."""
    utf8, other = 0, 0
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            utf8 = utf8 or number
        except UnicodeDecodeError:
            other = other or number
    if utf8 and other:
        values = {"one": utf8, "other": other}
        raise Refused([Problem("importers-mixed-encodings", Place(file=file, line=max(utf8, other)), values)])


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1


def _delimiter(text: str) -> str:
    """The sign that divides most of the first lines into the same number of cells."""
    lines = [line for line in text[:200_000].splitlines()[:_LOOKED_AT] if line.strip()]
    return max(_DELIMITERS, key=lambda sign: (_agreement(lines, sign), -_DELIMITERS.index(sign)))


def _agreement(lines: list[str], sign: str) -> int:
    counts = [line.count(sign) for line in lines if sign in line]
    return max((counts.count(count) * min(count, 3) for count in counts), default=0)


def _rows(file: str, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as fault:
        raise Refused([Problem("importers-bad-row", Place(file=file, line=reader.line_num))]) from fault
