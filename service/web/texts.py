"""A text of a plan: read, written in the browser, its past, and what stands beside it for the writer."""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from typing import Any, Final, Literal

from flask import Response, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.plan.model import Form
from assembler.problem import Refused
from assembler.reconcile.differences import differences
from service.access.accounts import people
from service.access.asking import asked_plan, asker, author, demand
from service.access.principal import Role
from service.store.chapters import chapter_of
from service.store.clock import now
from service.store.files import revision, revisions
from service.store.narrative import block_name, split_text
from service.store.values import FileState, StoredPlan
from service.web.filters import told
from service.web.jobs import survey_file
from service.web.shell import Ports, is_part, language, page
from service.web.standing import Text, status_of, statuses, texts
from service.web.surveys import Found, survey_of
from service.web.writing import Clash, Kept, Written, as_html, front_matter, keep

_HEAD: Final = ("status", "owner", "due")
_MOST_REVISIONS: Final = 100
_MOST_FIGURES: Final = 20
_MOST_PEOPLE: Final = 1000
# What is worded from elsewhere, as `write_html` leaves it open: a bound figure, a reference to a table or chapter.
_OPEN: Final = re.compile(r'(<data value="([^"]*)"(?: data-form="([^"]*)")?>|<a href="(#[^"]*)">)(</data>|</a>)')
_REFERENCE: Final = re.compile(r"\{\{([^{}|]{1,200})")


def text_page(
    ports: Ports, file: str, clash: Clash | None = None, mine: str = "", http_status: int = 200, **values: Any
) -> Response:
    """A text with all that its writer needs; with `clash`, both texts at the places where two wrote."""
    plan, (state, content) = asked_plan(), read_text(ports, file)
    form = form_of(plan, content, file)
    text = split_text(content)[1]
    head = front_matter(content, file)
    html, faults = as_html(text, file, form)
    found = survey_of(ports.desk, plan, language())
    may_edit = _may(Role.EDITOR, plan, state)
    return page(
        "text.html",
        409 if clash else http_status,
        plan=plan,
        found=found,
        file=file,
        state=state,
        form=form,
        head=head,
        own_status=status_of(str(head.get("status") or "")),
        statuses=[(one.value, one.words[language()]) for one in statuses()],
        text=text,
        html=html,
        printed=None if html is None or may_edit else _printed(html, _figures(ports, found).get("printed", {})),
        faults=[told(fault, language()) for fault in (*values.pop("faults", ()), *faults)],
        place=place_of(found, file),
        clash=clash,
        mine=mine,
        may_edit=may_edit,
        **values,
    )


def _printed(html: str, printed: Mapping[str, str]) -> str:
    """The text as it will be printed, for who only reads it; what is not known yet shows its reference."""

    def filled(found: re.Match[str]) -> str:
        start, value, form, target, end = found.groups()
        name = unescape(target or (f"{value}|{form}" if form else value))
        return f"{start}{escape(printed.get(name, name))}{end}"

    return _OPEN.sub(filled, html)


def save_text(ports: Ports, file: str) -> AnyResponse:
    """Keep what came in: from the form, or by itself from the editor (answered as JSON)."""
    plan, (state, content) = asked_plan(), read_text(ports, file)
    demand(Role.EDITOR, plan.id, chapter_of(plan.head.type, state.slot))
    is_alone = request.headers.get("X-Autosave") == "1"
    try:
        kept = keep(ports.store, plan.id, _written(file, form_of(plan, content, file)), author())
    except LookupError:
        # What was sent does not say which revision it was begun from, or the file is gone.
        abort(404)
    except Refused as refused:
        if is_alone:
            return jsonify(state="refused", faults=[told(each, language()) for each in refused.problems])
        given, is_html = request.form.get("text", ""), request.form.get("format") == "html"
        mine, mine_html = ("", given) if is_html else (given, "")
        return text_page(ports, file, mine=mine, mine_html=mine_html, faults=refused.problems, http_status=422)
    if is_alone:
        return _answered(ports, kept)
    if isinstance(kept, Clash):
        return text_page(ports, file, kept, mine=kept.merged.theirs)
    return redirect(url_for("web.text", plan=plan.id, file=file, saved=kept.state.number), 303)


def history_page(ports: Ports, file: str) -> Response:
    """The revisions of a text, and what the chosen one changed."""
    plan, (state, content) = asked_plan(), read_text(ports, file)
    with ports.store.database.reading() as connection:
        past = revisions(connection, plan.id, file, 0, _MOST_REVISIONS)
    chosen = request.args.get("revision", type=int) or state.number
    before, after = (_text_at(ports, plan, file, number) for number in (chosen - 1, chosen))
    passages = differences(before, after, form_of(plan, content, file))
    found = survey_of(ports.desk, plan, language())
    return page(
        "history.html",
        plan=plan,
        found=found,
        file=file,
        past=past,
        chosen=chosen,
        passages=passages,
        state=state,
        people=_names(ports, plan),
        place=place_of(found, file),
        may_edit=_may(Role.EDITOR, plan, state),
    )


