"""Who asks, for which plan: what the gate found out about the present request, for the routes."""

from typing import Final

from flask import current_app, g, request

from assembler.problem import Problem
from service.access.principal import NOBODY, Principal, Role
from service.faults import Turned
from service.store.plans import Author
from service.store.values import StoredPlan

# The setting of the application that has the addresses of proxies.
PROXIES: Final = "PROXIES"


def asker() -> Principal:
    """Who asks; `NOBODY` for a route that is open."""
    found = g.get("plansats_asker", NOBODY)
    assert isinstance(found, Principal)
    return found


def asked_plan() -> StoredPlan:
    """The plan that the address names: it exists, and is of the asker's municipality."""
    found = g.plansats_plan
    assert isinstance(found, StoredPlan)
    return found


def request_id() -> str:
    """The id that joins the answer, the log and the audit log."""
    return str(g.get("plansats_request", ""))


def caller() -> str:
    """The address that asks: behind a proxy that is trusted, the one that it names last (X-Forwarded-For)."""
    near = request.remote_addr or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return named if named and near in current_app.config[PROXIES] else near


def author() -> Author:
    """The asker as an author."""
    return Author(asker().organisation, asker().who, request_id())


def demand(role: Role, plan: str = "", chapter: str = "") -> None:
    """403 unless the asker has `role` for the chapter, the plan, or the whole municipality."""
    if not asker().may(role, plan, chapter):
        raise Turned(403, Problem("service-not-allowed", values={"role": role.word}))


def admit(principal: Principal, plan: StoredPlan | None) -> None:
    """The gate's: remember who asks and for which plan."""
    g.plansats_asker = principal
    if plan is not None:
        g.plansats_plan = plan


def begin(request: str) -> None:
    """Remember the id of the request."""
    g.plansats_request = request
