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
_NAMES: Final = {
    ("GB1", 0): "GB-EUC GBpc-EUC",
    ("GB1", 2): "GBK-EUC GBKp-EUC",
    ("GB1", 4): "GBK2K UniGB-UCS2 UniGB-UTF16",
    ("CNS1", 0): "B5pc ETen-B5 ETenms-B5 CNS-EUC",
    ("CNS1", 3): "HKscs-B5 UniCNS-UCS2",
    ("CNS1", 4): "UniCNS-UTF16",
    ("Japan1", 1): "83pv-RKSJ 90pv-RKSJ Add-RKSJ EUC",
    ("Japan1", 2): "90ms-RKSJ 90msp-RKSJ Ext-RKSJ",
    ("Japan1", 4): "UniJIS-UCS2 UniJIS-UCS2-HW",
    ("Japan1", 5): "UniJIS-UTF16",
    ("Korea1", 0): "KSC-EUC KSCpc-EUC",
    ("Korea1", 1): "KSCms-UHC KSCms-UHC-HW UniKS-UCS2",
    ("Korea1", 2): "UniKS-UTF16",
}
_ONE_WAY: Final = frozenset({"83pv-RKSJ-V", "90pv-RKSJ-V", "KSCpc-EUC-V"})
COLLECTION_OF: Final = {
    f"{name}-{way}": of for of, names in _NAMES.items() for name in names.split() for way in "HV"
    if f"{name}-{way}" not in _ONE_WAY
} | {"H": ("Japan1", 1), "V": ("Japan1", 1)}  # fmt: skip
"""The CMaps that readers have, with ordering and supplement of their collection by Adobe (ISO 32000-1, table 118)."""

PREDEFINED: Final = IDENTITY | frozenset(COLLECTION_OF)
"""The CMaps that need not be in the file."""


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
