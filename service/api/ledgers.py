"""`/v1/plans/<plan>/ledgers`: account exports of a plan. A file is read in a child process before it is kept."""

from typing import Any, Final

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.importers.source import Source
from assembler.problem import Problem, Refused
from service.access.asking import asked_plan
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.files import conflict
from service.api.ledger_saving import LedgerFile, keep_ledger
from service.api.plan_shapes import IfMatch, ImportedLedger, LedgerList, LedgerOptions, PlanPath
from service.api.preconditions import demand_match, quoted
from service.api.schemas import Lang, refusals
from service.api.shown import file_shown
from service.api.uploads import body
from service.faults import answer
from service.judging import read_ledger
from service.store.account_list import ledgers_of
from service.store.plans import PlanStore
from service.store.values import HEAD, Changed, StoredPlan

_FOLDER: Final = "ledgers/"
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "description": "The account export: CSV, XLSX or a KOSTRA file.",
    "content": {
        media_type: {"schema": {"type": "string", "format": "binary"}}
        for media_type in (
            "application/octet-stream",
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    },
}


def ledgers_api(store: PlanStore) -> APIBlueprint:
    """The routes of ledgers, kept in `store`."""
    tag = Tag(name="ledgers", description="Account exports of a plan, and what their import had to interpret.")
    api = APIBlueprint("ledgers", __name__, url_prefix="/v1/plans/<plan>/ledgers", abp_tags=[tag])

    @api.get("", responses={200: LedgerList, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.PLAN)
    def list_ledgers(path: PlanPath, query: Lang) -> Any:
        """The ledgers that plan.yaml names."""
        return _listed(store, asked_plan())

    @api.post(
        "",
        request_body=_BODY,
        responses={200: ImportedLedger, 201: ImportedLedger, **refusals(401, 403, 404, 412, 413, 428, 507)},
    )
    @needs(Role.EDITOR, Reach.PLAN)
    def import_ledger(path: PlanPath, query: LedgerOptions, header: IfMatch) -> Any:
        """Keep a ledger, name it in plan.yaml, and say what its import had to interpret. One with faults is refused."""
        return _imported(store, asked_plan(), query, header.if_match)

    return api


def _listed(store: PlanStore, plan: StoredPlan) -> dict[str, Any]:
    head = store.read(plan.id, HEAD)
    there = {state.file: state for state in store.files(plan.id)}
    items = [
        {
            **entry,
            "revision": there[entry["file"]].number if entry["file"] in there else None,
            "bytes": there[entry["file"]].size if entry["file"] in there else None,
        }
        for entry in ledgers_of(head[1] if head else b"")
    ]
    return {"items": items, "next": None}


def _imported(store: PlanStore, plan: StoredPlan, query: LedgerOptions, if_match: str | None) -> Any:
    file = _FOLDER + query.file
    found = store.read(plan.id, file)
    state = found[0] if found else None
    demand_match(if_match, state.etag if state else None, file_shown(plan, state) if state else None)
    try:
        content = body()
        report = read_ledger(Source(query.file, content, query.year, query.version))
    except Refused as refused:
        return answer(422, Problem("service-ledger-refused"), refused.problems)
    try:
        saved, named = keep_ledger(store, plan, state, LedgerFile(file, content, query.year, query.version))
    except Changed as changed:
        raise conflict(plan, changed) from changed
    said = {"file": file, "revision": saved.number, "etag": quoted(saved.etag), "named": named, "report": report}
    return said, 200 if state else 201, {"ETag": quoted(saved.etag)}
