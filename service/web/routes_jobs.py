"""The addresses of what takes time (builds, Word, files to check), each with the permission that it needs."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from service.access.permission import Reach, needs
from service.access.principal import Role
from service.web import builds, checking, word
from service.web.shell import Ports


def build_routes(web: Blueprint, ports: Ports) -> None:
    """Builds and what they made."""

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


def word_routes(web: Blueprint, ports: Ports) -> None:
    """Word there and back."""

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


def check_routes(web: Blueprint, ports: Ports) -> None:
    """Files of anybody."""

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
