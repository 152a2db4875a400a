"""Settling conflicts: a person chooses one side, or writes what it is to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from assembler.markup.markdown import read_markdown
from assembler.merge.values import Clean, Conflict, Piece
from assembler.problem import Place, Problem, Refused, errors
from assembler.reconcile.outcome import Brought, Outcome


@dataclass(frozen=True, slots=True)
class Written:
    """The text, as Markdown, that stands in the conflict's place."""

    text: str


Choice: TypeAlias = Literal["ours", "theirs", "open"] | Written


def settle(outcome: Outcome, block: str, choices: Sequence[Choice]) -> Outcome:
    """The outcome with the conflicts of a narrative block settled, one choice for each, in order; "open" leaves it.

    With all settled the block's state is "merged". `Refused` for a block without conflicts, another number of choices,
    or a text that cannot be read as narrative.
    """
    found = outcome.block(block)
    if found is None or len(found.conflicts) != len(choices):
        count = len(found.conflicts) if found else 0
        raise Refused([Problem("reconcile-choices", Place(block=block), {"conflicts": count, "found": len(choices)})])
    settled = _settled(found, choices)
    blocks = tuple(settled if each is found else each for each in outcome.blocks)
    return replace(outcome, blocks=blocks)


def _settled(block: Brought, choices: Sequence[Choice]) -> Brought:
    waiting = iter(choices)
    pieces = tuple(_piece(piece, next(waiting)) if isinstance(piece, Conflict) else piece for piece in block.pieces)
    done = replace(block, pieces=pieces)
    if done.conflicts:
        return done
    problems = errors(read_markdown(done.text, file=block.file, form=block.form)[1])
    if problems:
        raise Refused(problems)
    return replace(done, state="merged")


def _piece(conflict: Conflict, choice: Choice) -> Piece:
    match choice:
        case "ours":
            return Clean(conflict.ours)
        case "theirs":
            return Clean(conflict.theirs)
        case "open":
            return conflict
        case Written(text):
            return Clean(text)
