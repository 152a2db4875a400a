"""`plansats backup`: a copy of everything that the service keeps, while it goes on working."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from service.commands.data_folder import add_data, refuse_foreign_database
from service.store.backup import back_up


class Backup:
    """Copy the data folder as it is at one moment."""

    name = "backup"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("service-backup", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Where to."""
        parser.add_argument("target", type=Path, help=label("service-backup-target", lang))
        add_data(parser, lang)

    def run(self, arguments: Namespace) -> int:
        """Make the copy; it appears all at once. `Refused` when there is nothing to copy, or something in the way."""
        refuse_foreign_database()
        files = back_up(arguments.data, arguments.target)
        Terminal(arguments.lang).say("service-backup-done", files=files, target=str(arguments.target))
        return DONE


COMMAND = Backup()
