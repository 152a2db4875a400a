"""`plansats word text`: the text of a Word file with its tracked changes accepted or rejected."""

from argparse import ArgumentParser, Namespace

from assembler.cli.command import DONE, Terminal
from assembler.cli.word_files import LIMITS, print_bytes, read
from assembler.isolate import Stopped, call, problem_of
from assembler.messages.catalogue import Lang, label
from assembler.problem import Refused, problem_of_json


class WordText:
    """Print the text of a Word file, a paragraph a line."""

    name = "text"

    def help(self, lang: Lang) -> str:
        """One line saying what the step is for."""
        return label("word-cli-text", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE.docx", help=label("word-cli-file", lang))
        parser.add_argument(
            "--view", choices=("current", "original"), default="current", help=label("word-cli-view", lang)
        )

    def run(self, arguments: Namespace) -> int:
        """Print the text; warnings go to standard error."""
        content = read(arguments.file)
        try:
            reply = call("assembler.readers.docx.read:word_text", {"view": arguments.view}, [content], LIMITS)
        except Stopped as stopped:
            raise Refused([problem_of(stopped, arguments.file)]) from None
        except Refused as refused:
            raise Refused(problem.within(arguments.file) for problem in refused.problems) from None
        warnings = [problem_of_json(entry).within(arguments.file) for entry in reply.header["warnings"]]
        Terminal(arguments.lang).problems(warnings)
        print_bytes(reply.blobs[0])
        return DONE


COMMAND = WordText()
