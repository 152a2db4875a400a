"""The commands, and the one place of the command line that imports a module by its name.

`build` needs every writer and every check, a second of imports; `plansats --help` and the other commands need a line of
text of it. So the register holds names, and the module of a command is loaded when that command is asked for. A test
loads each and holds it to its entry. Commands of other packages are entries too: `plansats serve` brings a web server.
"""

from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Final, cast

from assembler.cli.command import Command
from assembler.resources import named


@dataclass(frozen=True, slots=True)
class Entry:
    """A command by name, the code of its line of help, and the module whose `COMMAND` it is.

    A command that only holds others has `steps` in place of a module: `plansats word text`.
    """

    name: str
    help: str
    module: str = ""
    steps: "tuple[Entry, ...]" = ()

    def load(self) -> Command:
        """The command itself; `ModuleNotFoundError` where something that it needs is not installed."""
        return cast(Command, named(f"{self.module}:COMMAND"))


_WORD: Final = (
    Entry("export", "word-export-help", "assembler.cli.word_export"),
    Entry("import", "word-import-help", "assembler.cli.word_import"),
    Entry("text", "word-cli-text", "assembler.cli.word_text"),
    Entry("merge", "word-cli-merge", "assembler.cli.word_merge"),
)

# A new command: one file in this folder, one line here.
ENTRIES: Final = (
    Entry("new", "cli-new-help", "assembler.cli.new"),
    Entry("build", "cli-build-help", "assembler.cli.build"),
    Entry("schema", "cli-schema-help", "assembler.cli.schema"),
    Entry("check", "checks-cli-help", "assembler.cli.check"),
    Entry("schedules", "cli-schedules-help", "assembler.cli.schedules"),
    Entry("language", "language-cli-help", "assembler.cli.language"),
    Entry("listen", "listen-cli-help", "assembler.cli.listen"),
    Entry("word", "word-cli-help", steps=_WORD),
)


def entries_of_others() -> tuple[Entry, ...]:
    """The commands that installed packages register by the entry point `plansats.commands`, in order.

    Such an entry point is a module's `COMMAND`. The line of help of `serve` in the package `service` is the text
    `service-serve`.
    """
    found = sorted(entry_points(group="plansats.commands"), key=lambda entry: entry.name)
    return tuple(Entry(one.name, f"{one.module.partition('.')[0]}-{one.name}", one.module) for one in found)
