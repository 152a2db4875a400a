"""Remarks on the language of one text, beside its writer: the kept text is judged at once, in a limited child."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from service.access.asking import asked_plan
from service.api.at_once import answered
from service.faults import Turned
from service.store.narrative import split_text
from service.web.shell import Ports, is_part, language, page
from service.web.surveys import survey_of
from service.web.texts import form_of, place_of, read_text

_MOST_SHOWN: Final = 12


def remarks(ports: Ports, file: str) -> Response:
    """Where the text could be said more plainly, as it was kept last: a part of its page, or a page of its own."""
    plan, (state, content) = asked_plan(), read_text(ports, file)
    header = {"name": "text.md", "form": form_of(plan, content, file), "depth": "standard", "lang": language()}
    judged = _judged(header, split_text(content)[1].encode())
    found = survey_of(ports.desk, plan, language())
    return page(
        "remarks.html" if is_part() else "remarks_page.html",
        plan=plan,
        found=found,
        file=file,
        state=state,
        place=place_of(found, file),
        is_judged=judged is not None,
        findings=judged["findings"] if judged else (),
        easy=judged["readability"] if judged else {},
        most=_MOST_SHOWN,
    )


def _judged(header: Mapping[str, str], text: bytes) -> Mapping[str, Any] | None:
    """What the rules find; `None` when others ask for too much just now: nobody waits for remarks."""
    try:
        said = answered("service.inspecting:language", header, [text])
    except Turned as turned:
        if turned.status == 429:
            return None
        raise
    found: Mapping[str, Any] | None = None if isinstance(said, Response) else said["files"][0]
    return found
