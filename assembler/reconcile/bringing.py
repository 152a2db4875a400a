"""The way back: an edited Word file beside what was exported and what the plan says now. Nothing is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from assembler.document.exported import Exported
from assembler.language.tokens import Form
from assembler.ooxml.copy_names import AUTHOR
from assembler.plan.contents import HEAD
from assembler.plan.yaml_tree import read_yaml
from assembler.problem import Problem, Refused
from assembler.readers.docx.edited import Comment, EditedCopy
from assembler.reconcile.beside import PlanFacts, beside
from assembler.reconcile.inbox import inbox_texts
from assembler.reconcile.locked import locked_parts, missing_parts
from assembler.reconcile.outcome import Outcome
from assembler.reconcile.place import PlanPlace
from assembler.reconcile.reading import read_copy
from assembler.reconcile.record import read_record, record_name

# How a remark of the program ends: with the rule's id.
_RULE: Final = re.compile(r"\[[A-Za-z0-9-]+\]\s*$")


def bring_back(place: PlanPlace, content: bytes) -> Outcome:
    """What the Word file `content` means for the plan: a pure value, which `applying.apply` writes.

    `Refused` for a file that is damaged, hostile, no editing copy, of another plan, or of an export that this plan
    does not know.
    """
    plan = _plan_of(place.files())
    return compared(place, read_copy(content, partial(base_of, place, plan.id)))


def compared(place: PlanPlace, copy: EditedCopy) -> Outcome:
    """What an edited copy that was read means for the plan. `Refused` when it is none of this plan's."""
    files = place.files()
    plan = _plan_of(files)
    base = base_of(place, plan.id, copy.export, copy.plan)
    record = files.get(record_name(base.id), b"")
    about = PlanFacts(plan.form, read_record(record))
    blocks, homeless = beside(files, base, copy, about)
    return Outcome(
        export=base.id,
        plan=base.plan,
        program=copy.program,
        blocks=(*blocks, *locked_parts(base, copy)),
        inbox=inbox_texts(base, (*copy.inbox, *homeless), about.record),
        comments=tuple(comment for comment in map(_of_people, copy.comments) if comment is not None),
        notes=(*copy.problems, *missing_parts(base, copy)),
        pictures=copy.pictures,
        record=record,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    id: str
    form: Form


def _plan_of(files: Mapping[str, bytes]) -> _Plan:
    """What the head of the plan says; the rest of the plan may be faulty and still get its texts back."""
    head, _ = read_yaml(files.get(HEAD, b""), HEAD)
    return _Plan(str(head.at(("id",)).content or ""), "nn" if head.at(("form",)).content == "nn" else "nb")


def base_of(place: PlanPlace, own: str, export: str, plan: str) -> Exported:
    """What was exported; `own` is the plan's id, `export` and `plan` what the file says of itself.

    `Refused`, with the remedy, when this plan cannot say.
    """
    if not export:
        raise Refused([Problem("reconcile-no-export")])
    if plan and own and plan != own:
        raise Refused([Problem("reconcile-other-plan", values={"found": plan, "plan": own})])
    base = place.base(export)
    if base is None:
        raise Refused([Problem("reconcile-unknown-export", values={"found": export})])
    return base


def _of_people(comment: Comment) -> Comment | None:
    """The comment; of the program's own remarks, what people answered; `None` when they did not."""
    if not _is_remark(comment):
        return comment
    answers = tuple(reply for reply in comment.replies if not _is_remark(reply))
    return replace(comment, replies=answers) if answers else None


def _is_remark(comment: Comment) -> bool:
    """Whether it is a remark of a language rule: the author and the rule's id at the end are its mark."""
    return comment.author == AUTHOR and _RULE.search(comment.text) is not None
