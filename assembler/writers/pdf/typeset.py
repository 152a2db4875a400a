"""What runs in the child process: Typst sets the pages, pikepdf finishes the file.

Typst keeps the memory of every compile and aborts when there is none left; one child for each document ends both.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal

import typst
from fontTools.ttLib import TTFont

from assembler.problem import Place, Problem, Refused, Severity
from assembler.resources import templates
from assembler.writers.pdf.finish import finish
from assembler.writers.pdf.places import places

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
_PROGRAM: Final = "print.typ"
_REGULAR = 400
_SEMIBOLD = 600


def typeset(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The finished PDF, Typst's warnings as problems, and what stands where. `Refused` when Typst cannot set it."""
    pages, problems = set_pages(header, blobs)
    finished = finish(pages, header["tables"], header["words"], header["names"])
    count, found = places(finished, header["tables"])
    return {"problems": [problem.as_json() for problem in problems], "count": count, "pages": found}, (finished,)


def set_pages(header: Any, blobs: tuple[bytes, ...]) -> tuple[bytes, list[Problem]]:
    """The PDF as Typst sets it, not yet finished."""
    with tempfile.TemporaryDirectory(prefix="plansats-pdf-") as folder:
        root = Path(folder)
        for source in sorted(templates("frames", header["frame"]).glob("print*.typ")):
            shutil.copyfile(source, root / source.name)
        for name, content in zip(header["files"], blobs, strict=True):
            (root / name).write_bytes(content)
        return _compile(root, header)


def _compile(root: Path, header: Any) -> tuple[bytes, list[Problem]]:
    day = datetime.fromisoformat(header["date"]).replace(tzinfo=UTC)
    try:
        pages, warnings = typst.compile_with_warnings(
            str(root / _PROGRAM),
            root=str(root),
            font_paths=header["fonts"],
            ignore_system_fonts=True,
            pdf_standards=[*STANDARDS],
            timestamp=day,
            sys_inputs=_semibold(header["fonts"]),
        )
    except typst.TypstError as error:
        raise Refused([_refusal(error, root, header)]) from error
    return pages, [_problem("pdf-typst-warning", warning, Severity.WARNING) for warning in warnings]


def _semibold(folders: list[str]) -> dict[str, str]:
    """The family that Typst files the first folder's face of weight 600 under, where it is one of its own.

    Typst knows "Semibold" in a family's name as a style, and not the short forms that some faces have ("SmBld").
    """
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders[:1]).fonts()
    plain = {face.family for face in faces if face.weight == _REGULAR}
    own = sorted({face.family for face in faces if face.weight == _SEMIBOLD} - plain)
    return {"semibold": own[0]} if own else {}


def _refusal(error: Any, root: Path, header: Any) -> Problem:
    """Why Typst would not set the document; for signs that no font has, all of them and not the first alone."""
    if "could not be displayed" not in str(error):
        return _problem("pdf-typst-refused", error, Severity.ERROR)
    known: set[int] = set()
    for folder in header["fonts"]:
        for path in sorted(Path(folder).glob("*.[ot]tf")):
            with TTFont(BytesIO(path.read_bytes()), lazy=True) as face:
                known |= set(face.getBestCmap() or {})
    written = set((root / "data.json").read_text(encoding="utf-8"))
    signs = "".join(sorted(sign for sign in written if ord(sign) not in known and not sign.isspace()))
    return Problem("pdf-sign-missing", Place(), {"signs": signs})


def _problem(code: str, said: Any, severity: Severity) -> Problem:
    hints = " ".join(str(hint) for hint in getattr(said, "hints", ()))
    text = f"{getattr(said, 'message', said)} {hints}".strip()
    return Problem(code, Place(), {"text": text}, severity)
