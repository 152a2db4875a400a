"""`/v1/session`: sign in with a password, see who one is, sign out."""

from typing import Any, Final

from flask import Response, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.access.accounts import folded
from service.access.asking import asker, caller, request_id
from service.access.passwords import Busy
from service.access.permission import Reach, is_open, needs
from service.access.principal import Principal, Role
from service.access.rates import Rates
from service.access.secrets import kept_secret
from service.access.sessions import COOKIE, HOURS, SignedIn, close_session, sign_in
from service.api.members import grants_shown
from service.api.people_shapes import SessionShape, SignIn
from service.api.schemas import Lang, refusals
from service.faults import Turned
from service.settings import Settings
from service.store.engine import Database

_BUSY_SECONDS: Final = 3


class Doorkeeper:
    """Signs people in by password: a few tries for each account and each address, then they wait."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """The tries are counted in the memory of the process."""
        self._database, self._settings = database, settings
        self._accounts, self._addresses = (Rates(settings.sign_ins / 15, settings.sign_ins) for _ in range(2))

    def sign_in(self, email: str, password: str, organisation: str = "") -> SignedIn:
        """A session. 429 after too many tries, 401 for a wrong address or password."""
        account, address = kept_secret(folded(email)), caller()
        if wait := max(self._accounts.wait(account), self._addresses.wait(address)):
            raise _too_often(wait)
        try:
            found = sign_in(self._database, email, password, organisation, request_id())
        except Busy:
            # As a refusal of the door's, so that the page of signing in can say it.
            raise _too_often(_BUSY_SECONDS) from None
        if found is None:
            raise Turned(401, Problem("service-wrong-password"))
        # Only what fails counts: a whole town hall may have one address.
        self._accounts.give_back(account)
        self._addresses.give_back(address)
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


def session_api(database: Database, doorkeeper: Doorkeeper) -> APIBlueprint:
    """The routes of sessions."""
    tag = Tag(name="session", description="Sign in with a password; tools use an API key instead.")
    api = APIBlueprint("session", __name__, url_prefix="/v1/session", abp_tags=[tag])

    @api.get("", responses={200: SessionShape, **refusals(401, 403)})
    @needs(Role.READER, Reach.MEMBER)
    def show_session(query: Lang) -> Any:
        """Who you are to the service, and what you may do."""
        return _shown(asker())

    @api.post("", responses={200: SessionShape, **refusals(401, 415, 429)})
    @is_open
    def open_session(query: Lang, body: SignIn) -> Any:
        """Sign in; the answer sets the cookie of the session."""
        signed_in = doorkeeper.sign_in(body.email, body.password, body.organisation)
        response = jsonify(_shown(signed_in.principal))
        doorkeeper.give_cookie(response, signed_in)
        return response

    @api.delete("", responses={204: None, **refusals(401, 403)})
    @needs(Role.READER, Reach.MEMBER)
    def end_session(query: Lang) -> Any:
        """Sign out."""
        close_session(database, request.cookies.get(COOKIE, ""))
        response = Response(status=204)
        response.delete_cookie(COOKIE)
        return response

    return api


def _shown(principal: Principal) -> dict[str, Any]:
    return {
        "kind": principal.kind,
        "id": principal.id,
        "label": principal.label,
        "organisation": principal.organisation,
        "grants": grants_shown(principal.grants),
        "csrf": principal.csrf or None,
    }
