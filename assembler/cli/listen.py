"""`plansats listen`: what a screen-reader user hears in a PDF, as a script printed from its tag tree."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from assembler.cli.command import DONE, Terminal
from assembler.isolate import Limits, Stopped, call, problem_of
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused


class ListenCommand:
    """Print the listening script of a PDF."""

    name = "listen"

    def help(self, lang: Lang) -> str:
        """What the command is for."""
        return label("listen-cli-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """The file, and what to look up in it."""
        parser.add_argument("file", metavar="FILE.pdf", help=label("listen-cli-file", lang))
        parser.add_argument("--table", default="", metavar="TEXT", help=label("listen-cli-table", lang))
        parser.add_argument("--line", default="", metavar="TEXT", help=label("listen-cli-line", lang))
        parser.add_argument("--json", action="store_true", help=label("listen-cli-json", lang))

    def run(self, arguments: Namespace) -> int:
        """Print the script on standard output."""
        path = Path(arguments.file)
        if not path.is_file():
            raise Refused([Problem("listen-no-file", Place(file=arguments.file))])
        header = {"table": arguments.table, "line": arguments.line, "lang": arguments.lang}
        try:
            reply = call("assembler.readers.pdf.listening:listen_child", header, [path.read_bytes()], Limits())
        except Stopped as stopped:
            raise Refused([problem_of(stopped, arguments.file)]) from None
        except Refused as refused:
            raise Refused(problem.within(arguments.file) for problem in refused.problems) from None
        terminal = Terminal(arguments.lang)
        if arguments.json:
            terminal.json({"file": arguments.file, "heard_by_a_person": False, "passages": reply.header})
        else:
            _print(terminal, path.name, reply.header)
        return DONE


def _print(terminal: Terminal, name: str, passages: list[dict[str, object]]) -> None:
    terminal.line(label("listen-title", terminal.lang, file=name))
    terminal.line(label("listen-not-heard", terminal.lang))
    for passage in passages:
        terminal.line()
        terminal.line(str(passage["title"]))
        heard = passage["heard"]
        for utterance in heard if isinstance(heard, list) else []:
            terminal.line(f"  – {utterance}")


COMMAND = ListenCommand()
