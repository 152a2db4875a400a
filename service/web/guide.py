"""The first steps of a plan: what is done, and what comes next. They go away when the plan is under way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.jobs.job import Status
from service.web.standing import Text, done_and_all


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the codes of its words, the room where it is done, and what is left of it; `is_next` for one of them."""

    code: str
    help: str
    room: str
    is_done: bool
    left: int = 0
    is_next: bool = False


def first_steps(survey: Mapping[str, Any], texts: Iterable[Text], newest: Status | None) -> Sequence[Step]:
    """The steps from a new plan to its first build, in order; none when only texts are left to write."""
    done, count = done_and_all(texts)
    examples = sum(1 for problem in survey["problems"] if problem["code"] == "plan-example")
    steps = [
        Step("web-guide-tables", "web-guide-tables-help", "tables", not examples, examples),
        Step("web-guide-ledgers", "web-guide-ledgers-help", "ledgers", bool(survey["ledger_lines"])),
        Step("web-guide-texts", "web-guide-texts-help", "plan", done == count, count - done),
        Step("web-guide-build", "web-guide-build-help", "builds", newest is not None),
    ]
    if all(step.is_done for step in steps if step.room != "plan"):
        return ()
    at = next(at for at, step in enumerate(steps) if not step.is_done)
    return [replace(step, is_next=number == at) for number, step in enumerate(steps)]
