"""In and out: the page that asks for a password, and refusals told as pages."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from assembler.problem import Problem
from service.access.permission import Reach, is_open, needs
from service.access.principal import Role
from service.access.sessions import COOKIE, close_session
from service.api.session import Doorkeeper
from service.faults import Turned
from service.store.engine import Database
from service.web.shell import is_part, page

_WORDED = (403, 404, 405, 413, 429, 507)


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

    web.register_error_handler(Turned, _turned)
    web.register_error_handler(HTTPException, _refused)


def inside(address: str) -> str:
    """`address` when it is a path of this service, else "/": a link or form must not lead anywhere else."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


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
    response = page("refused.html", turned.status, problem=turned.problem)
    response.headers.extend(turned.headers)
    return response


def _refused(exception: HTTPException) -> AnyResponse:
    status = exception.code or 500
    if isinstance(exception.response, AnyResponse):
        return exception.response
    code = f"web-refused-{status}" if status in _WORDED else "web-refused-500"
    return page("refused.html", status, problem=Problem(code))
