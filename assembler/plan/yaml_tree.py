"""YAML read safely, with the line of every value.

Plain scalars follow the YAML 1.2 core schema, not 1.1: `0301` and `no` are text, `12:30` is no number. Anchors and
aliases are refused (a few lines of them can stand for gigabytes), so are tags, duplicate keys and deep nesting.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from assembler.plan.located import DEEPEST, MOST_VALUES, Located, Scalar
from assembler.problem import Place, Problem

MOST_BYTES: Final = 2 * 2**20
# libyaml where it is compiled in (it is in all wheels): 20 times as fast, the same events.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_WORDS: Final[dict[str, Scalar]] = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Fault(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(content: bytes, file: str, first_line: int = 1) -> tuple[Located, tuple[Problem, ...]]:
    """The one YAML document of `content`, its lines counted from `first_line`; an empty mapping when it is faulty."""
    empty = Located({}, Place(file=file))
    if len(content) > MOST_BYTES:
        return empty, (Problem("plan-file-too-large", Place(file=file), {"limit": MOST_BYTES // 2**20}),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + first_line
        return empty, (Problem("plan-not-utf8", Place(file=file, line=line)),)
    reader = _Reader(file, first_line)
    try:
        tree = reader.document(text)
    except _Fault as fault:
        return empty, (fault.problem,)
    return tree, tuple(reader.problems)


class _Reader:
    """Builds the tree from the parser's events, so that size and depth are known before anything is built."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.left = MOST_VALUES

    def document(self, text: str) -> Located:
        events = self._events(text)
        first = next(events, None)
        if first is None:
            return Located({}, Place(file=self.file))
        tree = self._node(first, events, 0)
        if next(events, None) is not None:
            raise _Fault(Problem("plan-yaml-documents", Place(file=self.file)))
        return tree

    def _events(self, text: str) -> Iterator[Event]:
        started = False
        try:
            for event in yaml.parse(text, Loader=LOADER):
                if isinstance(event, DocumentStartEvent) and started:
                    raise _Fault(Problem("plan-yaml-documents", self._place(event)))
                started = started or isinstance(event, DocumentStartEvent)
                if isinstance(event, NodeEvent | CollectionEndEvent):
                    yield event
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            place = Place(file=self.file, line=mark.line + self.first_line, column=mark.column + 1) if mark else None
            raise _Fault(Problem("plan-yaml-syntax", place or Place(file=self.file))) from None
        except yaml.reader.ReaderError as fault:
            line = text[: fault.position].count("\n") + self.first_line
            raise _Fault(Problem("plan-text-characters", Place(file=self.file, line=line))) from None

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        return Place(file=self.file, line=mark.line + self.first_line if mark else 0)

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Located:
        place = self._place(event)
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise _Fault(Problem("plan-too-large", place, {"limit": MOST_VALUES, "depth": DEEPEST}))
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise _Fault(Problem("plan-yaml-alias", place))
        if isinstance(event, ScalarEvent):
            return Located(_value(event) if not event.tag else self._tagged(event, place), place)
        if isinstance(event, SequenceStartEvent):
            return Located(tuple(self._sequence(events, depth)), place)
        return Located(self._mapping(events, depth), place)

    def _tagged(self, event: ScalarEvent, place: Place) -> Scalar:
        if event.tag != "!":
            self.problems.append(Problem("plan-yaml-tag", place, {"found": str(event.tag)}))
        return str(event.value)

    def _sequence(self, events: Iterator[Event], depth: int) -> Iterator[Located]:
        while not isinstance(event := next(events), CollectionEndEvent):
            yield self._node(event, events, depth + 1)

    def _mapping(self, events: Iterator[Event], depth: int) -> dict[str, Located]:
        members: dict[str, Located] = {}
        while not isinstance(event := next(events), CollectionEndEvent):
            name = self._key(event)
            member = self._node(next(events), events, depth + 1)
            place = self._place(event)
            if name in members:
                first = members[name].place.line
                self.problems.append(Problem("plan-yaml-duplicate-key", place, {"key": name, "line": first}))
            members[name] = Located(member.content, place)
        return members

    def _key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent) or event.anchor:
            raise _Fault(Problem("plan-yaml-key", self._place(event)))
        return str(event.value)


def _value(event: ScalarEvent) -> Scalar:
    text = str(event.value)
    if event.style:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
