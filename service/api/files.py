"""`/v1/plans/<plan>/files`: every file of a plan folder, under the same rules as narrative."""

from typing import Any, Final

from flask import Response, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Place, Problem
from service.access.asking import asked_plan, author
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.plan_shapes import FileList, FileRevision, IfMatch, PlanPath, SavedFile, StoredFilePath
from service.api.preconditions import demand_match, quoted, sha_of
from service.api.schemas import Lang, binary, refusals
from service.api.shown import file_shown
from service.api.uploads import body
from service.archive import MOST_BYTES, MOST_FILES
from service.faults import Turned, TurnedByConflict
from service.store.files import present_file
from service.store.names import are_in_each_others_way, is_file_name
from service.store.plans import PlanStore
from service.store.values import HEAD, Changed, FileState, StoredPlan

_OCTETS: Final = "application/octet-stream"
_MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "description": "The file's bytes.",
    "content": {_OCTETS: {"schema": {"type": "string"}}},
}


def files_api(store: PlanStore) -> APIBlueprint:
    """The routes of files, kept in `store`."""
    tag = Tag(name="files", description="Every file of a plan folder, in revisions.")
    api = APIBlueprint("files", __name__, url_prefix="/v1/plans/<plan>/files", abp_tags=[tag])

    @api.get("", responses={200: FileList, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.PLAN)
    def list_files(path: PlanPath, query: Lang) -> Any:
        """The files of the plan folder."""
        plan = asked_plan()
        return {"items": [file_shown(plan, state) for state in store.files(plan.id)], "next": None}

    @api.get("/<path:file>", responses={**binary(_OCTETS), **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.PLAN)
    def fetch_file(path: StoredFilePath, query: FileRevision) -> Any:
        """A file's bytes, now or in a revision."""
        found = store.read(asked_plan().id, path.file, query.revision)
        if found is None:
            raise Turned(404, Problem("service-no-such-plan-file", values={"name": path.file[:200]}))
        return _sent(*found)

    @api.put(
        "/<path:file>",
        request_body=_BODY,
        responses={200: SavedFile, 201: SavedFile, **refusals(401, 403, 404, 412, 413, 428, 507)},
    )
    @needs(Role.EDITOR, Reach.PLAN)
    def save_file(path: StoredFilePath, query: Lang, header: IfMatch) -> Any:
        """Save a file as a new revision. If-Match must have the file's ETag; a new file needs none."""
        return _saved(store, asked_plan(), path.file, header.if_match)

    @api.delete("/<path:file>", responses={204: None, **refusals(401, 403, 404, 412, 428)})
    @needs(Role.EDITOR, Reach.PLAN)
    def remove_file(path: StoredFilePath, query: Lang, header: IfMatch) -> Any:
        """Take a file out of the plan; its revisions stay. plan.yaml cannot be taken out."""
        return _removed(store, asked_plan(), path.file, header.if_match)

    return api


def _saved(store: PlanStore, plan: StoredPlan, file: str, if_match: str | None) -> Any:
    content = body(may_be_empty=True)
    _demand_room(store, plan, file, len(content))
    state = _present(store, plan, file)
    demand_match(if_match, state.etag if state else None, file_shown(plan, state) if state else None)
    try:
        saved = store.save(plan.id, {file: content}, {file: sha_of(state)}, author())[0]
    except Changed as changed:
        raise conflict(plan, changed) from changed
    return file_shown(plan, saved), 200 if state else 201, {"ETag": quoted(saved.etag)}


def conflict(plan: StoredPlan, changed: Changed) -> TurnedByConflict:
    """Somebody else was first: 412 with what is there now."""
    current = changed.current
    etag = quoted(current.etag) if current else ""
    return TurnedByConflict(Problem("service-changed-meanwhile"), file_shown(plan, current) if current else None, etag)


def _demand_room(store: PlanStore, plan: StoredPlan, file: str, size: int) -> None:
    """422 for a name that no plan folder can have, 413 for more than a plan may hold."""
    if not is_file_name(file):
        raise Turned(422, Problem("service-file-name", Place(file=file[:200])))
    others = [state for state in store.files(plan.id) if state.file != file]
    if any(are_in_each_others_way(state.file, file) for state in others):
        raise Turned(422, Problem("service-file-twice", Place(file=file)))
    if len(others) >= MOST_FILES or sum(state.size for state in others) + size > MOST_BYTES:
        raise Turned(413, Problem("service-plan-full", values={"files": MOST_FILES, "most": MOST_BYTES // 2**20}))


def _removed(store: PlanStore, plan: StoredPlan, file: str, if_match: str | None) -> Response:
    state = _present(store, plan, file)
    if state is None:
        raise Turned(404, Problem("service-no-such-plan-file", values={"name": file[:200]}))
    if file == HEAD:
        raise Turned(422, Problem("service-plan-file-stays", Place(file=HEAD)))
    demand_match(if_match, state.etag, file_shown(plan, state))
    try:
        store.save(plan.id, {file: None}, {file: state.sha256}, author(), "file.remove")
    except Changed as changed:
        raise conflict(plan, changed) from changed
    return Response(status=204)


def _present(store: PlanStore, plan: StoredPlan, file: str) -> FileState | None:
    with store.database.reading() as connection:
        return present_file(connection, plan.id, file)


def _sent(state: FileState, content: bytes) -> Response:
    ending = state.file.rpartition(".")[2].lower()
    response = Response(content, content_type=_MEDIA_TYPES.get(ending, _OCTETS))
    # Somebody's file is taken home, and never shown as a page of this service.
    response.headers["Content-Disposition"] = "attachment"
    response.headers["ETag"] = quoted(state.etag)
    response.make_conditional(request)
    return response
