"""The tables of the store, for SQLite and PostgreSQL alike. Other rooms add theirs to the same `Table.metadata`.

Moments are UTC as text ("2026-11-23T05:20:44.123Z"), the same in every database; ids are random hexadecimal.
"""

from typing import Final

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Constraints get names, so that a migration can name them on any database.
_NAMES: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
ID: Final = String(32)
MOMENT: Final = String(24)
SHA256: Final = String(64)
WHO: Final = String(40)


class Table(DeclarativeBase):
    """What every table of the service descends from, so that migrations and tests see them all."""

    metadata = MetaData(naming_convention=_NAMES)


class Organisation(Table):
    """A municipality: nothing of one is ever seen by another."""

    __tablename__ = "organisations"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(MOMENT)


class User(Table):
    """A person. `email` is folded to lower case; without a password one signs in some other way.

    `home` is the municipality that they were in last, null for none yet.
    """

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(Text)
    password: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(MOMENT)
    home: Mapped[str | None] = mapped_column(ID)


class GrantRow(Table):
    """A role that a person has in a municipality; `plan` and `chapter` limit it, "" does not."""

    __tablename__ = "grants"

    organisation: Mapped[str] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    plan: Mapped[str] = mapped_column(ID, primary_key=True, default="")
    chapter: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    role: Mapped[str] = mapped_column(String(20))


class Key(Table):
    """An API key. Only `prefix` and the SHA-256 of the whole are kept; empty `plans` and `chapters` do not limit."""

    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisations.id"), index=True)
    label: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(String(20), unique=True)
    sha256: Mapped[str] = mapped_column(SHA256)
    role: Mapped[str] = mapped_column(String(20))
    plans: Mapped[list[str]] = mapped_column(JSON)
    chapters: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[str] = mapped_column(MOMENT)
    created_by: Mapped[str] = mapped_column(WHO)
    expires_at: Mapped[str] = mapped_column(MOMENT, default="")
    revoked_at: Mapped[str] = mapped_column(MOMENT, default="")


class Session(Table):
    """Somebody who signed in on the page. `sha256` is that of the cookie."""

    __tablename__ = "sessions"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(MOMENT)
    expires_at: Mapped[str] = mapped_column(MOMENT)


class Invitation(Table):
    """A link that works once. Without an organisation it makes the first owner and the municipality."""

    __tablename__ = "invitations"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    organisation: Mapped[str] = mapped_column(ID, default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    grants: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    created_at: Mapped[str] = mapped_column(MOMENT)
    expires_at: Mapped[str] = mapped_column(MOMENT)


class PlanRow(Table):
    """A plan folder under versions. `sequence` counts its changes: the state of the whole."""

    __tablename__ = "plans"
    __table_args__ = (Index("ix_plans_request", "organisation", "request_key"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(String(2))
    sequence: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[str] = mapped_column(MOMENT)
    created_by: Mapped[str] = mapped_column(WHO)
    changed_at: Mapped[str] = mapped_column(MOMENT)
    request_key: Mapped[str] = mapped_column(String(200), default="")
    request_sha256: Mapped[str] = mapped_column(SHA256, default="")


class Blob(Table):
    """Content by its SHA-256: written once, never changed."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Revision(Table):
    """One state of one file of a plan. The last one of a file is its present; `removed` ones have no content."""

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_plan_sequence", "plan", "sequence"),)

    plan: Mapped[str] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(400), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    sequence: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    size: Mapped[int] = mapped_column(Integer)
    removed: Mapped[bool] = mapped_column(Boolean)
    author: Mapped[str] = mapped_column(WHO)
    at: Mapped[str] = mapped_column(MOMENT)


class Present(Table):
    """The files that a plan has now, each with its last revision; for narrative, also which block it is."""

    __tablename__ = "present"

    plan: Mapped[str] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(400), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    size: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(WHO)
    at: Mapped[str] = mapped_column(MOMENT)
    block: Mapped[str] = mapped_column(String(200), default="")
    slot: Mapped[str] = mapped_column(String(200), default="")
    form: Mapped[str] = mapped_column(String(2), default="")


class Export(Table):
    """The base of an editing copy, as JSON: what a copy that comes back is merged against."""

    __tablename__ = "exports"

    plan: Mapped[str] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class Entry(Table):
    """A line of the audit log: who did what to what, and when. Rows are only ever added."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_organisation_number", "organisation", "number"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisation: Mapped[str] = mapped_column(ID)
    at: Mapped[str] = mapped_column(MOMENT)
    who: Mapped[str] = mapped_column(WHO)
    action: Mapped[str] = mapped_column(String(60))
    plan: Mapped[str] = mapped_column(ID, default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    request: Mapped[str] = mapped_column(String(64), default="")
