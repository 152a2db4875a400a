"""A Document as PDF: PDF/UA-1 and PDF/A-2a in one file, set by Typst, finished by pikepdf, in one child process."""

import json
from datetime import date
from pathlib import Path

from assembler.charts.cover import cover_rings
from assembler.charts.measure import default_typeface
from assembler.document.blocks import Chart, Cover, Document, Figure, GoalTree, Section, Table
from assembler.document.inline import Footnote, Inlines
from assembler.document.walk import plain_text, walk
from assembler.isolate import Limits, Stopped, call, problem_of
from assembler.messages.catalogue import label
from assembler.problem import Problem, Refused, problem_of_json
from assembler.resources import templates
from assembler.writers.pdf.blocks import blocks_json
from assembler.writers.pdf.galley import FULL_MM, Galley, Json, galley
from assembler.writers.pdf.inlines import inlines_json
from assembler.writers.pdf.pictures import picture_file
from assembler.writers.written import Materials, Written

PROGRAM = "print.typ"
_RINGS_MM = 148
_LIMITS = Limits(cpu_seconds=300, wall_seconds=600, memory_bytes=8 * 2**30, output_bytes=400 * 2**20)


def write_pdf(document: Document, materials: Materials) -> Written:
    """The PDF of a composed document, the same bytes for the same input.

    `Refused` when it cannot be set at all (a sign that no font has); what could only be set otherwise than asked for is
    in the problems.
    """
    if not templates("frames", materials.frame, PROGRAM).is_file():
        raise Refused([Problem("pdf-frame-missing", values={"frame": materials.frame})])
    sheet = galley(document, materials)
    header, blobs = request(sheet)
    try:
        reply = call("assembler.writers.pdf.typeset:typeset", header, blobs, _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped, "")]) from stopped
    warnings = tuple(problem_of_json(problem) for problem in reply.header["problems"])
    problems = (*sheet.problems, *warnings)
    return Written(reply.blobs[0], problems, reply.header["count"], reply.header["pages"])


def request(sheet: Galley) -> tuple[Json, list[bytes]]:
    """What the child process is asked: the header and the blobs (the data, the coat of arms, the pictures)."""
    data = json.dumps(document_json(sheet), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    coat = sheet.materials.brand.coat
    files = {"data.json": data, **({"coat.svg": coat} if coat else {}), **sheet.files}
    header = {
        "files": list(files),
        "frame": sheet.materials.frame,
        "fonts": _font_folders(sheet.materials),
        "date": sheet.document.date,
        "tables": sheet.tables,
        "words": {word: label(f"pdf-{word}", sheet.lang) for word in ("footnote", "back-to-text", "page")},
        "names": _names(sheet),
    }
    return header, list(files.values())


def _names(sheet: Galley) -> dict[str, str]:
    """What a reader calls each block that a link may lead to: "2 Helse og mestring", "Tabell 5.2. Tiltak"."""
    names: dict[str, str] = {}
    for block, _ in walk(sheet.document.blocks):
        match block:
            case Section(id, title, number=number):
                names[id] = f"{number} {plain_text(title)}".strip()
            case Table() | Figure() | Chart() | GoalTree():
                names[block.id] = ". ".join(part for part in (block.number, plain_text(block.title)) if part)
            case _:
                pass
    return names


def document_json(sheet: Galley) -> Json:
    """All that the Typst program reads."""
    document, brand = sheet.document, sheet.materials.brand
    day = date.fromisoformat(document.date)
    return {
        "lang": document.lang,
        "title": document.title,
        "author": document.author,
        "subject": document.subject,
        "keywords": list(document.keywords),
        "date": [day.year, day.month, day.day],
        "running": document.running,
        "tokens": {name: getattr(brand.tokens, name) for name in brand.tokens.__slots__},
        # The default face fills in for signs that a brand's own face lacks.
        "fonts": list(dict.fromkeys((brand.family, default_typeface().family))),
        "coat_alt": brand.coat_alt if brand.coat else None,
        "cover": _cover(document.cover, sheet),
        "blocks": blocks_json(document.blocks, sheet),
        "sections": _sections(sheet),
    }


def _cover(cover: Cover, sheet: Galley) -> Json:
    return {
        "title": cover.title.split("\n"),
        "years": cover.years,
        "subtitle": cover.subtitle,
        "organisation": cover.organisation,
        "date": cover.date,
        "stamp": cover.stamp,
        "note": cover.note,
        "picture": picture_file(cover.picture, sheet, "") if cover.picture else "",
        "picture_alt": cover.picture_alt,
        "rings": _rings(cover, sheet) if cover.shares else None,
    }


def _rings(cover: Cover, sheet: Galley) -> Json:
    drawing = cover_rings(cover.shares, int(FULL_MM), _RINGS_MM, sheet.face)
    shares = ", ".join(f"{share.label} {share.hundredths}" for share in cover.shares)
    return {"svg": drawing.svg.decode("utf-8"), "alt": label("pdf-rings", sheet.lang, shares=shares)}


def _sections(sheet: Galley) -> dict[str, Json]:
    """Number and title of every section by id, for contents and running heads; notes stay in the heading."""
    return {
        block.id: {"n": block.number, "c": inlines_json(_without_notes(block.title), sheet), "o": block.opener}
        for block, _ in walk(sheet.document.blocks)
        if isinstance(block, Section) and block.id
    }


def _without_notes(inlines: Inlines) -> Inlines:
    return tuple(inline for inline in inlines if not isinstance(inline, Footnote))


def _font_folders(materials: Materials) -> list[str]:
    folders: list[Path] = [font.path.parent for font in materials.brand.fonts]
    folders.append(templates("brand", "default", "fonts"))
    return [str(folder) for folder in dict.fromkeys(folders)]
