"""What compose needs: the plan with its figures, as the order asks for it."""

from importlib.metadata import PackageNotFoundError, version

from assembler.assemble.figures import figures_of
from assembler.assemble.order import Settled
from assembler.assemble.supply import Supply
from assembler.compose.situation import Situation


def engine_version() -> str:
    """The version of the installed program; "" in a source tree that is not installed."""
    try:
        return version("plansats")
    except PackageNotFoundError:
        return ""


def situation_of(supply: Supply, settled: Settled) -> Situation:
    """The situation of a settled order. `Refused` with every fault of the plan's ledgers."""
    ledger, statement = figures_of(supply, settled.form, settled.plan)
    return Situation(
        plan=settled.plan,
        type=settled.type,
        edition=settled.edition,
        depth=settled.depth,
        form=settled.form,
        ledger=ledger,
        statement=statement,
        engine_version=engine_version(),
    )
