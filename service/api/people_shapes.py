"""The shapes of members, keys, sessions and the audit log in requests and answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.access.passwords import LONGEST
from service.api.schemas import Day

RoleWord = Literal["owner", "editor", "reviewer", "reader"]
_EMAIL = r"^[^\s@]{1,64}@[^\s@]{1,250}$"
_PLAN = r"^[0-9a-f]{0,32}$"
_CHAPTER = r"^[\w.\-]{0,60}$"
_LINE = r"^[^\x00-\x1f\x7f]+$"


class GrantShape(BaseModel):
    """A role; "" as `plan` is every plan of the municipality, "" as `chapter` the whole plan."""

    model_config = ConfigDict(extra="forbid")

    role: RoleWord
    plan: Annotated[str, Field(pattern=_PLAN)] = ""
    chapter: Annotated[str, Field(pattern=_CHAPTER)] = ""


class Grants(BaseModel):
    """Exactly the roles that a member shall have; none takes the membership away."""

    model_config = ConfigDict(extra="forbid")

    grants: Annotated[list[GrantShape], Field(max_length=200)]


class Invite(BaseModel):
    """Whom to invite, and the roles that the link gives."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(pattern=_EMAIL, examples=["kari@nesfjord.kommune.no"])]
    grants: Annotated[list[GrantShape], Field(min_length=1, max_length=200)]


class InvitationShape(BaseModel):
    """A link that works once, within three days. It is shown this once, and sent to nobody."""

    href: str


class MemberPath(BaseModel):
    """Which member."""

    member: Annotated[str, Field(pattern=r"^[0-9a-f]{1,32}$", examples=["867d1e3978622b5f"])]


class Member(BaseModel):
    """Somebody with a role in the municipality."""

    id: str
    name: str
    email: str
    grants: list[GrantShape]


class MemberList(BaseModel):
    """A page of the members. `next` is the address of the following page, or null."""

    items: list[Member]
    next: str | None


class KeyOrderShape(BaseModel):
    """A key to make: its role in those plans and chapters (empty: all), until `expires` (null: for ever)."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[str, Field(pattern=_LINE, max_length=100, examples=["Økonomisystemet"])]
    role: RoleWord
    plans: Annotated[list[Annotated[str, Field(pattern=r"^[0-9a-f]{1,32}$")]], Field(max_length=100)] = []
    chapters: Annotated[list[Annotated[str, Field(pattern=r"^[\w.\-]{1,60}$")]], Field(max_length=100)] = []
    expires: Annotated[Day | None, Field(examples=["2027-12-31"])] = None


class KeyPath(BaseModel):
    """Which key."""

    key: Annotated[str, Field(pattern=r"^[0-9a-f]{1,32}$", examples=["7c16c8a31dd0d9b3"])]


class KeyShape(BaseModel):
    """An API key. `prefix` is how to know it again; the key itself is shown once, when it is made."""

    id: str
    prefix: str
    label: str
    role: RoleWord
    plans: list[str]
    chapters: list[str]
    created_at: str
    created_by: str
    expires_at: str | None
    revoked_at: str | None
    key: str | None = None


class KeyList(BaseModel):
    """A page of the keys. `next` is the address of the following page, or null."""

    items: list[KeyShape]
    next: str | None


class SignIn(BaseModel):
    """Who signs in; `organisation` is the id of one municipality of several ("": the one that they were in last)."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(max_length=320)]
    password: Annotated[str, Field(max_length=LONGEST)]
    organisation: Annotated[str, Field(pattern=_PLAN)] = ""


class Home(BaseModel):
    """Which of the municipalities that one belongs to."""

    model_config = ConfigDict(extra="forbid")

    organisation: Annotated[str, Field(pattern=r"^[0-9a-f]{1,32}$", examples=["0fc29d4d2f19e48b"])]


class OrganisationShape(BaseModel):
    """A municipality."""

    id: str
    name: str


class SessionShape(BaseModel):
    """Who asks, in which of the municipalities that they belong to.

    `csrf` is what a write by cookie must carry in X-CSRF-Token; null for a key.
    """

    kind: Literal["user", "key"]
    id: str
    label: str
    organisation: str
    organisations: list[OrganisationShape]
    grants: list[GrantShape]
    csrf: str | None


class AuditLine(BaseModel):
    """Who did what, when and to what. `request` is the id of the request, "" for what was done from the shell."""

    number: int
    at: str
    who: str
    action: str
    plan: str
    subject: str
    request: str


class AuditList(BaseModel):
    """A page of the audit log, the newest line first. `next` is the address of the following page, or null."""

    items: list[AuditLine]
    next: str | None
