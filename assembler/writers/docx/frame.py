"""The frame: its unpacked folder as a package, and the styles that the body counts on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from assembler.brand.model import Brand
from assembler.document.blocks import Document
from assembler.isolate import Limits, Stopped, call, problem_of
from assembler.ooxml.archive import pack
from assembler.ooxml.package import Package, read_package
from assembler.problem import Place, Problem, Refused
from assembler.resources import templates
from assembler.writers.docx.cover import cover_parts
from assembler.writers.docx.frame_faults import check_body, check_frame
from assembler.writers.docx.place import BODY_MARK
from assembler.writers.docx.plain_frame import Values, filled
from assembler.writers.docx.sheet import Sheet

_LIMITS: Final = Limits(cpu_seconds=5, wall_seconds=60, memory_bytes=2 * 2**30)
_PARAGRAPHS: Final = (
    "BodyText",
    "Heading1",
    "Heading2",
    "Heading3",
    "Heading4",
    "Lead",
    "Summary",
    "ListBullet",
    "ListNumber",
    "ListContinue",
    "Quote",
    "FactText",
    "FactTitle",
    "FactEnd",
    "MarginNote",
    "Note",
    "TableNote",
    "TableEnd",
    "Caption",
    "CaptionSub",
    "Figure",
    "FigureEnd",
    "Source",
    "TableText",
    "TableNumber",
    "TableLine",
    "TableTitle",
    "TableSum",
    "TableGroup",
    "TableDetail",
    "TableHead",
    "TableHeadText",
    "TableHeadNumber",
    "TableHeadRight",
    "TableYear",
    "TableMark",
    "KeyLabel",
    "KeyValue",
    "KeyComparison",
    "GoalLabel",
    "GoalTitle",
    "SubgoalTitle",
    "CoverShares",
    "TOCHeading",
    "TOC1",
    "TOC2",
    "TOC3",
    "LocalContents",
    "FootnoteText",
)
_CHARACTERS: Final = (
    "FootnoteReference",
    "Strong",
    "Emphasis",
    "Hyperlink",
    "StatusShape",
    "StatusWord",
    "KeyUnit",
    "OpenerTitle",
    "OpenerNumber",
    "CoverShare",
)
_TABLES: Final = (
    "TablePlain",
    "TableSchedule",
    "TableMeasures",
    "TableGoals",
    "TableKeyFigures",
)
STYLES: Final = {
    **dict.fromkeys(_PARAGRAPHS, "paragraph"),
    **dict.fromkeys(_CHARACTERS, "character"),
    **dict.fromkeys(_TABLES, "table"),
}


def unpacked(folder: Path) -> Package:
    """The package whose parts lie unpacked in `folder`."""
    return Package(
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and (not path.name.startswith(".") or path.name == ".rels")
        }
    )


def rendered_frame(name: str, document: Document, brand: Brand, sheet: Sheet) -> Package:
    """The frame `name` with all but the body, its pictures on `sheet`; `Refused` with all faults of the frame."""
    place = f"frames/{name}/word"
    folder = templates("frames", name, "word")
    if not folder.is_dir():
        raise Refused([Problem("writers-frame-unknown", Place(file=place), {"frame": name})])
    try:
        return fill_frame(unpacked(folder), frame_context(document, brand, sheet))
    except Refused as refused:
        raise Refused(problem.within(place) for problem in refused.problems) from None


def fill_frame(frame: Package, context: Mapping[str, Any]) -> Package:
    """`frame` filled here when it only names values, else rendered in a child process; `Refused` with its faults."""
    check_frame(frame, context["styles"])
    plain = filled(frame, Values(context["text"], {**context["markup"], "body": BODY_MARK}))
    if plain is None:
        return render_frame(pack(frame.parts), context)
    check_body(plain)
    return plain


def render_frame(frame: bytes, context: Mapping[str, Any]) -> Package:
    """`frame` (a .docx with placeholders) rendered by docxtpl in a child process; `Refused` with its faults."""
    try:
        reply = call("assembler.writers.docx.render:render", context, (frame,), _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped)]) from None
    return read_package(reply.blobs[0])


def frame_context(document: Document, brand: Brand, sheet: Sheet) -> dict[str, Any]:
    """What a frame may name: `text` values are escaped there, `markup` values are WordprocessingML."""
    cover = document.cover
    parts = cover_parts(cover, brand, sheet)
    return {
        "text": {
            "title": cover.title,
            "years": cover.years,
            "subtitle": cover.subtitle,
            "organisation": cover.organisation,
            "date": cover.date,
            "stamp": cover.stamp,
            "note": cover.note,
            "running": document.running,
            "heading": document.title,
            "author": document.author,
        },
        "markup": {"coat": parts.coat, "field": parts.field, "cover_field": parts.shares},
        "styles": STYLES,
    }
