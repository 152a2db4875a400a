"""`/v1/keys`: API keys of the municipality, for its owners."""

from typing import Any

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.access.asking import asker, author
from service.access.keys import KeyOrder, KeyState, end_of, keys, make_key, revoke_key
from service.access.permission import Reach, needs
from service.access.principal import Role, role_of
from service.api.people_shapes import KeyList, KeyOrderShape, KeyPath, KeyShape
from service.api.plan_shapes import Page
from service.api.schemas import Lang, refusals
from service.api.shown import next_page
from service.faults import Turned
from service.store.engine import Database


def keys_api(database: Database) -> APIBlueprint:
    """The routes of API keys."""
    tag = Tag(name="keys", description="API keys of the municipality.")
    api = APIBlueprint("keys", __name__, url_prefix="/v1/keys", abp_tags=[tag])

    @api.get("", responses={200: KeyList, **refusals(401, 403)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def list_keys(query: Page) -> Any:
        """A page of the keys, revoked and expired ones too."""
        found = keys(database, asker().organisation, query.after, query.limit + 1)
        shown = found[: query.limit]
        following = next_page({"after": shown[-1].id}) if len(found) > query.limit else None
        return {"items": [_shown(key) for key in shown], "next": following}

    @api.post("", responses={201: KeyShape, **refusals(401, 403, 415)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def create_key(query: Lang, body: KeyOrderShape) -> Any:
        """Make a key. The answer is the only place where it stands in full."""
        state, text = make_key(database, order_of(body), author())
        return _shown(state) | {"key": text}, 201

    @api.delete("/<key>", responses={204: None, **refusals(401, 403, 404)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def remove_key(path: KeyPath, query: Lang) -> Any:
        """Stop a key from working, at once."""
        if not revoke_key(database, path.key, author()):
            raise Turned(404, Problem("service-no-such-key"))
        return Response(status=204)

    return api


def order_of(body: KeyOrderShape) -> KeyOrder:
    """The key that is ordered; it works through the day that it expires on, in UTC."""
    return KeyOrder(body.label, role_of(body.role), tuple(body.plans), tuple(body.chapters), end_of(body.expires))


def _shown(state: KeyState) -> dict[str, Any]:
    return {
        "id": state.id,
        "prefix": state.prefix,
        "label": state.order.label,
        "role": state.order.role.word,
        "plans": list(state.order.plans),
        "chapters": list(state.order.chapters),
        "created_at": state.created_at,
        "created_by": state.created_by,
        "expires_at": state.order.expires_at or None,
        "revoked_at": state.revoked_at or None,
        "key": None,
    }
