"""Code → text in nb, nn and en. A text that lacks a language, or names other values in one of them, does not load.

Every file of `texts/` maps codes to entries. A problem has `message` and `remedy`; a label is a plain string:

    plan-amount-not-a-number:
      nb: {message: "«{found}» er ikke et beløp.", remedy: "Skriv tallet med sifre …"}
      nn: {message: "…", remedy: "…"}
      en: {message: "…", remedy: "…"}
    label-table: {nb: Tabell, nn: Tabell, en: Table}
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeAlias

import yaml

from assembler.messages.numbers import amount_text
from assembler.problem import Place, Problem, Value

Lang: TypeAlias = Literal["nb", "nn", "en"]

LANGS: tuple[Lang, ...] = ("nb", "nn", "en")
_TEXTS = Path(__file__).with_name("texts")
# Both load plain values only; the one in C is ten times as fast, and every command reads all texts.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadTexts(Exception):
    """The project's own text files are faulty: a language or a placeholder is missing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem in words. `remedy` is "" when there is nothing to do."""

    message: str
    remedy: str
    place: str


def label(code: str, lang: Lang, **values: Value) -> str:
    """The plain text `code` in `lang`; `KeyError` for an unknown code."""
    return _fill(_text(code)[lang]["message"], lang, values)


def known(code: str) -> bool:
    """Whether there is a text for `code`."""
    return code in _catalogue()


def wording(problem: Problem, lang: Lang) -> Wording:
    """The words of a problem in `lang`."""
    entry = _text(problem.code)[lang]
    values = dict(problem.values)
    return Wording(
        _fill(entry["message"], lang, values), _fill(entry["remedy"], lang, values), place_text(problem.place, lang)
    )


def place_text(place: Place, lang: Lang) -> str:
    """A place in words: "plan.yaml, linje 4"; "" when there is none."""
    parts = [place.file]
    for code, value in (
        ("place-sheet", place.sheet),
        ("place-cell", place.cell),
        ("place-line", place.line),
        ("place-column", place.column),
        ("place-page", place.page),
        ("place-block", place.block),
        ("place-pointer", place.pointer),
        ("place-part", place.part),
        ("place-under", place.under),
        ("place-text", place.text),
    ):
        if value:
            parts.append(label(code, lang, value=str(value)))
    return ", ".join(part for part in parts if part)


def codes() -> tuple[str, ...]:
    """Every code, sorted."""
    return tuple(sorted(_catalogue()))


def _fill(template: str, lang: Lang, values: dict[str, Value]) -> str:
    form: Literal["nb", "nn"] = "nn" if lang == "nn" else "nb"
    shown = {k: amount_text(v, form) if isinstance(v, Decimal) else v for k, v in values.items()}
    return template.format_map(shown)


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Every text; the same code in two files is a fault."""
    loaded: dict[str, dict[str, dict[str, str]]] = {}
    for path in _files():
        if twice := loaded.keys() & _texts(path).keys():
            raise BadTexts(f"{path.name}: {sorted(twice)[0]} stands twice")
        loaded.update(_texts(path))
    return loaded


@cache
def _text(code: str) -> dict[str, dict[str, str]]:
    """The text of `code`. The files named as the code begins come first: most programs need those of few rooms only."""
    room = code.partition("-")[0]

    def unlike(path: Path) -> tuple[int, bool]:
        return -len(path.stem) if code.startswith(path.stem) else 0, not path.stem.startswith(room)

    for path in sorted(_files(), key=unlike):
        if code in _texts(path):
            return _texts(path)[code]
    raise KeyError(code)


@cache
def _files() -> tuple[Path, ...]:
    return tuple(sorted(_TEXTS.glob("*.yaml"), key=lambda path: path.name))


@cache
def _texts(path: Path) -> dict[str, dict[str, dict[str, str]]]:
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return {code: _entry(f"{path.name}: {code}", entry) for code, entry in found.items()}


def _entry(where: str, entry: dict[str, Any]) -> dict[str, dict[str, str]]:
    if set(entry) != set(LANGS):
        raise BadTexts(f"{where} has {sorted(entry)}, not nb, nn and en")
    texts = {lang: {"remedy": "", **(e if isinstance(e, dict) else {"message": e})} for lang, e in entry.items()}
    for part in ("message", "remedy"):
        names = {lang: _names(text[part]) for lang, text in texts.items()}
        if len(set(names.values())) > 1:
            raise BadTexts(f"{where}: {part} names different values: {names}")
    return texts


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
