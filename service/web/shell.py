"""What every page stands in: the layout, the reader's language, who is signed in, and a strict content policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any, Final

from flask import Response, current_app, make_response, render_template, request, url_for

from assembler.messages.catalogue import Lang, label
from service.access.asking import asker
from service.access.principal import NOBODY, Principal, Role
from service.faults import asked_language
from service.jobs.desk import Desk
from service.store.plans import PlanStore

LANGUAGE_COOKIE: Final = "plansats_lang"
# Nothing from elsewhere, no script or style inside a page; pictures may be small data.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Ports:
    """What the pages stand on: the same store and jobs as the API."""

    store: PlanStore
    desk: Desk


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the main menu."""

    text: str
    href: str
    current: bool


def language() -> Lang:
    """The language that the reader chose, else the first known one that the browser asks for, else nb."""
    match request.cookies.get(LANGUAGE_COOKIE):
        case "nb" | "nn" | "en" as chosen:
            return chosen
    return asked_language() or "nb"


def page(template: str, status: int = 200, **values: Any) -> Response:
    """The page `template` with `values`; `t(code, …)` gives a text in the reader's language."""
    lang, who = language(), asker()
    text = render_template(
        template,
        lang=lang,
        t=partial(_text, lang),
        version=version("plansats"),
        person=who.label if who.kind == "user" else "",
        csrf=who.csrf,
        me=who,
        roles=Role,
        address=_address(),
        navigation=_navigation(who, lang),
        pages=current_app.view_functions,
        **values,
    )
    response = make_response(text, status)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


def is_part() -> bool:
    """Whether a script asks for a part of a page alone."""
    return "HX-Request" in request.headers


def _address() -> str:
    """The address of this page as one that can be read again: that of a form's answer may not be."""
    if request.method in ("GET", "HEAD"):
        return request.full_path if request.query_string else request.path
    there = current_app.create_url_adapter(request)
    return request.path if there is not None and there.test(request.path, "GET") else "/"


def _text(lang: Lang, code: str, **values: str | int) -> str:
    return label(code, lang, **values)


def _navigation(who: Principal, lang: Lang) -> Sequence[Entry]:
    if who is NOBODY:
        return ()
    entries = [("overview", "web-overview"), ("wheel", "web-wheel"), ("check_file", "web-check")]
    if who.may(Role.OWNER):
        entries.append(("people", "web-people"))
    here = request.endpoint or ""
    there = [(f"web.{name}", text) for name, text in entries if f"web.{name}" in current_app.view_functions]
    return [Entry(label(text, lang), url_for(name), here == name) for name, text in there]
