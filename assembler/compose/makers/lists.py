"""Lists at the back: words and short forms explained, and every table and figure of the document."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assembler.compose.cells import row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.placing import TABLE
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Chart, Column, Figure, GoalTree, Row, Table
from assembler.document.inline import CrossReference
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
            Column(situation.word(f"glossary-{name}-one"), "label", width=Decimal(46)),
            Column(situation.word("glossary-meaning"), "text"),
        ),
        rows=tuple(row((text_cell(term), text_cell(meaning))) for term, meaning in pairs),
        description=situation.word("glossary-description"),
        layout="measures",
    )


def figure_list(situation: Situation, _options: Options) -> Blocks:
    """Every numbered table and figure that stands before this list, as links in reading order."""
    found = list(_captions(situation.before))
    made = (("tables", [one for kind, one in found if kind == "table"]),
            ("figures", [one for kind, one in found if kind == "figure"]))  # fmt: skip
    return tuple(_list(situation, name, rows) for name, rows in made if rows)


def _list(situation: Situation, name: str, rows: list[Row]) -> Table:
    return Table(
        id=f"liste-{name}",
        title=text(situation.word(f"list-{name}")),
        columns=(
            Column(situation.word(f"list-{name}-one"), "label", width=Decimal(28)),
            Column(situation.word("list-shows"), "text"),
        ),
        rows=tuple(rows),
        subtitle=situation.word("list-subtitle"),
        description=situation.word("list-description"),
    )


def _captions(blocks: Blocks) -> Iterator[tuple[str, Row]]:
    for block, _ in walk(blocks):
        match block:
            case Table(id=id, title=title) | GoalTree(id=id, title=title) if id and title:
                yield "table", row((Cell((CrossReference(f"{TABLE}{id}"),)), Cell(title)))
            case Figure(id=id, title=title) | Chart(id=id, title=title) if id and title:
                yield "figure", row((Cell((CrossReference(f"{TABLE}{id}"),)), Cell(title)))
            case _:
                pass
