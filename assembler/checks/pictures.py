"""Pictures of the places of findings in PDF files, for the report as a page."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from assembler.checks.files import LIMITS, Given
from assembler.checks.findings import FileReport, Finding
from assembler.isolate import Outcome, Reply, call_many

Spot: TypeAlias = tuple[str, int, tuple[float, float, float, float]]

MOST: Final = 20
MOST_BYTES: Final = 1_500_000
_OF_ONE_RULE: Final = 2
_TARGET: Final = "assembler.checks.drawing:draw"


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG as an address of its own (`data:`), with its size in pixels."""

    address: str
    width: int
    height: int


def pictures_of(given: Sequence[Given], reports: Sequence[FileReport]) -> Mapping[Spot, Picture]:
    """Pictures of the first places, what hurts most first; each in a child process with limits.

    At most twenty, two of each rule in a file, and a million and a half bytes. A page that cannot be drawn has none.
    """
    wanted: dict[str, list[Spot]] = {}
    for spot in list(dict.fromkeys(spot for report in reports for spot in _spots(report)))[:MOST]:
        wanted.setdefault(spot[0], []).append(spot)
    content = {file.name: file.content for file in given}
    requests = [([[page, list(box)] for _, page, box in spots], (content[name],)) for name, spots in wanted.items()]
    outcomes = call_many(_TARGET, requests, LIMITS)
    drawn = (pair for spots, outcome in zip(wanted.values(), outcomes, strict=True) for pair in _drawn(spots, outcome))
    return dict(_within(drawn))


def pictures_json(pictures: Mapping[Spot, Picture]) -> list[dict[str, Any]]:
    """The pictures with the places that they show: file, page and box of a finding."""
    return [
        {
            "file": file,
            "page": page,
            "box": list(box),
            "address": picture.address,
            "width": picture.width,
            "height": picture.height,
        }
        for (file, page, box), picture in pictures.items()
    ]


def spot_of(file: str, finding: Finding) -> Spot | None:
    """The place of a finding on its page; `None` where it is not known."""
    return (file, finding.place.page, finding.box) if finding.box and finding.place.page else None


def _spots(report: FileReport) -> Iterator[Spot]:
    for group in report.groups() if report.kind == "pdf" else ():
        found = (spot_of(report.file, finding) for finding in group.findings)
        yield from [spot for spot in found if spot is not None][:_OF_ONE_RULE]


def _drawn(spots: Sequence[Spot], outcome: Outcome) -> Iterator[tuple[Spot, bytes, int, int]]:
    if not isinstance(outcome, Reply):
        return
    drawn = [(spot, size) for spot, size in zip(spots, outcome.header, strict=True) if size]
    for (spot, (width, height)), picture in zip(drawn, outcome.blobs, strict=True):
        yield spot, picture, width, height


def _within(drawn: Iterator[tuple[Spot, bytes, int, int]]) -> Iterator[tuple[Spot, Picture]]:
    left = MOST_BYTES
    for spot, picture, width, height in drawn:
        left -= len(picture)
        if left >= 0:
            address = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
            yield spot, Picture(address, width, height)
