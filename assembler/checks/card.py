"""Cards: what is known of a rule, as data. A card that lacks a language, or an example, does not load.

The cards lie in `templates/checks/cards/`, one a rule, named by its id; profiles in `templates/checks/profiles.yaml`
are lists of ids and nothing else. An id lives for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeAlias

import yaml

from assembler.checks.outcome import Impact
from assembler.messages.catalogue import LANGS, Lang
from assembler.resources import templates

Target: TypeAlias = Literal["docx", "pdf", "html", "document"]

RULES_VERSION = "1.0"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIELDS = {"id", "check", "targets", "impact", "clauses", "texts", "examples"}
_OPTIONAL = {"differs"}
_TEXTS = {"title", "failed", "review", "mend"}
_TARGETS: dict[str, Target] = {"docx": "docx", "pdf": "pdf", "html": "html", "document": "document"}


class BadCards(Exception):
    """The project's own cards or profiles are faulty."""


@dataclass(frozen=True, slots=True)
class Words:
    """A rule in one language. `failed` or `review` is "" for a rule that never says so."""

    title: str
    failed: str
    review: str
    mend: str


@dataclass(frozen=True, slots=True)
class Card:
    """A rule: `check` names its function, `clauses` the law behind it, `examples` what passes and what fails.

    `examples` are `{target: {"pass": [...], "fail": [...]}}` in the notation of the tests' example files. `differs`
    says where the rule finds something else than the reference validator does, and why; empty where it does not.
    """

    id: str
    check: str
    targets: tuple[Target, ...]
    impact: Impact
    clauses: tuple[str, ...]
    texts: Mapping[Lang, Words]
    examples: Mapping[str, Mapping[str, list[Any]]]
    differs: Mapping[Lang, str] = field(default_factory=dict)


class _Cards(Mapping[str, Card]):
    """Cards by their ids, sorted; each is read when it is first asked for, since most runs need those of one kind."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.yaml"), key=lambda path: path.name)}
        self._read: dict[str, Card] = {}

    def __getitem__(self, id: str) -> Card:
        if id not in self._read:
            self._read[id] = _read(self._paths[id])
        return self._read[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __contains__(self, id: object) -> bool:
        return id in self._paths

    def __len__(self) -> int:
        return len(self._paths)


@cache
def cards() -> Mapping[str, Card]:
    """Every card by its id, sorted; to look one up raises `BadCards` when it is faulty."""
    return _Cards(templates("checks", "cards"))


@cache
def profiles() -> Mapping[str, tuple[str, ...]]:
    """Every profile: its name and the ids of its rules, in the order of the file; raises `BadCards`."""
    raw = yaml.load(templates("checks", "profiles.yaml").read_text(encoding="utf-8"), _LOADER)
    for name, ids in raw.items():
        unknown = [id for id in ids if id not in cards()]
        if unknown or len(set(ids)) < len(ids):
            raise BadCards(f"profile {name}: unknown or repeated rules {unknown}")
    return {name: tuple(ids) for name, ids in raw.items()}


def card_of(raw: Any, name: str) -> Card:
    """The card that YAML gave, named `name`; raises `BadCards` for anything missing or unknown."""
    if not isinstance(raw, dict) or set(raw) - _OPTIONAL != _FIELDS or raw["id"] != name:
        raise BadCards(f"{name}: a card has the fields {sorted(_FIELDS)} and the id of its file")
    if not raw["targets"] or set(raw["targets"]) != set(raw["examples"]):
        raise BadCards(f"{name}: every target needs examples, and there is no other")
    for target, examples in raw["examples"].items():
        if target not in _TARGETS or not examples.get("pass") or not examples.get("fail"):
            raise BadCards(f"{name}: {target} needs an example that passes and one that fails")
    return Card(
        name,
        raw["check"],
        tuple(_TARGETS[target] for target in raw["targets"]),
        Impact(raw["impact"]),
        tuple(raw["clauses"]),
        _texts(name, raw["texts"]),
        raw["examples"],
        _differs(name, raw.get("differs", {})),
    )


def _differs(name: str, raw: Mapping[Lang, str]) -> Mapping[Lang, str]:
    if raw and set(raw) != set(LANGS):
        raise BadCards(f"{name}: differs in {sorted(raw)}, not nb, nn and en")
    return raw


def _read(path: Path) -> Card:
    return card_of(yaml.load(path.read_text(encoding="utf-8"), _LOADER), path.stem)


def _texts(name: str, raw: Mapping[str, Mapping[str, str]]) -> Mapping[Lang, Words]:
    if set(raw) != set(LANGS):
        raise BadCards(f"{name}: texts in {sorted(raw)}, not nb, nn and en")
    shapes = {_shape(name, entry) for entry in raw.values()}
    if len(shapes) > 1:
        raise BadCards(f"{name}: the languages have other texts, or name other values")
    return {
        lang: Words(raw[lang]["title"], raw[lang].get("failed", ""), raw[lang].get("review", ""), raw[lang]["mend"])
        for lang in LANGS
    }


def _shape(name: str, entry: Mapping[str, str]) -> frozenset[tuple[str, frozenset[str]]]:
    if not {"title", "mend"} <= set(entry) <= _TEXTS or not {"failed", "review"} & set(entry):
        raise BadCards(f"{name}: a text is title, mend, and failed or review or both")
    return frozenset((part, frozenset(_names(text))) for part, text in entry.items())


def _names(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]
