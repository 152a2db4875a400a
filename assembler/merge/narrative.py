"""Three-way merge of narrative, on its canonical Markdown, and the guard that the merged text is still narrative.

Prose is merged by `prose`. What only a parser can know is judged after it: both sides of the merged text must read
without a fault, and every bound figure, reference, link, note and picture, and every word, must stand in it as
often as the sides ask for. Where that does not hold, the whole text is one conflict with both texts in it.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from assembler.document.blocks import Blocks, Figure
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Foreign, Link
from assembler.document.walk import every_inline, walk
from assembler.language.tokens import Form
from assembler.markup.markdown import read_markdown, write_markdown
from assembler.markup.one_form import one_form
from assembler.merge.notes import both_definitions, with_free_notes
from assembler.merge.prose import merge_text
from assembler.merge.values import Clean, Conflict, Merged
from assembler.problem import errors

Counts: TypeAlias = Counter[Hashable]
_WORD: Final = re.compile(r"[^\W_]+")
_ROW: Final = re.compile(r"^[ >]*\|.*\|$", re.MULTILINE)
_SPACES: Final = re.compile(r"(?<=\S) {2,}")
_RULE: Final = re.compile(r"^[ >]*\|[-:| ]+\|$", re.MULTILINE)
_DASHES: Final = re.compile(r"-{3,}")


def read_narrative(text: str, form: Form) -> Blocks | None:
    """The blocks of `text` in the one form; `None` when there is a fault in it."""
    blocks, problems = read_markdown(text, file="", form=form)
    return None if errors(problems) else one_form(blocks, form)


def write_narrative(blocks: Blocks, form: Form) -> str:
    """The canonical Markdown of blocks: that of their one form. `Refused` for what no narrative can hold."""
    return write_markdown(one_form(blocks, form))


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a narrative: its blocks in the one form, and their Markdown."""

    blocks: Blocks
    text: str


def version_of(blocks: Blocks, form: Form) -> Version:
    """The version that `blocks` are; `Refused` for what no narrative can hold."""
    formed = one_form(blocks, form)
    return Version(formed, write_markdown(formed))


def merge_narrative(base: Version, ours: Version, theirs: Version, form: Form) -> Merged:
    """Three versions of a narrative, merged: clean text in canonical form, or with conflicts."""
    if theirs.text in (base.text, ours.text):
        return _clean(ours.text)
    if ours.text == base.text:
        return _clean(theirs.text)
    named = with_free_notes(base.blocks, ours.blocks, theirs.blocks)
    theirs = theirs if named is theirs.blocks else version_of(named, form)
    versions = base, ours, theirs
    merged = _merged(base.text, ours.text, theirs.text, form)
    sides = [read_narrative(text, form) for text in dict.fromkeys((merged.ours, merged.theirs))]
    found = [blocks for blocks in sides if blocks is not None]
    if len(found) < len(sides) or not _has_marks(versions, found) or not _has_words(versions, merged):
        return Merged((Conflict(base.text, ours.text, theirs.text),))
    if merged.conflicts:
        return merged
    return Merged(_clean(write_markdown(found[0])).pieces, merged.moved, merged.deleted)


def _merged(base: str, ours: str, theirs: str, form: Form) -> Merged:
    """The texts merged. One wide cell moves all columns of its table: then rows are compared without their padding."""
    merged = merge_text(base, ours, theirs, form)
    merged = both_definitions(merged) if merged.conflicts else merged
    if not merged.conflicts or not _ROW.search(base):
        return merged
    tight = both_definitions(merge_text(_tight(base), _tight(ours), _tight(theirs), form))
    return tight if len(tight.conflicts) < len(merged.conflicts) else merged


def _tight(text: str) -> str:
    rows = _ROW.sub(lambda row: _SPACES.sub(" ", row[0]), text)
    return _RULE.sub(lambda row: _DASHES.sub("---", row[0]), rows)


def _clean(text: str) -> Merged:
    return Merged((Clean(text),) if text else ())


def _has_marks(versions: Sequence[Version], sides: list[Blocks]) -> bool:
    """Whether all that is more than words stands in one of the sides, and nothing came that no version has."""
    counts = [_marks(blocks) for blocks in sides]
    base, ours, theirs = (_marks(version.blocks) for version in versions)
    return not _missing(base, ours, theirs, *counts) and not any(count - ours - theirs for count in counts)


def _has_words(versions: Sequence[Version], merged: Merged) -> bool:
    """Whether every word that a side wrote stands in the clean text or in a conflict."""
    base, ours, theirs = (_words(version.text) for version in versions)
    return not _missing(base, ours, theirs, _words(merged.ours), _words(merged.theirs))


def _missing(base: Counts, ours: Counts, theirs: Counts, *sides: Counts) -> bool:
    """Whether something is rarer in all sides than when both had edited apart; alike additions may be one."""
    for mark in {*base, *ours, *theirs}:
        by_ours, by_theirs = ours[mark] - base[mark], theirs[mark] - base[mark]
        least = base[mark] + by_ours + by_theirs - max(0, min(by_ours, by_theirs))
        if least > max(side[mark] for side in sides):
            return True
    return False


def _words(text: str) -> Counts:
    return Counter(_WORD.findall(text))


def _marks(blocks: Blocks) -> Counts:
    images = (("picture", block.image) for block, _ in walk(blocks) if isinstance(block, Figure))
    return Counter((*_inline_marks(blocks), *images))


def _inline_marks(blocks: Blocks) -> Iterator[Hashable]:
    for inline in every_inline(blocks):
        match inline:
            case BoundFigure(reference, form):
                yield "figure", reference, form
            case CrossReference(target):
                yield "reference", target
            case Link(href):
                yield "link", href
            case Footnote(name):
                yield "note", name
            case Foreign(lang):
                yield "language", lang
            case _:
                pass
