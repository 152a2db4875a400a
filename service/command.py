"""`plansats serve`: a command of the command line, registered by its entry point.

It knows the application by its name only: the server loads it in its worker process, and the other commands, which
come through here too, need not wait for it.
"""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, Final

from granian import Granian
from granian.constants import Interfaces

from assembler.messages.catalogue import Lang, label
from assembler.problem import Problem, Refused
from service.settings import DATA_VARIABLE, LOOPBACK

_PORT: Final = 8770
_DONE: Final = 0


class Serve:
    """Run the service on this machine until it is told to stop."""

    name = "serve"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("service-serve", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Host, port and data folder."""
        parser.add_argument("--host", default=LOOPBACK[0], help=label("service-serve-host", lang))
        parser.add_argument("--port", type=int, default=_PORT, help=label("service-serve-port", lang))
        parser.add_argument("--data", type=Path, default=Path("plansats-data"), help=label("service-serve-data", lang))

    def run(self, arguments: Namespace) -> int:
        """Serve; returns when stopped. `Refused` for an address that others can reach: there are no accounts yet."""
        if arguments.host not in LOOPBACK:
            raise Refused([Problem("service-host", values={"found": arguments.host})])
        if not 0 < arguments.port < 65536:
            raise Refused([Problem("service-port", values={"found": arguments.port})])
        arguments.data.mkdir(parents=True, exist_ok=True)
        os.environ[DATA_VARIABLE] = str(arguments.data.absolute())
        _server(arguments.host, arguments.port).serve()
        return _DONE


def _server(host: str, port: int) -> Any:
    # The builds lie in the memory of the one worker process; its threads answer while they run.
    return Granian(
        "service.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=4,
        websockets=False,
    )


COMMAND = Serve()
