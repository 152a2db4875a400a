"""Statutory schedules: of a plan that is kept, of ledgers that are sent along; and whether a table adds up."""

from typing import Annotated, Any, Final, Literal

from flask import request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field

from assembler.problem import Problem
from service.access.asking import asked_plan
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.at_once import answered
from service.api.plan_shapes import PlanPath
from service.api.schemas import Lang, refusals
from service.api.uploads import body
from service.archive import packed
from service.faults import answer
from service.store.plans import PlanStore

_MOST_LEDGERS: Final = 20
_TABLE: Final[dict[str, Any]] = {
    "required": True,
    "description": "A table as CSV, XLSX or JSON.",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
_FILES: Final[dict[str, Any]] = {
    "required": True,
    "description": "Account exports as files `ledger`, and a list of units as the file `org`.",
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "ledger": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "minItems": 1,
                        "maxItems": _MOST_LEDGERS,
                    },
                    "org": {"type": "string", "format": "binary"},
                },
                "required": ["ledger"],
            }
        }
    },
}


class Edition(Lang):
    """Which edition of the plan, and in which form the labels are."""

    model_config = ConfigDict(extra="forbid")

    edition: Annotated[str, Field(pattern=r"^[\w-]{0,60}$", examples=["vedtatt"])] = ""
    form: Literal["", "nb", "nn"] = ""


class LedgerQuestion(Lang):
    """What the ledgers are: the document's year, the column of areas, the form of the labels."""

    model_config = ConfigDict(extra="forbid")

    year: Annotated[int | None, Field(ge=1900, le=2199, examples=[2026])] = None
    area: Annotated[str, Field(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["Område"])] = ""
    form: Literal["nb", "nn"] = "nb"


class TableQuestion(Lang):
    """Which schedule the table is to be, what the file is called, and its signs ("": as the table shows)."""

    model_config = ConfigDict(extra="forbid")

    schedule: Annotated[str, Field(pattern=r"^[\w-]{1,20}$", examples=["5-6"])]
    name: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f/\\]{1,200}$", examples=["skjema.csv"])]
    signs: Literal["", "natural", "natural_plus", "kostra_raw"] = ""


class Schedules(BaseModel):
    """What `plansats schedules --json` says; `import` has what had to be interpreted."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    schedules: list[dict[str, Any]]
    reconciliation: list[dict[str, Any]]
    imported: Annotated[dict[str, Any], Field(alias="import")]


class Verdicts(BaseModel):
    """What `plansats schedules verify --json` says: the cells that do not add up."""

    model_config = ConfigDict(extra="allow")

    findings: list[dict[str, Any]]


def schedules_api(store: PlanStore) -> APIBlueprint:
    """The routes of schedules; plans are kept in `store`."""
    tag = Tag(name="schedules", description="The schedules of the regulation on economy plan, budget and accounts.")
    api = APIBlueprint("schedules", __name__, abp_tags=[tag])

    @api.get("/v1/plans/<plan>/schedules", responses={200: Schedules, **refusals(401, 403, 404, 429)})
    @needs(Role.READER, Reach.PLAN)
    def plan_schedules(path: PlanPath, query: Edition) -> Any:
        """The schedules of a plan that is kept, as a build of it would print them."""
        content = packed(store.folder(asked_plan().id))
        options = query.model_dump(include={"edition", "form"})
        return answered("service.inspecting:plan_schedules", {"kind": "folder", "options": options}, [content])

    @api.post("/v1/schedules", request_body=_FILES, responses={200: Schedules, **refusals(401, 403, 413, 429)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def ledger_schedules(query: LedgerQuestion) -> Any:
        """The schedules of account exports that are sent along."""
        return _of_ledgers(query)

    @api.post("/v1/schedules/verify", request_body=_TABLE, responses={200: Verdicts, **refusals(401, 403, 413, 429)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def verify_table(query: TableQuestion) -> Any:
        """Whether a table that somebody already has adds up."""
        header = {"name": query.name, "schedule": query.schedule, "signs": query.signs}
        content = body(may_be_empty=True)
        if not content:
            return answer(422, Problem("service-job-no-file"))
        return answered("service.inspecting:verified", header, [content])

    return api


def _of_ledgers(query: LedgerQuestion) -> Any:
    ledgers, org = request.files.getlist("ledger"), request.files.get("org")
    if not 0 < len(ledgers) <= _MOST_LEDGERS:
        return answer(422, Problem("service-job-no-file"))
    files = [*ledgers, *([org] if org else [])]
    header = {
        "names": [file.filename or "ledger.csv" for file in ledgers],
        "org": (org.filename or "org.csv") if org else "",
        "year": query.year,
        "area": query.area,
        "form": query.form,
    }
    return answered("service.inspecting:ledger_schedules", header, [file.read() for file in files])
