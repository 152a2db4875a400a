"""`plansats schedules`: account exports to statutory schedules; `schedules verify`: does a table add up?"""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from assembler.cli.command import CHECK_FAILED, DONE, Terminal
from assembler.cli.schedules_text import print_lists, print_statement, print_verdicts
from assembler.finance.changes import ChangeList, InvestmentList
from assembler.finance.definition import load_schedule, load_schedules
from assembler.finance.evaluate import Form, statement
from assembler.finance.ledger import AccountClass, Ledger
from assembler.finance.mapping import LEAVES, Placement, lines_of
from assembler.finance.result import Statement
from assembler.finance.statement_json import statement_json, verdicts_json
from assembler.finance.trace import Trace
from assembler.finance.verify import verify
from assembler.importers.columns import version_in, year_in
from assembler.importers.ledgers import import_ledgers
from assembler.importers.lists import is_list, read_list
from assembler.importers.published import read_tables
from assembler.importers.source import Source
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused

_VERIFY = "verify"
_SIGNS = ("natural", "natural_plus", "kostra_raw")
_UNITS = (1, 1000, 1_000_000)


class SchedulesCommand:
    """Make the statutory schedules of ledgers, or judge a table."""

    name = "schedules"

    def help(self, lang: Lang) -> str:
        """What the command is for."""
        return label("cli-schedules-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """The arguments of both forms: ledgers, or `verify` and one table."""
        parser.add_argument("files", nargs="+", metavar="LEDGER[=VERSION]", help=label("cli-schedules-files", lang))
        parser.add_argument("--org", metavar="FILE", help=label("cli-schedules-org", lang))
        parser.add_argument("--area", metavar="COLUMN", help=label("cli-schedules-area", lang))
        parser.add_argument("--free", metavar="COLUMN", help=label("cli-schedules-free", lang))
        parser.add_argument("--year", type=int, metavar="Y", help=label("cli-schedules-year", lang))
        parser.add_argument("--general-functions", metavar="CODES", help=label("cli-schedules-general-functions", lang))
        parser.add_argument(
            "--place", action="append", default=[], metavar="CLASS:ART=LINE", help=label("cli-schedules-place", lang)
        )
        parser.add_argument("--signs", choices=_SIGNS, help=label("cli-schedules-signs", lang))
        parser.add_argument("--schedule", metavar="ID", default="", help=label("cli-schedules-schedule", lang))
        parser.add_argument("--unit", type=int, choices=_UNITS, default=1, help=label("cli-schedules-unit", lang))
        parser.add_argument("--form", choices=("nb", "nn"), help=label("cli-schedules-form", lang))
        parser.add_argument("--trace", action="store_true", help=label("cli-schedules-trace", lang))
        parser.add_argument("--json", action="store_true", help=label("cli-schedules-json", lang))

    def run(self, arguments: Namespace) -> int:
        """0 when everything holds, 1 when a check fails or a table does not add up; `Refused` for bad input."""
        if arguments.files[0] == _VERIFY and len(arguments.files) > 1:
            return _verify(arguments)
        return _schedules(arguments)


def _schedules(arguments: Namespace) -> int:
    problems: list[Problem] = []
    found = [_source(file, problems) for file in arguments.files]
    org = _read(arguments.org, problems) if arguments.org else None
    placements = tuple(place for text in arguments.place if (place := _placement(text, problems)) is not None)
    if problems:
        raise Refused(problems)
    sources, lists = _divided([source for source in found if source is not None])
    if lists and not sources:
        return _lists(arguments, lists)
    ledger = import_ledgers(sources, org, arguments.area, arguments.year, free_column=arguments.free)
    form: Form = arguments.form or ("nn" if arguments.lang == "nn" else "nb")
    functions = frozenset(word.strip() for word in (arguments.general_functions or "").split(",") if word.strip())
    made = statement(ledger, load_schedules(), form, placements, functions)
    terminal = Terminal(arguments.lang)
    if arguments.json:
        trace = Trace(ledger.lines, placements, functions) if arguments.trace else None
        terminal.json(statement_json(made, ledger, lists, trace))
    else:
        print_statement(terminal, made, ledger, (arguments.signs or "natural", arguments.unit))
        print_lists(terminal, lists, arguments.unit)
    return CHECK_FAILED if any(check.holds is False for check in made.checks) else DONE


def _divided(sources: Sequence[Source]) -> tuple[list[Source], list[ChangeList | InvestmentList]]:
    """Ledgers, and lists that have no accounts; a file that cannot be read stays with the ledgers, which refuse it."""
    ledgers: list[Source] = []
    lists: list[ChangeList | InvestmentList] = []
    for source in sources:
        found = read_list(source) if is_list(source) else None
        if found is None:
            ledgers.append(source)
        else:
            lists.append(found)
    return ledgers, lists


def _lists(arguments: Namespace, lists: Sequence[ChangeList | InvestmentList]) -> int:
    terminal = Terminal(arguments.lang)
    if arguments.json:
        terminal.json(statement_json(Statement((), ()), Ledger(()), lists))
    else:
        print_lists(terminal, lists, arguments.unit)
    return DONE


def _verify(arguments: Namespace) -> int:
    known = [definition.id for definition in load_schedules()]
    if arguments.schedule not in known:
        values = {"found": arguments.schedule, "known": ", ".join(known)}
        raise Refused([Problem("cli-schedules-unknown-schedule", values=values)])
    problems: list[Problem] = []
    sources = [_read(name, problems) for name in arguments.files[1:]]
    if problems:
        raise Refused(problems)
    tables = [table for source in sources if source for table in read_tables(source, arguments.schedule)]
    verdicts = [verify(table, arguments.schedule, arguments.signs) for table in tables]
    terminal = Terminal(arguments.lang)
    if arguments.json:
        terminal.json(verdicts_json(verdicts))
    else:
        print_verdicts(terminal, verdicts, arguments.schedule)
    return CHECK_FAILED if any(verdict.findings for verdict in verdicts) else DONE


def _source(argument: str, problems: list[Problem]) -> Source | None:
    """The file that an argument names, with the version (and year) after its last "="."""
    name, _, said = argument.rpartition("=") if not Path(argument).exists() and "=" in argument else (argument, "", "")
    read = _read(name, problems)
    version = version_in(said)
    if said and version is None:
        problems.append(Problem("cli-schedules-unknown-version", Place(file=name), {"found": said}))
    return None if read is None else Source(name, read.content, year_in(said), version)


def _placement(text: str, problems: list[Problem]) -> Placement | None:
    """ "0:690=1": art 690 in investment counts in line 1 of § 5-5. Only arts that no line has can be placed."""
    match = re.fullmatch(r"([01]):(\d{3})=(\d{1,2})", text, re.ASCII)
    if match is not None:
        account_class: AccountClass = 0 if match[1] == "0" else 1
        leaves = {line.nr for line in load_schedule(LEAVES[account_class]).lines if line.kind == "leaf"}
        if int(match[3]) in leaves and match[2] not in lines_of(account_class):
            return Placement(account_class, match[2], int(match[3]))
    problems.append(Problem("cli-schedules-no-placement", values={"found": text}))
    return None


def _read(name: str, problems: list[Problem]) -> Source | None:
    path = Path(name)
    try:
        return Source(name, path.read_bytes())
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        problems.append(Problem("cli-schedules-unreadable", Place(file=name), {"reason": reason}))
        return None


COMMAND = SchedulesCommand()
