"""How plans stand, as jobs found it: a page asks once for each state of a plan, and never waits for the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assembler.messages.catalogue import Lang
from assembler.problem import Problem
from service.jobs.job import MadeFile, Order, QueueFull
from service.jobs.port import Jobs
from service.store.values import StoredPlan


@dataclass(frozen=True, slots=True)
class Found:
    """`survey` is as `assembler.assemble.survey` gives it, `None` while it is being made or when the plan is faulty.

    `files` has the one file with the plan's figures.
    """

    survey: Mapping[str, Any] | None = None
    files: tuple[MadeFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_waiting: bool = False


def survey_of(jobs: Jobs, plan: StoredPlan, lang: Lang, **options: str) -> Found:
    """How the present state of a plan stands, in one edition; asks for it when nobody has."""
    wanted = {name: value for name, value in options.items() if value} | {"lang": lang}
    key = ":".join(["survey", plan.id, str(plan.sequence), *(f"{name}={wanted[name]}" for name in sorted(wanted))])
    order = Order(
        "survey",
        {"sequence": plan.sequence, "options": wanted},
        organisation=plan.organisation,
        owner="survey",
        plan=plan.id,
        key=key,
    )
    try:
        status = jobs.enqueue(order)
    except QueueFull:
        return Found(is_waiting=True)
    match status.state:
        case "done":
            return Found(status.end.detail, status.files)
        case "queued" | "running":
            return Found(is_waiting=True)
        case _:
            return Found(problems=status.end.problems)
