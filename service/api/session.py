"""`/v1/session`: sign in with a password, see who one is, sign out."""

from typing import Any, Final

from flask import Response, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.access.accounts import folded, municipality_names
from service.access.asking import asker, caller, request_id
from service.access.guesses import Guesses
from service.access.passwords import Busy
from service.access.permission import Reach, is_open, needs
from service.access.principal import Principal, Role
from service.access.secrets import kept_secret
from service.access.sessions import COOKIE, HOURS, SignedIn, change_home, close_session, sign_in
from service.api.members import grants_shown
from service.api.people_shapes import Home, SessionShape, SignIn
from service.api.schemas import Lang, refusals
from service.faults import Turned
from service.settings import Settings
from service.store.engine import Database

_BUSY_SECONDS: Final = 3


class Doorkeeper:
    """Signs people in by password: who guesses waits longer and longer."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """The tries are counted in the memory of the process."""
        self._database, self._settings = database, settings
        self._guesses = Guesses(settings.sign_ins)

    def sign_in(self, email: str, password: str, organisation: str = "") -> SignedIn:
        """A session. 429 after too many tries, 401 for a wrong address or password."""
        account, address = kept_secret(folded(email)), caller()
        if wait := self._guesses.wait(account, address):
            raise _too_often(wait)
        try:
            found = sign_in(self._database, email, password, organisation, request_id())
        except Busy:
            # As a refusal of the door's, so that the page of signing in can say it.
            self._guesses.was_none(account, address)
            raise _too_often(_BUSY_SECONDS) from None
        if found is None:
            raise Turned(401, Problem("service-wrong-password"))
        self._guesses.was_right(account, address)
        return found

    def give_cookie(self, response: Response, signed_in: SignedIn) -> None:
        """Let the browser keep the session; scripts cannot read it, and pages of others cannot make it write."""
        response.set_cookie(
            COOKIE,
            signed_in.secret,
            max_age=HOURS * 3600,
            httponly=True,
            samesite="Lax",
            secure=self._settings.is_https,
        )


def _too_often(seconds: int) -> Turned:
    return Turned(429, Problem("service-too-often", values={"seconds": seconds}), {"Retry-After": str(seconds)})


def _signed_in(database: Database, doorkeeper: Doorkeeper, signed_in: SignedIn) -> Response:
    response = jsonify(_shown(database, signed_in.principal))
    doorkeeper.give_cookie(response, signed_in)
    return response


def session_api(database: Database, doorkeeper: Doorkeeper) -> APIBlueprint:
    """The routes of sessions."""
    tag = Tag(name="session", description="Sign in with a password; tools use an API key instead.")
    api = APIBlueprint("session", __name__, url_prefix="/v1/session", abp_tags=[tag])

    @api.get("", responses={200: SessionShape, **refusals(401, 403)})
    @needs(Role.READER, Reach.MEMBER)
    def show_session(query: Lang) -> Any:
        """Who you are to the service, and what you may do."""
        return _shown(database, asker())

    @api.post("", responses={200: SessionShape, **refusals(401, 415, 429)})
    @is_open
    def open_session(query: Lang, body: SignIn) -> Any:
        """Sign in; the answer sets the cookie of the session."""
        signed_in = doorkeeper.sign_in(body.email, body.password, body.organisation)
        return _signed_in(database, doorkeeper, signed_in)

    @api.put("", responses={200: SessionShape, **refusals(401, 403, 404, 415)})
    @needs(Role.READER, Reach.MEMBER)
    def change_organisation(query: Lang, body: Home) -> Any:
        """Go on in another municipality that you belong to; the answer sets the cookie of another session."""
        signed_in = change_home(database, request.cookies.get(COOKIE, ""), asker(), body.organisation, request_id())
        if signed_in is None:
            raise Turned(404, Problem("service-no-such-organisation"))
        return _signed_in(database, doorkeeper, signed_in)

    @api.delete("", responses={204: None, **refusals(401, 403)})
    @needs(Role.READER, Reach.MEMBER)
    def end_session(query: Lang) -> Any:
        """Sign out."""
        close_session(database, request.cookies.get(COOKIE, ""))
        response = Response(status=204)
        response.delete_cookie(COOKIE)
        return response

    return api


def _shown(database: Database, principal: Principal) -> dict[str, Any]:
    homes = municipality_names(database, principal.homes or (principal.organisation,))
    return {
        "kind": principal.kind,
        "id": principal.id,
        "label": principal.label,
        "organisation": principal.organisation,
        "organisations": [{"id": id, "name": name} for id, name in homes.items()],
        "grants": grants_shown(principal.grants),
        "csrf": principal.csrf or None,
    }
