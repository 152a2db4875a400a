"""`/v1/plans/<plan>/blocks`: the narrative blocks of a plan, each in revisions that nobody overwrites unseen.

A text with faults is kept all the same, and the answer names them: nothing that somebody wrote is ever lost.
"""

from dataclasses import replace
from typing import Any, Final

from flask import Response, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.markup.html import write_html
from assembler.markup.markdown import read_markdown
from assembler.problem import Problem, Refused
from service.access.asking import asked_plan, asker, author, demand
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.block_text import BlockReader, written_block
from service.api.plan_shapes import (
    Before,
    BlockForm,
    BlockList,
    BlockPath,
    BlockRevisionPath,
    BlockText,
    BlockView,
    ChangeList,
    IfMatch,
    PlanPath,
    WholeBlock,
)
from service.api.preconditions import demand_match, quoted
from service.api.schemas import Lang, refusals
from service.api.shown import block_shown, faults_shown, file_shown, next_page
from service.faults import Turned, TurnedByConflict, answer
from service.store.chapters import chapter_of
from service.store.files import block_files, revision, revisions
from service.store.narrative import block_name
from service.store.plans import PlanStore
from service.store.values import Changed, FileState, StoredPlan

_READ: Final = refusals(401, 403, 404)
_READER: Final = BlockReader()


class BeforeInForm(Before, BlockForm):
    """Which page of the revisions of a block in which form."""


def blocks_api(store: PlanStore) -> APIBlueprint:
    """The routes of narrative blocks, kept in `store`."""
    tag = Tag(name="blocks", description="The narrative blocks of a plan, in revisions.")
    api = APIBlueprint("blocks", __name__, url_prefix="/v1/plans/<plan>/blocks", abp_tags=[tag])

    @api.get("", responses={200: BlockList, **_READ})
    @needs(Role.READER, Reach.PART)
    def list_blocks(path: PlanPath, query: Lang) -> Any:
        """The narrative blocks that you may read, without their texts."""
        return _listed(store, asked_plan())

    @api.get("/<block>", responses={200: WholeBlock, **_READ})
    @needs(Role.READER, Reach.PART)
    def show_block(path: BlockPath, query: BlockView) -> Any:
        """A narrative block with its text, as Markdown or as HTML."""
        state = _asked(store, path.block, query.form, Role.READER)
        return _whole(store, asked_plan(), state, query.format).make_conditional(request)

    @api.put(
        "/<block>", responses={200: WholeBlock, 201: WholeBlock, **refusals(401, 403, 404, 412, 413, 415, 428, 507)}
    )
    @needs(Role.EDITOR, Reach.PART)
    def save_block(path: BlockPath, query: BlockForm, header: IfMatch, body: BlockText) -> Any:
        """Save a block's text as a new revision. If-Match must have the block's ETag; a new block needs none."""
        return _saved(store, path.block, query.form, header.if_match, body)

    _past_routes(api, store)
    return api


def _past_routes(api: APIBlueprint, store: PlanStore) -> None:
    """The routes of what a block was before."""

    @api.get("/<block>/revisions", responses={200: ChangeList, **_READ})
    @needs(Role.READER, Reach.PART)
    def list_revisions(path: BlockPath, query: BeforeInForm) -> Any:
        """The revisions of a block, the newest first."""
        return _revisions(store, path.block, query)

    @api.get("/<block>/revisions/<int:revision>", responses={200: WholeBlock, **_READ})
    @needs(Role.READER, Reach.PART)
    def show_revision(path: BlockRevisionPath, query: BlockView) -> Any:
        """A block as it was in a revision."""
        present = _asked(store, path.block, query.form, Role.READER)
        return _past(store, present.file, path.revision, query.format)


def _past(store: PlanStore, file: str, number: int, format: str) -> Response:
    plan = asked_plan()
    with store.database.reading() as connection:
        state = revision(connection, plan.id, file, number)
    if state is None or state.removed:
        raise Turned(404, Problem("service-no-such-revision", values={"revision": number}))
    # It does not say which block it was; its content does, and that may have been one of another chapter.
    named = block_name(state.file, _content(store, state))
    demand(Role.READER, plan.id, chapter_of(plan.head.type, named.slot))
    state = replace(state, block=named.block, slot=named.slot, form=named.form)
    return _whole(store, plan, state, format)


