"""`plansats word`: the text of a Word file with its tracked changes accepted or rejected; three files of prose merged.

Exit of `merge`: 0 when everything could be merged, 1 when conflicts stand in what was printed, 2 for refused input.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from assembler.cli.command import CHECK_FAILED, DONE, Terminal
from assembler.isolate import Limits, Stopped, call, problem_of
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused, problem_of_json

_LIMITS: Final = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=2 * 2**30, output_bytes=300 * 2**20)
_MOST_MEGABYTES: Final = 256


class Word:
    """What is done with Word files and the prose that comes back in them."""

    name = "word"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("word-cli-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the subcommands and their arguments."""
        steps = parser.add_subparsers(required=True, dest="step", metavar=label("cli-command", lang))
        text = steps.add_parser("text", help=label("word-cli-text", lang), description=label("word-cli-text", lang))
        text.add_argument("file", metavar="FILE.docx", help=label("word-cli-file", lang))
        text.add_argument(
            "--view", choices=("current", "original"), default="current", help=label("word-cli-view", lang)
        )
        merge = steps.add_parser("merge", help=label("word-cli-merge", lang), description=label("word-cli-merge", lang))
        merge.add_argument("base", metavar="BASE", help=label("word-cli-base", lang))
        merge.add_argument("ours", metavar="OURS", help=label("word-cli-ours", lang))
        merge.add_argument("theirs", metavar="THEIRS", help=label("word-cli-theirs", lang))
        for step in (text, merge):
            # Both `plansats word --lang en text …` and `plansats word text … --lang en`.
            step.add_argument("--lang", choices=("nb", "nn", "en"), default=lang, help=label("cli-lang", lang))

    def run(self, arguments: Namespace) -> int:
        """Do the step that was asked for."""
        return _merge(arguments) if arguments.step == "merge" else _text(arguments)


COMMAND = Word()


def _text(arguments: Namespace) -> int:
    content = _read(arguments.file)
    try:
        reply = call("assembler.readers.docx.read:word_text", {"view": arguments.view}, [content], _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped, arguments.file)]) from None
    except Refused as refused:
        raise Refused(problem.within(arguments.file) for problem in refused.problems) from None
    warnings = [problem_of_json(entry).within(arguments.file) for entry in reply.header["warnings"]]
    Terminal(arguments.lang).problems(warnings)
    _print(reply.blobs[0])
    return DONE


def _merge(arguments: Namespace) -> int:
    names = [arguments.base, arguments.ours, arguments.theirs]
    contents = _read_all(names)
    try:
        reply = call("assembler.merge.files:merge_child", {"names": names}, contents, _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped, arguments.ours)]) from None
    _print(reply.blobs[0])
    if not reply.header["conflicts"]:
        return DONE
    Terminal(arguments.lang).say("word-conflicts", count=reply.header["conflicts"])
    return CHECK_FAILED


def _read_all(names: list[str]) -> list[bytes]:
    """The contents of the files; `Refused` names all that cannot be read."""
    contents: list[bytes] = []
    problems: list[Problem] = []
    for name in names:
        try:
            contents.append(_read(name))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return contents


def _read(name: str) -> bytes:
    """The content of a file; `Refused` when there is none, or when it is far too big to be a document."""
    path = Path(name)
    if not path.is_file():
        raise Refused([Problem("word-no-file", Place(file=name))])
    if path.stat().st_size > _MOST_MEGABYTES * 2**20:
        raise Refused([Problem("word-too-big", Place(file=name), {"most": _MOST_MEGABYTES})])
    return path.read_bytes()


def _print(text: bytes) -> None:
    """Bytes as they are: neither the line ends nor the encoding of the terminal touch them."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()
