"""How long deflated data are, found out without holding them: a kilobyte can stand for a gigabyte."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from pikepdf import Array, Object, Stream

_DEFLATED: Final = frozenset({"/FlateDecode", "/Fl"})
_PIECE: Final = 1 << 20
_MOST_TO_ONE: Final = 1032
"""One byte of deflated data stands for so many at most (RFC 1951)."""


def bytes_up_to(stream: Stream, limit: int) -> bytes | None:
    """The decoded bytes of a stream; `None` when they are deflated and longer than `limit`."""
    held = stream.get("/Filter")
    filters: list[Object | None] = list(held) if isinstance(held, Array) else [held]
    deflated = all(str(one) in _DEFLATED for one in filters)
    if deflated and is_longer(stream.read_raw_bytes(), len(filters), limit):
        return None
    return stream.read_bytes()


def is_longer(raw: bytes, times: int, limit: int) -> bool:
    """Whether data that were deflated so many `times` are longer than `limit`; what is broken ends where it breaks."""
    if len(raw) * _MOST_TO_ONE**times <= limit:
        return False
    pieces: Iterable[bytes] = (raw,)
    for _ in range(times):
        pieces = _inflated(pieces)
    found = 0
    for piece in pieces:
        found += len(piece)
        if found > limit:
            return True
    return False


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, _PIECE)
            except zlib.error:
                return
            rest = inflater.unconsumed_tail
