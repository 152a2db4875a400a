"""`plansats user`: an account made from the shell, or given another password."""

import re
import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from typing import Final

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from assembler.problem import Problem, Refused
from service.access.accounts import EmailTaken, NewPerson, add_person, change_password, join
from service.access.passwords import SHORTEST, is_fit
from service.access.principal import Role, role_of
from service.commands.data_folder import add_data, database_of, the_organisation
from service.store.engine import Database

_EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,250}")


class User:
    """Make an account for somebody."""

    name = "user"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("service-user", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Who it is, and what they may do."""
        parser.add_argument("verb", choices=("add", "password"), help=label("service-user-verb", lang))
        parser.add_argument("email", help=label("welcome-email", lang))
        parser.add_argument("--name", default="", help=label("welcome-name", lang))
        parser.add_argument("--organisation", default="", help=label("service-organisation", lang))
        parser.add_argument(
            "--role", choices=[role.word for role in Role], default=Role.OWNER.word, help=label("service-role", lang)
        )
        parser.add_argument("--password-stdin", action="store_true", help=label("service-user-password", lang))
        add_data(parser, lang)

    def run(self, arguments: Namespace) -> int:
        """Make the account, or change its password. `Refused` for what cannot be, and for a weak password."""
        if not _EMAIL.fullmatch(arguments.email):
            raise Refused([Problem("service-user-email", values={"found": arguments.email[:200]})])
        if arguments.verb == "add" and not arguments.name.strip():
            raise Refused([Problem("service-user-nameless")])
        terminal, database = Terminal(arguments.lang), database_of(arguments.data)
        if arguments.verb == "password":
            return _changed(database, arguments)
        organisation, role = the_organisation(database, arguments.organisation), role_of(arguments.role)
        done = "service-user-joined"
        try:
            if not join(database, arguments.email, organisation, role):
                password = _password(arguments.password_stdin, arguments.lang)
                add_person(database, NewPerson(arguments.name, arguments.email, password, organisation), role)
                done = "service-user-added"
        except EmailTaken as fault:
            raise Refused([Problem("service-user-taken", values={"found": arguments.email[:200]})]) from fault
        finally:
            database.close()
        terminal.say(done, organisation=organisation)
        return DONE


def _changed(database: Database, arguments: Namespace) -> int:
    password = _password(arguments.password_stdin, arguments.lang)
    known = change_password(database, arguments.email, password)
    database.close()
    if not known:
        raise Refused([Problem("service-user-unknown", values={"found": arguments.email[:200]})])
    Terminal(arguments.lang).say("service-user-changed")
    return DONE


def _password(is_piped: bool, lang: Lang) -> str:
    said = sys.stdin.readline().rstrip("\n") if is_piped else getpass(label("welcome-password", lang) + ": ")
    if not is_fit(said):
        raise Refused([Problem("service-user-weak", values={"shortest": SHORTEST})])
    return said


COMMAND = User()
