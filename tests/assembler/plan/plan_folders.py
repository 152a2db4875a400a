"""Plan folders for the tests: written file by file, so that a test shows what it is about."""

import io

import xlsxwriter
from PIL import Image

from assembler.messages.catalogue import place_text
from assembler.plan.load import load_folder
from assembler.problem import Refused

HEAD = {
    "id": "prove-2026",
    "type": "tertialrapport",
    "title": "Prøve",
    "municipality": {"name": "Prøvebygd", "invented": True},
    "year": 2026,
    "first_year": 2026,
    "last_year": 2029,
    "edition": "forslag",
    "form": "nb",
    "date": "2026-06-01",
}
PLAN_YAML = """\
id: prove-2026
type: tertialrapport
title: Prøve
municipality: {name: Prøvebygd, invented: true}
year: 2026
first_year: 2026
last_year: 2029
edition: forslag
form: nb
date: 2026-06-01
"""
AREAS = "Id;Navn\noppvekst;Oppvekst\nhelse;Helse\n"


def write(folder, **files):
    """A folder with a valid head and two areas, and `files` by name ("measures.csv" as measures_csv)."""
    contents = {"plan.yaml": PLAN_YAML, "areas.csv": AREAS}
    contents |= {name: content for name, content in files.items() if "." in name}
    contents |= {name.replace("_", ".", 1): content for name, content in files.items() if "." not in name}
    for name, content in contents.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def xlsx(*sheets):
    """A workbook: each sheet is (name, rows); a cell that is a function gets (worksheet, row, column, workbook)."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if callable(value):
                        value(sheet, r, c, book)
                    elif value is not None:
                        sheet.write(r, c, value)
    return target.getvalue()


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    target = io.BytesIO()
    Image.new(mode, size, options.pop("colour", 0)).save(target, kind, **options)
    return target.getvalue()


def plan_of(folder):
    return load_folder(folder).plan


def faults(folder):
    """(code, place) of every problem, warnings included, whether the folder is refused or not."""
    try:
        problems = load_folder(folder).warnings
    except Refused as refused:
        problems = refused.problems
    return [(problem.code, place_text(problem.place, "en")) for problem in problems]
