"""Three-way merge of prose: the base, and what two sides made of it."""

from collections.abc import Sequence

from assembler.language.tokens import Form
from assembler.merge.blocks import Blocks, of_paragraphs, split_blocks
from assembler.merge.clashes import Side, groups
from assembler.merge.edits import Edit, edits
from assembler.merge.moves import ordered
from assembler.merge.script import Script, script_of
from assembler.merge.values import Clean, Merged, tidy
from assembler.merge.weave import Weaver


def merge_paragraphs(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], form: Form) -> Merged:
    """Three lists of paragraphs merged; in the result an empty line stands between paragraphs."""
    return _merge(of_paragraphs(base), of_paragraphs(ours), of_paragraphs(theirs), form)


def merge_text(base: str, ours: str, theirs: str, form: Form = "nb") -> Merged:
    """Three versions of a text, plain or Markdown, merged; what no side touched stays as it is, to the last sign."""
    return _merge(split_blocks(base), split_blocks(ours), split_blocks(theirs), form)


def _merge(base: Blocks, ours: Blocks, theirs: Blocks, form: Form) -> Merged:
    texts = base.text, ours.text, theirs.text
    if texts[0] == texts[1] or texts[1] == texts[2]:
        return Merged(tidy([Clean(texts[2])]))
    if texts[0] == texts[2]:
        return Merged(tidy([Clean(texts[1])]))
    # The same merge whichever side is called ours: moves are made one side after the other.
    if texts[1] > texts[2]:
        return _merge(base, theirs, ours, form).swapped
    placed = ordered(base, ours, theirs, form)
    script = script_of(placed.base, form)
    sides = [_side(script, script_of(blocks, form), placed.contested) for blocks in (placed.ours, placed.theirs)]
    found = groups(script, *sides)
    settled = [edit for group in found if not group.is_conflict for edit in (*group.ours, *group.theirs)]
    gone = dict.fromkeys((edit.start, edit.end) for edit in settled if edit.is_deletion)
    pieces = Weaver(script, *sides).weave(found)
    return Merged(tidy(pieces), placed.moved, tuple(script.passage(*span) for span in gone))


def _side(base: Script, script: Script, contested: frozenset[str]) -> Side:
    own = edits(base, script)
    return Side(script, own, frozenset(edit for edit in own if _brings(script, edit, contested)))


def _brings(script: Script, edit: Edit, contested: frozenset[str]) -> bool:
    """Whether an edit brings a paragraph that both sides moved."""
    if not contested or edit.first == edit.last or not edit.is_whole:
        return False
    numbers = range(script.block_at(edit.first), script.block_at(edit.last - 1) + 1)
    return any(script.blocks[number].text in contested for number in numbers)
