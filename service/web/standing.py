"""A plan at a glance: what of it is in order, what needs a look, whose the texts are, and which of them are late."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from assembler.messages.catalogue import Lang
from assembler.plan.cross import STUB
from assembler.plan.fields import Choice, entity
from service.jobs.job import Status

Kind: TypeAlias = Literal["good", "look", "bad", "none", "busy"]
DONE: Final = "ferdig"
_KINDS: Final[Mapping[str, Kind]] = {STUB: "none", "utkast": "busy", "til gjennomlesning": "look", DONE: "good"}


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of one thing: its kind, the code of its words, and what they name."""

    kind: Kind
    code: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the edition, or a place that waits for one (`file` ""): where it stands, whose it is, how far it is.

    `status` is a declared word or the plan's own, `due` an ISO day; "" for none. `number` tells the texts under one
    heading apart, 1 for the first.
    """

    slot: str
    chapter: str
    heading: str
    number: int
    guidance: str
    file: str
    owner: str
    status: str
    due: str
    words: int
    is_required: bool
    is_late: bool

    @property
    def name(self) -> str:
        """What it stands under."""
        return self.heading or self.chapter

    @property
    def is_written(self) -> bool:
        """Whether somebody has begun it, and it is not only what the template says."""
        return bool(self.file) and self.status != STUB

    @property
    def is_owed(self) -> bool:
        """Whether somebody has still to write it, or to say that it is done."""
        return self.status != DONE if self.file else self.is_required

    @property
    def kind(self) -> Kind:
        """The state as a mark shows it."""
        if self.is_late:
            return "bad"
        if not self.file:
            return "look" if self.is_required else "none"
        return _KINDS.get(self.status, "none")


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
    """How is the language of what is written?"""
    if all(status_of(str(text["status"])) == STUB for text in _written(survey)):
        return Mark("none", "web-wording-none")
    found = int(survey["language"]["findings"])
    return Mark("look", "web-wording-look", found) if found else Mark("good", "web-wording-good")


def done_and_all(texts: Iterable[Text]) -> tuple[int, int]:
    """How many texts are done, and how many the edition has or must have."""
    counted = [text for text in texts if text.file or text.is_required]
    return sum(1 for text in counted if not text.is_owed), len(counted)


def owed(texts: Iterable[Text]) -> tuple[Text, ...]:
    """The texts that are not done: the late ones first, by the day that they were due."""
    waiting = (text for text in texts if text.is_owed)
    return tuple(sorted(waiting, key=lambda one: (not one.is_late, one.due or "9999")))


def statuses() -> tuple[Choice, ...]:
    """The words for how far a text has come, as plans declare them."""
    return entity("narrative").field_named("status").choices


def status_of(word: str) -> str:
    """The declared word that `word` stands for in any language, or `word` itself: plans may have words of their own."""
    return entity("narrative").field_named("status").choice_of(word) or word.strip()


def status_words(status: str, lang: Lang) -> str:
    """A status as readers of `lang` call it; a plan's own word as it is."""
    return next((one.words[lang] for one in statuses() if one.value == status), status)


def _written(survey: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (text for chapter in survey["chapters"] for place in chapter["places"] for text in place["texts"])


def texts(survey: Mapping[str, Any], today: str) -> Iterator[Text]:
    """Every text and every place for one, in the order of the document."""
    for chapter in survey["chapters"]:
        seen: Counter[str] = Counter()
        for place in chapter["places"]:
            written: Iterable[Mapping[str, Any]] = place["texts"] or ({},)
            for text in written:
                seen[place["heading"]] += 1
                yield _text(chapter["title"], seen[place["heading"]], place, text, today)


def _text(chapter: str, number: int, place: Mapping[str, Any], text: Mapping[str, Any], today: str) -> Text:
    due, status = str(text.get("due") or ""), status_of(str(text.get("status") or ""))
    return Text(
        slot=str(place["slot"]),
        chapter=chapter,
        heading=str(place["heading"]),
        number=number,
        guidance=str(place.get("guidance") or ""),
        file=str(text.get("file", "")),
        owner=str(text.get("owner") or ""),
        status=status,
        due=due,
        words=int(text.get("words", 0)),
        is_required=bool(place["required"]),
        is_late=bool(due) and due < today and status != DONE,
    )
