"""The addresses of a plan and of its texts, each with the permission that it needs."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from service.access.asking import asked_plan
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.web import texts
from service.web.beginning import begin_text
from service.web.overview import asked_texts, row
from service.web.plan import plan_page
from service.web.remarks import remarks
from service.web.shell import Ports, language, page


def plan_routes(web: Blueprint, ports: Ports) -> None:
    """The plan's own page."""

    @web.get("/plans/<plan>", endpoint="plan")
    @needs(Role.READER, Reach.PART)
    def chapters(plan: str) -> Response:
        return plan_page(ports)

    @web.get("/plans/<plan>/card", endpoint="plan_card")
    @needs(Role.READER, Reach.PART)
    def card(plan: str) -> Response:
        return page("plan_card.html", row=asked_texts().of(row(ports, asked_plan(), language())))


def text_routes(web: Blueprint, ports: Ports) -> None:
    """Texts: read, begun, written, judged."""

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


def text_history_routes(web: Blueprint, ports: Ports) -> None:
    """The past of a text."""

    @web.get("/plans/<plan>/history/<path:file>", endpoint="history")
    @needs(Role.READER, Reach.PART)
    def past(plan: str, file: str) -> Response:
        return texts.history_page(ports, file)

    @web.post("/plans/<plan>/history/<path:file>", endpoint="restore_text")
    @needs(Role.EDITOR, Reach.PART)
    def restore(plan: str, file: str) -> AnyResponse:
        return texts.restore_text(ports, file)


def text_figure_routes(web: Blueprint, ports: Ports) -> None:
    """The plan's figures, to be set into a text."""

    @web.get("/plans/<plan>/figures", endpoint="figures")
    @needs(Role.READER, Reach.PART)
    def figures(plan: str) -> Response:
        return texts.figures_part(ports)

    @web.get("/plans/<plan>/figures/printed", endpoint="printed_figures")
    @needs(Role.READER, Reach.PART)
    def printed(plan: str) -> Response:
        return texts.printed_figures(ports)