def restore_text(ports: Ports, file: str) -> AnyResponse:
    """Make an earlier revision the present one again, as a new revision: nothing is lost by it."""
    plan, (state, _) = asked_plan(), read_text(ports, file)
    demand(Role.EDITOR, plan.id, chapter_of(plan.head.type, state.slot))
    number = request.form.get("revision", type=int) or 0
    found = ports.store.read(plan.id, file, number)
    if found is None:
        abort(404)
    # What it was then may be a text of another chapter.
    demand(Role.EDITOR, plan.id, chapter_of(plan.head.type, _slot_of(file, found[1])))
    ports.store.save(plan.id, {file: found[1]}, {file: state.sha256}, author(), "block.restore")
    return redirect(url_for("web.history", plan=plan.id, file=file), 303)


def figures_part(ports: Ports) -> Response:
    """The figures that match what a writer searches for: a part of the text's page, or a page of its own."""
    wanted = request.args.get("q", "").casefold().split()
    found = survey_of(ports.desk, asked_plan(), language())
    figures = _figures(ports, found)
    listed = _told_once(row for row in figures.get("listed", []) if wanted and _matches(row, wanted))
    return page(
        "figures.html" if is_part() else "figures_page.html",
        plan=asked_plan(),
        found=found,
        rows=listed[:_MOST_FIGURES],
        more=max(0, len(listed) - _MOST_FIGURES),
        asked=wanted,
        is_part=is_part(),
    )


def printed_figures(ports: Ports) -> Response:
    """How the texts print their figures, for the editor: reference (and form) by text."""
    figures = _figures(ports, survey_of(ports.desk, asked_plan(), language()))
    text = split_text(read_text(ports, request.args["file"])[1])[1] if "file" in request.args else ""
    # One that was put in just now is in no survey yet: it is shown as it was found.
    new = {found.strip() for found in _REFERENCE.findall(text)}
    listed = {row[0]: row[2] for row in figures.get("listed", ()) if row[0] in new}
    return jsonify(listed | figures.get("printed", {}))


def _written(file: str, language_form: Form) -> Written:
    form = request.form
    format_: Literal["markdown", "html"] = "html" if form.get("format") == "html" else "markdown"
    head = {name: form[name].strip() for name in _HEAD if name in form}
    return Written(file, language_form, form.get("text", ""), format_, form.get("base", type=int) or 0, head)


def _answered(ports: Ports, kept: Kept | Clash) -> Response:
    """What the editor is told of what it sent."""
    if isinstance(kept, Clash):
        return jsonify(state="clash")
    warnings = [told(one, language()) for one in kept.warnings]
    found = ports.store.read(asked_plan().id, kept.state.file, kept.state.number)
    status = front_matter(found[1], kept.state.file).get("status") if found else ""
    return jsonify(
        state="kept", number=kept.state.number, joined=kept.joined, warnings=warnings, status=str(status or "")
    )


def read_text(ports: Ports, file: str) -> tuple[FileState, bytes]:
    """A text that the asker may read; 404 for any other file."""
    plan = asked_plan()
    found = ports.store.read(plan.id, file)
    if found is None or not found[0].block:
        abort(404)
    if not _may(Role.READER, plan, found[0]):
        abort(404)
    return found


def _may(role: Role, plan: StoredPlan, state: FileState) -> bool:
    return asker().may(role, plan.id, chapter_of(plan.head.type, state.slot))


def form_of(plan: StoredPlan, content: bytes, file: str) -> Form:
    """The form of Norwegian that a text is written in."""
    return "nn" if (block_name(file, content).form or plan.head.form) == "nn" else "nb"


def _text_at(ports: Ports, plan: StoredPlan, file: str, number: int) -> str:
    with ports.store.database.reading() as connection:
        state = revision(connection, plan.id, file, number) if number > 0 else None
    found = ports.store.read(plan.id, file, number) if state else None
    if found is None or not asker().may(Role.READER, plan.id, chapter_of(plan.head.type, _slot_of(file, found[1]))):
        return ""
    return split_text(found[1])[1]


def _slot_of(file: str, content: bytes) -> str:
    """Where the text stood in that revision: another chapter than now, maybe, which the asker may not read."""
    return block_name(file, content).slot


def _names(ports: Ports, plan: StoredPlan) -> Mapping[str, str]:
    """The names of the municipality's people, by what revisions call their authors."""
    found = people(ports.store.database, plan.organisation, most=_MOST_PEOPLE)
    return {f"user:{person.id}": person.name for person in found}


def place_of(found: Found, file: str) -> Text | None:
    """The text as it stands in the document: chapter, heading, guidance; `None` while that is not known."""
    known = texts(found.names, now()[:10]) if found.names else ()
    return next((text for text in known if text.file == file), None)


def _figures(ports: Ports, found: Found) -> Mapping[str, Any]:
    value = survey_file(ports, found, "figures.json")
    return value if isinstance(value, dict) else {}


def _told_once(rows: Iterable[list[str]]) -> list[list[str]]:
    """Rows that say the same as one, under the reference that is best to read; those of the present version first."""
    best: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        said = tuple(row[1:])
        if said not in best or _plainness(row[0]) < _plainness(best[said][0]):
            best[said] = row
    return sorted(best.values(), key=lambda row: "/" in row[0])


def _plainness(reference: str) -> tuple[bool, int]:
    return reference != reference.casefold() or " " in reference, len(reference)


def _matches(row: list[str], wanted: list[str]) -> bool:
    words = f"{row[0]} {row[1]}".casefold()
    return all(word in words for word in wanted)
