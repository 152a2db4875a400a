"""The permission that every route states. One that states none is answered to nobody.

    @api.put("/<plan>/blocks/<block>", …)
    @needs(Role.EDITOR, Reach.PART)
    def save_block(path: BlockPath, body: BlockText) -> Any: ...

The gate (`service.access.gate`) holds each request to it before the route runs, and a test walks every route.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from service.access.principal import Role

View = TypeVar("View", bound=Callable[..., Any])
_MARK: Final = "plansats_permission"


class Reach(StrEnum):
    """What a role is asked for.

    `OPEN`: anybody. `MACHINE`: anybody on this machine itself, others as `ORGANISATION`. `FRESH`: anybody on this
    machine until the first account is made, later as `ORGANISATION`. `MEMBER`: the role somewhere in the municipality.
    `FRESH_MEMBER`: as `FRESH`, later as `MEMBER`.
    `ORGANISATION`: the role in the whole municipality. `PLAN`: the role in the whole plan that the address names as
    `plan`. `PART`: the role in that plan or in some chapter of it; the route itself asks for the chapter (`demand`).
    """

    OPEN = "open"
    MACHINE = "machine"
    FRESH = "fresh"
    MEMBER = "member"
    FRESH_MEMBER = "fresh-member"
    ORGANISATION = "organisation"
    PLAN = "plan"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Permission:
    """The least role and what it must reach."""

    role: Role
    reach: Reach


def needs(role: Role, reach: Reach) -> Callable[[View], View]:
    """Marks a route with its permission; stands below the route's own decorator."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Permission(role, reach))
        return view

    return mark


def is_open(view: View) -> View:
    """Marks a route that answers anybody."""
    return needs(Role.READER, Reach.OPEN)(view)


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """What the route states; `None` when it states nothing."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Permission) else None
