"""Whether a file can be read at all; all other rules stand on it."""

from typing import Final

from assembler.checks.outcome import GOOD, Mark, Marks, Outcome
from assembler.problem import Problem

RULE: Final = "file-readable"


def unreadable(problems: tuple[Problem, ...]) -> Marks:
    """A failure for each reason why the file cannot be read; passed when there is none."""
    for problem in problems:
        yield Mark(Outcome.FAILED, problem.place, {}, problem)
    if not problems:
        yield GOOD
