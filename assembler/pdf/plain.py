"""The objects of a PDF as plain values: dictionaries, lists, numbers, and texts that say by their mark what they are.

Reading an object as JSON and then asking a Python dictionary is many times faster than asking the object key by key.
A name is "/Name", a reference "12 0 R", a string "u:text" or "b:" and hexadecimal digits (the JSON of qpdf, version 2).
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from pikepdf import Object, Pdf, PdfError, Stream

from assembler.pdf.inflated import bytes_up_to

Plain: TypeAlias = Any
Entries: TypeAlias = Mapping[str, Plain]

_REFERENCE: Final = re.compile(r"^(\d+) (\d+) R$")
_DECODE: Final = json.JSONDecoder().decode
_NOTHING: Final[Entries] = {}
_UNREAD: Final = object()
_LARGEST_STREAM: Final = 200 * 2**20


class TooLarge(Exception):
    """The streams of the file are more than can be read."""


class Objects:
    """Every object of a file that somebody asked for, read once."""

    def __init__(self, pdf: Pdf) -> None:
        """`pdf` must stay open."""
        self._pdf = pdf
        self._held: dict[str, Plain] = {}
        self._written: dict[str, bytes] | None = None
        self._bytes = 0
        self.trailer: Entries = {key: _plain(pdf.trailer.get(key)) for key in ("/Root", "/Info", "/Encrypt", "/ID")}

    @property
    def root(self) -> Entries:
        """The catalogue."""
        return self.entries(self.trailer["/Root"])

    def get(self, value: Plain) -> Plain:
        """The value behind a reference, or the value itself; `None` for an object that is missing or null."""
        if not isinstance(value, str) or value[-2:] != " R":
            return value
        held = self._held.get(value, _UNREAD)
        if held is _UNREAD:
            found = _REFERENCE.match(value)
            held = self._held[value] = self._read(value, int(found[1]), int(found[2])) if found else value
        return held

    def entries(self, value: Plain) -> Entries:
        """The entries of a dictionary or stream; none for anything else."""
        if isinstance(value, dict):
            return value
        found = self.get(value) if isinstance(value, str) else None
        return found if isinstance(found, dict) else _NOTHING

    def items(self, value: Plain) -> list[Plain]:
        """The items of an array, not resolved; none for anything else."""
        found = self.get(value)
        return found if isinstance(found, list) else []

    def several(self, value: Plain) -> list[Plain]:
        """The items of an array; a value that is no array is the only item, nothing gives none."""
        found = self.get(value)
        return found if isinstance(found, list) else [] if found is None else [value]

    def stream(self, reference: Plain) -> bytes | None:
        """The decoded bytes of a stream; `None` when it is none, or cannot be decoded. Raises `TooLarge`."""
        found = _REFERENCE.match(reference) if isinstance(reference, str) else None
        held = self._object(int(found[1]), int(found[2])) if found else None
        if not isinstance(held, Stream):
            return None
        try:
            data = bytes_up_to(held, _LARGEST_STREAM - self._bytes)
        except (PdfError, ValueError, RuntimeError):
            return None
        self._bytes += len(data or b"")
        if data is None or self._bytes > _LARGEST_STREAM:
            raise TooLarge
        return data

    def is_stream(self, reference: Plain) -> bool:
        """Whether a reference leads to a stream."""
        found = _REFERENCE.match(reference) if isinstance(reference, str) else None
        return found is not None and isinstance(self._object(int(found[1]), int(found[2])), Stream)

    def holding(self, key: str) -> Iterator[tuple[str, Plain]]:
        """Every object of the file, reachable or not, with that key somewhere in it, and its reference."""
        mark = json.dumps(key).encode()
        for reference, written in self._all().items():
            if mark in written:
                yield reference, self.get(reference)

    def pages(self) -> list[str]:
        """The reference of each page, in order."""
        return ["{} {} R".format(*page.obj.objgen) for page in self._pdf.pages]

    def _read(self, reference: str, number: int, generation: int) -> Plain:
        written = self._all().get(reference)
        if written is not None:
            return _value(written)
        held = self._object(number, generation)
        return None if held is None else _plain(held, inside=True)

    def _all(self) -> dict[str, bytes]:
        """Every object as JSON, not yet read: to take them one after the other is faster than to ask for each."""
        if self._written is None:
            self._written = {}
            for held in self._pdf.objects:
                number, generation = getattr(held, "objgen", (0, 0))
                if number:
                    self._written[f"{number} {generation} R"] = _json(held)
        return self._written

    def _object(self, number: int, generation: int) -> Object | None:
        try:
            return self._pdf.get_object((number, generation))
        except (PdfError, ValueError, OverflowError, RuntimeError):
            return None


def _plain(held: Object | None, inside: bool = False) -> Plain:
    if not isinstance(held, Object):
        return held
    return _value(_json(held, inside))


def _value(written: bytes) -> Plain:
    return _DECODE(written.decode("utf-8", "replace") or "null")


def _json(held: Object, inside: bool = True) -> bytes:
    try:
        return held.to_json(dereference=inside)
    except (PdfError, ValueError, RuntimeError, RecursionError):
        return b""


def text_of(value: Plain) -> str:
    """The text of a string; "" for anything else."""
    if not isinstance(value, str):
        return ""
    if value.startswith("u:"):
        return value[2:]
    return bytes_of(value).decode("latin-1")


def bytes_of(value: Plain) -> bytes:
    """The bytes of a string that holds no text, or the text in UTF-8; nothing for anything else."""
    if not isinstance(value, str):
        return b""
    if value.startswith("u:"):
        return value[2:].encode("utf-8")
    try:
        return bytes.fromhex(value[2:]) if value.startswith("b:") else b""
    except ValueError:
        return b""


def is_string(value: Plain) -> bool:
    """Whether it is a string, be it an empty one."""
    return isinstance(value, str) and value.startswith(("u:", "b:"))


def name_of(value: Plain) -> str:
    """The letters of a name without the stroke; "" for anything else."""
    if not isinstance(value, str):
        return ""
    if value.startswith("n:"):
        return value[3:]
    return value[1:] if value.startswith("/") else ""


def number_of(value: Plain, otherwise: float = 0) -> float:
    """A number; `otherwise` for anything else."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else otherwise


def whole_of(value: Plain, otherwise: int = 0) -> int:
    """A whole number; `otherwise` for anything else."""
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else otherwise


def inherited(objects: Objects, page: Entries, key: str) -> Entries:
    """An entry that a page may have from the nodes above it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(60):
        if key in page:
            return objects.entries(page[key])
        if "/Parent" not in page:
            break
        page = objects.entries(page["/Parent"])
    return {}
