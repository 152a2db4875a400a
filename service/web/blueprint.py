"""The pages of the desk, each with the permission that it needs: the same gate as the API's."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.access.permission import Reach, is_open, needs
from service.access.principal import Role
from service.api.session import Doorkeeper
from service.web import people
from service.web.doors import add_doors, add_signposts, inside
from service.web.filters import add_filters
from service.web.municipality import NameOf, names_of
from service.web.new import make_plan, new_plan_form
from service.web.overview import overview
from service.web.routes_figures import ledger_routes, table_routes
from service.web.routes_jobs import build_routes, check_routes, word_routes
from service.web.routes_texts import plan_routes, text_figure_routes, text_history_routes, text_routes
from service.web.shell import LANGUAGE_COOKIE, Ports, page
from service.web.wheel import wheel

_STATIC: Final = Path(__file__).parent / "static"
_YEAR_SECONDS: Final = 365 * 24 * 3600


def web_pages(app: Flask, ports: Ports, doorkeeper: Doorkeeper, public_url: str = "") -> Blueprint:
    """Every page, on the store and the jobs of `ports`; `doorkeeper` signs people in.

    `public_url` is where people reach the service, "" for where the request came in.
    """
    municipality = names_of(ports.store.database)
    add_filters(app, municipality)
    app.jinja_env.globals["asset"] = _asset
    add_signposts(app)
    web = Blueprint("web", __name__, template_folder="pages")
    add_doors(web, ports.store.database, doorkeeper)
    _everywhere(web)
    _overviews(web, ports, municipality)
    plan_routes(web, ports)
    text_routes(web, ports)
    text_history_routes(web, ports)
    text_figure_routes(web, ports)
    build_routes(web, ports)
    check_routes(web, ports)
    ledger_routes(web, ports)
    table_routes(web, ports)
    word_routes(web, ports)
    _people(web, ports, public_url)
    return web


@cache
def _asset(name: str) -> str:
    """The address of a file of the pages: another one when its content is, so that browsers may keep it for long."""
    return url_for("web.asset", name=name, v=sha256((_STATIC / name).read_bytes()).hexdigest()[:10])


def _everywhere(web: Blueprint) -> None:
    @web.get("/static/<path:name>", endpoint="asset")
    @is_open
    def asset(name: str) -> Response:
        return send_from_directory(_STATIC, name, max_age=_YEAR_SECONDS)

    @web.post("/language", endpoint="choose_language")
    @is_open
    def choose_language() -> AnyResponse:
        response = redirect(inside(request.form.get("next", "/")), 303)
        if request.form.get("lang") in ("nb", "nn", "en"):
            response.set_cookie(LANGUAGE_COOKIE, request.form["lang"], _YEAR_SECONDS, httponly=True, samesite="Lax")
        return response

    @web.get("/accessibility", endpoint="accessibility")
    @is_open
    def accessibility() -> Response:
        return page("accessibility.html")


def _overviews(web: Blueprint, ports: Ports, municipality: NameOf) -> None:
    @web.get("/", endpoint="overview")
    @needs(Role.READER, Reach.MEMBER)
    def plans() -> Response:
        return overview(ports)

    @web.get("/wheel", endpoint="wheel")
    @needs(Role.READER, Reach.MEMBER)
    def year() -> Response:
        return wheel(ports)

    @web.get("/plans/new", endpoint="new_plan")
    @needs(Role.EDITOR, Reach.ORGANISATION)
    def ways() -> Response:
        return new_plan_form()

    @web.post("/plans/new", endpoint="make_plan")
    @needs(Role.EDITOR, Reach.ORGANISATION)
    def made() -> AnyResponse:
        return make_plan(ports, municipality)


def _people(web: Blueprint, ports: Ports, public_url: str) -> None:
    @web.get("/people", endpoint="people")
    @needs(Role.OWNER, Reach.ORGANISATION)
    def members() -> Response:
        return people.people_page(ports)

    @web.post("/people/invite", endpoint="invite_person")
    @needs(Role.OWNER, Reach.ORGANISATION)
    def invited() -> AnyResponse:
        return people.invite_person(ports, public_url)

    @web.post("/people/<member>", endpoint="change_person")
    @needs(Role.OWNER, Reach.ORGANISATION)
    def changed(member: str) -> AnyResponse:
        return people.change_person(ports, member)

    @web.post("/people/keys", endpoint="new_key")
    @needs(Role.OWNER, Reach.ORGANISATION)
    def key() -> AnyResponse:
        return people.new_key(ports)

    @web.post("/people/keys/<key>/stop", endpoint="stop_key")
    @needs(Role.OWNER, Reach.ORGANISATION)
    def stopped(key: str) -> AnyResponse:
        return people.stop_key(ports, key)
