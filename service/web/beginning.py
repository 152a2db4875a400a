"""A text that nobody has written yet: its file is made, with its place, and opened for writing."""

import re
import unicodedata
from contextlib import suppress
from typing import Any, Final

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from service.access.asking import asked_plan, author, demand
from service.access.principal import Role
from service.store.chapters import chapter_of
from service.store.narrative import with_head
from service.store.values import Changed
from service.web.shell import Ports, language
from service.web.surveys import survey_of

_NO_NAME: Final = re.compile(r"[^\w\-]+")


def begin_text(ports: Ports) -> Response:
    """Make the file of a place's text and open it; of one that somebody else has just begun, open that."""
    plan, given = asked_plan(), request.form
    slot = given.get("slot", "")
    demand(Role.EDITOR, plan.id, chapter_of(plan.head.type, slot))
    found = survey_of(ports.desk, plan, language(), edition=given.get("edition", ""), depth=given.get("depth", ""))
    # While a state that is newer than the reader's page is being read, the one before says which places there are.
    shown = found.survey or found.names
    if shown is None:
        return redirect(url_for("web.plan", plan=plan.id), 303)
    if slot not in _open_places(shown):
        abort(404)
    file, head = _named(ports, plan.id, slot, shown["plan"])
    with suppress(Changed):
        ports.store.save(plan.id, {file: with_head(head, "\n")}, {file: ""}, author(), "block.begin")
    return redirect(url_for("web.text", plan=plan.id, file=file), 303)


def _open_places(survey: Any) -> set[str]:
    return {place["slot"] for chapter in survey["chapters"] for place in chapter["places"] if not place["texts"]}


def _named(ports: Ports, plan: str, slot: str, shown: Any) -> tuple[str, dict[str, Any]]:
    """The file and the front matter; where the slot has texts of other depths or forms, for this one alone."""
    own = asked_plan().head.form
    folder = "narrative/" if shown["form"] == own else f"narrative/{shown['form']}/"
    others = any(state.slot == slot and (state.form or own) == shown["form"] for state in ports.store.files(plan))
    id = f"{slot}-{shown['depth']}" if others else slot
    head: dict[str, Any] = {"id": id, "slot": slot, "status": "utkast"}
    if others:
        head["depths"] = [shown["depth"]]
    name = _NO_NAME.sub("-", unicodedata.normalize("NFC", id).lower()).strip("-")[:80] or "tekst"
    return f"{folder}{name}.md", head
