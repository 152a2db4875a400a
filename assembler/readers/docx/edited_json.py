"""An edited copy as JSON and blobs, and back: it crosses from the child process that reads the file.

The blobs are the new pictures, in the order in which the header names them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from assembler.document.codec import block_to_json, blocks_from_json, blocks_to_json, value_from_json
from assembler.document.exported import Exported
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

    `header` is `{"base": …}`, what `document.codec.block_to_json` makes of the `Exported`, or `null`; the one blob is
    the file. The answer is what `copy_from_json` reads. Raises `Refused` as `read_edited` does.
    """
    (content,) = blobs
    base = header["base"]
    return copy_to_json(read_edited(content, None if base is None else value_from_json(Exported, base)))


def copy_to_json(copy: EditedCopy) -> tuple[JSON, tuple[bytes, ...]]:
    """The copy as a JSON value and its pictures."""
    value = {
        "export": copy.export,
        "plan": copy.plan,
        "blocks": [_found(block) for block in copy.blocks],
        "locked": [block_to_json(part) for part in copy.locked],
        "inbox": [
            {"after": text.after, "blocks": blocks_to_json(text.blocks), "problems": _problems(text.problems)}
            for text in copy.inbox
        ],
        "comments": [block_to_json(comment) for comment in copy.comments],
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
            locked=tuple(value_from_json(FoundLocked, part) for part in value["locked"]),
            inbox=tuple(map(_new_text_of, value["inbox"])),
            comments=tuple(value_from_json(Comment, comment) for comment in value["comments"]),
            program=_text(value, "program"),
            problems=_problems_of(value["problems"]),
            pictures=tuple(
                NewPicture(str(name), content) for name, content in zip(value["pictures"], pictures, strict=True)
            ),
        )
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not an edited copy") from fault


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


def _new_text_of(value: JSON) -> NewText:
    return NewText(_text(value, "after"), blocks_from_json(value["blocks"]), _problems_of(value["problems"]))


def _problems(problems: Sequence[Problem]) -> JSON:
    return [problem.as_json() for problem in problems]


def _problems_of(value: JSON) -> tuple[Problem, ...]:
    return tuple(map(problem_of_json, value))


def _text(value: Mapping[str, Any], name: str) -> str:
    text = value[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text
