"""The pictures of a plan: all taken in through limited children, and held against what the texts refer to."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from assembler import isolate
from assembler.document.blocks import Blocks, Figure
from assembler.document.walk import walk
from assembler.markup.places import is_image
from assembler.plan.model import NarrativeBlock, Picture
from assembler.plan.picture import FORMATS, MOST_BYTES
from assembler.problem import Place, Problem, Refused, Severity

_LIMITS: Final = isolate.Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=2 * 2**30)


def read_pictures(images: Mapping[str, bytes]) -> tuple[tuple[Picture, ...], tuple[Problem, ...]]:
    """The pictures by file name, in the order of the names, and what is wrong with the others."""
    problems = [problem for file in sorted(images) for problem in _outside(file, images[file])]
    faulty = {problem.place.file for problem in problems}
    files = [file for file in sorted(images) if file not in faulty]
    requests = [({"file": file, "format": FORMATS[_ending(file)]}, (images[file],)) for file in files]
    pictures = []
    outcomes = isolate.call_many("assembler.plan.picture:read_in_child", requests, _LIMITS)
    for file, outcome in zip(files, outcomes, strict=True):
        match outcome:
            case isolate.Reply(header, (content,)):
                pictures.append(Picture(file, content, int(header["width"]), int(header["height"])))
            case Refused():
                problems.extend(outcome.problems)
            case isolate.Stopped():
                problems.append(isolate.problem_of(outcome, file))
            case _:
                problems.append(Problem("plan-image-unreadable", Place(file=file)))
    return tuple(pictures), tuple(problems)


def _ending(file: str) -> str:
    return PurePosixPath(file).suffix.lower()


def _outside(file: str, content: bytes) -> Iterable[Problem]:
    """What can be seen without opening the picture."""
    place = Place(file=file)
    if not is_image(file):
        yield Problem("plan-not-file", place, {"found": file[:60]})
    elif _ending(file) == ".svg":
        yield Problem("plan-image-svg", place)
    elif _ending(file) not in FORMATS:
        yield Problem("plan-image-kind", place)
    elif len(content) > MOST_BYTES:
        yield Problem("plan-file-too-large", place, {"limit": MOST_BYTES // 2**20})


def check_references(
    narratives: Sequence[NarrativeBlock], known: Iterable[str], places: Sequence[Place]
) -> tuple[Problem, ...]:
    """Figures whose picture is not in the plan are faults; pictures that no figure shows are warned about.

    `places` are those of the narratives, in the same order.
    """
    there = set(known)
    used: set[str] = set()
    problems = []
    for narrative, place in zip(narratives, places, strict=True):
        for image in _images(narrative.blocks):
            if image not in there:
                problems.append(Problem("plan-image-missing", place, {"image": image}))
            used.add(image)
    problems += [Problem("plan-image-unused", Place(file=file), {}, Severity.WARNING) for file in sorted(there - used)]
    return tuple(problems)


def _images(blocks: Blocks) -> tuple[str, ...]:
    return tuple(dict.fromkeys(block.image for block, _ in walk(blocks) if isinstance(block, Figure)))
