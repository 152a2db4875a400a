"""`/v1/members`: who has which role in the municipality, for its owners."""

from collections.abc import Iterable
from typing import Any

from flask import Response, request, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.access.accounts import LastOwner, Person, invite, people, set_roles
from service.access.asking import asker, author
from service.access.permission import Reach, needs
from service.access.principal import Grant, Role, role_of
from service.api.people_shapes import Grants, GrantShape, InvitationShape, Invite, Member, MemberList, MemberPath
from service.api.plan_shapes import Page
from service.api.schemas import Lang, refusals
from service.api.shown import next_page
from service.faults import Turned
from service.store.engine import Database


def members_api(database: Database, public_url: str) -> APIBlueprint:
    """The routes of members; `public_url` is where people reach the service, "" for where the request came in."""
    tag = Tag(name="members", description="People and their roles in the municipality.")
    api = APIBlueprint("members", __name__, url_prefix="/v1/members", abp_tags=[tag])

    @api.get("", responses={200: MemberList, **refusals(401, 403)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def list_members(query: Page) -> Any:
        """A page of the members."""
        found = people(database, asker().organisation, query.after, query.limit + 1)
        shown = found[: query.limit]
        following = next_page({"after": shown[-1].id}) if len(found) > query.limit else None
        return {"items": [_shown(person) for person in shown], "next": following}

    @api.post("", responses={201: InvitationShape, **refusals(401, 403, 415)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def invite_member(query: Lang, body: Invite) -> Any:
        """Make a link by which somebody becomes a member. Send it to them; the service sends nothing."""
        secret = invite(database, author(), body.email, _grants(body.grants))
        base = public_url or request.host_url.rstrip("/")
        return {"href": base + url_for("welcome.show_welcome", secret=secret)}, 201

    @api.put("/<member>", responses={204: None, **refusals(401, 403, 404, 409, 415)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def change_member(path: MemberPath, query: Lang, body: Grants) -> Any:
        """Give a member exactly those roles."""
        return _changed(database, path.member, _grants(body.grants))

    @api.delete("/<member>", responses={204: None, **refusals(401, 403, 404, 409)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def remove_member(path: MemberPath, query: Lang) -> Any:
        """Take every role of a member, and end their sessions."""
        return _changed(database, path.member, ())

    return api


def grants_shown(grants: Iterable[Grant]) -> list[dict[str, str]]:
    """Roles as the API writes them."""
    return [{"role": grant.role.word, "plan": grant.plan, "chapter": grant.chapter} for grant in grants]


def _grants(shapes: Iterable[GrantShape]) -> tuple[Grant, ...]:
    return tuple(Grant(role_of(shape.role), shape.plan, shape.chapter) for shape in shapes)


def _shown(person: Person) -> dict[str, Any]:
    return Member(
        id=person.id,
        name=person.name,
        email=person.email,
        grants=[GrantShape.model_validate(grant) for grant in grants_shown(person.grants)],
    ).model_dump()


def _changed(database: Database, member: str, grants: tuple[Grant, ...]) -> Response:
    try:
        known = set_roles(database, author(), member, grants)
    except LastOwner as fault:
        raise Turned(409, Problem("service-last-owner")) from fault
    if not known:
        raise Turned(404, Problem("service-no-such-member"))
    return Response(status=204)
