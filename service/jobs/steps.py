"""What each kind of job consists of. A step gets what the one before it made, and gives what the next one needs.

Between steps go small JSON objects only; contents lie in the blobs, and stand in them by their ids.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from assembler.checks.files import Given
from assembler.isolate import Reply, Stopped
from assembler.problem import Problem, Refused
from service.archive import packed
from service.jobs import word
from service.jobs.bench import Bench
from service.jobs.checking import checked, report_files
from service.jobs.job import End, Kind

Made: TypeAlias = Mapping[str, Any] | End
_FILE_NAME: Final = re.compile(r"\w[\w.\- ]{0,199}")


def gather(bench: Bench, so_far: Mapping[str, Any]) -> Made:
    """The plan folder as it was at the sequence that the order names, zipped; nothing where the order brought one."""
    if "content" in so_far:
        return so_far
    files = bench.plans.folder(bench.order.plan, so_far["sequence"])
    if not files:
        raise Refused([Problem("service-job-plan-gone")])
    return {**so_far, "form": "folder", "content": bench.kept(packed(files))}


def build(bench: Bench, so_far: Mapping[str, Any]) -> Made:
    """The files and the report of a build, by the same function as on the command line."""
    header = {"kind": so_far["form"], "options": so_far["options"]}
    reply = bench.call(bench.settings.builder, header, [bench.content(so_far["content"])])
    return {**so_far, **_kept_files(bench, reply)}


def pack(bench: Bench, so_far: Mapping[str, Any]) -> Made:
    """The archive package of what was built."""
    header = {
        "names": [file["name"] for file in so_far["files"]],
        "kind": so_far["form"],
        "options": so_far["options"],
        "journal": so_far["journal"],
        "outcome": so_far["outcome"],
    }
    contents = [bench.content(id) for id in (*(file["sha256"] for file in so_far["files"]), so_far["content"])]
    return _kept_files(bench, bench.call("service.archive_package:pack", header, contents))


def check(bench: Bench, so_far: Mapping[str, Any]) -> Made:
    """The report on a file that somebody sent."""
    options = so_far["options"]
    given = Given(options["name"], bench.content(so_far["content"]))
    report = checked(bench, given, options["profile"])
    files = report_files(given, report, options["lang"], comments=options["comments"])
    kept = [bench.kept_file(name, content) for name, content in files.items()]
    return {"outcome": report.outcome.value, "files": kept}


def survey(bench: Bench, so_far: Mapping[str, Any]) -> Made:
    """How a plan stands, for the pages: the detail is that of `assembler.assemble.survey`."""
    header = {"kind": so_far["form"], "options": so_far["options"]}
    reply = bench.call("assembler.assemble.child:survey_in_child", header, [bench.content(so_far["content"])])
    names = ("figures.json", "schedules.json")
    files = [bench.kept_file(name, content) for name, content in zip(names, reply.blobs, strict=True)]
    return {"outcome": "passed", "files": files, "detail": reply.header["survey"]}


def draw(bench: Bench, so_far: Mapping[str, Any]) -> Made:
    """A small picture of each page of a PDF."""
    return _kept_files(bench, bench.call("service.page_pictures:pictures", None, [bench.content(so_far["content"])]))


def _kept_files(bench: Bench, reply: Reply) -> dict[str, Any]:
    """The outcome, detail and files of a child's reply; `Stopped` for one that answers otherwise than it should."""
    match reply.header:
        case {"outcome": str(outcome), "files": [*names]} if _are_names(names) and len(names) == len(reply.blobs):
            files = [bench.kept_file(name, content) for name, content in zip(names, reply.blobs, strict=True)]
            return {"outcome": outcome, "files": files, "detail": reply.header.get("detail")}
        case _:
            raise Stopped("crash", diagnosis=f"strange answer: {str(reply.header)[:500]}")


def _are_names(names: list[Any]) -> bool:
    return all(isinstance(name, str) and _FILE_NAME.fullmatch(name) for name in names) and len(set(names)) == len(names)


Step: TypeAlias = Callable[[Bench, Mapping[str, Any]], Made]
WORK: Final[Mapping[str, Step]] = {
    "gather": gather,
    "build": build,
    "pack": pack,
    "check": check,
    "survey": survey,
    "draw": draw,
    "export": word.export,
    "bring": word.bring,
    "write": word.write,
}
STEPS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "build": ("gather", "build"),
    "archive": ("gather", "build", "pack"),
    "check": ("check",),
    "survey": ("gather", "survey"),
    "pictures": ("draw",),
    "word-export": ("gather", "export"),
    "word-import": ("gather", "bring", "write"),
}
