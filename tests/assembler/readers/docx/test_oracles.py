"""Two other readers of Word files over the same cases: pandoc both ways, and mammoth, which accepts all changes.

Neither is right everywhere. Where one of them reads otherwise than we do, the reason stands here; a disagreement that
is not listed fails, and so does one that has gone away.
"""

import html
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.assembler.readers.docx.word_cases import CASES
from tests.assembler.readers.docx.word_files import word_file

# Why pandoc reads otherwise: the cases in the current view, and in the original one.
PANDOC: dict[str, tuple[list[str], list[str]]] = {
    "has no carriage return, position tab, direction, fallback, ruby": (
        ["tab and break", "position tab", "text direction", "only a fallback", "ruby shows its base"],
        ["tab and break", "position tab", "text direction", "only a fallback", "ruby shows its base"],
    ),
    "knows no symbols but those of Symbol": (
        ["symbols", "a symbol that is a plain character", "a symbol of an unknown font stays"],
        ["symbols", "a symbol that is a plain character", "a symbol of an unknown font stays"],
    ),
    "puts a space between the paragraphs that it joins": (
        [
            "several deleted marks",
            "marks joined inside a cell",
            "a table of deleted rows is gone, and its neighbours join",
            "mark deleted across the end of a control",
            "mark deleted before a control",
        ],
        ["inserted mark divides", "list item divided in two"],
    ),
    "sees one change of a paragraph mark, not two": (
        ["mark inserted and deleted again"],
        ["mark inserted and deleted again"],
    ),
    "loses what has no paragraph to join to, or joins it into a table or out of a cell": (
        [
            "deleted mark of the last paragraph",
            "mark deleted before a table",
            "mark deleted at the end of a cell",
            "a cell emptied with its mark keeps a paragraph",
        ],
        ["mark deleted at the end of a cell", "a cell emptied with its mark keeps a paragraph"],
    ),
    "does not know that rows and cells are deleted or inserted": (
        [
            "deleted row whose text is not marked",
            "row inserted and deleted again",
            "inserted and deleted cells",
            "goog_rdk around a row that was deleted",
        ],
        ["row inserted and deleted again", "inserted and deleted cells"],
    ),
    "does not look into these": (
        [
            "hyperlink in a change",
            "smart tag and custom XML",
            "stray run outside of a paragraph",
            "insertion around whole paragraphs",
        ],
        ["smart tag and custom XML", "stray run outside of a paragraph"],
    ),
    "does not take the choice outside of drawings, nor text boxes": (
        [
            "alternative content takes the choice",
            "alternative content in a run, two choices",
            "alternative content around paragraphs",
            "text box of the choice, once",
            "mark deleted inside of a text box",
        ],
        [
            "alternative content takes the choice",
            "alternative content in a run, two choices",
            "alternative content around paragraphs",
            "text box of the choice, once",
            "mark deleted inside of a text box",
        ],
    ),
    "spaces formulas as TeX": (["formula"], ["formula"]),
    "drops simple fields; shows results inside instructions": (
        ["simple field", "result nested in an instruction is not shown"],
        ["simple field", "result nested in an instruction is not shown"],
    ),
}
# Why mammoth does, which has only the current view.
MAMMOTH: dict[str, list[str]] = {
    "has no carriage return, position tab, direction, ruby, formulas, simple fields": [
        "tab and break",
        "position tab",
        "text direction",
        "ruby shows its base",
        "formula",
        "simple field",
    ],
    "drops breaks of pages and columns": ["page and column breaks are breaks"],
    "knows only symbols of the fonts in its table, and falls over a code that is no number": [
        "a symbol that is a plain character",
        "a symbol of an unknown font stays",
        "a symbol without a number",
    ],
    "falls over a note that is missing": ["nothing of page numbers and note marks"],
    "joins across cells, tables and text boxes, and loses what has no paragraph to join to": [
        "deleted mark of the last paragraph",
        "mark deleted before a table",
        "mark deleted at the end of a cell",
        "mark deleted inside of a text box",
    ],
    "does not know that cells are deleted": ["inserted and deleted cells"],
    "takes the fallback": [
        "alternative content takes the choice",
        "alternative content in a run, two choices",
        "alternative content around paragraphs",
        "text box of the choice, once",
    ],
    "shows results inside instructions": ["result nested in an instruction is not shown"],
}


def bare(lines: list[str]) -> list[str]:
    """Without empty lines and with simple spaces: neither program keeps all of them."""
    return [" ".join(line.split()) for line in lines if line.split()]


def pandoc_lines(node: Any) -> Iterator[str]:
    """The paragraphs of pandoc's JSON."""
    match node:
        case {"t": "Para" | "Plain" | "Header" as kind, "c": content}:
            yield "".join(pandoc_text(content[2] if kind == "Header" else content))
        case dict():
            yield from pandoc_lines(node.get("c", []))
        case list():
            for entry in node:
                yield from pandoc_lines(entry)


def pandoc_text(node: Any) -> Iterator[str]:
    match node:
        case {"t": "Str", "c": text}:
            yield text
        case {"t": "Math", "c": [_, text]}:
            yield text
        case {"t": "Space" | "SoftBreak"}:
            yield " "
        case {"t": "LineBreak"}:
            yield "\u2028"
        case {"t": "Note"}:
            pass
        case dict():
            yield from pandoc_text(node.get("c", []))
        case list():
            for entry in node:
                yield from pandoc_text(entry)


@pytest.mark.slow
@pytest.mark.parametrize(("view", "option"), [("current", "accept"), ("original", "reject")])
def test_pandoc_reads_the_same(view: str, option: str, pandoc, tmp_path) -> None:
    differ = {}
    for number, (name, (said, current, original)) in enumerate(CASES.items()):
        expected = current if view == "current" or original is None else original
        path = tmp_path / f"{number}.docx"
        path.write_bytes(word_file(said))
        read = json.loads(pandoc(path, "json", ["--from=docx", f"--track-changes={option}"]))
        found = list(pandoc_lines(read["blocks"]))
        if bare(found) != bare(expected):
            differ[name] = found
    known = [name for pair in PANDOC.values() for name in pair[view == "original"]]
    assert sorted(differ) == sorted(known), differ


def test_mammoth_reads_the_same() -> None:
    mammoth = pytest.importorskip("mammoth", reason="mammoth is not installed (an optional oracle)")
    differ = []
    for name, (said, current, _) in CASES.items():
        try:
            page = mammoth.convert_to_html(io.BytesIO(word_file(said)), ignore_empty_paragraphs=False).value
        except (KeyError, ValueError):
            page = ""
        pieces = re.split(r"</?(?:p|h\d|li|ul|ol|table|thead|tbody|tr|td|th)\b[^>]*>", page.replace("<br />", "\u2028"))
        if bare([html.unescape(re.sub(r"<[^>]+>", "", piece)) for piece in pieces]) != bare(current):
            differ.append(name)
    assert sorted(differ) == sorted(name for names in MAMMOTH.values() for name in names)
