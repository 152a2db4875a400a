"""The way back: an edited Word file beside what was exported and what the plan says now. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from assembler.document.exported import Exported
from assembler.plan.contents import HEAD
from assembler.plan.yaml_tree import read_yaml
from assembler.problem import Problem, Refused, Severity
from assembler.readers.docx.edited import Comment, EditedCopy
from assembler.reconcile.beside import beside
from assembler.reconcile.inbox import inbox_texts
from assembler.reconcile.locked import locked_parts, missing_parts
from assembler.reconcile.outcome import Outcome
from assembler.reconcile.place import PlanPlace
from assembler.reconcile.record import read_record, record_name

# The author of the comments that this program itself puts into an editing copy.
PROGRAM: Final = "Plansats"
_FLATTENING: Final = "LibreOffice"


def compared(place: PlanPlace, copy: EditedCopy) -> Outcome:
    """What an edited copy that was read means for the plan. `Refused` when it is none of this plan's."""
    files = place.files()
    base = base_of(place, files, copy)
    record = files.get(record_name(base.id), b"")
    known = read_record(record)
    blocks, homeless = beside(files, base, copy, known)
    between = ((text.after, text.blocks, text.problems) for text in copy.inbox)
    inbox = inbox_texts(base, chain(between, ((text.after, text.blocks, text.problems) for text in homeless)), known)
    return Outcome(
        export=base.id,
        plan=base.plan,
        program=copy.program,
        blocks=(*blocks, *locked_parts(base, copy)),
        inbox=inbox,
        comments=tuple(comment for comment in map(_of_people, copy.comments) if comment is not None),
        notes=(*_notes(copy), *missing_parts(base, copy)),
        record=record,
    )


def base_of(place: PlanPlace, files: Mapping[str, bytes], copy: EditedCopy) -> Exported:
    """What was exported; `Refused`, with the remedy, when this plan cannot say."""
    if not copy.export:
        raise Refused([Problem("reconcile-no-export")])
    head, _ = read_yaml(files.get(HEAD, b""), HEAD)
    own = str(head.at(("id",)).content or "")
    if copy.plan and own and copy.plan != own:
        raise Refused([Problem("reconcile-other-plan", values={"found": copy.plan, "plan": own})])
    base = place.base(copy.export)
    if base is None:
        raise Refused([Problem("reconcile-unknown-export", values={"found": copy.export})])
    return base


def _notes(copy: EditedCopy) -> Iterator[Problem]:
    if _FLATTENING in copy.program:
        yield Problem("reconcile-libreoffice", values={"program": copy.program}, severity=Severity.NOTE)
    yield from copy.problems


def _of_people(comment: Comment) -> Comment | None:
    """The comment; of the program's own, what people answered; `None` when they did not."""
    if comment.author != PROGRAM:
        return comment
    answers = [reply for reply in comment.replies if reply.author != PROGRAM]
    return replace(comment, replies=tuple(answers)) if answers else None
