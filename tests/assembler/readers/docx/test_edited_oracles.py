"""Two other readers over the files that come back: which paragraphs are headings, items of lists, or plain text.

Neither knows our blocks. Where one of them reads otherwise than we do, the reason stands here; a disagreement that is
not listed fails, and so does one that has gone away.
"""

import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from assembler.document.blocks import Block, Blocks, ItemList, Paragraph, Section, Table
from assembler.document.walk import own_inlines, plain_text
from assembler.readers.docx.edited import EditedCopy
from tests.assembler.readers.docx.back_cases import CASES
from tests.assembler.readers.docx.back_files import back_file, read
from tests.assembler.readers.docx.test_oracles import pandoc_text

_TAGS = r"p|h\d|li|ul|ol|table|tr|td|th"
Said = Counter[tuple[str, str]]

# What we do on purpose: a second copy of a text is one text, lists and headings by eye are ones, tables have titles.
OURS = [
    "a text pasted twice, as it was",
    "a text pasted twice, one of them edited",
    "a heading by eye",
    "a typed list",
    "a new table",
    "a table without a title, with merged cells",
]
MAMMOTH = {
    "takes the fallback": ["alternative content takes the choice"],
    "knows headings by the names of Word's own styles alone": [
        "headings of another language, of their own, by outline"
    ],
    "takes every number for an item": ["a number that shows nothing"],
    "drops hidden text, formulas and simple fields": [
        "struck, raised, hidden, small capitals",
        "an equation",
        "a simple field",
    ],
    "writes notes at the end, and falls over one that is missing": [
        "a new footnote",
        "a footnote of two paragraphs, written with tracking",
        "a footnote that is missing",
    ],
}
# Why pandoc does: the cases in both views, and those in the original one alone.
PANDOC: dict[str, tuple[list[str], list[str]]] = {
    "does not look into custom XML, choices around paragraphs, simple fields, text boxes": (
        ["smart tags and custom XML", "alternative content takes the choice", "a simple field", "a text box"],
        [],
    ),
    "knows headings by the names of Word's own styles alone": (
        ["headings of another language, of their own, by outline"],
        [],
    ),
    "takes every number for an item": (["a number that shows nothing"], []),
    "does not know what a paragraph was before its formatting was changed": ([], ["made a heading with tracking"]),
    "loses what was deleted inside of a link": ([], ["a link that was deleted with tracking"]),
}


def ours(copy: EditedCopy, view: str) -> Said:
    """Every paragraph of the copy as its kind and text."""
    found: Said = Counter()
    for block in copy.blocks:
        found.update(kinds(block.current if view == "current" else block.original))
    for entry in copy.inbox:
        found.update(kinds(entry.blocks))
    for part in copy.locked:
        found.update(("p", bare(line)) for line in part.text.split("\n") if part.kind == "block")
    return found


def kinds(blocks: Blocks, first: str = "p") -> Iterator[tuple[str, str]]:
    for block in blocks:
        yield from kinds_of(block, first)
        first = "p"


def kinds_of(block: Block, first: str) -> Iterator[tuple[str, str]]:
    match block:
        case Section():
            yield "h", bare(plain_text(block.title))
            yield from kinds(block.blocks)
        case Paragraph():
            yield first, bare(plain_text(block.children))
        case ItemList():
            for item in block.items:
                yield from kinds(item.blocks, "li")
        case Table():
            cells = [column.label for column in block.columns]
            runs = [plain_text(run) for run in own_inlines(block)]
            yield from (("p", bare(said)) for said in (*cells, *runs))
        case _:
            yield from (("p", bare(plain_text(run))) for run in own_inlines(block))
            yield from kinds(getattr(block, "blocks", ()))


def bare(said: str) -> str:
    return re.sub(r"[\s\u2028]+", " ", said).strip()


def without_empty(said: Said) -> Said:
    return Counter({pair: count for pair, count in said.items() if pair[1] not in ("", "–")})


def mammoth_kinds(page: str) -> Iterator[tuple[str, str]]:
    kind = "p"
    for stroke, tag, said in re.findall(rf"<(/?)({_TAGS})\b[^>]*>([^<]*(?:<(?!/?(?:{_TAGS})\b)[^>]*>[^<]*)*)", page):
        kind = "p" if stroke else "h" if tag.startswith("h") else "li" if tag == "li" else "p"
        yield kind, bare(html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", said.replace("<br />", " "))))


def test_mammoth_sees_the_same_kinds_of_paragraphs() -> None:
    mammoth = pytest.importorskip("mammoth", reason="mammoth is not installed (an optional oracle)")
    differ = {}
    for name, case in CASES.items():
        content = back_file(case.body, **case.parts)
        try:
            page = mammoth.convert_to_html(io.BytesIO(content)).value
        except (KeyError, ValueError):
            page = ""
        found = without_empty(Counter(mammoth_kinds(page)))
        own = without_empty(ours(read(case.body, **case.parts), "current"))
        if found != own:
            differ[name] = (found - own, own - found)
    known = [*OURS, *(name for names in MAMMOTH.values() for name in names)]
    assert sorted(differ) == sorted(known), differ


def pandoc_kinds(node: Any, first: str = "p") -> Iterator[tuple[str, str]]:
    match node:
        case {"t": "Header", "c": [_, _, content]}:
            yield "h", bare("".join(pandoc_text(content)))
        case {"t": "Para" | "Plain", "c": content}:
            yield first, bare("".join(pandoc_text(content)))
        case {"t": "BulletList", "c": items} | {"t": "OrderedList", "c": [_, items]}:
            for item in items:
                for place, block in enumerate(item):
                    yield from pandoc_kinds(block, "p" if place else "li")
        case dict():
            yield from pandoc_kinds(node.get("c", []))
        case list():
            for entry in node:
                yield from pandoc_kinds(entry)


@pytest.mark.slow
@pytest.mark.parametrize(("view", "option"), [("current", "accept"), ("original", "reject")])
def test_pandoc_sees_the_same_kinds_of_paragraphs(view: str, option: str, pandoc: Any, tmp_path: Any) -> None:
    differ = {}
    for number, (name, case) in enumerate(CASES.items()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(back_file(case.body, **case.parts))
        document = json.loads(pandoc(path, "json", ["--from=docx", f"--track-changes={option}"]))
        found = without_empty(Counter(pandoc_kinds(document["blocks"])))
        own = without_empty(ours(read(case.body, **case.parts), view))
        if found != own:
            differ[name] = (found - own, own - found)
    known = [*OURS, *(name for always, _ in PANDOC.values() for name in always)]
    known += [name for _, before in PANDOC.values() for name in before if view == "original"]
    assert sorted(differ) == sorted(known), differ
