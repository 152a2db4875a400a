"""`plansats`: one command line in nb, nn and en. Exit 0 done, 1 a check failed, 2 input refused."""

import gc
import re
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterable, Sequence
from pathlib import Path

from assembler.cli.command import REFUSED, Command, Terminal
from assembler.cli.register import ENTRIES, Entry, entries_of_others
from assembler.messages.catalogue import LANGS, Lang, label
from assembler.problem import Place, Problem, Refused

_HEAD = 20_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code of the process."""
    # Documents are many values without circles; at the usual threshold a quarter of a build looks for some in vain.
    gc.set_threshold(50_000, 20, 50)
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _language(words)
    own = words[:1] and words[0] in {entry.name for entry in ENTRIES}
    others = () if own else entries_of_others()
    try:
        parser = _parser(lang, words, (*ENTRIES, *others))
    except ModuleNotFoundError as fault:
        if own:
            raise
        Terminal(lang).problems([_lacking(words, fault)])
        return REFUSED
    arguments = parser.parse_args(words)
    terminal = Terminal(arguments.lang)
    try:
        return int(arguments.command.run(arguments))
    except Refused as refused:
        terminal.problems(refused.problems)
        return REFUSED
    except OSError as fault:
        # A full disk, a folder that may not be written: said like every other fault of what was given.
        terminal.problems([_system_fault(fault)])
        return REFUSED


def _lacking(words: Sequence[str], fault: ModuleNotFoundError) -> Problem:
    """A command of another package needs a module that is not installed."""
    return Problem("cli-extra-missing", values={"command": words[0], "module": fault.name or ""})


def _system_fault(fault: OSError) -> Problem:
    return Problem("cli-system", Place(file=str(fault.filename or "")), {"reason": fault.strerror or str(fault)})


def _language(words: list[str]) -> Lang:
    """The language asked for by `--lang`, else the form of a plan that is named, else nb.

    It is found before the parser is made, since the parser speaks it.
    """
    for lang in LANGS:
        if f"--lang={lang}" in words or ("--lang" in words[:-1] and words[words.index("--lang") + 1] == lang):
            return lang
    return "nn" if any(_is_nynorsk(Path(word)) for word in words if not word.startswith("-")) else "nb"


def _is_nynorsk(folder: Path) -> bool:
    """Whether a plan folder says that it is written in nynorsk; a faulty plan is judged later, not here."""
    try:
        head = (folder / "plan.yaml").read_text(encoding="utf-8")[:_HEAD]
    except (OSError, ValueError):
        return False
    return re.search(r"^form:\s*[\"']?nn\b", head, re.MULTILINE) is not None


def _parser(lang: Lang, words: Sequence[str], entries: Iterable[Entry]) -> ArgumentParser:
    """The parser of the command that is asked for; of the rest it knows the name and the line of help."""
    parser = ArgumentParser("plansats", description=label("cli-about", lang))
    commands = parser.add_subparsers(required=True, metavar=label("cli-command", lang))
    for entry in entries:
        _add(commands, entry, lang, words)
    return parser


def _add(commands: "_SubParsersAction[ArgumentParser]", entry: Entry, lang: Lang, words: Sequence[str]) -> None:
    own = commands.add_parser(entry.name, help=label(entry.help, lang), description=label(entry.help, lang))
    if entry.steps:
        # Both `plansats word --lang en text …` and `plansats word text … --lang en`.
        _speaks(own, lang)
        steps = own.add_subparsers(required=True, metavar=label("cli-command", lang))
        for step in entry.steps:
            _add(steps, step, lang, words)
    elif entry.name in words:
        _configure(own, entry.load(), lang)


def _configure(parser: ArgumentParser, command: Command, lang: Lang) -> None:
    _speaks(parser, lang)
    parser.set_defaults(command=command)
    command.configure(parser, lang)


def _speaks(parser: ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--lang", choices=LANGS, default=lang, help=label("cli-lang", lang))
