"""A plan at a glance: what of it is in order, what needs a look, and which texts are late."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from service.jobs.job import Status

Kind: TypeAlias = Literal["good", "look", "bad", "none", "busy"]
DONE: Final = frozenset(("ferdig", "klar", "godkjent", "done", "approved"))


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of one thing: its kind, the code of its words, and what they name."""

    kind: Kind
    code: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """A text that is not done: whose it is, and since when it is late (ISO; "" when it is not)."""

    slot: str
    chapter: str
    file: str
    owner: str
    due: str
    is_late: bool


def figures(survey: Mapping[str, Any]) -> Mark:
    """Do the figures reconcile?"""
    checks = survey["reconciliation"]
    if not survey["ledger_lines"] or not checks:
        return Mark("none", "web-figures-none")
    broken = [check for check in checks if check["holds"] is False]
    return Mark("bad", "web-figures-bad", len(broken)) if broken else Mark("good", "web-figures-good", len(checks))


def design(newest: Status | None) -> Mark:
    """Does the design hold, as the newest build found it?"""
    if newest is None:
        return Mark("none", "web-design-none")
    match newest.state, newest.end.outcome:
        case "queued" | "running", _:
            return Mark("busy", "web-design-busy")
        case "done", "passed":
            return Mark("good", "web-design-good")
        case "done", "failed":
            return Mark("bad", "web-design-bad")
        case "done", _:
            return Mark("look", "web-design-look")
        case _:
            return Mark("bad", "web-design-stopped")


def wording(survey: Mapping[str, Any]) -> Mark:
    """How is the language?"""
    found = int(survey["language"]["findings"])
    return Mark("look", "web-wording-look", found) if found else Mark("good", "web-wording-good")


def texts(survey: Mapping[str, Any]) -> tuple[int, int]:
    """How many texts are done, and how many the edition has room for or already has."""
    places = [place for chapter in survey["chapters"] for place in chapter["places"]]
    written = [text for place in places for text in place["texts"]]
    done = sum(1 for text in written if is_done(text))
    return done, len(written) + sum(1 for place in places if place["required"] and not place["texts"])


def is_done(text: Mapping[str, Any]) -> bool:
    """Whether a text's owner calls it done."""
    return str(text["status"]).casefold() in DONE


def owed(survey: Mapping[str, Any], today: str) -> tuple[Owed, ...]:
    """The texts that are not done: the late ones first, by the day that they were due."""
    found = sorted(_owed(survey, today), key=lambda one: (not one.is_late, one.due or "9999"))
    return tuple(found)


def _owed(survey: Mapping[str, Any], today: str) -> Iterator[Owed]:
    for chapter in survey["chapters"]:
        for place in chapter["places"]:
            for text in place["texts"]:
                if not is_done(text):
                    due = text["due"] or ""
                    late = bool(due) and due < today
                    yield Owed(place["slot"], chapter["title"], text["file"], text["owner"], due, late)
            if place["required"] and not place["texts"]:
                yield Owed(place["slot"], chapter["title"], "", "", "", False)
