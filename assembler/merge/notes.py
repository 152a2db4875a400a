"""Footnotes that both sides added: each side keeps its own, whatever it was called."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from assembler.document.blocks import Blocks
from assembler.document.identity import free_id
from assembler.document.inline import Footnote, Inline, Inlines
from assembler.document.walk import every_inline, map_inlines, rebuild
from assembler.merge.values import Clean, Conflict, Merged, Piece, tidy

_DEFINITION: Final = re.compile(r"\[\^([^\]\s]+)\]: ?(?:.+(?:\n|\Z))+\n*")


def with_free_notes(base: Blocks, ours: Blocks, theirs: Blocks) -> Blocks:
    """`theirs` with other names for its new notes that ours gave to notes of its own; a note of the same words is one.

    Word names no notes, so that the first new one of everybody has the same name.
    """
    went_out, mine, own = _notes(base), _notes(ours), _notes(theirs)
    taken = {*went_out, *mine, *own}
    by_words = {children: name for name, children in mine.items() if name not in went_out}
    names: dict[str, str] = {}
    for name, children in own.items():
        if name not in went_out and mine.get(name, children) != children:
            names[name] = by_words.get(children) or free_id(name, taken)
            taken.add(names[name])

    def named(inline: Inline) -> Inline:
        return replace(inline, id=names.get(inline.id, inline.id)) if isinstance(inline, Footnote) else inline

    return rebuild(theirs, lambda block: map_inlines(block, named)) if names else theirs


def _notes(blocks: Blocks) -> Mapping[str, Inlines]:
    return {inline.id: inline.children for inline in every_inline(blocks) if isinstance(inline, Footnote)}


def both_definitions(merged: Merged) -> Merged:
    """The merge with the definitions of notes that both sides added in one place, one after the other."""
    return replace(merged, pieces=tidy([_joined(piece) for piece in merged.pieces]))


def _joined(piece: Piece) -> Piece:
    if not isinstance(piece, Conflict) or piece.base:
        return piece
    ours, theirs = _defined(piece.ours), _defined(piece.theirs)
    if not ours or not theirs or ours & theirs:
        return piece
    return Clean(f"{piece.ours.rstrip()}\n\n{piece.theirs.lstrip()}")


def _defined(text: str) -> frozenset[str]:
    """The names of the notes that `text` defines; none when it says anything else."""
    names = frozenset(match[1] for match in _DEFINITION.finditer(text))
    return names if not _DEFINITION.sub("", text).strip() else frozenset()
