"""Numbers for chapters, tables, figures and notes, and the texts of the references that point at them.

Chapters run 1, 2, 3; appendices have their own row. Tables and figures are numbered within the chapter ("Tabell 5.2",
"Tabell V1.2"), statutory schedules through the whole document ("Skjema 3"), since they are cited across documents.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assembler.compose.placing import CHAPTER, TABLE
from assembler.compose.situation import Situation
from assembler.document.blocks import Block, Blocks, Cell, Chart, Figure, GoalTree, Paragraph, Section, Table
from assembler.document.inline import CrossReference, Footnote, Inline, Inlines, Text
from assembler.document.walk import every_inline, map_inlines, plain_text, rebuild, walk
from assembler.messages.numbers import NO_BREAK_SPACE
from assembler.problem import Problem, Severity

# Nothing, or the end of a sentence, stands before what follows.
_ENDED = re.compile(r"(?:^|[.!?:]\s+)$")


def numbered(blocks: Blocks, situation: Situation) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks with all numbers set and references worded, and a problem for each reference to nothing."""
    counted = _number_chapters(blocks, situation)
    names = dict(_names(counted, situation))
    return _word_references(_number_notes(counted), names)


@dataclass(slots=True)
class _Counters:
    prefix: str = ""
    within: Counter[str] = field(default_factory=Counter)
    schedules: int = 0


def _number_chapters(blocks: Blocks, situation: Situation) -> Blocks:
    counters = _Counters()
    rows: Counter[str] = Counter()
    done: list[Block] = []
    for block in blocks:
        counters.prefix, counters.within, number = "", Counter(), ""
        if isinstance(block, Section) and block.role in ("chapter", "appendix"):
            rows[block.role] += 1
            number = counters.prefix = str(rows[block.role])
            if block.role == "appendix":
                counters.prefix = f"V{number}"
                number = f"{situation.word('appendix')}{NO_BREAK_SPACE}{number}"
        inner = _number_items((block,), counters, situation)[0]
        done.append(replace(inner, number=number) if isinstance(inner, Section) else inner)
    return tuple(done)


def _number_items(blocks: Blocks, counters: _Counters, situation: Situation) -> Blocks:
    numbers = {id(block): number for block, number in _item_numbers(blocks, counters, situation)}
    return _apply(blocks, numbers)


def _item_numbers(blocks: Blocks, counters: _Counters, situation: Situation) -> Iterator[tuple[Block, str]]:
    for block, _ in walk(blocks):
        match block:
            case Table(layout="schedule"):
                counters.schedules += 1
                yield block, f"{situation.word('schedule')}{NO_BREAK_SPACE}{counters.schedules}"
            case Table(title=title) | GoalTree(title=title) if title:
                yield block, _within(counters, situation.word("table"))
            case Figure(title=title) | Chart(title=title) if title:
                yield block, _within(counters, situation.word("figure"))
            case _:
                pass


def _within(counters: _Counters, word: str) -> str:
    counters.within[word] += 1
    prefix = f"{counters.prefix}." if counters.prefix else ""
    return f"{word}{NO_BREAK_SPACE}{prefix}{counters.within[word]}"


def _apply(blocks: Blocks, numbers: dict[int, str]) -> Blocks:
    """Numbers are found by identity before the tree is rebuilt, since ids of narrative tables may be empty."""

    def change(block: Block) -> Block:
        match block:
            case Table() | GoalTree() | Figure() | Chart():
                return replace(block, number=numbers.get(id(block), ""))
            case _:
                return block

    return rebuild(blocks, change)


def _number_notes(blocks: Blocks) -> Blocks:
    ids = [inline.id for inline in every_inline(blocks) if isinstance(inline, Footnote)]
    numbers = {id: number for number, id in enumerate(dict.fromkeys(ids), 1)}

    def number(inline: Inline) -> Inline:
        return replace(inline, number=numbers[inline.id]) if isinstance(inline, Footnote) else inline

    return rebuild(blocks, lambda block: map_inlines(block, number))


def _names(blocks: Blocks, situation: Situation) -> Iterator[tuple[str, str]]:
    for block, level in walk(blocks):
        match block:
            case Section(number=number) if number and level == 1 and block.role == "chapter":
                yield block.id, f"{situation.word('chapter')}{NO_BREAK_SPACE}{number}"
            case Section(title=title, number=number):
                yield block.id, _lower_first(number) if number else f"«{plain_text(title)}»"
            case Table(number=number) | Figure(number=number) | Chart(number=number) | GoalTree(number=number) if (
                number
            ):
                yield block.id, _lower_first(number)
            case _:
                pass


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _word_references(blocks: Blocks, names: dict[str, str]) -> tuple[Blocks, tuple[Problem, ...]]:
    problems: list[Problem] = []

    def word(inline: Inline) -> Inline:
        if not isinstance(inline, CrossReference):
            return inline
        target = _meant(inline.target, names)
        if not target:
            known = ", ".join(sorted(names)[:20])
            problems.append(Problem("compose-reference-unknown", values={"target": inline.target, "known": known}))
            return Text(inline.target)
        if f"{CHAPTER}{target}" in names and target == inline.target:
            values = {"target": target, "chapter": f"{CHAPTER}{target}", "table": f"{TABLE}{target}"}
            problems.append(Problem("compose-reference-ambiguous", values=values, severity=Severity.WARNING))
        return replace(inline, target=target, text=names[target])

    return rebuild(blocks, lambda block: _capitalised(map_inlines(block, word))), tuple(problems)


def _meant(target: str, names: dict[str, str]) -> str:
    """The id that a reference leads to: its own, or what follows "kapittel-" or "tabell-"; "" for nothing."""
    if target in names:
        return target
    plain = next((target.removeprefix(word) for word in (CHAPTER, TABLE) if target.startswith(word)), "")
    return plain if plain in names else ""


def _capitalised(block: Block) -> Block:
    """The same paragraph or table with a large letter on every reference that begins a sentence or a cell."""
    match block:
        case Paragraph(children=children):
            return replace(block, children=_begun(children))
        case Table(rows=rows):
            return replace(block, rows=tuple(replace(row, cells=tuple(map(_begun_cell, row.cells))) for row in rows))
        case _:
            return block


def _begun_cell(cell: Cell) -> Cell:
    return replace(cell, children=_begun(cell.children))


def _begun(children: Inlines) -> Inlines:
    done: list[Inline] = []
    for inline in children:
        if isinstance(inline, CrossReference) and _ENDED.search(plain_text(tuple(done))):
            inline = replace(inline, text=inline.text[:1].upper() + inline.text[1:])
        done.append(inline)
    return tuple(done)
