"""People and keys: who may do what, for the municipality's owners."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.problem import Problem
from service.access.accounts import LastOwner, invite, people, set_roles
from service.access.asking import asker, author
from service.access.keys import KeyOrder, keys, make_key, revoke_key
from service.access.principal import Grant, Role, role_of
from service.store.clock import now
from service.web.shell import Ports, page

_MOST: Final = 500
_EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,250}")


def people_page(ports: Ports, problem: Problem | None = None, status: int = 200, **values: Any) -> Response:
    """Members with their roles, links for new ones, and keys for programs."""
    who = asker()
    plans = ports.store.plans(who.organisation, None, most=_MOST)
    return page(
        "people.html",
        status,
        members=people(ports.store.database, who.organisation, most=_MOST),
        keys=[key for key in keys(ports.store.database, who.organisation, most=_MOST) if not key.revoked_at],
        plans={plan.id: plan.head.title or plan.head.name for plan in plans},
        problems=(problem,) if problem else (),
        today=now()[:10],
        **values,
    )


def invite_person(ports: Ports, public_url: str) -> AnyResponse:
    """A link that makes somebody a member; it is shown once, and they send it themselves."""
    email = request.form.get("email", "").strip()
    if not _EMAIL.fullmatch(email):
        return people_page(ports, Problem("web-email-faulty", values={"found": email[:100]}), 422, given=request.form)
    secret = invite(ports.store.database, author(), email, (_grant(request.form),))
    base = public_url or request.host_url.rstrip("/")
    return people_page(ports, link=base + url_for("welcome.show_welcome", secret=secret), link_for=email)


def change_person(ports: Ports, member: str) -> AnyResponse:
    """Give a member the one role that the form names; no role removes them."""
    grants = () if request.form.get("role") == "none" else (_grant(request.form),)
    try:
        if not set_roles(ports.store.database, author(), member, grants):
            abort(404)
    except LastOwner:
        return people_page(ports, Problem("service-last-owner"), 409)
    return redirect(url_for("web.people"), 303)


def new_key(ports: Ports) -> AnyResponse:
    """A key for a program; its text is shown this once."""
    given = request.form
    label = given.get("label", "").strip()[:100]
    if not label:
        return people_page(ports, Problem("web-key-name-missing"), 422, given=given)
    days = given.get("days", type=int) or 0
    expires = now(timedelta(days=days)) if days > 0 else ""
    grant = _grant(given)
    order = KeyOrder(label, grant.role, (grant.plan,) if grant.plan else (), (), expires)
    _, text = make_key(ports.store.database, order, author())
    return people_page(ports, key_text=text, key_for=label)


def stop_key(ports: Ports, key: str) -> AnyResponse:
    """A key that works no more."""
    if not revoke_key(ports.store.database, key, author()):
        abort(404)
    return redirect(url_for("web.people"), 303)


def _grant(given: Mapping[str, str]) -> Grant:
    role = given.get("role", "")
    return Grant(role_of(role) if role in {one.word for one in Role} else Role.READER, given.get("plan", ""))
