"""Strategies: narrative documents of every block that a narrative can hold, with nasty text."""

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from assembler.document.blocks import (
    Cell,
    Column,
    FactBox,
    Figure,
    GoalTree,
    ItemList,
    ListItem,
    MarginNote,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from assembler.document.identity import free_id
from assembler.document.inline import (
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    LineBreak,
    Link,
    StatusMark,
    Strong,
    Text,
)
from assembler.document.walk import map_inlines, plain_text, rebuild
from assembler.markup.normal import tidy
from assembler.messages.numbers import amount_text

MARKS = "\\`*_{}[]<>()#+-.!|&^~:=\"'@$%;,/?0123456789 "
NASTY = "\u00a0\u2028\u200b\u202e\u0301\u00ad\ufeff😀æøåáčđŋšŧžЖ漢−–«»\u3000¹²"
CHARACTERS = st.one_of(
    st.sampled_from(MARKS),
    st.sampled_from(NASTY),
    st.sampled_from("abcABC "),
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff"),
)
SNIPPETS = st.sampled_from(
    ["- ", "1. ", "# ", "> ", "::: fakta", ": T", "| a |", "--|--", "***", "[^1]", "[x]: y", "{.a}", "{{a|b}}", "&amp;"]
    + ["<b>", "    x", "```", "https://a.no", "![a](b)", "==", "&#32;", "\\", "**a**", "_b_", "10) ", "~~~", "^[x]"]
)
WORDS = st.one_of(st.text(CHARACTERS, max_size=12), SNIPPETS, st.lists(SNIPPETS, max_size=3).map("".join))
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
LANGS = st.sampled_from(["en", "se", "sma", "nn", "de-AT"])
HREFS = st.sampled_from(["https://a.no", "http://b.no/x_(y)?q=1&amp=2#d", "mailto:a@b.no", "https://æ.no/«é»|<>*_[x]"])
PLAIN = WORDS.map(lambda text: re.sub(" +", " ", text).strip() or "x")
REFERENCES = st.from_regex(r"[a-z0-9](?:[a-z0-9 ._-]{0,6}[a-z0-9])?", fullmatch=True)


def texts():
    return WORDS.map(Text)


def leaves():
    return st.one_of(
        texts(),
        texts(),
        st.builds(BoundFigure, REFERENCES, st.sampled_from(["", "mill", "kr"])),
        st.builds(CrossReference, NAMES),
        st.builds(StatusMark, st.sampled_from(["on-track", "delayed", "done"]), PLAIN),
        st.just(LineBreak()),
    )


def runs(inner, **sizes):
    return st.lists(inner, **sizes).map(tuple)


def marked(inner):
    return st.one_of(
        st.builds(Strong, runs(inner, max_size=3)),
        st.builds(Emphasis, runs(inner, max_size=3)),
        st.builds(Foreign, LANGS, runs(inner, max_size=3)),
    )


SIMPLE = st.recursive(leaves(), marked, max_leaves=5)


def without_references(run):
    """What may stand in a link: everything but another reference."""
    kept = (inline for inline in run if not isinstance(inline, CrossReference))
    return tuple(
        replace(inline, children=without_references(inline.children)) if hasattr(inline, "children") else inline
        for inline in kept
    )


def filled(run):
    """The run in normal form, with some text in it."""
    run = tidy(run)
    return run if plain_text(run).strip() else tidy((*run, Text("x")))


LINKS = st.builds(Link, HREFS, runs(SIMPLE, max_size=3).map(without_references).map(filled))
NOTES = st.builds(Footnote, NAMES, runs(SIMPLE, max_size=3).map(filled))
INLINES = st.recursive(st.one_of(leaves(), NOTES, LINKS), marked, max_leaves=5)
RUNS = runs(INLINES, min_size=1, max_size=4).map(filled)
TITLES = RUNS


def paragraphs():
    return st.builds(Paragraph, RUNS, st.sampled_from(["body", "lead", "note"]), st.one_of(st.just(""), LANGS))


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@st.composite
def tables(draw):
    columns = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["text", "number", "amount", "label", "line-number", "status"]))
        year = draw(st.sampled_from(["", "2026"]))
        basis = draw(st.sampled_from(["", "budget", "accounts"]))
        width = draw(st.sampled_from([None, Decimal("16.5"), Decimal(20)]))
        columns.append(Column(draw(PLAIN), kind, year, basis, draw(st.booleans()), width))
    rows = tuple(draw(rows_of(columns)) for _ in range(draw(st.integers(0, 4))))
    words = st.one_of(st.just(""), PLAIN)
    notes = tuple(draw(st.lists(RUNS, max_size=2)))
    layout = draw(st.sampled_from(["plain", "schedule", "measures"]))
    return Table(draw(NAMES), draw(TITLES), tuple(columns), rows, "", draw(words), draw(words), notes, layout)


@st.composite
def rows_of(draw, columns):
    kind = draw(st.sampled_from(["body", "group", "sum", "result", "detail"]))
    if kind in ("group", "detail"):
        return Row((Cell(draw(RUNS)),), kind)
    return Row(tuple(draw(cells_of(column)) for column in columns), kind)


@st.composite
def cells_of(draw, column):
    if column.kind not in ("number", "amount"):
        return Cell(draw(RUNS))
    value = draw(NUMBERS)
    decimals = draw(st.integers(0, 2))
    text = amount_text(value, "nb", decimals)
    shown = Decimal(text.replace("\u00a0", "").replace("\u2212", "-").replace(",", "."))
    return Cell((Text(text),), shown, decimals)


@st.composite
def figures(draw):
    image = draw(st.sampled_from(["images/a.png", "images/bru å (1)_x[2].jpg", "b.svg"]))
    decorative = draw(st.booleans())
    alt = "" if decorative else draw(PLAIN.map(lambda text: " ".join(text.split())))
    source = draw(st.one_of(st.just(""), PLAIN))
    return Figure(draw(NAMES), image, alt, draw(st.one_of(st.just(()), TITLES)), "", source, decorative)


def items(inner):
    return st.builds(lambda first, rest: ListItem((first, *rest)), paragraphs(), st.lists(inner, max_size=2))


def lists_of(inner):
    several = st.lists(items(inner), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ItemList, several),
        st.builds(ItemList, several, st.just(True), st.sampled_from([1, 0, 3, 99, 123456789])),
    )


def groups(inner):
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        lists_of(inner),
        st.builds(Quote, several),
        st.builds(MarginNote, several),
        st.builds(FactBox, NAMES, TITLES, several),
    )


FLAT = st.recursive(st.one_of(paragraphs(), paragraphs(), tables(), figures()), groups, max_leaves=6)


@st.composite
def sections(draw, level=1):
    inner = draw(st.lists(FLAT, max_size=2)) + (draw(st.lists(sections(level + 1), max_size=2)) if level < 3 else [])
    return Section(draw(NAMES), draw(TITLES), tuple(inner), lang=draw(st.one_of(st.just(""), LANGS)))


def with_own_ids(blocks):
    """The blocks with every id made unique, footnotes included."""
    taken = set()

    def fresh(value):
        name = free_id(value.id, taken)
        taken.add(name)
        return replace(value, id=name)

    def change(block):
        named = map_inlines(block, lambda inline: fresh(inline) if isinstance(inline, Footnote) else inline)
        return fresh(named) if hasattr(named, "id") and not isinstance(named, GoalTree) else named

    return rebuild(blocks, change)


NARRATIVES = st.builds(
    lambda flat, deep: with_own_ids((*flat, *deep)), st.lists(FLAT, max_size=3), st.lists(sections(), max_size=2)
)
