"""Plans, files and faults as the API shows them."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request, url_for

from assembler.problem import Problem
from service.api.preconditions import quoted
from service.faults import fault, language
from service.store.chapters import chapter_of
from service.store.values import FileState, StoredPlan


def plan_shown(plan: StoredPlan) -> dict[str, Any]:
    """A plan in a list."""
    return {
        "id": plan.id,
        "href": url_for("plans.show_plan", plan=plan.id),
        "name": plan.head.name,
        "title": plan.head.title,
        "type": plan.head.type,
        "form": plan.head.form,
        "sequence": plan.sequence,
        "created_at": plan.created_at,
        "created_by": plan.created_by,
        "changed_at": plan.changed_at,
    }


def file_shown(plan: StoredPlan, state: FileState) -> dict[str, Any]:
    """A file in one revision."""
    return {
        "file": state.file,
        "href": url_for("files.fetch_file", plan=plan.id, file=state.file),
        "revision": state.number,
        "etag": quoted(state.etag),
        "bytes": state.size,
        "sha256": state.sha256,
        "removed": state.removed,
        "changed_at": state.at,
        "changed_by": state.author,
    }


def block_shown(plan: StoredPlan, state: FileState) -> dict[str, Any]:
    """A narrative block, without its text."""
    form = state.form or plan.head.form
    return {
        "id": state.block,
        "href": url_for("blocks.show_block", plan=plan.id, block=state.block, form=form),
        "form": form,
        "slot": state.slot,
        "chapter": chapter_of(plan.head.type, state.slot),
        "file": state.file,
        "revision": state.number,
        "etag": quoted(state.etag),
        "bytes": state.size,
        "changed_at": state.at,
        "changed_by": state.author,
    }


def faults_shown(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems in the language of the answer."""
    lang = language()
    return [fault(problem, lang) for problem in problems]


def next_page(values: Mapping[str, Any]) -> str:
    """The address of the following page: this one's, with `values` in its query."""
    query: dict[str, Any] = {**request.args.to_dict(), **values}
    return url_for(request.endpoint or "", **(request.view_args or {}), **query)
