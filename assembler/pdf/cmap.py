"""CMaps: how the bytes of a string become codes, and codes become CIDs or letters (ISO 32000-1, 9.7.5 and 9.10.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_BLOCK: Final = re.compile(rb"begin(codespacerange|cidrange|cidchar|bfrange|bfchar)(.*?)end\1", re.DOTALL)
_TWO: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_CID_CHAR: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*(\d+)")
_CID_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(\d+)")
_BF_RANGE: Final = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[((?:\s*<[0-9A-Fa-f\s]*>)*)\s*\])", re.DOTALL
)
_ONE: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_USED: Final = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")
_MODE: Final = re.compile(rb"/WMode\s+(\d+)\s+def")
_MOST_CODES: Final = 1 << 19

IDENTITY: Final = frozenset({"Identity-H", "Identity-V"})
_NAMES: Final = """
GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H
UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V
CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V 83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V
90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H
UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V KSC-EUC-H KSC-EUC-V KSCms-UHC-H
KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V
"""
PREDEFINED: Final = IDENTITY | frozenset(_NAMES.split())
"""The CMaps that need not be in the file (ISO 32000-1, table 118)."""


@dataclass(slots=True)
class CMap:
    """`spaces` are (bytes, lowest, highest code); `cids` and `letters` map codes; `mode` is 1 for vertical writing.

    `taken` counts the codes of all ranges, those too that were named before.
    """

    spaces: list[tuple[int, int, int]] = field(default_factory=list)
    cids: dict[int, int] = field(default_factory=dict)
    letters: dict[int, str] = field(default_factory=dict)
    used: str = ""
    mode: int = 0
    taken: int = 0

    def codes(self, raw: bytes) -> Iterator[int]:
        """The codes in a string: at each place the shortest that lies in a code space, else one byte."""
        at, sizes = 0, sorted({size for size, _, _ in self.spaces}) or [2]
        while at < len(raw):
            size = next((size for size in sizes if self._holds(raw[at : at + size], size)), sizes[0])
            yield int.from_bytes(raw[at : at + size], "big")
            at += size

    def _holds(self, part: bytes, size: int) -> bool:
        if len(part) < size:
            return False
        return any(
            length == size
            and all(low <= one <= high for one, low, high in zip(
                part, lowest.to_bytes(size, "big"), highest.to_bytes(size, "big"), strict=True))
            for length, lowest, highest in self.spaces
        )  # fmt: skip


def read_cmap(source: bytes) -> CMap:
    """The CMap in a stream; what cannot be read is left out."""
    found = CMap()
    for kind, block in _BLOCK.findall(source):
        _READERS[kind](found, block)
    used, mode = _USED.search(source), _MODE.search(source)
    found.used = used[1].decode("latin-1") if used else ""
    found.mode = int(mode[1]) if mode else 0
    return found


def _spaces(found: CMap, block: bytes) -> None:
    for low, high in _TWO.findall(block):
        size = len(_unhex(low))
        if 0 < size <= 4 and len(_unhex(high)) == size:
            found.spaces.append((size, _code(low), _code(high)))


def _cid_chars(found: CMap, block: bytes) -> None:
    found.cids |= {_code(code): int(cid) for code, cid in _CID_CHAR.findall(block)}


def _cid_ranges(found: CMap, block: bytes) -> None:
    for low, high, cid in _CID_RANGE.findall(block):
        start = _code(low)
        for offset in range(_reach(found, start, _code(high))):
            found.cids[start + offset] = int(cid) + offset


def _letters(found: CMap, block: bytes) -> None:
    found.letters |= {_code(code): _text(text) for code, text in _TWO.findall(block)}


def _letter_ranges(found: CMap, block: bytes) -> None:
    for low, high, first, several in _BF_RANGE.findall(block):
        start, texts = _code(low), [_text(one) for one in _ONE.findall(several)]
        text = _text(first)
        for offset in range(_reach(found, start, _code(high))):
            if texts:
                if offset < len(texts):
                    found.letters[start + offset] = texts[offset]
            elif text:
                found.letters[start + offset] = text[:-1] + chr(min(ord(text[-1]) + offset, 0x10FFFF))
            else:
                found.letters[start + offset] = ""


def _reach(found: CMap, low: int, high: int) -> int:
    """How many codes of a range are taken in; a hostile file names more than there can be, or the same ever again."""
    reach = max(0, min(high - low + 1, 0x10000, _MOST_CODES - found.taken))
    found.taken += reach
    return reach


_READERS: Final = {
    b"codespacerange": _spaces,
    b"cidchar": _cid_chars,
    b"cidrange": _cid_ranges,
    b"bfchar": _letters,
    b"bfrange": _letter_ranges,
}


def _unhex(digits: bytes) -> bytes:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _code(digits: bytes) -> int:
    return int.from_bytes(_unhex(digits)[:4], "big")


def _text(digits: bytes) -> str:
    raw = _unhex(digits)
    return raw.decode("latin-1") if len(raw) == 1 else raw.decode("utf-16-be", "replace")
