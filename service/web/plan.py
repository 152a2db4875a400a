"""A plan's own page: its chapters with every text, whose it is and how far it has come; faults; what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from flask import Response, request

from service.access.asking import asked_plan, asker
from service.access.principal import Role
from service.store.chapters import chapter_of
from service.store.clock import now
from service.store.values import FileState
from service.web.guide import first_steps
from service.web.overview import newest_build
from service.web.shell import Ports, language, page
from service.web.standing import Text, design, done_and_all, figures, texts, wording
from service.web.surveys import survey_of

SHOWN: Final = ("", "open", "late")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose texts the reader asks for, "" for everybody's, and which of them: "" all, "open" or "late"."""

    owner: str
    shown: str

    def has(self, text: Text) -> bool:
        """Whether the text is asked for."""
        is_shown = {"open": text.is_owed, "late": text.is_late}.get(self.shown, True)
        return is_shown and self.owner in ("", text.owner)


def plan_page(ports: Ports) -> Response:
    """The chapters of one edition and depth; without a choice, the plan's own."""
    plan, asked = asked_plan(), request.args
    found = survey_of(ports.desk, plan, language(), edition=asked.get("edition", ""), depth=asked.get("depth", ""))
    values: dict[str, Any] = {"plan": plan, "found": found, "may_edit": asker().may_in_part(Role.EDITOR, plan.id)}
    # Of a plan that cannot be read now, the state before says which texts there are, so that they can be mended.
    survey = found.survey or found.names
    if survey is None or found.is_waiting:
        written = () if found.is_waiting else [state for state in ports.store.files(plan.id) if _may_read(state)]
        return page("plan.html", survey=None, written=written, **values)
    newest = newest_build(ports, plan)
    every = tuple(texts(survey, now()[:10]))
    wanted = Wanted(asked.get("owner", ""), asked.get("show", ""))
    done, count = done_and_all(every)
    return page(
        "plan.html",
        survey=survey,
        marks=(figures(survey), design(newest), wording(survey)) if found.survey else (),
        guide=first_steps(survey, every, newest) if found.survey and asker().may(Role.EDITOR, plan.id) else (),
        chapters=_by_chapter(text for text in every if wanted.has(text)),
        wanted=wanted,
        owners=sorted({text.owner for text in every if text.owner}),
        done=done,
        count=count,
        late=sum(1 for text in every if text.is_late),
        **values,
    )


def _may_read(state: FileState) -> bool:
    plan = asked_plan()
    return bool(state.block) and asker().may(Role.READER, plan.id, chapter_of(plan.head.type, state.slot))


def _by_chapter(found: Iterable[Text]) -> list[tuple[str, list[Text]]]:
    return [(chapter, list(each)) for chapter, each in groupby(found, key=lambda text: text.chapter)]
