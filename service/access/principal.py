"""Who asks, and what they may do: values, wherever they were read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["user", "key", "nobody"]


class Role(IntEnum):
    """Each role may do what the ones before it may."""

    READER = 1
    REVIEWER = 2
    EDITOR = 3
    OWNER = 4

    @property
    def word(self) -> str:
        """The role as the API writes it."""
        return self.name.lower()


def role_of(word: str) -> Role:
    """The role that `Role.word` wrote; `KeyError` for any other word."""
    return Role[word.upper()]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role; "" as `plan` is every plan of the municipality, "" as `chapter` the whole plan."""

    role: Role
    plan: str = ""
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks. `organisation` is the id of the municipality; "" is nobody's, who sees nothing of anybody.

    `id` names a user or a key; `label` is what people call them. `csrf` is the token that writes by cookie must carry.
    `homes` are the ids of all municipalities that a user has a role in.
    """

    kind: Kind
    id: str
    organisation: str
    grants: tuple[Grant, ...]
    label: str = ""
    csrf: str = ""
    homes: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """The author of a revision and of an entry in the audit log: "user:1f…", "key:9a…"."""
        return f"{self.kind}:{self.id}"

    def may(self, role: Role, plan: str = "", chapter: str = "") -> bool:
        """Whether they have `role` for the whole municipality, a whole plan, or one chapter of it."""
        return any(grant.role >= role and _covers(grant, plan, chapter) for grant in self.grants)

    def may_in_part(self, role: Role, plan: str) -> bool:
        """Whether they have `role` for the plan or for some chapter of it."""
        return any(grant.role >= role and grant.plan in ("", plan) for grant in self.grants)

    def plans(self, role: Role = Role.READER) -> frozenset[str] | None:
        """The ids of the plans that they have `role` for; `None` for every plan of the municipality."""
        found = {grant.plan for grant in self.grants if grant.role >= role}
        return None if "" in found else frozenset(found)


NOBODY = Principal("nobody", "", "", ())


def grants_of(role: Role, plans: Iterable[str], chapters: Iterable[str]) -> tuple[Grant, ...]:
    """A role in each of the chapters of each of the plans; empty lists do not limit."""
    return tuple(Grant(role, plan, chapter) for plan in (list(plans) or [""]) for chapter in (list(chapters) or [""]))


def _covers(grant: Grant, plan: str, chapter: str) -> bool:
    return grant.plan in ("", plan) and grant.chapter in ("", chapter)
