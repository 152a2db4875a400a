"""Remarks on the language of one text, beside its writer: the kept text is judged at once, in a limited child."""

from typing import Final

from flask import Response

from service.access.asking import asked_plan
from service.api.at_once import answered
from service.store.narrative import split_text
from service.web.shell import Ports, is_part, language, page
from service.web.surveys import survey_of
from service.web.texts import form_of, place_of, read_text

_MOST_SHOWN: Final = 12


def remarks(ports: Ports, file: str) -> Response:
    """Where the text could be said more plainly, as it was kept last: a part of its page, or a page of its own."""
    plan, (state, content) = asked_plan(), read_text(ports, file)
    header = {"name": "text.md", "form": form_of(plan, content, file), "depth": "standard", "lang": language()}
    said = answered("service.inspecting:language", header, [split_text(content)[1].encode()])
    found = survey_of(ports.desk, plan, language())
    judged = {} if isinstance(said, Response) else said["files"][0]
    return page(
        "remarks.html" if is_part() else "remarks_page.html",
        plan=plan,
        found=found,
        file=file,
        state=state,
        place=place_of(found, file),
        findings=judged.get("findings", ()),
        easy=judged.get("readability") or {},
        most=_MOST_SHOWN,
    )
