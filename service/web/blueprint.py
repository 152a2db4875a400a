"""The pages of the desk, each with the permission that it needs: the same gate as the API's."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.access.asking import asked_plan
from service.access.permission import Reach, is_open, needs
from service.access.principal import Role
from service.api.session import Doorkeeper
from service.web import builds, checking, ledgers, people, tables, texts, word
from service.web.beginning import begin_text
from service.web.doors import add_doors, add_signposts, inside
from service.web.filters import add_filters
from service.web.municipality import NameOf, names_of
from service.web.new import make_plan, new_plan_form
from service.web.overview import asked_texts, overview, row
from service.web.plan import plan_page
from service.web.remarks import remarks
from service.web.shell import LANGUAGE_COOKIE, Ports, language, page
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
    _plans(web, ports)
    _texts(web, ports)
    _builds(web, ports)
    _checks(web, ports)
    _ledgers(web, ports)
    _tables(web, ports)
    _word(web, ports)
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


def _texts(web: Blueprint, ports: Ports) -> None:
    @web.get("/plans/<plan>/texts/<path:file>", endpoint="text")
    @needs(Role.READER, Reach.PART)
    def text(plan: str, file: str) -> Response:
        return texts.text_page(ports, file)

    @web.post("/plans/<plan>/texts/<path:file>", endpoint="save_text")
    @needs(Role.EDITOR, Reach.PART)
    def save(plan: str, file: str) -> AnyResponse:
        return texts.save_text(ports, file)

    @web.post("/plans/<plan>/texts", endpoint="begin_text")
    @needs(Role.EDITOR, Reach.PART)
    def begun(plan: str) -> AnyResponse:
        return begin_text(ports)

    @web.get("/plans/<plan>/remarks/<path:file>", endpoint="remarks")
    @needs(Role.READER, Reach.PART)
    def judged(plan: str, file: str) -> Response:
        return remarks(ports, file)

    @web.get("/plans/<plan>/history/<path:file>", endpoint="history")
    @needs(Role.READER, Reach.PART)
    def past(plan: str, file: str) -> Response:
        return texts.history_page(ports, file)

    @web.post("/plans/<plan>/history/<path:file>", endpoint="restore_text")
    @needs(Role.EDITOR, Reach.PART)
    def restore(plan: str, file: str) -> AnyResponse:
        return texts.restore_text(ports, file)

    @web.get("/plans/<plan>/figures", endpoint="figures")
    @needs(Role.READER, Reach.PART)
    def figures(plan: str) -> Response:
        return texts.figures_part(ports)

    @web.get("/plans/<plan>/figures/printed", endpoint="printed_figures")
    @needs(Role.READER, Reach.PART)
    def printed(plan: str) -> Response:
        return texts.printed_figures(ports)


def _builds(web: Blueprint, ports: Ports) -> None:
    @web.get("/plans/<plan>/builds", endpoint="builds")
    @needs(Role.READER, Reach.PLAN)
    def listed(plan: str) -> Response:
        return builds.builds_page(ports)

    @web.post("/plans/<plan>/builds", endpoint="make_build")
    @needs(Role.READER, Reach.PLAN)
    def made(plan: str) -> AnyResponse:
        return builds.make_build(ports)

    @web.get("/plans/<plan>/builds/<job>", endpoint="build")
    @needs(Role.READER, Reach.PLAN)
    def one(plan: str, job: str) -> Response:
        return builds.build_page(ports, job)

    @web.get("/plans/<plan>/builds/<job>/<name>", endpoint="build_file")
    @needs(Role.READER, Reach.PLAN)
    def file(plan: str, job: str, name: str) -> Response:
        return builds.build_file(ports, job, name)

    @web.get("/plans/<plan>/builds/<job>/pages", endpoint="build_pages")
    @needs(Role.READER, Reach.PLAN)
    def pages(plan: str, job: str) -> Response:
        return builds.build_pages(ports, job)

    @web.get("/plans/<plan>/builds/<job>/pages/<int:number>.png", endpoint="page_picture")
    @needs(Role.READER, Reach.PLAN)
    def picture(plan: str, job: str, number: int) -> Response:
        return builds.page_picture(ports, job, number)

    @web.post("/plans/<plan>/builds/<job>/stop", endpoint="stop_build")
    @needs(Role.READER, Reach.PLAN)
    def stopped(plan: str, job: str) -> AnyResponse:
        return builds.stop_build(ports, job)


def _word(web: Blueprint, ports: Ports) -> None:
    @web.get("/plans/<plan>/word", endpoint="word")
    @needs(Role.READER, Reach.PLAN)
    def desk(plan: str) -> Response:
        return word.word_page(ports)

    @web.post("/plans/<plan>/word/out", endpoint="word_out")
    @needs(Role.REVIEWER, Reach.PLAN)
    def out(plan: str) -> AnyResponse:
        return word.take_out(ports)

    @web.post("/plans/<plan>/word/in", endpoint="word_in")
    @needs(Role.EDITOR, Reach.PLAN)
    def back(plan: str) -> AnyResponse:
        return word.bring_in(ports)

    @web.get("/plans/<plan>/word/<job>", endpoint="word_job")
    @needs(Role.READER, Reach.PLAN)
    def one(plan: str, job: str) -> Response:
        return word.word_job_page(ports, job)

    @web.get("/plans/<plan>/word/<job>/<name>", endpoint="word_file")
    @needs(Role.READER, Reach.PLAN)
    def file(plan: str, job: str, name: str) -> Response:
        return word.word_file(ports, job, name)

    @web.post("/plans/<plan>/word/<job>/settle", endpoint="word_settle")
    @needs(Role.EDITOR, Reach.PLAN)
    def settled(plan: str, job: str) -> AnyResponse:
        return word.settle(ports, job)


def _checks(web: Blueprint, ports: Ports) -> None:
    @web.get("/check", endpoint="check_file")
    @needs(Role.READER, Reach.MEMBER)
    def form() -> Response:
        return checking.check_form()

    @web.post("/check", endpoint="take_file")
    @needs(Role.READER, Reach.MEMBER)
    def taken() -> AnyResponse:
        return checking.take_file(ports)

    @web.get("/check/<job>", endpoint="checked")
    @needs(Role.READER, Reach.MEMBER)
    def report(job: str) -> Response:
        return checking.checked_page(ports, job)

    @web.get("/check/<job>/<name>", endpoint="checked_file")
    @needs(Role.READER, Reach.MEMBER)
    def file(job: str, name: str) -> Response:
        return checking.checked_file(ports, job, name)


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


def _tables(web: Blueprint, ports: Ports) -> None:
    @web.get("/plans/<plan>/tables", endpoint="tables")
    @needs(Role.READER, Reach.PLAN)
    def listed(plan: str) -> Response:
        return tables.tables_page(ports)

    @web.get("/plans/<plan>/tables/<name>", endpoint="table")
    @needs(Role.READER, Reach.PLAN)
    def one(plan: str, name: str) -> Response:
        return tables.table_page(ports, name)

    @web.post("/plans/<plan>/tables/<name>", endpoint="save_table")
    @needs(Role.EDITOR, Reach.PLAN)
    def saved(plan: str, name: str) -> AnyResponse:
        return tables.save_table(ports, name)

    @web.get("/plans/<plan>/tables/<name>/sheet", endpoint="table_workbook")
    @needs(Role.READER, Reach.PLAN)
    def sheet(plan: str, name: str) -> Response:
        return tables.table_workbook(ports, name)


def _ledgers(web: Blueprint, ports: Ports) -> None:
    @web.get("/plans/<plan>/ledgers", endpoint="ledgers")
    @needs(Role.READER, Reach.PLAN)
    def listed(plan: str) -> Response:
        return ledgers.ledgers_page(ports)

    @web.post("/plans/<plan>/ledgers", endpoint="take_ledger")
    @needs(Role.EDITOR, Reach.PLAN)
    def taken(plan: str) -> AnyResponse:
        return ledgers.take_ledger(ports)

    @web.get("/plans/<plan>/schedules", endpoint="schedules")
    @needs(Role.READER, Reach.PLAN)
    def schedules(plan: str) -> Response:
        return ledgers.schedules_page(ports)

    @web.get("/plans/<plan>/schedules/<schedule>/<nr>/<int:column>", endpoint="trace")
    @needs(Role.READER, Reach.PLAN)
    def trace(plan: str, schedule: str, nr: str, column: int) -> AnyResponse:
        return ledgers.trace_page(ports, schedule, nr, column)


def _plans(web: Blueprint, ports: Ports) -> None:
    @web.get("/plans/<plan>", endpoint="plan")
    @needs(Role.READER, Reach.PART)
    def chapters(plan: str) -> Response:
        return plan_page(ports)

    @web.get("/plans/<plan>/card", endpoint="plan_card")
    @needs(Role.READER, Reach.PART)
    def card(plan: str) -> Response:
        return page("plan_card.html", row=asked_texts().of(row(ports, asked_plan(), language())))
