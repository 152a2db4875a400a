"""In and out: the page that asks for a password, and refusals told as pages."""

import logging
from typing import Final

from flask import Blueprint, Flask, Response, make_response, redirect, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from assembler.problem import Problem
from service.access.asking import asker, request_id
from service.access.permission import Reach, is_open, needs
from service.access.principal import Role
from service.access.sessions import COOKIE, change_home, close_session
from service.api.session import Doorkeeper
from service.faults import Turned, on_http_exception
from service.store.engine import Database, is_full
from service.web.shell import POLICY, is_part, page

_log = logging.getLogger(__name__)
_WORDED: Final = (403, 404, 405, 413, 429, 503, 507)
# What is shown when even the page of a fault has one: it needs neither the texts nor the database.
_LAST: Final = (
    '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Plansats</title></head><body><main>'
    "<h1>Noe gikk galt hos oss.</h1><p>Prøv igjen. Går det galt flere ganger, si fra til den som driver tjenesten.</p>"
    '<p lang="en">Something went wrong on our side. Try again.</p><p><a href="/">Plansats</a></p></main></body></html>'
)


def add_doors(web: Blueprint, database: Database, doorkeeper: Doorkeeper) -> None:
    """The routes of signing in and out, and the answers to what is refused on the pages."""

    @web.get("/sign-in", endpoint="sign_in")
    @is_open
    def ask() -> Response:
        return page("sign_in.html", back=inside(request.args.get("next", "/")), email="", problem=None)

    @web.post("/sign-in", endpoint="take_password")
    @is_open
    def take() -> AnyResponse:
        return _signed_in(doorkeeper)

    @web.post("/sign-out", endpoint="sign_out")
    @needs(Role.READER, Reach.MEMBER)
    def leave() -> AnyResponse:
        close_session(database, request.cookies.get(COOKIE, ""))
        response = redirect(url_for("web.sign_in"), 303)
        response.delete_cookie(COOKIE)
        return response

    @web.post("/municipality", endpoint="change_municipality")
    @needs(Role.READER, Reach.MEMBER)
    def move() -> AnyResponse:
        chosen = request.form.get("organisation", "")
        signed_in = change_home(database, request.cookies.get(COOKIE, ""), asker(), chosen, request_id())
        response = redirect(url_for("web.overview"), 303)
        if signed_in is not None:
            doorkeeper.give_cookie(response, signed_in)  # type: ignore[arg-type]
        return response

    web.register_error_handler(Turned, _turned)
    web.register_error_handler(HTTPException, _refused)
    web.register_error_handler(OperationalError, _unkept)


def add_signposts(app: Flask) -> None:
    """A page for browsers at addresses where there is nothing; programs, and all of the API, get the usual answer."""
    for status in (404, 405):
        app.register_error_handler(status, _lost)


def inside(address: str) -> str:
    """`address` when it is a path of this service, else "/": a link or form must not lead anywhere else."""
    # Browsers pass over tabs and line ends in an address, and take "\\" for "/".
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() else "/"


def _signed_in(doorkeeper: Doorkeeper) -> AnyResponse:
    email, back = request.form.get("email", ""), inside(request.form.get("next", "/"))
    try:
        signed_in = doorkeeper.sign_in(email, request.form.get("password", ""))
    except Turned as turned:
        return page("sign_in.html", turned.status, back=back, email=email, problem=turned.problem)
    response = redirect(back, 303)
    doorkeeper.give_cookie(response, signed_in)  # type: ignore[arg-type]
    return response


def _turned(turned: Turned) -> AnyResponse:
    if turned.status == 401 and not is_part() and request.method == "GET":
        return redirect(url_for("web.sign_in", next=request.full_path if request.query_string else request.path), 303)
    response = _told(turned.status, turned.problem)
    response.headers.extend(turned.headers)
    return response


def _refused(exception: HTTPException) -> AnyResponse:
    status = exception.code or 500
    if isinstance(exception.response, AnyResponse):
        return exception.response
    return _told(status, Problem(f"web-refused-{status}" if status in _WORDED else "web-refused-500"))


def _unkept(fault: OperationalError) -> AnyResponse:
    """The database does not take what was sent, or does not answer."""
    if is_full(fault):
        return _told(507, Problem("web-refused-507"))
    _log.error("the database does not answer", exc_info=fault)
    return _told(503, Problem("web-refused-503"))


def _lost(exception: HTTPException) -> AnyResponse:
    is_nowhere = request.url_rule is None and not request.path.startswith("/v1")
    if request.blueprint == "web" or (is_nowhere and "text/html" in request.accept_mimetypes.values()):
        return _refused(exception)
    return on_http_exception(exception)


def _told(status: int, problem: Problem) -> Response:
    """A fault as a page; a plain one when there is a fault in that."""
    try:
        is_worth_a_try = request.method == "GET" and (status >= 500 or status == 429)
        return page("refused.html", status, problem=problem, is_worth_a_try=is_worth_a_try)
    except Exception:
        _log.exception("the page of a fault cannot be made")
        response = make_response(_LAST, status)
        response.headers["Content-Security-Policy"] = POLICY
        return response
