"""Rule cards: what is known of a plain-language rule, as data. One that lacks a language or an example does not load.

The cards lie in `templates/language/rules/`, one a rule, named by its id. A card names its kind (the function that runs
it), the word list it reads, and the limits that it keeps; its texts name the limits, never the numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeAlias

import yaml

from assembler.language.limits import LEVELS, Level, limits
from assembler.language.tokens import Form
from assembler.resources import templates

TextLang: TypeAlias = Literal["nb", "nn", "en"]

RULES_VERSION = "1.0"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LANGS: tuple[TextLang, ...] = ("nb", "nn", "en")
_FORMS: tuple[Form, ...] = ("nb", "nn")
_REQUIRED = {"id", "kind", "level", "sources", "texts", "examples"}
_OPTIONAL = {"words", "limits", "depths"}


class BadCards(Exception):
    """The project's own rule cards are faulty."""


@dataclass(frozen=True, slots=True)
class Words:
    """A rule in one language: its name, what it found and why that matters, what to try."""

    title: str
    message: str
    attempt: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts of one form that the rule leaves alone, and texts where it finds what stands in [[double brackets]]."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A rule. `level` is how much it hurts where no limit says so; `words` names its list, "" for none.

    `limits` are the limits that it keeps, `depths` the depths that it runs in (empty: all).
    """

    id: str
    kind: str
    level: Level
    words: str
    limits: tuple[str, ...]
    depths: tuple[str, ...]
    sources: tuple[str, ...]
    texts: Mapping[TextLang, Words]
    examples: Mapping[Form, Examples]


@cache
def cards() -> Mapping[str, Card]:
    """Every card by its id, sorted; raises `BadCards`."""
    return {card.id: card for card in map(_read, sorted(templates("language", "rules").glob("*.yaml")))}


def card_of(raw: Any, name: str) -> Card:
    """The card that YAML gave, named `name`; raises `BadCards` for anything missing or unknown."""
    if not isinstance(raw, dict) or not _REQUIRED <= set(raw) <= _REQUIRED | _OPTIONAL or raw["id"] != name:
        raise BadCards(f"{name}: a card has {sorted(_REQUIRED)}, perhaps {sorted(_OPTIONAL)}, and the id of its file")
    unknown = [limit for limit in raw.get("limits", ()) if limit not in limits()]
    if unknown or raw["level"] not in LEVELS or not raw["sources"]:
        raise BadCards(f"{name}: unknown limits {unknown} or level, or no source")
    return Card(
        name,
        raw["kind"],
        raw["level"],
        raw.get("words", ""),
        tuple(raw.get("limits", ())),
        tuple(raw.get("depths", ())),
        tuple(raw["sources"]),
        _texts(name, raw["texts"]),
        {form: _examples(name, raw["examples"], form) for form in _FORMS},
    )


def _read(path: Path) -> Card:
    return card_of(yaml.load(path.read_text(encoding="utf-8"), _LOADER), path.stem)


def _texts(name: str, raw: Mapping[str, Mapping[str, str]]) -> Mapping[TextLang, Words]:
    if set(raw) != set(_LANGS) or any(set(entry) != {"title", "message", "try"} for entry in raw.values()):
        raise BadCards(f"{name}: title, message and try in nb, nn and en")
    for part in ("title", "message", "try"):
        if len({frozenset(_names(entry[part])) for entry in raw.values()}) > 1:
            raise BadCards(f"{name}: {part} names other values in one language")
    return {lang: Words(raw[lang]["title"], raw[lang]["message"], raw[lang]["try"]) for lang in _LANGS}


def _examples(name: str, raw: Mapping[str, Mapping[str, list[str]]], form: Form) -> Examples:
    entry = raw.get(form, {})
    if not entry.get("right") or not entry.get("wrong"):
        raise BadCards(f"{name}: {form} needs an example that is right and one that is wrong")
    return Examples(tuple(entry["right"]), tuple(entry["wrong"]))


def _names(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]
