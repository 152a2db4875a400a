"""Law: a Word file made with random tracked edits reads, in each view, as the texts that the edits came from.

The generator writes marks and text side by side as one row of items, each with the views that it stands in. The text
of a view is that row without what does not stand there, cut at the paragraph marks: no tree, no joining.
"""

from html import escape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assembler.readers.docx.read import read_word
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import View
from assembler.readers.docx.views import seen
from tests.assembler.readers.docx.word_files import word_file

VIEWS: tuple[View, View] = ("original", "current")
CHANGES = {(True, True): "", (False, True): "ins", (True, False): "del", (False, False): "ins del"}

standing = st.sampled_from([(True, True)] * 4 + [(False, True), (True, False), (False, False)])
texts = st.text(st.sampled_from("ab æ.&<\u2011\t\u2028"), min_size=1, max_size=6)
piece = st.tuples(texts, standing, st.sampled_from(("", "", "link", "sdt", "field")))
paragraph = st.tuples(st.lists(piece, max_size=5), standing)
# The last mark of a story cannot be deleted: that of a body or a cell is the end of it.
story = st.tuples(st.lists(paragraph, max_size=4), st.lists(piece, max_size=3)).map(
    lambda told: [*told[0], (told[1], (True, True))]
)
row = st.tuples(st.lists(story, min_size=1, max_size=2), standing)
table = st.lists(row, min_size=1, max_size=3)
document = st.lists(st.one_of(story, story, table.map(tuple)), min_size=1, max_size=4)


def content(text: str) -> str:
    shown = {"\t": "<tab/>", "\u2028": "<br/>", "\u2011": "<noBreakHyphen/>"}
    return "".join(shown.get(sign) or f'<t xml:space="preserve">{escape(sign)}</t>' for sign in text)


def changed(markup: str, stands: tuple[bool, bool]) -> str:
    for change in reversed(CHANGES[stands].split()):
        markup = f'<{change} id="1" author="K">{markup}</{change}>'
    return markup


def piece_markup(text: str, stands: tuple[bool, bool], around: str) -> str:
    run = f"<r>{content(text)}</r>"
    match around:
        case "link":
            return f'<hyperlink anchor="x">{changed(run, stands)}</hyperlink>'
        case "sdt":
            return f"<sdt><sdtPr/><sdtContent>{changed(run, stands)}</sdtContent></sdt>"
        case "field":
            start = '<r><fldChar fldCharType="begin"/><instrText>REF x</instrText><fldChar fldCharType="separate"/></r>'
            return changed(f'{start}{run}<r><fldChar fldCharType="end"/></r>', stands)
        case _:
            return changed(run, stands)


def paragraph_markup(pieces: list[Any], mark: tuple[bool, bool]) -> str:
    changes = "".join(f'<{change} id="1" author="K"/>' for change in CHANGES[mark].split())
    return f"<p><pPr><rPr>{changes}</rPr></pPr>{''.join(piece_markup(*piece) for piece in pieces)}</p>"


def markup(part: Any) -> str:
    if isinstance(part, list):
        return "".join(paragraph_markup(*paragraph) for paragraph in part)
    rows = []
    for cells, stands in part:
        changes = "".join(f'<{change} id="1" author="K"/>' for change in CHANGES[stands].split())
        rows.append(f"<tr><trPr>{changes}</trPr>{''.join(f'<tc>{markup(cell)}</tc>' for cell in cells)}</tr>")
    return f"<tbl>{''.join(rows)}</tbl>"


def expected(part: Any, view: int) -> list[str]:
    if not isinstance(part, list):
        return [line for cells, stands in part if stands[view] for cell in cells for line in expected(cell, view)]
    row = [item for pieces, mark in part for item in (*pieces, ("¶", mark))]
    return "".join(item[0] for item in row if item[1][view]).split("¶")[:-1]


@given(document)
def test_both_views_are_the_texts_that_were_edited(parts: list[Any]) -> None:
    body = read_word(word_file("".join(map(markup, parts)))).body
    for number, view in enumerate(VIEWS):
        assert list(lines(seen(body, view))) == [line for part in parts for line in expected(part, number)]


@given(document)
def test_a_view_has_no_changes_left(parts: list[Any]) -> None:
    body = read_word(word_file("".join(map(markup, parts)))).body
    for view in VIEWS:
        once = seen(body, view)
        assert seen(once, "current") == seen(once, "original") == once
