"""An edited copy as JSON and blobs, and back: it crosses from the child process that reads the file.

The blobs are the new pictures, in the order in which the header names them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from assembler.document.codec import blocks_from_json, blocks_to_json
from assembler.document.exported import Exported, ExportedBlock, LockedKind, LockedPart
from assembler.problem import Problem, problem_of_json
from assembler.readers.docx.edited import (
    Comment,
    EditedCopy,
    FoundBlock,
    FoundBy,
    FoundLocked,
    NewPicture,
    NewText,
)
from assembler.readers.docx.editing import read_edited

JSON: TypeAlias = Any

_FOUND_BY: Final[tuple[FoundBy, ...]] = ("tag", "alias", "bookmark", "likeness")


def edited_child(header: JSON, blobs: tuple[bytes, ...]) -> tuple[JSON, tuple[bytes, ...]]:
    """Reads an edited file; a target of `assembler.isolate.call`.

    `header` is what `base_to_json` makes of the base, the one blob is the file; the answer is what `copy_from_json`
    reads. Raises `Refused` as `read_edited` does.
    """
    (content,) = blobs
    return copy_to_json(read_edited(content, base_from_json(header)))


def copy_to_json(copy: EditedCopy) -> tuple[JSON, tuple[bytes, ...]]:
    """The copy as a JSON value and its pictures."""
    value = {
        "export": copy.export,
        "plan": copy.plan,
        "blocks": [_found(block) for block in copy.blocks],
        "locked": [{"kind": part.kind, "name": part.name, "text": part.text} for part in copy.locked],
        "inbox": [
            {"after": text.after, "blocks": blocks_to_json(text.blocks), "problems": _problems(text.problems)}
            for text in copy.inbox
        ],
        "comments": [_comment(comment) for comment in copy.comments],
        "program": copy.program,
        "problems": _problems(copy.problems),
        "pictures": [picture.name for picture in copy.pictures],
    }
    return value, tuple(picture.content for picture in copy.pictures)


def copy_from_json(value: JSON, pictures: Sequence[bytes]) -> EditedCopy:
    """The copy that `copy_to_json` wrote; `ValueError` or `Refused` for anything else."""
    try:
        return EditedCopy(
            export=_text(value, "export"),
            plan=_text(value, "plan"),
            blocks=tuple(map(_block_of, value["blocks"])),
            locked=tuple(map(_locked_of, value["locked"])),
            inbox=tuple(map(_new_text_of, value["inbox"])),
            comments=tuple(map(_comment_of, value["comments"])),
            program=_text(value, "program"),
            problems=_problems_of(value["problems"]),
            pictures=tuple(
                NewPicture(str(name), content) for name, content in zip(value["pictures"], pictures, strict=True)
            ),
        )
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not an edited copy") from fault


def base_to_json(base: Exported | None) -> JSON:
    """What was exported as a JSON value; `None` stays so."""
    if base is None:
        return None
    return {
        "id": base.id,
        "plan": base.plan,
        "edition": base.edition,
        "depth": base.depth,
        "form": base.form,
        "chapters": list(base.chapters),
        "blocks": [
            {"id": block.id, "title": block.title, "file": block.file, "blocks": blocks_to_json(block.blocks)}
            for block in base.blocks
        ],
        "locked": [{"kind": part.kind, "name": part.name, "texts": list(part.texts)} for part in base.locked],
    }


def base_from_json(value: JSON) -> Exported | None:
    """What `base_to_json` wrote; `ValueError` or `Refused` for anything else."""
    if value is None:
        return None
    try:
        return Exported(
            id=_text(value, "id"),
            plan=_text(value, "plan"),
            edition=_text(value, "edition"),
            depth=_text(value, "depth"),
            form="nn" if value["form"] == "nn" else "nb",
            chapters=tuple(map(str, value["chapters"])),
            blocks=tuple(
                ExportedBlock(
                    _text(one, "id"), _text(one, "title"), blocks_from_json(one["blocks"]), _text(one, "file")
                )
                for one in value["blocks"]
            ),
            locked=tuple(
                LockedPart(
                    "figure" if one["kind"] == "figure" else "block", _text(one, "name"), tuple(map(str, one["texts"]))
                )
                for one in value["locked"]
            ),
        )
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not a base") from fault


def _exported_of(value: JSON) -> ExportedBlock:
    blocks = blocks_from_json(value["blocks"])
    return ExportedBlock(_text(value, "id"), _text(value, "title"), blocks, _text(value, "file"))


def _part_of(value: JSON) -> LockedPart:
    kind: LockedKind = "figure" if value["kind"] == "figure" else "block"
    return LockedPart(kind, _text(value, "name"), tuple(map(str, value["texts"])))


def _found(block: FoundBlock) -> JSON:
    current = blocks_to_json(block.current)
    return {
        "id": block.id,
        "found_by": block.found_by,
        "current": current,
        # Most blocks have no tracked change: what both views share crosses once.
        "original": None if block.original == block.current else blocks_to_json(block.original),
        "authors": list(block.authors),
        "problems": _problems(block.problems),
    }


def _block_of(value: JSON) -> FoundBlock:
    current = blocks_from_json(value["current"])
    original = current if value["original"] is None else blocks_from_json(value["original"])
    found_by = next((known for known in _FOUND_BY if known == value["found_by"]), None)
    if found_by is None:
        raise ValueError("not a way to find a block")
    authors = tuple(map(str, value["authors"]))
    return FoundBlock(_text(value, "id"), found_by, current, original, authors, _problems_of(value["problems"]))


def _locked_of(value: JSON) -> FoundLocked:
    kind = value["kind"]
    if kind not in ("block", "figure"):
        raise ValueError("not a locked part")
    return FoundLocked("figure" if kind == "figure" else "block", _text(value, "name"), _text(value, "text"))


def _new_text_of(value: JSON) -> NewText:
    return NewText(_text(value, "after"), blocks_from_json(value["blocks"]), _problems_of(value["problems"]))


def _comment(comment: Comment) -> JSON:
    return {
        "author": comment.author,
        "date": comment.date,
        "text": comment.text,
        "block": comment.block,
        "quoted": comment.quoted,
        "resolved": comment.resolved,
        "replies": [_comment(reply) for reply in comment.replies],
    }


def _comment_of(value: JSON) -> Comment:
    return Comment(
        author=_text(value, "author"),
        date=_text(value, "date"),
        text=_text(value, "text"),
        block=_text(value, "block"),
        quoted=_text(value, "quoted"),
        resolved=value["resolved"] is True,
        replies=tuple(map(_comment_of, value["replies"])),
    )


def _problems(problems: Sequence[Problem]) -> JSON:
    return [problem.as_json() for problem in problems]


def _problems_of(value: JSON) -> tuple[Problem, ...]:
    return tuple(map(problem_of_json, value))


def _text(value: Mapping[str, Any], name: str) -> str:
    text = value[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text
