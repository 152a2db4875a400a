"""What runs in a child process to judge what comes from outside: whole plans, ledgers, long texts.

Each `…_in_child` is a function for `assembler.isolate.call`; each `judge…` and `read…` calls one of them.
"""

import tempfile
import threading
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from assembler.assemble.figures import figures_of
from assembler.assemble.supply import from_folder, from_json, parsed
from assembler.finance.statement_json import import_json
from assembler.importers.ledgers import import_ledgers
from assembler.importers.source import Source
from assembler.isolate import Limits, Reply, Stopped, call, problem_of
from assembler.plan.unfold import unfolded
from assembler.problem import Place, Problem, Refused, errors, problem_of_json
from service.archive import MOST_BYTES
from service.store.names import is_file_name
from service.store.narrative import text_faults
from service.turns import letting_others

_ME: Final = "service.judging"
# As few lines as a zip bomb needs are judged by the directory before; what comes out is bounded here once more.
_LIMITS: Final = Limits(cpu_seconds=30, wall_seconds=60, output_bytes=MOST_BYTES + 2**24)
# So many at a time; who comes later waits, as what was saved must not be said to be refused.
_CHILDREN: Final = threading.BoundedSemaphore(4)
_LEFT_BEHIND: Final = ("thumbs.db", "desktop.ini", "__macosx")


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan without faults: its folder by file name, and what there is to say about it all the same."""

    files: Mapping[str, bytes]
    warnings: tuple[Problem, ...]


def judge_zip(content: bytes) -> Judged:
    """The plan of a zipped plan folder. `Refused` with all faults; the archive's directory was judged before."""
    return _judged("zip", content)


def judge_json(content: bytes) -> Judged:
    """The plan of a JSON document, as a plan folder. `Refused` with all faults, each with its pointer."""
    return _judged("json", content)


def judge_folder(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Everything that is to say about a plan folder, faults and warnings."""
    return _problems("folder_in_child", list(files), list(files.values()))


def judge_text(file: str, content: bytes, form: str) -> tuple[Problem, ...]:
    """Everything that is to say about one narrative file; `form` is the plan's."""
    return _problems("text_in_child", {"file": file, "form": form}, [content])


def read_ledger(source: Source) -> dict[str, Any]:
    """What the import of one ledger had to interpret, as `plansats schedules --json` says it. `Refused` with all."""
    header = {"name": source.name, "year": source.year, "version": source.version}
    try:
        reply = _called("ledger_in_child", header, [source.content])
    except Stopped as stopped:
        raise Refused([problem_of(stopped, source.name)]) from stopped
    assert isinstance(reply.header, dict)
    return reply.header


def _judged(kind: str, content: bytes) -> Judged:
    try:
        reply = _called("plan_in_child", {"kind": kind}, [content])
    except Stopped as stopped:
        raise Refused([problem_of(stopped)]) from stopped
    files = dict(zip(reply.header["files"], reply.blobs, strict=True))
    return Judged(files, tuple(map(problem_of_json, reply.header["warnings"])))


def _problems(target: str, header: Any, blobs: list[bytes]) -> tuple[Problem, ...]:
    try:
        reply = _called(target, header, blobs)
    except Refused as refused:
        return refused.problems
    except Stopped as stopped:
        return (problem_of(stopped),)
    return tuple(map(problem_of_json, reply.header))


def _called(target: str, header: Any, blobs: list[bytes]) -> Reply:
    with letting_others(), _CHILDREN:
        return call(f"{_ME}:{target}", header, blobs, _LIMITS)


# ---- inside the child ----


def plan_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """Judge the plan in `blobs[0]`: {"files", "warnings"} and the files' contents."""
    if header["kind"] == "zip":
        files = _unzipped(blobs[0])
        unfit = [Problem("service-file-name", Place(file=name[:200])) for name in files if not is_file_name(name)]
        if unfit:
            raise Refused(unfit)
        warnings = _folder_problems(files)
        if errors(warnings):
            raise Refused(warnings)
    else:
        value = parsed(blobs[0])
        warnings = from_json(value).loaded.warnings
        files = unfolded(value)
    return {"files": list(files), "warnings": _as_json(warnings)}, tuple(files.values())


def folder_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """All problems of the plan folder whose names are `header` and whose contents are `blobs`."""
    return _as_json(_folder_problems(dict(zip(header, blobs, strict=True)))), ()


def text_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """All problems of one narrative file."""
    return _as_json(text_faults(header["file"], blobs[0], header["form"])), ()


def ledger_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The import report of one ledger."""
    source = Source(header["name"], blobs[0], header["year"], header["version"])
    return import_json(import_ledgers([source]), ()), ()


def _folder_problems(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            supply = from_folder(folder)
            figures_of(supply, supply.loaded.plan.form)
            supply.brand()
        except Refused as refused:
            return refused.problems
        return supply.loaded.warnings


def _unzipped(content: bytes) -> dict[str, bytes]:
    """The files of the folder, without what operating systems leave behind and without a folder around them all."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    named = {unicodedata.normalize("NFC", name): data for name, data in found.items() if not _is_left_behind(name)}
    tops = {name.partition("/")[0] for name in named}
    if "plan.yaml" not in named and len(tops) == 1 and all("/" in name for name in named):
        named = {name.partition("/")[2]: data for name, data in named.items()}
    return dict(sorted(named.items()))


def _is_left_behind(name: str) -> bool:
    return any(part.startswith((".", "~$")) or part.lower() in _LEFT_BEHIND for part in PurePosixPath(name).parts)


def _as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [problem.as_json() for problem in problems]
