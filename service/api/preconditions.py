"""ETags and what a writer must know: no write without saying what was read (If-Match, RFC 9110 § 13.1.1)."""

from typing import Any

from assembler.problem import Problem
from service.faults import Turned, TurnedByConflict
from service.store.values import FileState


def quoted(etag: str) -> str:
    """An ETag as its header has it."""
    return f'"{etag}"'


def demand_match(if_match: str | None, etag: str | None, current: Any = None) -> None:
    """428 without If-Match, 412 (with what is there now) when it names another state.

    `etag` is of what is there now, `None` for nothing: that may be written without If-Match only.
    """
    if etag is None:
        if if_match is not None:
            raise TurnedByConflict(Problem("service-gone-meanwhile"), None, "")
        return
    if if_match is None:
        raise Turned(428, Problem("service-if-match"), {"ETag": quoted(etag)})
    if not _names(if_match, etag):
        raise TurnedByConflict(Problem("service-changed-meanwhile"), current, quoted(etag))


def sha_of(state: FileState | None) -> str:
    """What a save expects of a file: its SHA-256, "" for one that is not there."""
    return state.sha256 if state else ""


def _names(if_match: str, etag: str) -> bool:
    return if_match.strip() == "*" or quoted(etag) in (part.strip() for part in if_match.split(","))
