"""`plansats restore`: a data folder made anew from a copy."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from service.commands.data_folder import add_data, refuse_foreign_database, refuse_in_use
from service.store.backup import restore


class Restore:
    """Make a data folder from a copy; nothing that exists is written over."""

    name = "restore"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("service-restore", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Where from."""
        parser.add_argument("source", type=Path, help=label("service-restore-source", lang))
        add_data(parser, lang)

    def run(self, arguments: Namespace) -> int:
        """Make the folder; it appears all at once. `Refused` when the copy is damaged, or a folder in the way."""
        refuse_foreign_database()
        refuse_in_use(arguments.data)
        files = restore(arguments.source, arguments.data)
        Terminal(arguments.lang).say("service-restore-done", files=files, target=str(arguments.data))
        return DONE


COMMAND = Restore()
