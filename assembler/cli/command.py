"""What a command of the command line is, and how it speaks: results on standard output, all else on standard error."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from assembler.messages.catalogue import Lang, label, wording
from assembler.problem import Problem

DONE: Final = 0
CHECK_FAILED: Final = 1
REFUSED: Final = 2


class Command(Protocol):
    """A command. Those of other packages have the same shape and register by the entry point `plansats.commands`."""

    name: str

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the command's arguments on its own parser."""

    def run(self, arguments: Namespace) -> int:
        """Do the work; the exit code. `arguments.lang` is nb, nn or en. May raise `Refused`: exit 2."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Standard output and standard error in one language."""

    lang: Lang

    def say(self, code: str, **values: str | int) -> None:
        """A line of progress or a summary, on standard error."""
        print(label(code, self.lang, **values), file=sys.stderr, flush=True)

    def line(self, text: str = "") -> None:
        """A line of the result, on standard output."""
        print(text)

    def json(self, value: Any) -> None:
        """The result as JSON, on standard output."""
        print(json.dumps(value, ensure_ascii=False, indent=1))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Every problem with its place and remedy, on standard error."""
        for problem in problems:
            words = wording(problem, self.lang)
            where = f"{words.place}: " if words.place else ""
            print(f"{where}{words.message}", file=sys.stderr)
            if words.remedy:
                print(f"    {words.remedy}", file=sys.stderr)