def _listed(store: PlanStore, plan: StoredPlan) -> dict[str, Any]:
    shown = [block_shown(plan, state) for state in store.files(plan.id) if state.block]
    return {"items": [one for one in shown if asker().may(Role.READER, plan.id, one["chapter"])], "next": None}


def _found(store: PlanStore, plan: StoredPlan, block: str, form: str | None) -> FileState | None:
    """The file of a block in the form that is asked for, else in the plan's, else in the only one there is."""
    with store.database.reading() as connection:
        files = block_files(connection, plan.id, block)
    by_form = {state.form or plan.head.form: state for state in reversed(files)}
    if form is None:
        return by_form.get(plan.head.form) or next(iter(by_form.values()), None)
    return by_form.get(form)


def _asked(store: PlanStore, block: str, form: str | None, role: Role) -> FileState:
    """The block that the address names; 404 where there is none, 403 where it lies in a chapter of others."""
    plan = asked_plan()
    state = _found(store, plan, block, form)
    if state is None:
        raise Turned(404, Problem("service-no-such-block", values={"block": block[:200]}))
    demand(role, plan.id, chapter_of(plan.head.type, state.slot))
    return state


def _shown(store: PlanStore, plan: StoredPlan, state: FileState, format: str = "markdown") -> dict[str, Any]:
    block = _READER.read(state.file, state.sha256, plan.head.form, lambda: _content(store, state))
    text = block.text
    if format == "html":
        text = write_html(read_markdown(text, file=state.file, form=state.form or plan.head.form)[0])
    said = {"head": dict(block.head), "format": format, "text": text, "faults": faults_shown(block.faults)}
    return block_shown(plan, state) | said


def _content(store: PlanStore, state: FileState) -> bytes:
    found = store.content(state)
    if found is None:
        raise Turned(404, Problem("service-no-such-block", values={"block": state.block}))
    return found


def _whole(store: PlanStore, plan: StoredPlan, state: FileState, format: str) -> Response:
    response = jsonify(_shown(store, plan, state, format))
    response.headers["ETag"] = quoted(state.etag)
    return response


def _revisions(store: PlanStore, block: str, query: BeforeInForm) -> dict[str, Any]:
    state, plan = _asked(store, block, query.form, Role.READER), asked_plan()
    with store.database.reading() as connection:
        found = revisions(connection, plan.id, state.file, query.before, query.limit)
    items = [file_shown(plan, one) | {"sequence": one.sequence} for one in found]
    following = next_page({"before": found[-1].number}) if found and found[-1].number > 1 else None
    return {"items": items, "next": following}


def _saved(store: PlanStore, block: str, form: str | None, if_match: str | None, body: BlockText) -> Any:
    plan = asked_plan()
    state = _found(store, plan, block, form)
    demand(Role.EDITOR, plan.id, chapter_of(plan.head.type, state.slot if state else _slot(block, body)))
    current = _shown(store, plan, state) if state and if_match is not None else None
    demand_match(if_match, state.etag if state else None, current)
    before = store.read(plan.id, state.file, state.number) if state else None
    try:
        file, content = written_block(plan, block, form, body, (state.file, before[1]) if state and before else None)
        demand(Role.EDITOR, plan.id, chapter_of(plan.head.type, block_name(file, content).slot))
        saved = store.save(plan.id, {file: content}, {file: state.sha256 if state else ""}, author(), "block.save")
    except Refused as refused:
        return answer(422, Problem("service-text-refused"), refused.problems)
    except Changed as changed:
        raise _conflict(store, plan, changed.current) from changed
    response = _whole(store, plan, saved[0], body.format)
    response.status_code = 200 if state else 201
    return response


def _slot(block: str, body: BlockText) -> str:
    """The slot that a new block will have."""
    return str((body.head or {}).get("slot") or block)


def _conflict(store: PlanStore, plan: StoredPlan, current: FileState | None) -> TurnedByConflict:
    if current:
        # The file may be a block of another chapter by now.
        demand(Role.READER, plan.id, chapter_of(plan.head.type, current.slot))
    shown = _shown(store, plan, current) if current else None
    return TurnedByConflict(Problem("service-changed-meanwhile"), shown, quoted(current.etag) if current else "")
