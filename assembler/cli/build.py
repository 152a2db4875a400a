"""`plansats build`: a plan folder becomes an edition in Word, PDF, HTML and a spreadsheet, with a report."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from assembler.assemble.build import Built, build
from assembler.assemble.delivery import deliver
from assembler.assemble.order import Order
from assembler.assemble.supply import from_path
from assembler.checks.outcome import Outcome
from assembler.cli.command import CHECK_FAILED, DONE, Terminal
from assembler.cli.dates import iso_date
from assembler.messages.catalogue import Lang, label
from assembler.writers.register import FORMATS


class BuildCommand:
    """Build an edition, or one chapter of it."""

    name = "build"

    def help(self, lang: Lang) -> str:
        """What the command is for."""
        return label("cli-build-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """The arguments of the contract."""
        parser.add_argument("plan", type=Path, metavar="PLAN", help=label("cli-build-plan", lang))
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=label("cli-build-out", lang))
        for option in ("type", "edition", "depth", "form", "chapter"):
            parser.add_argument(f"--{option}", default="", help=label(f"cli-build-{option}", lang))
        parser.add_argument("--formats", default=",".join(FORMATS), help=label("cli-build-formats", lang))
        parser.add_argument("--date", type=iso_date, default=None, help=label("cli-build-date", lang))

    def run(self, arguments: Namespace) -> int:
        """Build, write everything or nothing, and say how it went."""
        terminal = Terminal(arguments.lang)
        order = Order(
            type=arguments.type,
            edition=arguments.edition,
            depth=arguments.depth,
            form=arguments.form,
            formats=tuple(name.strip() for name in arguments.formats.split(",") if name.strip()),
            chapter=arguments.chapter,
            date=arguments.date,
            lang=arguments.lang,
        )
        terminal.say("assemble-step-load")
        supply = from_path(arguments.plan)
        built = build(supply, order, lambda step: terminal.say(f"assemble-step-{step}"))
        paths = deliver(built.files, arguments.out)
        terminal.problems(built.report.warnings)
        for path in paths:
            terminal.line(str(path))
        return _exit_code(built)


def _exit_code(built: Built) -> int:
    return CHECK_FAILED if built.report.outcome is Outcome.FAILED else DONE


COMMAND = BuildCommand()
