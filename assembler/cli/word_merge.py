"""`plansats word merge`: three files of prose merged.

Exit 0 when everything could be merged, 1 when conflicts stand in what was printed, 2 for refused input.
"""

from argparse import ArgumentParser, Namespace

from assembler.cli.command import CHECK_FAILED, DONE, Terminal
from assembler.cli.word_files import LIMITS, print_bytes, read_all
from assembler.isolate import Stopped, call, problem_of
from assembler.messages.catalogue import Lang, label
from assembler.problem import Refused


class WordMerge:
    """Merge three versions of a file of prose and print the result."""

    name = "merge"

    def help(self, lang: Lang) -> str:
        """One line saying what the step is for."""
        return label("word-cli-merge", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the arguments."""
        parser.add_argument("base", metavar="BASE", help=label("word-cli-base", lang))
        parser.add_argument("ours", metavar="OURS", help=label("word-cli-ours", lang))
        parser.add_argument("theirs", metavar="THEIRS", help=label("word-cli-theirs", lang))

    def run(self, arguments: Namespace) -> int:
        """Print the merged text; how many conflicts stand in it goes to standard error."""
        names = [arguments.base, arguments.ours, arguments.theirs]
        contents = read_all(names)
        try:
            reply = call("assembler.merge.files:merge_child", {"names": names}, contents, LIMITS)
        except Stopped as stopped:
            raise Refused([problem_of(stopped, arguments.ours)]) from None
        print_bytes(reply.blobs[0])
        if not reply.header["conflicts"]:
            return DONE
        Terminal(arguments.lang).say("word-conflicts", count=reply.header["conflicts"])
        return CHECK_FAILED


COMMAND = WordMerge()
