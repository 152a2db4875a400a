"""Law: an edit with tracking that is accepted says what the same edit says without tracking; rejected, what was there.

The generator writes runs and paragraph marks as one row of items, each with the views that it stands in; the plain file
has only those of one view. `PLANSATS_LAW_EXAMPLES` asks for more examples.
"""

import os
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.readers.docx.edited import EditedCopy
from tests.assembler.readers.docx.back_files import BODY_B, exported, read, text

EXAMPLES = int(os.environ.get("PLANSATS_LAW_EXAMPLES", "40"))
CHANGES = {(True, True): "", (False, True): "ins", (True, False): "del", (False, False): "ins del"}
STYLES = {
    "": "",
    "heading": "<pStyle val='Heading2'/>",
    "deeper": "<pStyle val='Heading3'/>",
    "lead": "<pStyle val='Lead'/>",
    "quote": "<pStyle val='Quote'/>",
    "bullet": "<numPr><ilvl val='0'/><numId val='5'/></numPr>",
    "inner": "<numPr><ilvl val='1'/><numId val='5'/></numPr>",
    "number": "<numPr><ilvl val='0'/><numId val='3'/></numPr>",
}
LOOKS = {"": "", "bold": "<rPr><b/></rPr>", "italic": "<rPr><i/></rPr>", "english": "<rPr><lang val='en-GB'/></rPr>"}

standing = st.sampled_from([(True, True)] * 4 + [(False, True), (True, False), (False, False)])
words = st.text(st.sampled_from("ab æ.1-"), min_size=1, max_size=8)
piece = st.tuples(words, standing, st.sampled_from(sorted(LOOKS)))
paragraph = st.tuples(st.lists(piece, max_size=4), standing, st.sampled_from(sorted(STYLES)))
# The mark of the last paragraph cannot be deleted.
story = st.tuples(st.lists(paragraph, max_size=5), st.lists(piece, max_size=3), st.sampled_from(sorted(STYLES))).map(
    lambda told: [*told[0], (told[1], (True, True), told[2])]
)


def run(said: str, look: str, change: str = "") -> str:
    markup = f'<r>{LOOKS[look]}<t xml:space="preserve">{said}</t></r>'
    for name in reversed(change.split()):
        markup = f"<{name} id='1' author='K'>{markup}</{name}>"
    return markup


def tracked(paragraphs: list[Any]) -> str:
    return "".join(tracked_paragraph(*told) for told in paragraphs)


def tracked_paragraph(pieces: list[Any], mark: tuple[bool, bool], style: str) -> str:
    changes = "".join(f"<{one} id='1' author='K'/>" for one in CHANGES[mark].split())
    content = "".join(run(said, look, CHANGES[stands]) for said, stands, look in pieces)
    return f"<p><pPr>{STYLES[style]}<rPr>{changes}</rPr></pPr>{content}</p>"


def settled(paragraphs: list[Any], view: int) -> str:
    """The same with everything accepted (1) or rejected (0), by the rows of items alone."""
    found: list[str] = []
    waiting: list[str] = []
    for pieces, mark, style in paragraphs:
        waiting += [run(said, look) for said, stands, look in pieces if stands[view]]
        if mark[view]:
            found.append(f"<p><pPr>{STYLES[style]}</pPr>{''.join(waiting)}</p>")
            waiting = []
    return "".join(found)


def copy_with(body: str) -> EditedCopy:
    return read(text("a", body) + text("b", BODY_B), exported())


@settings(max_examples=EXAMPLES, deadline=None)
@given(story)
def test_tracked_and_accepted_is_the_same_as_untracked(paragraphs: list[Any]) -> None:
    copy = copy_with(tracked(paragraphs))
    for view, name in enumerate(("original", "current")):
        plain = copy_with(settled(paragraphs, view))
        assert getattr(copy.blocks[0], name) == plain.blocks[0].current
    assert copy.blocks[0].problems == copy_with(settled(paragraphs, 1)).blocks[0].problems
