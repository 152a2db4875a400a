"""How plans stand, as jobs found it: a page asks once for each state of a plan, and never waits for the answer.

What a survey found never changes, so that it is remembered for a while; and what is not known of the present state
yet, the pages call by the names of the state before.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any, Final
from weakref import WeakKeyDictionary

from assembler.messages.catalogue import Lang
from assembler.problem import Problem
from service.access.asking import asker
from service.access.principal import Role
from service.jobs.job import MadeFile, Order, QueueFull, Status
from service.jobs.port import Jobs
from service.store.values import StoredPlan

_MOST_REMEMBERED: Final = 64
_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class Found:
    """`survey` is as `assembler.assemble.survey` gives it, `None` while it is being made or when the plan is faulty.

    `names` is the same or, while there is none, an earlier survey: for titles and headings, not for how things stand.
    `files` has the plan's figures and schedules, of the same survey as `names`.
    """

    survey: Mapping[str, Any] | None = None
    files: tuple[MadeFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_waiting: bool = False
    names: Mapping[str, Any] | None = None


class _Memory:
    """What surveys found, by the key of their order, and the newest of each plan; each for a while."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[str, tuple[float, Found]] = OrderedDict()

    def get(self, key: str) -> Found | None:
        """What is remembered under `key`; `None` for nothing, or for what is too old."""
        with self._lock:
            at, found = self._found.get(key, (0.0, None))
            return found if found is not None and time.monotonic() - at < _SECONDS else None

    def put(self, key: str, found: Found) -> None:
        """Remember; what was remembered first goes when there is too much."""
        with self._lock:
            self._found[key] = time.monotonic(), found
            self._found.move_to_end(key)
            while len(self._found) > _MOST_REMEMBERED:
                self._found.popitem(last=False)


_MEMORIES: Final[WeakKeyDictionary[Jobs, _Memory]] = WeakKeyDictionary()


def survey_of(jobs: Jobs, plan: StoredPlan, lang: Lang, **options: str) -> Found:
    """How the present state of a plan stands, in one edition, as far as the asker may see it.

    Asks for it when nobody has.
    """
    found = _survey_of(jobs, plan, lang, options)
    return replace(found, survey=_seen(found.survey, plan), names=_seen(found.names, plan))


def _seen(survey: Mapping[str, Any] | None, plan: StoredPlan) -> Mapping[str, Any] | None:
    """The survey without the chapters of others, and without what is said of their texts."""
    who = asker()
    if survey is None or who.may(Role.READER, plan.id):
        return survey
    chapters = [chapter for chapter in survey["chapters"] if who.may(Role.READER, plan.id, chapter["id"])]
    return {**survey, "chapters": chapters, "problems": [], "language": {"findings": 0, "worst": [], "chapters": []}}


def _survey_of(jobs: Jobs, plan: StoredPlan, lang: Lang, options: Mapping[str, str]) -> Found:
    wanted = {name: value for name, value in options.items() if value} | {"lang": lang}
    words = [f"{name}={wanted[name]}" for name in sorted(wanted)]
    # Another version of the program finds other things, and calls them otherwise.
    key = ":".join(["survey", version("plansats"), plan.id, str(plan.sequence), *words])
    newest = ":".join([plan.id, *words])
    memory = _MEMORIES.setdefault(jobs, _Memory())
    known = memory.get(key)
    if known is not None:
        return known
    order = Order(
        "survey",
        {"sequence": plan.sequence, "options": wanted},
        organisation=plan.organisation,
        owner="survey",
        plan=plan.id,
        key=key,
    )
    before = memory.get(newest)
    try:
        found = _found(jobs.enqueue(order))
    except QueueFull:
        found = Found(is_waiting=True)
    if found.survey is not None:
        memory.put(key, found)
        memory.put(newest, found)
        return found
    return replace(found, names=before.survey, files=before.files) if before else found


def _found(status: Status) -> Found:
    match status.state:
        case "done":
            return Found(status.end.detail, status.files, names=status.end.detail)
        case "queued" | "running":
            return Found(is_waiting=True)
        case _:
            return Found(problems=status.end.problems)
