"""Account exports of any office to one ledger."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import TypeVar

from assembler.finance.ledger import Ledger
from assembler.importers.columns import class_in, version_in_name, year_in
from assembler.importers.kostra_file import is_kostra_file, kostra_lines
from assembler.importers.lines import Defaults, Outcome, ledger_lines
from assembler.importers.org import AreaFinder, Areas, areas_of
from assembler.importers.reading import read_sheets
from assembler.importers.report import Findings
from assembler.importers.source import Source
from assembler.importers.table import Wanted, find_table, headers_of
from assembler.problem import Place, Problem, Refused

T = TypeVar("T")


def import_ledgers(
    sources: Sequence[Source],
    org: Source | None = None,
    area_column: str | None = None,
    year: int | None = None,
    *,
    free_column: str | None = None,
) -> Ledger:
    """All lines of all sources, and what was interpreted.

    `org` is a table from unit (ansvar) to area; without it an area column of the ledger is used. `area_column` names
    the column that holds the area, in the org table or else in the ledgers. `year` is the document's year: it holds
    for files that name no year themselves, and drops nothing. `free_column` switches one free dimension on; all others,
    and columns about persons, are left unread. `Refused` carries the faults of all files together.
    """
    findings = Findings()
    problems = _repeated(sources)
    table: Areas | None = None
    if org is not None:
        table = _tried(problems, lambda: areas_of(read_sheets(org)[0], area_column, findings))
    areas = AreaFinder(table)
    outcomes: list[Outcome] = []
    for source in sources:
        wanted = Wanted("" if org else area_column or "", free_column or "")
        outcomes += _tried(problems, partial(_outcomes, source, areas, wanted, year, findings)) or []
    problems += [problem for outcome in outcomes for problem in outcome.problems]
    if problems:
        raise Refused(problems)
    return Ledger(tuple(line for outcome in outcomes for line in outcome.lines), findings.interpretations())


def _repeated(sources: Sequence[Source]) -> list[Problem]:
    """The same file twice would count everything twice."""
    seen: dict[bytes, str] = {}
    problems: list[Problem] = []
    for source in sources:
        if source.content in seen:
            other = seen[source.content]
            problems.append(Problem("importers-same-file", Place(file=source.name), {"other": other}))
        seen.setdefault(source.content, source.name)
    return problems


def _outcomes(source: Source, areas: AreaFinder, wanted: Wanted, year: int | None, findings: Findings) -> list[Outcome]:
    if is_kostra_file(source.content):
        return [kostra_lines(source, findings)]
    sheets = read_sheets(source)
    tables = [table for sheet in sheets if (table := find_table(sheet, wanted)) is not None]
    for sheet in sheets:
        if tables and all(table.sheet is not sheet for table in tables):
            findings.add_many("ignored", sheet.name, len(sheet.rows))
    if not tables:
        raise Refused([Problem("importers-no-table", Place(file=source.name), {"headers": headers_of(sheets[0])})])
    name = PurePath(source.name).name
    defaults = Defaults(
        year=source.year or year_in(name) or year or 0,
        version=source.version or version_in_name(name) or "accounts",
        account_class=class_in(name),
        areas=areas,
    )
    outcomes = [ledger_lines(table, defaults, findings) for table in tables]
    if not any(outcome.lines or outcome.problems for outcome in outcomes):
        raise Refused([Problem("importers-no-lines", Place(file=source.name))])
    return outcomes


def _tried(problems: list[Problem], work: Callable[[], T]) -> T | None:
    """What the work gives; its faults join the others, so that all files are judged before anything is refused."""
    try:
        return work()
    except Refused as refused:
        problems += refused.problems
        return None
