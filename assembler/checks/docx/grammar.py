"""What the schema says of single elements: their children, the order of these, attributes and values.

The words lie in `templates/checks/word-grammar.yaml`. Elements that look alike are judged once, so that a long
document costs little more than reading it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final, Literal, TypeAlias

import yaml

from assembler.checks.docx.markup import MC, W14, WP, A, Element, R, W
from assembler.resources import templates

Fault: TypeAlias = tuple[Literal["disordered", "misplaced", "lacking", "attribute", "namespace"], str, str]
"""What is wrong, then: the child and its parent; the parent and what it lacks; an attribute or namespace, its value."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SCHEMA_LIBRARY: Final = "{http://schemas.openxmlformats.org/schemaLibrary/2006/main}"
_SPACES: Final = {"w": W, "wp": WP, "a": A, "r": R, "m": _MATH, "sl": _SCHEMA_LIBRARY, "w14": W14}
_MOST_LOOKS: Final = 20_000
# Where these stand is asked of their parents (`sound_facts.PARENTS`).
_ELSEWHERE: Final = frozenset(W + name for name in ("p", "tbl", "r", "tr", "tc", "t", "hyperlink"))
_Good: TypeAlias = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Children:
    """The children that an element may have, with their ranks; `once` are those that may not come again."""

    ranks: Mapping[str, int]
    once: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element, and what its value may be."""

    name: str
    needed: bool
    good: _Good


@dataclass
class Grammar:
    """The words of the schema, and what was judged before."""

    children: Mapping[str, Children]
    needs: Mapping[str, tuple[frozenset[str], ...]]
    attributes: Mapping[str, tuple[Attribute, ...]]
    marks: frozenset[str]
    namespaces: tuple[str, ...]
    elsewhere: frozenset[str]
    _shapes: dict[tuple[str, ...], tuple[Fault, ...]] = field(default_factory=dict)
    _looks: dict[tuple[Any, ...], tuple[Fault, ...]] = field(default_factory=dict)

    @cached_property
    def shaped(self) -> frozenset[str]:
        """The elements of whose children something is known."""
        return frozenset(self.children) | frozenset(self.needs)

    @cached_property
    def wanting(self) -> frozenset[str]:
        """The elements that cannot be without some attribute."""
        return frozenset(tag for tag, known in self.attributes.items() if any(one.needed for one in known))

    def shape(self, tag: str, element: Element) -> tuple[Fault, ...]:
        """The faults of the children of an element with `tag`."""
        key = (tag, *[child.tag for child in element])
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) > _MOST_LOOKS:
                self._shapes.clear()
            found = self._shapes[key] = tuple(self._of_children(tag, [str(child) for child in key[1:]]))
        return found

    def look(self, tag: str, given: Sequence[tuple[Any, Any]]) -> tuple[Fault, ...]:
        """The faults of the attributes that an element with `tag` is given."""
        key = (tag, *given)
        found = self._looks.get(key)
        if found is None:
            if len(self._looks) > _MOST_LOOKS:
                self._looks.clear()
            found = self._looks[key] = tuple(self._of_attributes(tag, dict(given)))
        return found

    def _of_children(self, tag: str, found: list[str]) -> Iterator[Fault]:
        for wanted in self.needs.get(tag, ()):
            if not wanted.intersection(found) and MC + "AlternateContent" not in found:
                yield "lacking", short(tag), short(min(wanted))
        known = self.children.get(tag)
        if known is not None:
            yield from self._in_order(tag, known, found)

    def _in_order(self, tag: str, known: Children, found: list[str]) -> Iterator[Fault]:
        """The first child that comes too late or again, and every one that has no place here."""
        highest, seen, told = -1, set[str](), False
        for child in found:
            rank = known.ranks.get(child)
            if rank is None:
                if child.startswith(W) and child not in self.marks and child not in self.elsewhere:
                    yield "misplaced", short(child), short(tag)
                continue
            again = child in seen and child in known.once
            if (rank < highest or again) and not told:
                told = True
                yield "disordered", short(child), short(tag)
            highest = max(rank, highest)
            seen.add(child)

    def _of_attributes(self, tag: str, given: Mapping[str, str]) -> Iterator[Fault]:
        for attribute in self.attributes.get(tag, ()):
            value = given.get(attribute.name)
            if value is None:
                if attribute.needed:
                    yield "attribute", short(attribute.name), ""
            elif not attribute.good(value):
                yield "attribute", short(attribute.name), value
        for name, value in given.items():
            space, _, _ = name.rpartition("}")
            # Attributes of WordprocessingML are qualified (ECMA-376 part 1, annex A.1); Word refuses others.
            if not space and tag.startswith(W):
                yield "attribute", name, value
            elif space and not self.is_known(space[1:]):
                yield "namespace", space[1:], ""

    def is_known(self, namespace: str) -> bool:
        """Whether Word knows a namespace by itself."""
        return namespace.startswith(self.namespaces)


@cache
def grammar() -> Grammar:
    """The grammar of the file in the templates."""
    raw = yaml.load(templates("checks", "word-grammar.yaml").read_text(encoding="utf-8"), _LOADER)
    children = {_tag(name): _sequence(words) for name, words in raw["sequences"].items()}
    for name, words in raw["choices"].items():
        children[_tag(name)] = _choice(words, _tags(words))
    for parents, words in raw["flows"].items():
        children |= {_tag(name): _choice(words, frozenset()) for name in parents.split()}
    types = {name: _type(words) for name, words in raw["types"].items()}
    attributes: dict[str, tuple[Attribute, ...]] = {}
    attributes |= {_tag(name): (Attribute(W + "val", False, types["toggle"]),) for name in raw["toggles"].split()}
    attributes |= {_tag(name): tuple(_attributes(given, types)) for name, given in raw["values"].items()}
    return Grammar(
        children,
        {_tag(name): tuple(_tags(one, "|") for one in words.split()) for name, words in raw["needs"].items()},
        attributes,
        _tags(raw["marks"]),
        tuple(raw["namespaces"]),
        _ELSEWHERE,
    )


def _tag(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return _SPACES[prefix or "w"] + local


def _tags(words: str, between: str | None = None) -> frozenset[str]:
    return frozenset(map(_tag, words.split(between)))


def _sequence(words: str) -> Children:
    ranks: dict[str, int] = {}
    once: set[str] = set()
    for rank, place in enumerate(words.split()):
        alike = [_tag(name) for name in place.removesuffix("*").split("|")]
        ranks |= dict.fromkeys(alike, rank)
        once |= set() if place.endswith("*") else set(alike)
    return Children(ranks, frozenset(once))


def _choice(words: str, once: frozenset[str]) -> Children:
    return Children(dict.fromkeys(map(_tag, words.split()), 0), once)


def _type(words: str) -> _Good:
    if words.startswith("/"):
        return re.compile(words[1:-1], re.DOTALL).fullmatch
    return frozenset(words.split()).__contains__


def _attributes(given: Mapping[str, str], types: Mapping[str, _Good]) -> Iterator[Attribute]:
    for name, kind in given.items():
        needed, bare = name.endswith("!"), name.rstrip("!")
        own = bare.removeprefix("@")
        tag = W + own if own == bare else _tag(own) if ":" in own else own
        yield Attribute(tag, needed, types[kind] if kind in types else _type(kind))


def short(tag: str) -> str:
    """ "w:jc" for a qualified name, the name itself for another."""
    space, _, local = tag.rpartition("}")
    prefix = next((prefix for prefix, known in _SPACES.items() if known == space + "}"), "")
    return f"{prefix}:{local}" if prefix else local
