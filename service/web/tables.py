"""The plan's tables on the screen: measures, investments, goals, indicators; pasted from and saved to a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Response, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.plan.fields import Entity
from assembler.plan.model import Form
from assembler.plan.yaml_tree import read_yaml
from assembler.problem import Place, Problem, Refused
from service.access.asking import asked_plan, asker, author
from service.access.principal import Role
from service.store.values import HEAD, Changed, FileState
from service.web.filters import told
from service.web.row_merge import CellClash, Rows, merge_rows
from service.web.sheets import (
    csv_of_rows,
    entities,
    field_of,
    file_of,
    is_number,
    offered,
    read_rows,
    rows_of_text,
    text_of_rows,
    workbook_of_rows,
)
from service.web.shell import Ports, language, page
from service.web.surveys import Found, survey_of

_MOST_CELLS: Final = 20_000
_TRIES: Final = 5
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Tried:
    """Rows that somebody sent and that could not be kept as they are, with the reasons."""

    rows: Rows = ()
    problems: tuple[Problem, ...] = ()
    clashes: tuple[CellClash, ...] = ()
    status: int = 200


@dataclass(frozen=True, slots=True)
class _Kept:
    """The table as it is kept; `joined` says that somebody else's edits are in it too."""

    state: FileState | None
    joined: bool
    clashes: tuple[CellClash, ...] = field(default=())
    rows: Rows = ()


