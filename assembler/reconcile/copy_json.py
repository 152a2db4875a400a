"""An edited copy as JSON, to come out of the child process that read it."""

from typing import Any

from assembler.document.codec import blocks_from_json, blocks_to_json
from assembler.problem import Problem, problem_of_json
from assembler.readers.docx.edited import Comment, EditedCopy, FoundBlock, FoundLocked, NewPicture, NewText


def copy_to_json(copy: EditedCopy) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """The copy as a JSON value, and the contents of its pictures in their order."""
    value = {
        "export": copy.export,
        "plan": copy.plan,
        "program": copy.program,
        "blocks": [_block(block) for block in copy.blocks],
        "locked": [[part.kind, part.name, part.text] for part in copy.locked],
        "inbox": [[text.after, blocks_to_json(text.blocks), _problems(text.problems)] for text in copy.inbox],
        "comments": [_comment(comment) for comment in copy.comments],
        "problems": _problems(copy.problems),
        "pictures": [picture.name for picture in copy.pictures],
    }
    return value, tuple(picture.content for picture in copy.pictures)


def copy_of_json(value: Any, contents: tuple[bytes, ...]) -> EditedCopy:
    """The copy that `copy_to_json` wrote."""
    return EditedCopy(
        export=value["export"],
        plan=value["plan"],
        program=value["program"],
        blocks=tuple(map(_block_of, value["blocks"])),
        locked=tuple(FoundLocked(*part) for part in value["locked"]),
        inbox=tuple(
            NewText(after, blocks_from_json(blocks), _problems_of(problems))
            for after, blocks, problems in value["inbox"]
        ),
        comments=tuple(map(_comment_of, value["comments"])),
        problems=_problems_of(value["problems"]),
        pictures=tuple(NewPicture(*pair) for pair in zip(value["pictures"], contents, strict=True)),
    )


def _block(block: FoundBlock) -> dict[str, Any]:
    return {
        "id": block.id,
        "found_by": block.found_by,
        "current": blocks_to_json(block.current),
        # Most blocks of most files have no tracked change.
        "original": None if block.original == block.current else blocks_to_json(block.original),
        "authors": list(block.authors),
        "problems": _problems(block.problems),
    }


def _block_of(value: Any) -> FoundBlock:
    current = blocks_from_json(value["current"])
    original = current if value["original"] is None else blocks_from_json(value["original"])
    authors, problems = tuple(value["authors"]), _problems_of(value["problems"])
    return FoundBlock(value["id"], value["found_by"], current, original, authors, problems)


def _comment(comment: Comment) -> list[Any]:
    said = [comment.author, comment.date, comment.text, comment.block, comment.quoted, comment.resolved]
    return [*said, [_comment(reply) for reply in comment.replies]]


def _comment_of(value: Any) -> Comment:
    author, date, text, block, quoted, resolved, replies = value
    return Comment(author, date, text, block, quoted, resolved, tuple(map(_comment_of, replies)))


def _problems(problems: tuple[Problem, ...]) -> list[Any]:
    return [problem.as_json() for problem in problems]


def _problems_of(value: Any) -> tuple[Problem, ...]:
    return tuple(map(problem_of_json, value))
