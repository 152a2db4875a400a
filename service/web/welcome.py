"""`/welcome/<secret>`: the page behind a link that works once, where somebody gets their account."""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request

from service.access.accounts import EmailTaken, Invited, NewPerson, accept, invitation
from service.access.asking import request_id
from service.access.passwords import LONGEST, SHORTEST, is_fit
from service.access.permission import is_open
from service.access.sessions import open_session
from service.api.session import Doorkeeper
from service.store.engine import Database
from service.web.shell import page

_EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,250}")
_FIELDS: Final = ("organisation", "name", "email", "password")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the form holds, and the text codes of what is wrong with it by field."""

    values: dict[str, str]
    wrong: dict[str, str]


def welcome_page(database: Database, doorkeeper: Doorkeeper) -> Blueprint:
    """The form and what it sends. The secret in the address is what proves that a page of ours asks."""
    pages = Blueprint("welcome", __name__, url_prefix="/welcome", template_folder="pages")

    @pages.get("/<secret>")
    @is_open
    def show_welcome(secret: str) -> Response:
        invited = invitation(database, secret)
        return _form(invited, _Said({"email": invited.email}, {})) if invited else _over()

    @pages.post("/<secret>")
    @is_open
    def take_welcome(secret: str) -> Response:
        invited = invitation(database, secret)
        if invited is None:
            return _over()
        said = _read(invited)
        if said.wrong:
            return _form(invited, said, 422)
        try:
            principal = accept(database, secret, NewPerson(**said.values), request_id())
        except EmailTaken:
            return _form(invited, _Said(said.values, {"email": "welcome-email-taken"}), 422)
        if principal is None:
            return _over()
        response = page("welcome_done.html", name=principal.label)
        doorkeeper.give_cookie(response, open_session(database, principal, request_id()))
        return response

    return pages


def _read(invited: Invited) -> _Said:
    values = {name: request.form.get(name, "")[:400] for name in _FIELDS}
    values |= {name: values[name].strip() for name in ("organisation", "name", "email")}
    if invited.email:
        # The link is for that person, whatever the form says.
        values["email"] = invited.email
    wrong = {}
    if not invited.organisation and not values["organisation"]:
        wrong["organisation"] = "welcome-organisation-missing"
    if not values["name"]:
        wrong["name"] = "welcome-name-missing"
    if not _EMAIL.fullmatch(values["email"]):
        wrong["email"] = "welcome-email-wrong"
    if not is_fit(values["password"]):
        wrong["password"] = "welcome-password-weak"
    return _Said(values, wrong)


def _form(invited: Invited, said: _Said, status: int = 200) -> Response:
    shown = {name: value for name, value in said.values.items() if name != "password"}
    return page(
        "welcome.html", status, invited=invited, values=shown, wrong=said.wrong, shortest=SHORTEST, longest=LONGEST
    )


def _over() -> Response:
    return page("welcome_over.html", 404)
