"""The outcome as one HTML page that anybody can read: no script, differences word by word, nb, nn or en."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assembler.merge.marked import is_marked, read_marked
from assembler.merge.narrative import read_narrative, write_narrative
from assembler.merge.values import Merged
from assembler.messages.catalogue import Lang, Wording, label, wording
from assembler.problem import Problem
from assembler.reconcile.differences import Passage, differences
from assembler.reconcile.narrative_file import read_file
from assembler.reconcile.outcome import BlockState, Brought, Outcome
from assembler.resources import templates

_TEMPLATE: Final = "report.html"
_ESCAPE: Final = r"\\[!-/:-@\[-`{-~]"
_NOTE: Final = r"\[\^[^\]\s]+\]:?"
_HEADING: Final = re.compile(r"^#{1,6} (?=\S)")
# What asks for a person comes first.
_ORDER: Final[Sequence[BlockState]] = (
    "conflict", "refused", "deletion-proposed", "move-proposed", "merged", "changed", "unchanged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a conflict: what it made of the base."""

    name: str
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A block as the page shows it. `passages` are what it changes in the plan, or what was refused or is gone."""

    block: Brought
    passages: Sequence[Passage]
    conflicts: Sequence[Sequence[_Side]]


def outcome_page(outcome: Outcome, name: str, lang: Lang, applied: bool = False) -> str:
    """The page for the file `name`; `applied` says whether the plan was changed."""
    shown = [_shown(block, lang) for block in outcome.blocks if block.state != "unchanged"]
    counts = [(state, sum(block.state == state for block in outcome.blocks)) for state in _ORDER]
    return _environment().get_template(_TEMPLATE).render(
        lang=lang,
        name=name,
        applied=applied,
        outcome=outcome,
        shown=sorted(shown, key=lambda each: _ORDER.index(each.block.state)),
        counts=[(state, count) for state, count in counts if count],
        titles=_titles(outcome),
        notes=_notes(outcome),
        say=partial(_say, lang),
        words=partial(_words, lang),
    )  # fmt: skip


def _titles(outcome: Outcome) -> Mapping[str, str]:
    return {block.id: block.title or block.id for block in outcome.blocks if block.kind == "text"}


def _notes(outcome: Outcome) -> list[Problem]:
    """The notes of the whole, and those of texts that are not shown."""
    of_blocks = (each for block in outcome.blocks if block.state == "unchanged" for each in block.problems)
    return [*outcome.notes, *of_blocks]


def _shown(block: Brought, lang: Lang) -> _Shown:
    match block.state:
        case "refused":
            before, after = block.base, block.theirs
        case "deletion-proposed":
            before, after = block.base, ""
        case "move-proposed":
            before, after = "", ""
        case _ if is_marked(block.ours):
            # Conflicts stood in the file before: what is new beside them is the difference.
            before, after = Merged(read_marked(block.ours) or ()).ours, block.text
        case _:
            before, after = block.ours, _canonical(block.text, block)
    return _Shown(block, _printed(differences(before, after, block.form), block, lang), _conflicts(block, lang))


def _canonical(text: str, block: Brought) -> str:
    """The text without its owner's wrapping, which is no difference to a reader."""
    file = read_file(block.file, block.content, block.form)
    if file is not None and file.body == block.ours:
        return text
    blocks = read_narrative(text, block.form)
    return text if blocks is None else write_narrative(blocks, block.form)


def _conflicts(block: Brought, lang: Lang) -> list[list[_Side]]:
    found = []
    for conflict in block.conflicts:
        texts = (("plan", conflict.ours), ("word", conflict.theirs))
        before = conflict.base or conflict.ours
        sides = [
            _Side(_say(lang, name), _printed(differences(before, text, block.form), block, lang))
            for name, text in texts
        ]
        found.append(sides)
    return found


def _printed(passages: Sequence[Passage], block: Brought, lang: Lang) -> list[Passage]:
    """The passages for readers: bound figures and references as they were printed, no backslashes of Markdown.

    The marks of notes and headings are said in words.
    """
    names = {**dict(block.printed), "{.ingress}": _say(lang, "lead"), "{.merknad}": _say(lang, "note")}
    marks = re.compile("|".join([*(re.escape(name) for name in sorted(names, key=len, reverse=True)), _NOTE, _ESCAPE]))

    def shown(found: re.Match[str]) -> str:
        if found[0].startswith("[^"):
            is_text = found[0].endswith(":")
            return _say(lang, "footnote-text") if is_text else f" {_say(lang, 'footnote')}"
        return names.get(found[0], found[0][1:])

    def said(text: str) -> str:
        return marks.sub(shown, _HEADING.sub(f"{_say(lang, 'heading')} ", text))

    return [replace(each, parts=tuple(replace(part, text=said(part.text)) for part in each.parts)) for each in passages]


def _say(lang: Lang, code: str, **values: str | int) -> str:
    return label(f"reconcile-page-{code}", lang, **values)


def _words(lang: Lang, problem: Problem) -> Wording:
    return wording(problem, lang)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates("reconcile")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
