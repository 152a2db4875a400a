"""Three files of prose merged into one; conflicts stand in it as marked lines, as developers' tools write them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from assembler.merge.prose import merge_text
from assembler.merge.values import Clean, Merged
from assembler.problem import Place, Problem, Refused

OURS: Final = "<<<<<<< ours"
BETWEEN: Final = "======="
THEIRS: Final = ">>>>>>> theirs"

_MARKED: Final = re.compile(r"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)
_ENDS: Final = re.compile(r"\r\n|\n|\r")
_ORDER_MARK: Final = "\ufeff"


def merge_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The merged file of three, base, ours, theirs; a target of `assembler.isolate.call`.

    `header` is `{"names": [three names]}`; the answer is `{"conflicts": number}` and the file in UTF-8. `Refused` for
    files that are no text in UTF-8, or in which conflicts still stand.
    """
    text, conflicts = merge_files(header["names"], blobs)
    return {"conflicts": conflicts}, (text,)


def merge_files(names: Sequence[str], contents: Sequence[bytes]) -> tuple[bytes, int]:
    """The merged file of base, ours and theirs, and how many conflicts are marked in it. `Refused` names all faults."""
    problems = [problem for pair in zip(names, contents, strict=True) for problem in _faults(*pair)]
    if problems:
        raise Refused(problems)
    texts = [content.decode() for content in contents]
    mark = _kept(*(text.startswith(_ORDER_MARK) for text in texts))
    texts = [text.removeprefix(_ORDER_MARK) for text in texts]
    end = _line_end(texts)
    base, ours, theirs = (text if end is None else _ENDS.sub("\n", text) for text in texts)
    merged = merge_text(base, ours, theirs)
    text = printed(merged)
    if end not in (None, "\n"):
        text = text.replace("\n", str(end))
    return ((_ORDER_MARK if mark else "") + text).encode(), len(merged.conflicts)


def _faults(name: str, content: bytes) -> Iterator[Problem]:
    if b"\0" in content:
        yield Problem("merge-binary", Place(file=name))
        return
    try:
        text = content.decode()
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        yield Problem("merge-not-utf8", Place(file=name, line=line))
        return
    marked = _MARKED.search(text)
    if marked:
        yield Problem("merge-unsettled", Place(file=name, line=text.count("\n", 0, marked.start()) + 1))


def _kept(base: bool, ours: bool, theirs: bool) -> bool:
    return theirs if ours == base else ours


def _line_end(texts: Sequence[str]) -> str | None:
    """The line end of the merged file: that of the side that changed it. `None` when a file mixes them."""
    kinds = [set(_ENDS.findall(text)) for text in texts]
    if any(len(kind) > 1 for kind in kinds):
        return None
    usual = next((end for kind in kinds for end in kind), "\n")
    base, ours, theirs = (next(iter(kind), usual) for kind in kinds)
    return theirs if ours == base else ours


def printed(merged: Merged) -> str:
    """The merged text with each conflict as whole lines between marks; both sides of it can be taken as they are."""
    out: list[str] = []
    sides: tuple[str, str] | None = None
    for piece in merged.pieces:
        if not isinstance(piece, Clean):
            if sides is None:
                # The line that the conflict begins in stands in both.
                before = _last_line(out)
                sides = before, before
            sides = sides[0] + piece.ours, sides[1] + piece.theirs
            continue
        text = piece.text
        if sides is not None:
            whole = 0 if all(map(_is_at_line_start, sides)) else text.find("\n") + 1 or len(text)
            sides = sides[0] + text[:whole], sides[1] + text[:whole]
            text = text[whole:]
            if all(map(_is_at_line_start, sides)):
                out.append(_marked(sides))
                sides = None
        out.append(text)
    if sides is not None:
        out.append(_marked(sides))
    return "".join(out)


def _last_line(out: list[str]) -> str:
    """Take the line that is not ended yet from what was written."""
    text = out.pop() if out else ""
    cut = text.rfind("\n") + 1
    out.append(text[:cut])
    return text[cut:]


def _is_at_line_start(text: str) -> bool:
    return not text or text.endswith("\n")


def _marked(sides: tuple[str, str]) -> str:
    ours, theirs = (side if _is_at_line_start(side) else f"{side}\n" for side in sides)
    return f"{OURS}\n{ours}{BETWEEN}\n{theirs}{THEIRS}\n"
