"""The year wheel (årshjul): the documents of each quarter, their deadlines, and the plans that are made for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml
from flask import Response

from assembler.plan.yaml_tree import read_yaml
from assembler.resources import templates
from service.access.asking import asker
from service.store.clock import now
from service.store.values import HEAD, StoredPlan
from service.web.shell import Ports, language, page
from service.web.surveys import survey_of

_MOST_PLANS: Final = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A plan by its id, its kind and the title that people know it by; `period` is the part of the year, 0 for none."""

    id: str
    type: str
    title: str
    period: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A document of the year. `due` is its ISO day this year, "" where the law names none."""

    name: str
    due: str
    is_over: bool
    plans: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the year; `is_now` for the present one."""

    number: int
    is_now: bool
    stops: tuple[Stop, ...]


def wheel(ports: Ports) -> Response:
    """The present year, quarter by quarter."""
    who = asker()
    found = ports.store.plans(who.organisation, who.plans(), most=_MOST_PLANS)
    plans = [Named(plan.id, plan.head.type, _title(ports, plan), _period(ports, plan)) for plan in found]
    quarters = tuple(_quarters(plans, now()[:10]))
    dues = (stop for quarter in quarters for stop in quarter.stops if stop.due and not stop.is_over)
    return page(
        "wheel.html", quarters=quarters, next=min(dues, key=lambda stop: stop.due, default=None), year=now()[:4]
    )


def _title(ports: Ports, plan: StoredPlan) -> str:
    names = survey_of(ports.desk, plan, language()).names
    # The municipality's name goes without saying on its own desk.
    whole = str(names["plan"]["title"]) if names else plan.head.title or plan.head.name
    return whole.removesuffix(f" – {names['plan']['municipality']}") if names else whole


def _period(ports: Ports, plan: StoredPlan) -> int:
    """The part of the year that a report is about, as its plan.yaml says; 0 where the wheel does not ask."""
    if not any(document["type"] == plan.head.type and "period" in document for document in _documents()):
        return 0
    head = ports.store.read(plan.id, HEAD)
    tree, _ = read_yaml(head[1] if head else b"", HEAD)
    period = tree.fields().get("period")
    return period.content if period is not None and isinstance(period.content, int) else 0


def _documents() -> Iterator[dict[str, Any]]:
    return (document for quarter in _wheel() for document in quarter["documents"])


def _quarters(plans: Sequence[Named], today: str) -> Iterator[Quarter]:
    present = (int(today[5:7]) + 2) // 3
    for quarter in _wheel():
        # The steps of one document follow each other: its plans stand at the first of them.
        shown: set[str] = set()
        stops = []
        for document in quarter["documents"]:
            stops.append(_stop(document, () if document["type"] in shown else plans, today))
            shown.add(document["type"])
        yield Quarter(quarter["quarter"], quarter["quarter"] == present, tuple(stops))


def _stop(document: dict[str, Any], plans: Sequence[Named], today: str) -> Stop:
    due = f"{today[:4]}-{document['due']}" if document["due"] else ""
    period = document.get("period", 0)
    own = tuple(
        plan
        for plan in plans
        if document["type"] and plan.type == document["type"] and plan.period in (0, period or plan.period)
    )
    return Stop(document["name"][language()], due, bool(due) and due < today, own)


@cache
def _wheel() -> list[dict[str, Any]]:
    found = yaml.safe_load(templates("year-wheel.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found
