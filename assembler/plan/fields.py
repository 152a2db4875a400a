"""The declarations of `fields.yaml`, typed: what a plan holds, and how its columns and words are called.

Kinds of fields: `id`, `code` (short text that may be a number in a sheet), `text` (one line), `prose` (paragraphs),
`markdown`, `file`, `municipality-number`, `amount` (kroner), `number`, `whole`, `year`, `flag`, `date`, `month`
("2028" or "2026-10"), `choice` and `choices` (of `words`), `reference` and `references` (to the key of the entity
`of`), `ids`, `texts-list`, `wholes`, `amounts` (by year), `named-numbers`, `texts` (name → text), `record` and
`records` (of the entity `of`), `cells` (of a table's row).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from assembler.plan.yaml_tree import LOADER

_DECLARATIONS: Final = Path(__file__).with_name("fields.yaml")
_SPACE: Final = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field may have, its word by language, and other ways to write it."""

    value: str
    words: Mapping[str, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `headings` by language; `also` other names of its column; `example` by form, "" for none."""

    name: str
    kind: str
    headings: Mapping[str, str]
    help: Mapping[str, str]
    required: bool = False
    also: tuple[str, ...] = ()
    of: str = ""
    choices: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    one_of: tuple[int, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)

    def aliases(self) -> frozenset[str]:
        """Every folded name that a column of this field may have."""
        return frozenset(folded(name) for name in (self.name, *self.headings.values(), *self.also))

    def choice_of(self, word: str) -> str | None:
        """The value that `word` stands for in any language; `None` when it is none of them."""
        wanted = folded(word)
        for choice in self.choices:
            if wanted in {folded(name) for name in (choice.value, *choice.words.values(), *choice.also)}:
                return choice.value
        return None


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record. No two records share all fields of `key`; with `sheet` it has a file of its own."""

    name: str
    names: Mapping[str, str]
    about: Mapping[str, str]
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    sheet: bool = False

    def field_named(self, name: str) -> Field:
        """The field; `KeyError` when there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    def field_of_kind(self, kind: str) -> Field | None:
        """The first field of that kind, `None` for none."""
        return next((one for one in self.fields if one.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Declarations:
    """All entities by name, the words that headings of amounts and of named values begin with, sheets passed over."""

    entities: Mapping[str, Entity]
    year_words: frozenset[str]
    name_words: frozenset[str]
    side_sheets: frozenset[str]

    def sheets(self) -> tuple[Entity, ...]:
        """The entities that are files of the plan folder, in declared order."""
        return tuple(entity for entity in self.entities.values() if entity.sheet)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A heading or word as it is compared: case, spaces and a closing colon, stop or star do not count."""
    return _SPACE.sub(" ", name.replace("_", " ")).strip().rstrip(":.*").rstrip().casefold()


@cache
def declarations() -> Declarations:
    """The declarations of this version."""
    loaded = yaml.load(_DECLARATIONS.read_text(encoding="utf-8"), Loader=LOADER)
    words = {name: tuple(_choice(value, entry) for value, entry in entry_by_value.items())
             for name, entry_by_value in loaded["words"].items()}  # fmt: skip
    return Declarations(
        {name: _entity(name, entry, words) for name, entry in loaded["entities"].items()},
        frozenset(map(folded, loaded["year_words"])),
        frozenset(map(folded, loaded["name_words"])),
        frozenset(map(folded, loaded["side_sheets"])),
    )


def entity(name: str) -> Entity:
    """The declared entity; `KeyError` when there is none."""
    return declarations().entities[name]


def _choice(value: str, entry: dict[str, Any]) -> Choice:
    return Choice(value, {lang: entry[lang] for lang in ("nb", "nn", "en")}, tuple(entry.get("also", ())))


def _entity(name: str, entry: dict[str, Any], words: dict[str, tuple[Choice, ...]]) -> Entity:
    fields = tuple(_field(declared, words) for declared in entry["fields"])
    return Entity(name, entry["names"], entry["about"], fields, tuple(entry.get("key", ())), entry.get("sheet", False))


def _field(entry: dict[str, Any], words: dict[str, tuple[Choice, ...]]) -> Field:
    rest = {key: entry[key] for key in ("name", "kind", "help", "required", "of", "least", "most") if key in entry}
    return Field(
        headings=entry["heading"],
        also=tuple(map(str, entry.get("also", ()))),
        choices=words[entry["words"]] if "words" in entry else (),
        one_of=tuple(entry.get("one_of", ())),
        example=_example(entry.get("example", "")),
        **rest,
    )


def _example(example: Any) -> dict[str, str]:
    by_form = example if isinstance(example, dict) else {"nb": example, "nn": example}
    return {form: _plain(value) for form, value in by_form.items()}


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
