"""Lists at the back: words and short forms explained, and every table and figure of the document."""

import re
from collections.abc import Iterator

from assembler.compose.cells import row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.situation import Situation
from assembler.document.blocks import (
    Block,
    Blocks,
    Chart,
    Column,
    Figure,
    GoalTree,
    ItemList,
    ListItem,
    Paragraph,
    Section,
    Table,
)
from assembler.document.inline import CrossReference, Inlines, Text
from assembler.document.walk import walk

_SHORT_FORM = re.compile(r"[A-ZÆØÅ0-9][A-ZÆØÅ0-9\-]+")
# Æ, ø and å stand after z; the code points say otherwise.
_ALPHABET = str.maketrans({"æ": "\uf000", "ø": "\uf001", "å": "\uf002"})


def glossary(situation: Situation, _options: Options) -> Blocks:
    """The plan's terms in the order of the alphabet, short forms (written in capitals) in a table of their own."""
    terms = sorted(situation.plan.terms.items(), key=lambda pair: pair[0].casefold().translate(_ALPHABET))
    short = [pair for pair in terms if _SHORT_FORM.fullmatch(pair[0])]
    words = [pair for pair in terms if pair not in short]
    made = (("terms", "ordliste-begreper", words), ("short-forms", "ordliste-forkortelser", short))
    return tuple(_terms_table(situation, name, id, pairs) for name, id, pairs in made if pairs)


def _terms_table(situation: Situation, name: str, id: str, pairs: list[tuple[str, str]]) -> Table:
    return Table(
        id=id,
        title=text(situation.word(f"glossary-{name}")),
        columns=(
            Column(situation.word(f"glossary-{name}-one"), "label"),
            Column(situation.word("glossary-meaning"), "text", width=None),
        ),
        rows=tuple(row((text_cell(term), text_cell(meaning))) for term, meaning in pairs),
        description=situation.word("glossary-description"),
    )


def figure_list(situation: Situation, _options: Options) -> Blocks:
    """Every numbered table and figure that stands before this list, as links in reading order."""
    found = list(_captions(situation.before))
    tables = [item for kind, item in found if kind == "table"]
    figures = [item for kind, item in found if kind == "figure"]
    made = (("list-tables", "tabelliste-tabeller", tables), ("list-figures", "tabelliste-figurer", figures))
    return tuple(
        Section(id, text(situation.word(name)), (ItemList(tuple(items)),)) for name, id, items in made if items
    )


def _captions(blocks: Blocks) -> Iterator[tuple[str, ListItem]]:
    for block, _ in walk(blocks):
        match block:
            case Table(id=id, title=title) | GoalTree(id=id, title=title) if id and title:
                yield "table", _caption(id, title)
            case Figure(id=id, title=title) | Chart(id=id, title=title) if id and title:
                yield "figure", _caption(id, title)
            case _:
                pass


def _caption(id: str, title: Inlines) -> ListItem:
    line: tuple[Block, ...] = (Paragraph((CrossReference(id), Text(". "), *title)),)
    return ListItem(line)
