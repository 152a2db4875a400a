"""Word there and back as jobs: the engine's part runs in children, and the plan is written to here, all or nothing."""

from collections.abc import Mapping
from typing import Any, Final

from assembler.problem import Refused
from assembler.reconcile.base_file import base_of_json, base_to_json
from service.jobs.bench import Bench
from service.store.place import StorePlace
from service.store.plans import Author

_FILES: Final = "files"


def export(bench: Bench, so_far: Mapping[str, Any]) -> Mapping[str, Any]:
    """The editing copy; its base is kept first, for a file without a base could not come back."""
    header = {
        "kind": so_far["form"],
        "options": so_far["options"],
        "chapters": so_far["chapters"],
        "comments": so_far["comments"],
    }
    reply = bench.call("service.word_copies:export", header, [bench.content(so_far["content"])])
    content, base = reply.blobs
    _place(bench).keep(base_of_json(base))
    return {_FILES: [bench.kept_file(reply.header["name"], content)], "detail": reply.header["detail"]}


def bring(bench: Bench, so_far: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an edited copy means for the plan as it was gathered; nothing is written yet."""
    upload = bench.content(so_far["upload"])
    names = bench.call("assembler.reconcile.reading:names_in_child", None, [upload]).header
    base = _place(bench).base(names[0]) if names[0] else None
    header = {name: so_far[name] for name in ("name", "lang", "apply", "choices")}
    contents = [upload, bench.content(so_far["content"]), *([base_to_json(base)] if base else [])]
    reply = bench.call("service.word_copies:bring", header, contents)
    report, page, *others = reply.blobs
    changed, expected = reply.header["files"], reply.header["expected"]
    ids = [bench.kept(content) for content in others]
    return {
        "apply": so_far["apply"],
        "outcome": "passed" if reply.header["detail"]["clean"] else "needs-review",
        _FILES: [bench.kept_file("report.json", report), bench.kept_file("report.html", page)],
        "detail": reply.header["detail"],
        "changed": dict(zip(changed, ids[: len(changed)], strict=True)),
        "expected": dict(zip(expected, ids[len(changed) :], strict=True)),
    }


def write(bench: Bench, so_far: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes written to the plan, if that was asked for. `Refused` when it has changed since it was gathered."""
    if so_far["apply"]:
        changed = {name: bench.content(id) for name, id in so_far["changed"].items()}
        place = _place(bench)
        try:
            place.change(changed, {name: bench.content(id) for name, id in so_far["expected"].items()})
        except Refused:
            # A worker that died between the writing and the telling has written it already.
            there = place.files()
            if any(there.get(name) != content for name, content in changed.items()):
                raise
    return so_far


def _place(bench: Bench) -> StorePlace:
    order = bench.order
    return StorePlace(bench.plans, order.plan, Author(order.organisation, order.owner, f"job:{bench.claim.id}"))
