"""What stops a build before anything is written."""

from collections.abc import Iterator

from assembler.assemble.order import Settled
from assembler.compose.makers.schedules import check_name
from assembler.compose.situation import BINDING, Situation
from assembler.messages.catalogue import label
from assembler.plan.model import NarrativeBlock
from assembler.problem import Place, Problem, Value


def form_faults(settled: Settled) -> Iterator[Problem]:
    """The narrative blocks that the edition and depth print in the plan's own form, but not in the one asked for."""
    own = settled.plan.form
    if settled.form == own:
        return
    printed = [block for block in settled.plan.narratives if _printed(block, settled)]
    there = {block.slot for block in printed if block.form == settled.form}
    for block in printed:
        if block.form == own and block.slot not in there:
            values = {"form": label(f"compose-form-{settled.form}", settled.lang), "form_id": settled.form}
            yield Problem("assemble-form-not-written", Place(file=block.file, block=block.slot), values)


def _printed(block: NarrativeBlock, settled: Settled) -> bool:
    return settled.depth in (block.depths or (settled.depth,)) and settled.edition.id in (
        block.editions or (settled.edition.id,)
    )


def balance_faults(situation: Situation) -> Iterator[Problem]:
    """Why an adopted edition cannot be printed (kommuneloven §§ 14-4 and 14-10); nothing for other editions."""
    if not situation.edition.binding:
        return
    for check in situation.statement.checks:
        if check.id in BINDING and check.holds is False:
            column = f"{situation.word(f'column-{check.column.version}')} {check.column.year}"
            values: dict[str, Value] = {
                "check": check_name(situation, check.id),
                "difference": check.difference,
                "column": column,
            }
            yield Problem("assemble-not-balanced", values=values)
