"""A ledger kept in a plan's folder and named in its plan.yaml, both in one change."""

from dataclasses import dataclass

from service.access.asking import author
from service.api.preconditions import sha_of
from service.store.account_list import ledgers_of, with_ledger
from service.store.plans import PlanStore
from service.store.values import HEAD, FileState, StoredPlan


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger to keep as `file` of the plan folder; `year` and `version` are `None` where its columns say them."""

    file: str
    content: bytes
    year: int | None
    version: str | None


def keep_ledger(
    store: PlanStore, plan: StoredPlan, state: FileState | None, ledger: LedgerFile
) -> tuple[FileState, bool]:
    """The saved file, and whether plan.yaml names it: both are written together.

    `state` is the file as the writer knows it, `None` for a new one. `Changed` when either file is otherwise by now.
    """
    head = store.read(plan.id, HEAD)
    text = head[1] if head else b""
    said = (("file", ledger.file), ("year", ledger.year), ("version", ledger.version))
    named = any(one["file"] == ledger.file for one in ledgers_of(text))
    longer = None if named else with_ledger(text, {name: value for name, value in said if value})
    changed: dict[str, bytes | None] = {ledger.file: ledger.content}
    expected = {ledger.file: sha_of(state)}
    if longer is not None and head is not None:
        changed[HEAD], expected[HEAD] = longer, head[0].sha256
    saved = store.save(plan.id, changed, expected, author(), "ledger.import")
    return next(one for one in saved if one.file == ledger.file), named or longer is not None
