"""The gate before every route: who asks, and whether the permission that the route states lets them in.

What belongs to another municipality is not forbidden but unknown (404): an answer must not tell that it exists.
"""

from hmac import compare_digest
from typing import Final

from flask import current_app, request

from assembler.problem import Problem
from service.access.accounts import is_fresh
from service.access.asking import admit
from service.access.keys import principal_of_key
from service.access.permission import Permission, Reach, permission_of
from service.access.principal import Principal
from service.access.sessions import COOKIE, principal_of_session
from service.faults import Turned
from service.settings import LOOPBACK
from service.store.plans import PlanStore
from service.store.values import StoredPlan

CSRF_HEADER: Final = "X-CSRF-Token"
CSRF_FIELD: Final = "csrf"
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Lets requests in to the plans of `store`; use `check` before each request."""

    def __init__(self, store: PlanStore) -> None:
        """Keys and sessions lie in the database of `store`."""
        self._store = store
        self._fresh = True

    def check(self) -> None:
        """Let the request in, or turn it away: 401, 403, or 404 for what is not the asker's."""
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None:
            # Nothing is at that address: the framework says so.
            return
        permission = permission_of(view)
        if permission is None:
            raise Turned(403, Problem("service-not-allowed", values={"role": ""}))
        if permission.reach is Reach.OPEN:
            return
        principal = self._principal()
        if principal is None:
            if self._admits_nobody(permission.reach) and is_local():
                return
            raise Turned(401, Problem("service-who-asks"), {"WWW-Authenticate": 'Bearer realm="plansats"'})
        admit(principal, self._let_in(principal, permission))

    def _principal(self) -> Principal | None:
        scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
        if scheme:
            found = principal_of_key(self._store.database, credential.strip()) if scheme.lower() == "bearer" else None
            if found is None:
                raise Turned(401, Problem("service-bad-key"), {"WWW-Authenticate": 'Bearer error="invalid_token"'})
            return found
        secret = request.cookies.get(COOKIE, "")
        found = principal_of_session(self._store.database, secret) if secret else None
        if found and request.method not in _SAFE:
            _demand_token(found)
        return found

    def _admits_nobody(self, reach: Reach) -> bool:
        return reach is Reach.MACHINE or (reach in (Reach.FRESH, Reach.FRESH_MEMBER) and self._is_fresh())

    def _is_fresh(self) -> bool:
        # Once there is an account there always is one.
        self._fresh = self._fresh and is_fresh(self._store.database)
        return self._fresh

    def _let_in(self, principal: Principal, permission: Permission) -> StoredPlan | None:
        role, id = permission.role, str((request.view_args or {}).get("plan", ""))
        plan = self._plan(principal, id) if id else None
        match permission.reach:
            case Reach.PLAN:
                allowed = principal.may(role, id)
            case Reach.PART:
                allowed = principal.may_in_part(role, id)
            case Reach.MEMBER | Reach.FRESH_MEMBER:
                allowed = any(grant.role >= role for grant in principal.grants)
            case _:
                allowed = principal.may(role)
        if not allowed:
            raise Turned(403, Problem("service-not-allowed", values={"role": role.word}))
        return plan

    def _plan(self, principal: Principal, id: str) -> StoredPlan:
        plans = principal.plans()
        plan = self._store.plan(principal.organisation, id) if plans is None or id in plans else None
        if plan is None:
            raise Turned(404, Problem("service-no-such-plan"))
        return plan


def is_local() -> bool:
    """Whether the request comes from this machine itself, and not through a proxy on it."""
    named = request.host.rpartition(":")[0].strip("[]") if ":" in request.host else request.host
    forwarded = [name for name, _ in request.headers if name.lower().startswith(("x-forwarded-", "forwarded"))]
    return request.remote_addr in LOOPBACK and named in LOOPBACK and not forwarded


def _demand_token(principal: Principal) -> None:
    """A page of somebody else can make a browser send its cookies, but cannot know the token."""
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not compare_digest(given.encode(), principal.csrf.encode()):
        raise Turned(403, Problem("service-csrf"))
