"""An outcome as JSON: the contract of `plansats word import --json`, and what the service answers."""

from collections.abc import Iterable, Sequence
from typing import Any

from assembler.messages.catalogue import Lang, wording
from assembler.problem import Problem
from assembler.readers.docx.edited import Comment
from assembler.reconcile.outcome import Brought, InboxText, Outcome


def outcome_json(outcome: Outcome, lang: Lang, written: Sequence[str] | None = None) -> dict[str, Any]:
    """The outcome as a JSON value, its notes in words of `lang`. `written` are the files, `None` when not applied."""
    return {
        "export": outcome.export,
        "plan": outcome.plan,
        "program": outcome.program,
        "applied": written is not None,
        "written": list(written or ()),
        "blocks": [_block(block, lang) for block in outcome.blocks],
        "inbox": [_inbox(text, lang) for text in outcome.inbox],
        "comments": [comment_json(comment) for comment in outcome.comments],
        "notes": _problems([*outcome.notes, *(each for block in outcome.blocks for each in block.problems)], lang),
    }


def _block(block: Brought, lang: Lang) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": block.id, "state": block.state, "kind": block.kind}
    named = {"title": block.title, "file": block.file, "found_by": block.found_by, "within": block.within}
    shown |= {name: value for name, value in named.items() if value}
    shown |= {"authors": list(block.authors)} if block.authors else {}
    shown |= {"known": True} if block.known else {}
    if block.move is not None:
        shown["move"] = {"after": block.move.after, "before": block.move.before}
    if block.state != "unchanged":
        shown |= {"base": block.base, "ours": block.ours, "theirs": block.theirs}
    if block.pieces:
        shown["text"] = block.text
    if block.conflicts:
        shown["conflicts"] = [{"base": one.base, "ours": one.ours, "theirs": one.theirs} for one in block.conflicts]
    if block.problems:
        shown["notes"] = _problems(block.problems, lang)
    return shown


def _inbox(text: InboxText, lang: Lang) -> dict[str, Any]:
    shown: dict[str, Any] = {"after": text.after, "text": text.text, "file": text.file}
    shown |= {"known": True} if text.known else {}
    return shown | ({"notes": _problems(text.problems, lang)} if text.problems else {})


def comment_json(comment: Comment) -> dict[str, Any]:
    """A comment with its thread."""
    return {
        "author": comment.author,
        "date": comment.date,
        "text": comment.text,
        "block": comment.block,
        "quoted": comment.quoted,
        "resolved": comment.resolved,
        "replies": [comment_json(reply) for reply in comment.replies],
    }


def _problems(problems: Iterable[Problem], lang: Lang) -> list[dict[str, Any]]:
    found = []
    for problem in problems:
        words = wording(problem, lang)
        entry = {"code": problem.code, "place": problem.place.as_json(), "message": words.message}
        found.append(entry | ({"remedy": words.remedy} if words.remedy else {}))
    return found
