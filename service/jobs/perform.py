"""One step of a job, from what the step before gave to what this one gives, both kept under their ids."""

import errno
import json
import logging
import os
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import OperationalError

from assembler.isolate import Stopped, problem_of
from assembler.problem import Problem, Refused, problem_of_json
from service.jobs.bench import Bench
from service.jobs.job import End, MadeFile
from service.jobs.register import Lost
from service.jobs.steps import WORK, Made

_log = logging.getLogger(__name__)


def perform(bench: Bench, name: str, so_far: Mapping[str, Any]) -> str:
    """Do one step; the id of what it made, or "!" and the reason when nothing can be kept of it.

    The reason is "" when the job is lost: whoever has it now does the step.
    """
    try:
        return bench.kept(_written(_made(bench, name, so_far)))
    except Lost:
        return "!"
    except (OSError, OperationalError) as fault:
        _log.warning("job %s: what %s made could not be kept: %s", bench.claim.id, name, fault)
        return f"!{getattr(fault, 'strerror', None) or os.strerror(errno.ENOSPC)}"


def made(bench: Bench, id: str) -> Made:
    """What a step made, by its id."""
    if id.startswith("!"):
        return End("failed", problems=(Problem("service-storage", values={"reason": id[1:]}),))
    said = json.loads(bench.content(id))
    if "next" in said:
        following: Mapping[str, Any] = said["next"]
        return following
    return End(said["state"], problems=tuple(map(problem_of_json, said["problems"])))


def end_of(last: Mapping[str, Any]) -> End:
    """The end of a job whose last step gave `last`."""
    files = tuple(MadeFile(**file) for file in last.get("files", ()))
    return End("done", last.get("outcome", ""), (), files, last.get("detail"))


def _made(bench: Bench, name: str, so_far: Mapping[str, Any]) -> Made:
    try:
        return WORK[name](bench, so_far)
    except Refused as refused:
        return End("refused", problems=refused.problems)
    except Stopped as stopped:
        _log.warning("job %s stopped at %s: %s", bench.claim.id, name, stopped.reason)
        return End("failed", problems=(problem_of(stopped),))


def _written(made: Made) -> bytes:
    if isinstance(made, End):
        said: Any = {"state": made.state, "problems": [problem.as_json() for problem in made.problems]}
    else:
        said = {"next": dict(made)}
    return json.dumps(said, sort_keys=True).encode()
