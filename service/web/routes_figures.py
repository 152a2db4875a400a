"""The addresses of a plan's tables, ledgers and schedules, each with the permission that it needs."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from service.access.permission import Reach, needs
from service.access.principal import Role
from service.web import ledgers, tables
from service.web.shell import Ports


def table_routes(web: Blueprint, ports: Ports) -> None:
    """Tables."""

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


def ledger_routes(web: Blueprint, ports: Ports) -> None:
    """Ledgers, schedules and what lies behind a cell."""

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
