"""Which column of a table means what: header aliases in both forms of the language, year and version in headers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, TypeAlias, get_args

import yaml

from assembler.finance.ledger import AccountClass, Version
from assembler.resources import templates

Role: TypeAlias = Literal[
    "account",
    "account_text",
    "class",
    "unit",
    "unit_text",
    "function",
    "function_text",
    "project",
    "project_text",
    "year",
    "version",
    "amount",
    "area",
]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"^[a-zæøå]{1,2}\s*'?(\d\d)$")
_MONTH = re.compile(r"(\.{2,}|hittil|akk\.?)?\s*([a-zæøå]{3,9})\.?[\s/.'-]*((?:20)?\d\d)")
_TELLING = 6
# Headers come from strangers: a service must not remember all of them.
_REMEMBERED = 4096
_A_WORD = 3
_A_BEGINNING = 5
_LETTERS = str.maketrans({"æ": "a", "ø": "o", "å": "a", "é": "e"})


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts; `year` and `version` as far as its header says them.

    `months` are the columns of a year that stands month by month: to be added up, or `cumulative`, where the last one
    that is filled holds the year.
    """

    index: int
    header: str
    year: int | None = None
    version: Version | None = None
    months: tuple[int, ...] = ()
    cumulative: bool = False


@lru_cache(_REMEMBERED)
def role_of(header: str) -> Role | None:
    """The role of a column by its header; `None` when the header is none of the aliases."""
    return _aliases().get(plain(header))


@lru_cache(_REMEMBERED)
def role_rank(header: str) -> int:
    """How early the header stands among the aliases of its role: konto before art, funksjon before tjeneste."""
    role = role_of(header)
    names = [plain(name) for name in _data()["roles"].get(role, ())]
    return names.index(plain(header)) if plain(header) in names else len(names)


@lru_cache(_REMEMBERED)
def field_rank(header: str, kind: Literal["code_fields", "text_fields"]) -> int | None:
    """How early a field of a column group counts as its code or text; `None` when it is neither."""
    names = _data()[kind]
    return names.index(plain(header)) if plain(header) in names else None


def list_columns(names: Sequence[str]) -> Mapping[str, int]:
    """The columns of a list without accounts by what they hold; the first alias that is present counts."""
    plain_names = [plain(name) for name in names]
    found: dict[str, int] = {}
    for field, aliases in _data()["lists"].items():
        index = next((plain_names.index(plain(alias)) for alias in aliases if plain(alias) in plain_names), None)
        if index is not None:
            found[field] = index
    return found


@lru_cache(_REMEMBERED)
def area_rank(header: str) -> int | None:
    """How early an area column counts (0 first); `None` for a column that is none."""
    name = plain(header)
    return next((rank for rank, names in enumerate(_data()["areas"]) if name in map(plain, names)), None)


def amount_column(index: int, header: str) -> AmountColumn | None:
    """The column as amounts when its header names a year and nothing that contradicts it; `None` otherwise."""
    year = year_in(header)
    if year is None or set(words_of(header)) & _not_amounts():
        return None
    return AmountColumn(index, header, year, version_in(header))


def version_column(index: int, header: str) -> AmountColumn | None:
    """The column as amounts when its header is nothing but the name of a version ("Regulert budsjett")."""
    words = words_of(header)
    known = frozenset(word for names in _versions().values() for word in names if len(word) >= _A_WORD)
    if not words or not set(words) <= known | {"belop"} or version_in(header) is None:
        return None
    return AmountColumn(index, header, None, version_in(header))


def month_of(header: str) -> tuple[int, int, bool] | None:
    """Year, month and whether it counts from the new year: "..Mar/2026" is (2026, 3, True); `None` for others."""
    match = _MONTH.fullmatch(header.strip().casefold())
    if match is None or match.group(2)[:3] not in _data()["months"]:
        return None
    year = int(match.group(3))
    return (year if year > 99 else 2000 + year), _data()["months"].index(match.group(2)[:3]) + 1, bool(match.group(1))


def year_in(text: str) -> int | None:
    """The one year that a text names ("Budsjett 2013", "R 2021", "B22"); `None` when there is none, or several."""
    years = set(_YEAR.findall(text.replace("_", " ")))
    if len(years) == 1:
        return int(years.pop())
    short = _SHORT_YEAR.match(text.strip().casefold())
    return 2000 + int(short.group(1)) if short and not years else None


def version_in(text: str) -> Version | None:
    """The version that a header, a file name or a word of the user's names; `None` when there is none."""
    words = set(words_of(text))
    for version, names in _versions().items():
        if words & names or (version == "adjusted" and {"reg", "rev", "just"} & words and {"budsjett", "bud"} & words):
            return version
    return None


def version_in_name(name: str) -> Version | None:
    """The version that a file's name tells; abbreviations say too little there."""
    return version_in(" ".join(word for word in words_of(name) if len(word) >= _TELLING))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a header in plain letters, digits apart: "B22" is ("b", "22")."""
    return tuple(re.findall(r"[a-z]+|\d+|%", _plain_letters(text)))


@lru_cache(_REMEMBERED)
def class_of(text: str) -> AccountClass | None:
    """0 investment, 1 operating, 2 balance from a class cell ("1", "Drift", "3"); `None` for anything else."""
    word = plain(text)
    # Older charts of accounts number the investment accounts 3.
    numbers: dict[str, AccountClass] = {"0": 0, "1": 1, "2": 2, "3": 0}
    if word in numbers:
        return numbers[word]
    for number, names in _data()["classes"].items():
        if word in names or any(word.startswith(name) for name in names if len(name) >= _A_BEGINNING):
            return numbers[str(number)]
    return None


def class_in(text: str) -> AccountClass | None:
    """The one class that a file's name speaks of; `None` when it names none, or several."""
    found = {class_of(word) for word in words_of(text) if len(word) >= _A_WORD} - {None}
    return found.pop() if len(found) == 1 else None


def plain(text: str) -> str:
    """A header without case, spaces and signs."""
    return re.sub(r"[^a-z0-9%]", "", _plain_letters(text))


def _plain_letters(text: str) -> str:
    lowered = text.casefold().translate(_LETTERS)
    return lowered.replace("ae", "a").replace("oe", "o").replace("aa", "a")


@cache
def _aliases() -> Mapping[str, Role]:
    roles: dict[str, Role] = {}
    for role in get_args(Role):
        for name in _data()["roles"].get(role, ()):
            roles[plain(name)] = role
    return roles


@cache
def _versions() -> Mapping[Version, frozenset[str]]:
    return {version: _word_set(names) for version, names in _data()["versions"].items()}


@cache
def _not_amounts() -> frozenset[str]:
    return _word_set(_data()["not_amounts"])


def _word_set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(_plain_letters(name).strip(".") for name in names)


@cache
def _data() -> Any:
    text = templates("kostra", "columns.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
