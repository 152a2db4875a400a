"""The plan's tables on the screen: measures, investments, goals, indicators; pasted from and saved to a spreadsheet."""

from typing import Any, Final

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.plan.fields import Entity
from assembler.plan.model import Form
from assembler.problem import Place, Problem, Refused
from service.access.asking import asked_plan, asker, author
from service.access.principal import Role
from service.store.values import Changed, FileState
from service.web.filters import told
from service.web.sheets import (
    Rows,
    csv_of_rows,
    entities,
    file_of,
    headings,
    read_rows,
    rows_of_text,
    text_of_rows,
    workbook_of_rows,
)
from service.web.shell import Ports, language, page
from service.web.surveys import Found, survey_of

_MOST_CELLS: Final = 20_000
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def tables_page(ports: Ports) -> Response:
    """Every table that a plan may have, and which of them this one has."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language())
    states = {state.file: state for state in ports.store.files(plan.id)}
    listed = [(entity, states.get(file_of(entity, states))) for entity in entities()]
    return page("tables.html", plan=plan, found=found, listed=sorted(listed, key=lambda one: one[1] is None))


def table_page(
    ports: Ports, name: str, mine: str = "", problems: tuple[Problem, ...] = (), status: int = 200
) -> Response:
    """One table as a grid; `mine` is what the reader wrote and could not be kept."""
    plan, entity = asked_plan(), _entity(name)
    found = survey_of(ports.desk, plan, language())
    state, rows, faults = _read(ports, entity)
    return page(
        "table.html",
        status,
        plan=plan,
        found=found,
        entity=entity,
        title=entity.names[language()],
        about=entity.about[language()],
        state=state,
        rows=rows_of_text(mine) if mine else rows,
        text=mine or text_of_rows(rows),
        problems=(*problems, *faults),
        remarks=_remarks(found, state.file if state else f"{name}.csv"),
        may_edit=asker().may(Role.EDITOR, plan.id),
        moves=state is not None and not state.file.lower().endswith(".csv"),
    )


def save_table(ports: Ports, name: str) -> AnyResponse:
    """Keep the rows as CSV; a table that lay in another kind of file moves, and its past stays in the history."""
    plan, entity, text = asked_plan(), _entity(name), request.form.get("rows", "")
    upload = request.files.get("file")
    state, _, _ = _read(ports, entity)
    try:
        rows = _uploaded(entity, upload) if upload and upload.filename else rows_of_text(text)
        if sum(map(len, rows)) > _MOST_CELLS:
            raise Refused([Problem("web-table-too-large", values={"most": _MOST_CELLS})])
        _keep(ports, entity, state, rows)
    except Refused as refused:
        return table_page(ports, name, text, tuple(refused.problems), 422)
    except Changed:
        return table_page(ports, name, text, (Problem("web-table-changed"),), 409)
    return redirect(url_for("web.table", plan=plan.id, name=name, saved=1), 303)


def table_workbook(ports: Ports, name: str) -> Response:
    """The table as a workbook to keep."""
    entity = _entity(name)
    _, rows, problems = _read(ports, entity)
    if problems:
        abort(404)
    response = Response(workbook_of_rows(rows, entity.names[language()]), mimetype=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _keep(ports: Ports, entity: Entity, state: FileState | None, rows: Rows) -> None:
    plan, target = asked_plan(), f"{entity.name}.csv"
    base = request.form.get("base", type=int) or 0
    if state is not None and base != state.number:
        raise Changed(state.file, state)
    changed: dict[str, bytes | None] = {target: csv_of_rows(rows)}
    expected = {target: ""}
    if state is not None:
        expected[state.file] = state.sha256
        if state.file != target:
            changed[state.file] = None
    ports.store.save(plan.id, changed, expected, author(), "table.save")


def _uploaded(entity: Entity, upload: Any) -> Rows:
    name = str(upload.filename).lower()
    ending = next((one for one in (".xlsx", ".csv") if name.endswith(one)), "")
    if not ending:
        raise Refused([Problem("web-table-kind", Place(file=str(upload.filename)[:200]))])
    return read_rows(entity, entity.name + ending, upload.read(), _form())


def _read(ports: Ports, entity: Entity) -> tuple[FileState | None, Rows, tuple[Problem, ...]]:
    plan = asked_plan()
    file = file_of(entity, [state.file for state in ports.store.files(plan.id)])
    found = ports.store.read(plan.id, file) if file else None
    if found is None:
        return None, (tuple(headings(entity, _form())),), ()
    try:
        return found[0], read_rows(entity, file, found[1], _form()), ()
    except Refused as refused:
        return found[0], (tuple(headings(entity, _form())),), tuple(refused.problems)


def _entity(name: str) -> Entity:
    found = next((entity for entity in entities() if entity.name == name), None)
    if found is None:
        abort(404)
    return found


def _form() -> Form:
    return "nn" if asked_plan().head.form == "nn" else "nb"


def _remarks(found: Found, file: str) -> list[dict[str, str]]:
    """What the plan's own reading said of the table's file."""
    if found.survey is not None:
        return [one for one in found.survey["problems"] if one["where"].startswith(file)]
    return [dict(told(one, language())) for one in found.problems if one.place.file == file]
