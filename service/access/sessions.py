"""Sessions of people on the page: a random cookie whose SHA-256 is kept, and a token that every write must carry."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, insert, select, update

from service.access.accounts import folded, roles_of
from service.access.passwords import is_right
from service.access.principal import Principal
from service.access.secrets import kept_secret, new_secret
from service.store.audit import Act, record
from service.store.clock import now
from service.store.engine import Database
from service.store.tables import Session, User

COOKIE: Final = "plansats_session"
HOURS: Final = 12


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and the secret that their cookie holds."""

    principal: Principal
    secret: str


def sign_in(
    database: Database, email: str, password: str, organisation: str = "", request: str = ""
) -> SignedIn | None:
    """A session for the person of that address and password; `None` when they are wrong, or have no role anywhere.

    `organisation` is the id of one municipality of several; "" takes the one that they were in last, else the first.
    """
    wanted = select(User.id, User.name, User.password, User.home).where(User.email == folded(email))
    with database.reading() as connection:
        row = connection.execute(wanted).first()
        homes = list(roles_of(connection, row.id)) if row else []
    right = is_right(password, row.password if row else "")
    if row is None or not right:
        return None
    usual = row.home if row.home in homes else next(iter(homes), "")
    home = organisation or usual
    if home not in homes:
        return None
    return open_session(database, Principal("user", row.id, home, (), row.name), request)


def open_session(database: Database, principal: Principal, request: str = "") -> SignedIn:
    """A session for somebody who has proved who they are."""
    secret, csrf, moment = new_secret(), new_secret(), now()
    with database.writing() as connection:
        connection.execute(delete(Session).where(Session.expires_at <= moment))
        connection.execute(
            insert(Session).values(
                sha256=kept_secret(secret),
                user=principal.id,
                organisation=principal.organisation,
                csrf=csrf,
                created_at=moment,
                expires_at=now(timedelta(hours=HOURS)),
            )
        )
        connection.execute(update(User).where(User.id == principal.id).values(home=principal.organisation))
        roles = roles_of(connection, principal.id)
        record(connection, Act(principal.organisation, principal.who, "session.open", request=request))
    grants = roles.get(principal.organisation, ())
    return SignedIn(replace(principal, grants=grants, csrf=csrf, homes=tuple(roles)), secret)


def change_home(
    database: Database, secret: str, principal: Principal, organisation: str, request: str = ""
) -> SignedIn | None:
    """A session in another municipality of the same person instead of that of `secret`; `None` for none of theirs."""
    if organisation not in principal.homes:
        return None
    close_session(database, secret)
    return open_session(database, replace(principal, organisation=organisation), request)


def principal_of_session(database: Database, secret: str) -> Principal | None:
    """Whose session a cookie is; `None` for one that is unknown or over, and for who has no role any more."""
    wanted = (
        select(Session.user, Session.organisation, Session.csrf, Session.expires_at, User.name)
        .join(User, User.id == Session.user)
        .where(Session.sha256 == kept_secret(secret))
    )
    with database.reading() as connection:
        row = connection.execute(wanted).first()
        if row is None or row.expires_at <= now():
            return None
        roles = roles_of(connection, row.user)
    grants, homes = roles.get(row.organisation, ()), tuple(roles)
    return Principal("user", row.user, row.organisation, grants, row.name, row.csrf, homes) if grants else None


def close_session(database: Database, secret: str) -> None:
    """End a session; one that is over already stays so."""
    with database.writing() as connection:
        connection.execute(delete(Session).where(Session.sha256 == kept_secret(secret)))