def tables_page(ports: Ports) -> Response:
    """Every table that a plan may have, and which of them this one has."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language())
    states = {state.file: state for state in ports.store.files(plan.id)}
    listed = [(entity, states.get(file_of(entity, states))) for entity in entities()]
    examples = {
        str(problem["place"].get("file", "")).rpartition(".")[0]
        for problem in (found.survey["problems"] if found.survey else ())
        if problem["code"] == "plan-example"
    }
    return page(
        "tables.html",
        plan=plan,
        found=found,
        listed=sorted(listed, key=lambda one: one[1] is None),
        examples=examples,
    )


_NOTHING: Final = Tried()


def table_page(ports: Ports, name: str, tried: Tried = _NOTHING) -> Response:
    """One table as a grid; `tried` is what the reader wrote and could not be kept."""
    plan, entity = asked_plan(), _entity(name)
    found = survey_of(ports.desk, plan, language())
    state, rows, faults = _read(ports, entity)
    columns = offered(entity, _form(), *_years(ports))
    shown = tried.rows or rows or (tuple(columns),)
    return page(
        "table.html",
        tried.status,
        plan=plan,
        found=found,
        entity=entity,
        title=entity.names[language()],
        about=entity.about[language()],
        base=_token(state),
        text=text_of_rows(shown),
        numeric=[at for at, heading in enumerate(shown[0]) if is_number(field_of(heading, entity))],
        more=_more(columns, shown[0], entity),
        clashes=tried.clashes,
        problems=(*tried.problems, *faults),
        remarks=_remarks(found, state.file if state else f"{name}.csv"),
        may_edit=asker().may(Role.EDITOR, plan.id),
    )


def save_table(ports: Ports, name: str) -> AnyResponse:
    """Keep the rows as CSV, with what somebody else has changed meanwhile.

    A table that lay in another kind of file moves. The grid is answered as JSON, a form by a page.
    """
    entity, is_alone = _entity(name), request.headers.get("X-Autosave") == "1"
    rows: Rows = ()
    try:
        rows = _sent(entity)
        kept = _keep(ports, entity, rows)
    except Refused as refused:
        if is_alone:
            return jsonify(state="refused", faults=[told(one, language()) for one in refused.problems])
        return table_page(ports, name, Tried(rows, tuple(refused.problems), status=422))
    if is_alone:
        return jsonify(state="clash" if kept.clashes else "kept", base=_token(kept.state), joined=kept.joined)
    if kept.clashes:
        return table_page(ports, name, Tried(kept.rows, clashes=kept.clashes, status=409))
    return redirect(url_for("web.table", plan=asked_plan().id, name=name, saved=2 if kept.joined else 1), 303)


def table_workbook(ports: Ports, name: str) -> Response:
    """The table as a workbook to keep."""
    entity = _entity(name)
    _, rows, problems = _read(ports, entity)
    if problems:
        abort(404)
    shown = rows or (tuple(offered(entity, _form(), *_years(ports))),)
    response = Response(workbook_of_rows(shown, entity.names[language()]), mimetype=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _sent(entity: Entity) -> Rows:
    upload = request.files.get("file")
    rows = _uploaded(entity, upload) if upload and upload.filename else rows_of_text(request.form.get("rows", ""))
    if sum(map(len, rows)) > _MOST_CELLS:
        raise Refused([Problem("web-table-too-large", values={"most": _MOST_CELLS})])
    return rows


def _keep(ports: Ports, entity: Entity, mine: Rows) -> _Kept:
    plan, target, base = asked_plan(), f"{entity.name}.csv", request.form.get("base", "")
    for _ in range(_TRIES):
        state, present, _ = _read(ports, entity)
        rows: Rows = mine
        if _token(state) != base:
            before, now = (_named_as(mine, each, entity) for each in (_begun_from(ports, entity, base), present))
            rows, clashes = merge_rows(before, now, mine, _key(entity, mine))
            if clashes:
                return _Kept(state, True, clashes, rows)
        changed: dict[str, bytes | None] = {target: csv_of_rows(rows)}
        expected = {target: ""}
        if state is not None:
            expected[state.file] = state.sha256
            if state.file != target:
                changed[state.file] = None
        try:
            kept = ports.store.save(plan.id, changed, expected, author(), "table.save")
        except Changed:
            # Somebody else was faster between the reading and the writing: once more, with what they wrote.
            continue
        return _Kept(next((one for one in kept if one.file == target), state), rows != mine)
    raise Refused([Problem("web-text-busy")])


def _token(state: FileState | None) -> str:
    """What a form says it was begun from: a table may move to another file, whose revisions count from 1 again."""
    return f"{state.number}@{state.file}" if state else ""


def _begun_from(ports: Ports, entity: Entity, base: str) -> Rows:
    """The rows that the writer began from; none where that is not known, so that all they have counts as theirs."""
    number, _, file = base.partition("@")
    if not number.isdecimal() or file_of(entity, [file]) != file:
        return ()
    found = ports.store.read(asked_plan().id, file, int(number))
    try:
        return read_rows(entity, file, found[1], _form()) if found else ()
    except Refused:
        return ()


def _named_as(mine: Rows, rows: Rows, entity: Entity) -> Rows:
    """The rows with their columns called as `mine` calls them."""
    names = {_field(one, entity): one for one in (mine[0] if mine else ()) if _field(one, entity)}
    return (tuple(names.get(_field(one, entity), one) for one in rows[0]), *rows[1:]) if rows else ()


def _field(heading: str, entity: Entity) -> str:
    """The name of the field that has this one column; "" for none, or for one of the columns of a field."""
    found = field_of(heading, entity)
    return "" if found is None or found.kind in ("amounts", "named-numbers") else found.name


def _key(entity: Entity, rows: Rows) -> Sequence[str]:
    heads = rows[0] if rows else ()
    return [one for one in heads if _field(one, entity) in entity.key] or heads[:1]


def _more(columns: Sequence[str], there: Sequence[str], entity: Entity) -> list[dict[str, Any]]:
    """The columns that the table does not have yet, for a choice: by field, and of amounts by year."""
    taken = {_field(one, entity) for one in there} - {""}
    known, years = {one.casefold() for one in there}, " ".join(there)
    free = (one for one in columns if one.casefold() not in known and _field(one, entity) not in taken)
    return [
        {"heading": one, "numeric": is_number(field_of(one, entity))}
        for one in free
        if not (one[-4:].isdecimal() and one[-4:] in years)
    ]


def _uploaded(entity: Entity, upload: Any) -> Rows:
    name = str(upload.filename).lower()
    ending = next((one for one in (".xlsx", ".csv") if name.endswith(one)), "")
    if not ending:
        raise Refused([Problem("web-table-kind", Place(file=str(upload.filename)[:200]))])
    return read_rows(entity, entity.name + ending, upload.read(), _form())


def _read(ports: Ports, entity: Entity) -> tuple[FileState | None, Rows, tuple[Problem, ...]]:
    """The table's file and its rows, none where there is none."""
    plan = asked_plan()
    file = file_of(entity, [state.file for state in ports.store.files(plan.id)])
    found = ports.store.read(plan.id, file) if file else None
    if found is None:
        return None, (), ()
    try:
        return found[0], read_rows(entity, file, found[1], _form()), ()
    except Refused as refused:
        return found[0], (), tuple(refused.problems)


def _years(ports: Ports) -> tuple[Sequence[int], str]:
    """The years of the plan and its municipality's name, as plan.yaml has them."""
    head = ports.store.read(asked_plan().id, HEAD)
    tree, _ = read_yaml(head[1] if head else b"", HEAD)
    values = tree.plain() if isinstance(tree.content, dict) else {}
    years = [year for name in ("first_year", "year", "last_year") if isinstance(year := values.get(name), int)]
    municipality = values.get("municipality")
    name = str(municipality.get("name", "")) if isinstance(municipality, dict) else ""
    return (range(min(years), max(years) + 1) if years and max(years) - min(years) < 40 else years[:1]), name


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
