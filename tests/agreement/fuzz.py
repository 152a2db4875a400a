"""PDF files damaged at random, and what becomes of them: `python -m tests.agreement.fuzz [--count N] FILE…`.

Each file is damaged in its bytes (changed, cut off, doubled) or in its objects (a value exchanged for one of another
type, for another object of the file, or left out). Every one must get an outcome; printed is how many did, how many
could not be read, and the slowest.
"""

import argparse
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from assembler.checks.card import cards
from assembler.checks.files import DEFAULT_PROFILES, profile_rules
from assembler.checks.run import check_content

_WORDS = (
    b"0",
    b"-1",
    b"null",
    b"99999999999",
    b"[]",
    b"<<>>",
    b"1 0 R",
    b"(x)",
    b"/X",
    b"endobj",
    b"stream",
    b">>",
    b"",
)


def damaged(content: bytes, seed: int) -> bytes:
    """The file with something done to it; the same for the same seed. What cannot be written is changed in bytes."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        try:
            return _objects(content, chance)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError, KeyError):
            pass
    return _bytes(content, chance)


def _bytes(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) or 1)
        match chance.randrange(5):
            case 0:
                content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
            case 1:
                content = content[:at] + chance.choice(_WORDS) + content[at + chance.randrange(12) :]
            case 2:
                content = content[:at] + content[at : at + 200] + content[at:]
            case 3:
                content = content[:at] + content[at + chance.randrange(400) :]
            case _:
                content = content[: max(at, 20)] if chance.random() < 0.1 else content
    return content


def _objects(content: bytes, chance: random.Random) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        held = [one for one in pdf.objects if isinstance(one, Dictionary | Array | Stream)]
        for _ in range(chance.randint(1, 6)):
            _exchange(pdf, chance.choice(held), held, chance)
        with warnings.catch_warnings(action="ignore"):
            pdf.save(target, static_id=True)
    return target.getvalue()


def _exchange(pdf: pikepdf.Pdf, holder: Object, held: list[Object], chance: random.Random) -> None:
    """Another value for one of an object's entries, or of the entries inside it."""
    keys = list(range(len(holder))) if isinstance(holder, Array) else list(holder.keys())
    if not keys:
        return
    key = chance.choice(keys)
    inner = holder[key]
    if isinstance(inner, Dictionary | Array) and not inner.is_indirect and chance.random() < 0.6:
        _exchange(pdf, inner, held, chance)
        return
    if key == "/Length":
        return
    if isinstance(holder, Dictionary | Stream) and chance.random() < 0.2:
        del holder[key]
        return
    holder[key] = _value(pdf, held, chance)


def _value(pdf: pikepdf.Pdf, held: list[Object], chance: random.Random) -> object:
    values = (
        0, -1, 3, 2**31, 1.5, True, "", "Å\x00", Name("/X"), Name("/Span"), Array([]), Dictionary(), b"\xfe\xff\x00",
        Array([0, 0, 0, 0]), Array([Name("/A"), 7, Dictionary(S=Name("/P"))]), Dictionary(Type=Name("/Page")),
    )  # fmt: skip
    return chance.choice(held) if chance.random() < 0.5 else chance.choice(values)


def judge(content: bytes) -> dict[str, object]:
    """What our check says, by rule."""
    ids = profile_rules("+".join(DEFAULT_PROFILES["pdf"]))
    checks = [[id, cards()[id].check] for id in ids]
    return check_content({"name": "a.pdf", "kind": "pdf", "checks": checks}, (content,))[0]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=50, help="for each file")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("files", nargs="+", type=Path)
    asked = parser.parse_args(arguments)
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    for path in asked.files:
        content = path.read_bytes()
        for seed in range(asked.first, asked.first + asked.count):
            bad = damaged(content, seed)
            start = time.perf_counter()
            try:
                said = judge(bad)
                unread = said["file-readable"]["findings"]  # type: ignore[index]
                outcomes["partly or wholly unreadable" if unread else "judged"] += 1
            except Exception:
                outcomes["CRASHED"] += 1
                print(path, seed, traceback.format_exc(limit=-3))
            slowest = max(slowest, (time.perf_counter() - start, f"{path.name} {seed}"))
    print(f"{sum(outcomes.values())} files: {dict(outcomes)}; slowest {slowest[0]:.2f} s ({slowest[1]})")
    return 1 if outcomes["CRASHED"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
