"""Sessions of people on the page: a random cookie whose SHA-256 is kept, and a token that every write must carry."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from service.access.accounts import folded, grants_in
from service.access.passwords import is_right
from service.access.principal import Principal
from service.access.secrets import kept_secret, new_secret
from service.store.audit import Act, record
from service.store.clock import now
from service.store.engine import Database
from service.store.tables import GrantRow, Session, User

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

    `organisation` is the id of one municipality of several; "" takes the first.
    """
    with database.reading() as connection:
        row = connection.execute(select(User.id, User.name, User.password).where(User.email == folded(email))).first()
        places = select(GrantRow.organisation).where(GrantRow.user == (row.id if row else ""))
        homes = sorted(set(connection.execute(places).scalars()))
    right = is_right(password, row.password if row else "")
    home = organisation or next(iter(homes), "")
    if row is None or not right or home not in homes:
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
        grants = grants_in(connection, principal.organisation, principal.id)
        record(connection, Act(principal.organisation, principal.who, "session.open", request=request))
    return SignedIn(replace(principal, grants=grants, csrf=csrf), secret)


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
        grants = grants_in(connection, row.organisation, row.user)
    return Principal("user", row.user, row.organisation, grants, row.name, row.csrf) if grants else None


def close_session(database: Database, secret: str) -> None:
    """End a session; one that is over already stays so."""
    with database.writing() as connection:
        connection.execute(delete(Session).where(Session.sha256 == kept_secret(secret)))
