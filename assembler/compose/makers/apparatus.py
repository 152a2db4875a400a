"""What helps a reader use the document: how to read it, key figures, the editor's own tables, and the colophon."""

import json
import re
from decimal import Decimal
from hashlib import sha256

from assembler.compose.cells import text, text_cell
from assembler.compose.figures import Figures, formatted
from assembler.compose.maker import Options
from assembler.compose.makers.table_chart import drawn
from assembler.compose.situation import Situation
from assembler.document.blocks import Block, Blocks, Column, FactBox, KeyFigure, KeyFigures, Paragraph, Row, Table
from assembler.messages.numbers import amount_text, long_date
from assembler.plan.dump import plan_json

# From here on, millions have more digits than a key figure has room for.
_MANY_KRONER = 5_000_000_000
_FOUR_DIGITS = 1_000_000_000
# A longer list of words than this belongs at the back.
_MOST_TERMS = 8
# After `fill`, which turns the doubled braces of a bound figure into single ones.
_BOUND = re.compile(r"\{([^|{}]+)(?:\|([^{}]*))?\}")


def how_to_read(situation: Situation, _options: Options) -> Blocks:
    """How amounts, signs and marks are written in this document."""
    signs = (situation.word(f"read-signs-{situation.plan.signs}"),) if situation.statement.schedules else ()
    words = (
        situation.word("read-units", unit=situation.unit_text),
        situation.word("read-rounding"),
        *signs,
        situation.word("read-missing"),
        *((situation.word("read-marks"),) if situation.statement.schedules else ()),
    )
    box = () if _has_glossary(situation) else _terms(situation)
    return (*(Paragraph(text(word)) for word in words), *box)


def _has_glossary(situation: Situation) -> bool:
    """Whether the type has a list of words at the back of this depth, so that they need not stand in front."""
    return any(
        slot.make == "glossary" and situation.depth in (chapter.depths or (situation.depth,))
        for chapter in situation.type.chapters
        for slot in chapter.slots
    )


def _terms(situation: Situation) -> Blocks:
    terms = situation.plan.terms
    if not 0 < len(terms) <= _MOST_TERMS:
        return ()
    box = tuple(Paragraph(text(f"{term}: {meaning}")) for term, meaning in terms.items())
    return (FactBox("ordliste", text(situation.word("terms")), box),)


def key_figures(situation: Situation, options: Options) -> Blocks:
    """Up to four key figures by reference; those that the plan has no data for are left out.

    `figures` is a list of {label, reference, form, unit, comparison}; a comparison may hold bound figures.
    """
    figures = Figures(situation)
    made = [_key_figure(situation, figures, entry) for entry in options["figures"]]
    present = tuple(figure for figure in made if figure is not None)
    area = f"-{situation.area.id}" if situation.area else ""
    return (KeyFigures(f"nokkeltal{area}", present[:4]),) if present else ()


def _key_figure(situation: Situation, figures: Figures, entry: Options) -> KeyFigure | None:
    figure = figures.find(situation.fill(entry["reference"]))
    if figure is None:
        return None
    form = entry.get("form", "")
    unit = situation.fill(entry["unit"][situation.form]) if "unit" in entry else ""
    if figure.kind == "kroner" and not unit:
        scale = "mrd" if abs(figure.value) >= _MANY_KRONER else "mill"
        decimals = "0" if scale == "mill" and abs(figure.value) >= _FOUR_DIGITS else ""
        form, unit = f"{form}{scale}{decimals}", situation.word(f"unit-{scale}")
    value = formatted(figure, form, situation)
    if value is None:
        return None
    comparison = entry.get("comparison", {}).get(situation.form, "")
    label = situation.fill(entry["label"][situation.form])
    return KeyFigure(label, value, unit, _filled(situation, figures, comparison))


def _filled(situation: Situation, figures: Figures, template: str) -> str:
    """A comparison with its bound figures filled in; "" when one of them is missing."""
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        figure = figures.find(match[1])
        shown = None if figure is None else formatted(figure, match[2] or "", situation)
        missing = missing or shown is None
        return shown or ""

    words = _BOUND.sub(fill, situation.fill(template))
    return "" if missing else words


def data_table(situation: Situation, options: Options) -> Blocks:
    """The editor's own table `table` (a sheet of the plan folder), and its chart where it is to be drawn."""
    wanted = situation.fill(options["table"])
    return tuple(block for table in situation.plan.tables if table.id == wanted for block in drawn(table))


def _fingerprint(situation: Situation) -> str:
    """Twelve digits that follow from all figures and texts of the edition: prints with the same number say the same."""
    whole = sha256(json.dumps(plan_json(situation.plan), sort_keys=True).encode())
    for line in situation.ledger.lines:
        key = line.column
        whole.update(f"{key.year} {key.version} {line.account} {line.area} {line.project} {line.amount}\n".encode())
    digits = f"{int(whole.hexdigest(), 16) % 10**12:012}"
    return " ".join(digits[at : at + 4] for at in (0, 4, 8))


def colophon(situation: Situation, _options: Options) -> Blocks:
    """Who made the document, when, from what, and with which program."""
    plan = situation.plan
    facts = {
        situation.word("colophon-publisher"): plan.municipality.name,
        situation.word("colophon-edition"): situation.words(situation.edition.name),
        situation.word("colophon-depth"): situation.word(f"depth-{situation.depth}"),
        situation.word("colophon-date"): long_date(plan.date, situation.form),
        **{name: value for name, value in plan.facts.items() if value},
    }
    if situation.ledger.lines:
        files = sorted({line.file for line in situation.ledger.lines})
        count = amount_text(Decimal(len(situation.ledger.lines)), situation.form)
        facts[situation.word("colophon-ledgers")] = situation.word(
            "colophon-lines", files=", ".join(files), count=count
        )
    facts[situation.word("colophon-number")] = situation.word("colophon-same", number=_fingerprint(situation))
    facts[situation.word("colophon-program")] = f"Plansats {situation.engine_version}".strip()
    table = Table(
        id="om-dokumentet",
        title=text(situation.word("colophon-title")),
        columns=(
            Column(situation.word("colophon-what"), "label", width=Decimal(46)),
            Column(situation.word("colophon-value"), "text"),
        ),
        rows=tuple(Row((text_cell(name), text_cell(value))) for name, value in facts.items()),
        description=situation.word("colophon-description"),
        layout="measures",
    )
    invented: tuple[Block, ...] = (
        (Paragraph(text(situation.word("invented", name=plan.municipality.name)), role="note"),)
        if plan.municipality.invented
        else ()
    )
    return (table, *invented)
