"""`plansats serve`: a command of the command line, registered by its entry point.

It knows the application by its name only: the server loads it in its worker process.
"""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from assembler.problem import Problem, Refused
from service.access.accounts import invite, is_fresh
from service.commands.data_folder import add_data, database_of, in_use
from service.jobs.crew import Crew
from service.logs import LOGGING
from service.settings import DATA_VARIABLE, HOSTS_VARIABLE, LOOPBACK, PUBLIC_URL_VARIABLE, settings_of
from service.store.engine import demand_usable
from service.store.plans import Author

_PORT: Final = 8770
_ANY_HOST: Final = ("0.0.0.0", "::", "")


class Serve:
    """Run the service until it is told to stop."""

    name = "serve"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("service-serve", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Host, port, the address that people use, and the data folder."""
        parser.add_argument("--host", default=LOOPBACK[0], help=label("service-serve-host", lang))
        parser.add_argument("--port", type=int, default=_PORT, help=label("service-serve-port", lang))
        parser.add_argument(
            "--public-url", default=settings_of().public_url, help=label("service-serve-public-url", lang)
        )
        add_data(parser, lang)

    def run(self, arguments: Namespace) -> int:
        """Serve; returns when stopped. `Refused` for an address that cannot be used."""
        problems = [*_address_problems(arguments)]
        if problems:
            raise Refused(problems)
        os.environ |= _environment(arguments)
        # What is kept here is nobody else's on this machine, whatever folder it was given.
        os.umask(0o077)
        settings, terminal = settings_of(), Terminal(arguments.lang)
        here = arguments.public_url.rstrip("/") or f"http://{_bracketed(arguments.host)}:{arguments.port}"
        database = database_of(arguments.data)
        if is_fresh(database):
            # Only whoever sees this process' output can become the first owner.
            terminal.say("service-serve-first", link=f"{here}/welcome/{invite(database, Author('', 'shell:'))}")
        database.close()
        settings.jobs.data.mkdir(parents=True, exist_ok=True)
        demand_usable(settings.jobs.url)
        terminal.say("service-serve-ready", address=here, data=str(settings.data))
        if arguments.host not in LOOPBACK and not settings.is_https:
            terminal.say("service-serve-plain")
        with in_use(settings.data), Crew(settings.jobs):
            _server(arguments.host, arguments.port).serve()
        return DONE


def _address_problems(arguments: Namespace) -> list[Problem]:
    found = []
    public = urlsplit(arguments.public_url)
    if not 0 < arguments.port < 65536:
        found.append(Problem("service-port", values={"found": arguments.port}))
    if arguments.public_url and (public.scheme not in ("http", "https") or not public.hostname):
        found.append(Problem("service-public-url", values={"found": arguments.public_url}))
    if arguments.host in _ANY_HOST and not arguments.public_url:
        found.append(Problem("service-host", values={"found": arguments.host}))
    return found


def _environment(arguments: Namespace) -> Mapping[str, str]:
    """The settings as the worker process reads them."""
    others = () if arguments.host in (*LOOPBACK, *_ANY_HOST) else (arguments.host,)
    return {
        DATA_VARIABLE: str(Path(arguments.data).absolute()),
        PUBLIC_URL_VARIABLE: arguments.public_url,
        HOSTS_VARIABLE: ",".join((*os.environ.get(HOSTS_VARIABLE, "").split(","), *others)),
    }


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _server(host: str, port: int) -> Any:
    # One worker process: how often somebody asks is counted in its memory.
    return Granian(
        "service.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        factory=True,
        workers=1,
        websockets=False,
        log_dictconfig=LOGGING,
        log_level=LogLevels.warning,
    )


COMMAND = Serve()
