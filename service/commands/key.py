"""`plansats key add`: an API key made from the shell."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from service.access.accounts import organisation_named
from service.access.keys import KeyOrder, end_of, make_key
from service.access.principal import Role, role_of
from service.commands.data_folder import add_data, database_of, the_organisation
from service.store.plans import Author


class Key:
    """Make an API key; it is printed once, on standard output."""

    name = "key"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("service-key", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """What it is for, and what it may do."""
        parser.add_argument("verb", choices=("add",), help=label("service-key-verb", lang))
        parser.add_argument("label", help=label("service-key-label", lang))
        parser.add_argument("--organisation", default="", help=label("service-organisation", lang))
        parser.add_argument(
            "--role", choices=[role.word for role in Role], default=Role.EDITOR.word, help=label("service-role", lang)
        )
        parser.add_argument("--plan", action="append", default=[], help=label("service-key-plan", lang))
        parser.add_argument("--chapter", action="append", default=[], help=label("service-key-chapter", lang))
        parser.add_argument("--expires", type=_day, metavar="YYYY-MM-DD", help=label("service-key-expires", lang))
        add_data(parser, lang)

    def run(self, arguments: Namespace) -> int:
        """Make the key and print it."""
        database = database_of(arguments.data)
        name = the_organisation(database, arguments.organisation)
        with database.writing() as connection:
            organisation = organisation_named(connection, name)
        plans, chapters = tuple(arguments.plan), tuple(arguments.chapter)
        order = KeyOrder(arguments.label, role_of(arguments.role), plans, chapters, end_of(arguments.expires))
        _, text = make_key(database, order, Author(organisation, "shell:"))
        database.close()
        terminal = Terminal(arguments.lang)
        terminal.line(text)
        terminal.say("service-key-added", organisation=name)
        return DONE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise ArgumentTypeError(text) from fault


COMMAND = Key()
