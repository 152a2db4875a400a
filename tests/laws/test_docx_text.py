"""Law: whatever stands in a Document's inlines is what the runs of the Word file show, and the markup is XML."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assembler.brand.load import load_brand
from assembler.document.inline import Emphasis, Foreign, Inlines, LineBreak, Link, StatusMark, Strong, Text
from assembler.document.walk import plain_text
from assembler.ooxml.text import attribute, content
from assembler.resources import templates
from assembler.writers.docx.inline import runs
from assembler.writers.docx.sheet import Sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="urn:r"'
BRAND = load_brand(templates("brand", "default"))
SHOWN = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}

texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=20)
leaves = st.one_of(
    texts.map(Text),
    st.just(LineBreak()),
    st.builds(StatusMark, st.sampled_from(("on-track", "delayed", "done")), texts),
)
inlines = st.recursive(
    st.lists(leaves, max_size=3).map(tuple),
    lambda inner: st.lists(
        st.one_of(
            leaves,
            inner.map(Strong),
            inner.map(Emphasis),
            st.builds(Foreign, st.sampled_from(("en", "se", "nn")), inner),
            st.builds(Link, st.just("https://www.ssb.no/?a=1&b=2"), inner),
        ),
        max_size=3,
    ).map(tuple),
    max_leaves=8,
)


def shown(markup: str) -> str:
    root = etree.fromstring(f"<x {NAMES}>{markup}</x>")
    parts = (e.text or "" if e.tag == f"{W}t" else SHOWN.get(str(e.tag), "") for e in root.iter())
    return "".join(parts)


@given(inlines)
def test_the_runs_show_the_text(given_inlines: Inlines) -> None:
    expected = plain_text(given_inlines).replace("\u2028", "\n")
    assert shown(runs(given_inlines, Sheet(BRAND, "nb", {}, {}))) == expected


@given(st.text())
def test_any_text_at_all_gives_sound_markup(text: str) -> None:
    root = etree.fromstring(f'<x {NAMES} a="{attribute(text)}">{content(text)}</x>')
    assert root.get("a") is not None
