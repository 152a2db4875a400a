"""The rules of fidelity: what the Document says, each file says too. Spaces and hyphenation do not count."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

from assembler.checks.content import Content, TableFact
from assembler.checks.expected import Expected, Said, SaidCell, SaidTable
from assembler.checks.outcome import GOOD, Mark, Marks, Outcome, failed, judged
from assembler.problem import Place

_DROPPED: Final = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_SHOWN: Final = 120


@dataclass
class Pair:
    """What is expected, and what a file says. `whole` is false for a format that carries the tables alone."""

    expected: Expected
    found: Content
    whole: bool = True
    _by_language: dict[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """All text of the file, squeezed."""
        cells = (cell for table in self.found.tables for row in table.rows for cell in row) if not self.whole else ()
        return squeezed("\n".join((self.found.text, *self.found.notes, *cells)))

    def in_language(self, lang: str) -> str:
        """All text of the file that is declared to be in a language, squeezed."""
        if lang not in self._by_language:
            texts = (text for one, text in self.found.foreign or () if _primary(one) == _primary(lang))
            self._by_language[lang] = squeezed("".join(texts))
        return self._by_language[lang]


def title(pair: Pair) -> Marks:
    """The file's own title is the document's."""
    if pair.whole:
        same = squeezed(pair.expected.title) == squeezed(pair.found.title)
        yield judged(same, Place(), expected=pair.expected.title, found=pair.found.title or "–")


def language(pair: Pair) -> Marks:
    """The language of the document, and each language of a part of it, is declared."""
    if not pair.whole:
        return
    yield judged(_primary(pair.found.lang) == pair.expected.lang, Place(), lang=pair.expected.lang)
    for lang, said in pair.expected.foreign if pair.found.foreign is not None else ():
        good = squeezed(said.text) in pair.in_language(lang)
        yield GOOD if good else Mark(Outcome.FAILED, _place(said), {"lang": f"{lang}: {_short(said.text)}"})
    declared = {_primary(lang) for lang in pair.found.langs}
    for lang in pair.expected.langs[1:]:
        yield judged(_primary(lang) in declared, Place(), lang=lang)


def heading(pair: Pair) -> Marks:
    """Every heading is there, on its level, in its order."""
    if not pair.whole:
        return
    found = [(one.level, squeezed(one.text)) for one in pair.found.headings]
    at = 0
    for said in pair.expected.headings:
        wanted = squeezed(said.text)
        where = next((n for n in range(at, len(found)) if found[n][1] == wanted), -1)
        good = where >= 0 and found[where][0] == said.level
        yield judged(good, _place(said), text=_short(said.text), level=said.level)
        at = where + 1 if where >= 0 else at


def text(pair: Pair) -> Marks:
    """Every piece of text is there, as often as the document says it."""
    cursor = 0
    own = {table.id for table in pair.expected.tables}
    left: Counter[str] = Counter()
    for said in pair.expected.texts:
        if pair.whole or said.block in own:
            wanted = squeezed(said.text)
            where = pair.text.find(wanted, cursor)
            if where >= 0:
                cursor = where + len(wanted)
            left[wanted] += 1
            good = where >= 0 or left[wanted] <= pair.text.count(wanted)
            yield judged(good, _place(said), text=_short(said.text))


def note(pair: Pair) -> Marks:
    """Every footnote is there."""
    if pair.whole:
        for said in pair.expected.notes:
            yield judged(squeezed(said.text) in pair.text, _place(said), text=_short(said.text))


def figure(pair: Pair) -> Marks:
    """Every picture and chart is there with its alternative text."""
    if pair.whole:
        alts = {squeezed(one.alt or "") for one in pair.found.figures}
        for said in pair.expected.figures:
            yield judged(squeezed(said.text) in alts, _place(said), text=_short(said.text))


def table(pair: Pair) -> Marks:
    """Every table is there."""
    for said in pair.expected.tables:
        yield judged(_found_table(pair, said) is not None, _table_place(said), table=said.caption)


def row(pair: Pair) -> Marks:
    """Every row of a table is there, and its cells say the same."""
    for said in pair.expected.tables:
        found = _found_table(pair, said)
        if found is not None:
            yield from _rows(said, found)


def _rows(said: SaidTable, found: TableFact) -> Marks:
    rows = [tuple(_forms(cell) for cell in one) for one in found.rows]
    at = 0
    for cells in said.rows:
        if not cells:
            continue
        label = max(cells, key=lambda cell: len(cell.texts[0]))
        where = next((n for n in range(at, len(rows)) if any(_is_same(one, label) for one in rows[n])), -1)
        at = where + 1 if where >= 0 else at
        missing = list(_missing(cells, rows[where])) if where >= 0 else [label]
        for cell in missing:
            texts = {"row": _short(label.texts[0]), "cell": _short(cell.texts[0])}
            yield failed(_table_place(said), table=said.caption, **texts)
        if not missing:
            yield GOOD
    everything = "".join(cell[-1] for one in rows for cell in one)
    for detail in said.details:
        good = squeezed(detail) in everything
        yield judged(good, _table_place(said), table=said.caption, row=_short(detail), cell=_short(detail))


def _missing(cells: tuple[SaidCell, ...], row: tuple[tuple[str, ...], ...]) -> Iterator[SaidCell]:
    """The cells that do not stand in the row, in their order."""
    at = 0
    for cell in cells:
        where = next((n for n in range(at, len(row)) if _is_same(row[n], cell)), -1)
        if where < 0:
            yield cell
        else:
            at = where + 1


def _forms(cell: str) -> tuple[str, ...]:
    """What a cell says by its first line, its first two, and so on: a detail may follow in the same cell."""
    forms: list[str] = []
    for line in cell.split("\n"):
        forms.append((forms[-1] if forms else "") + squeezed(line))
    return tuple(forms)


def _is_same(found: tuple[str, ...], cell: SaidCell) -> bool:
    """Whether a cell says it; words may be followed by the mark of a footnote."""
    for said in cell.texts:
        wanted = squeezed(said)
        marked = re.compile(re.escape(wanted) + r"\d{1,3}") if not wanted[-1:].isdigit() else None
        if wanted in found or (marked and any(marked.fullmatch(form) for form in found)):
            return True
    return bool(cell.number) and _number(found[-1]) == _number(cell.number)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _found_table(pair: Pair, said: SaidTable) -> TableFact | None:
    """The table with the caption, else one whose first row is the expected one."""
    caption = squeezed(said.caption)
    by_caption = (one for one in pair.found.tables if caption and squeezed(one.caption).startswith(caption))
    first = next(by_caption, None)
    if first is not None or not said.rows:
        return first
    header = said.rows[0]
    alike = (one for one in pair.found.tables if one.rows and _same_header(header, one.rows[0]))
    return next((one for one in alike if not one.caption), None)


def _same_header(header: tuple[SaidCell, ...], row: tuple[str, ...]) -> bool:
    return bool(header) and not list(_missing(header, tuple(map(_forms, row))))


def squeezed(text: str) -> str:
    """Text without spaces and soft hyphens, ligatures taken apart: what the formats set differently."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def _primary(lang: str) -> str:
    return lang.split("-")[0].lower()


def _short(text: str) -> str:
    one = re.sub(r"[ \t\n]+", " ", text).strip()
    return one if len(one) <= _SHOWN else one[: _SHOWN - 1] + "…"


def _place(said: Said) -> Place:
    return Place(block=said.block, under=said.under)


def _table_place(said: SaidTable) -> Place:
    return Place(block=said.id, under=said.under)


RULES: Final = {
    "fidelity.title": title,
    "fidelity.language": language,
    "fidelity.heading": heading,
    "fidelity.text": text,
    "fidelity.note": note,
    "fidelity.figure": figure,
    "fidelity.table": table,
    "fidelity.row": row,
}
