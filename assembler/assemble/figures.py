"""From the ledgers that a plan names to its schedules: importers and finance, brought together."""

from dataclasses import replace

from assembler.assemble.supply import Supply
from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.finance.ledger import Ledger
from assembler.finance.mapping import Placement
from assembler.finance.result import Statement
from assembler.importers.ledgers import import_ledgers
from assembler.importers.source import Source
from assembler.plan.model import Form, Plan
from assembler.problem import Place, Problem, Refused


def figures_of(supply: Supply, form: Form, of_edition: Plan | None = None) -> tuple[Ledger, Statement]:
    """The ledger and the schedules of a plan; both empty when it names no ledgers. `Refused` with every fault.

    `of_edition` is the plan as one edition has it, with the ledgers that count there; without it all ledgers do.
    """
    plan = of_edition or supply.loaded.plan
    contents = {account.file: supply.file(account.file) for account in plan.accounts}
    missing = [name for name, content in contents.items() if content is None]
    if missing:
        raise Refused([Problem("assemble-ledger-missing", Place(file=name)) for name in missing])
    if not plan.accounts:
        return Ledger(()), Statement((), ())
    sources = [
        Source(account.file, contents[account.file] or b"", account.year, account.version) for account in plan.accounts
    ]
    ledger = _named(import_ledgers(sources, year=plan.year), plan)
    placements = [Placement(1 if one.account_class else 0, one.art, one.line) for one in plan.placements]
    return ledger, statement(ledger, load_schedules(), form, placements)


def _named(ledger: Ledger, plan: Plan) -> Ledger:
    """The ledger with the plan's own names of areas where it uses others for them."""
    names = {source: area.name for area in plan.areas for source in (area.id, *area.sources)}
    lines = tuple(replace(line, area=names[line.area]) if line.area in names else line for line in ledger.lines)
    return replace(ledger, lines=lines)
