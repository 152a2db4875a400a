"""People, their roles in a municipality, and the links that let them in for the first time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from service.access.passwords import hashed, is_right
from service.access.principal import Grant, Principal, Role, role_of
from service.access.rates import Rates
from service.access.secrets import kept_secret, new_secret
from service.store.audit import Act, record
from service.store.clock import now
from service.store.engine import Database
from service.store.plans import Author
from service.store.tables import GrantRow, Invitation, Key, Organisation, Session, User

_LINK_HOURS: Final = 72
# Who can send links could otherwise try out passwords with them.
_GUESSES: Final = Rates(1 / 3, 5)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the municipality sees them."""

    id: str
    name: str
    email: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What somebody says of themselves when they come in; `organisation` is asked of the first owner only."""

    name: str
    email: str
    password: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link is for: `organisation` is "" for the first owner's."""

    organisation: str
    organisation_name: str
    email: str
    grants: tuple[Grant, ...]


class EmailTaken(Exception):
    """There is an account with that address already."""


class LastOwner(Exception):
    """The municipality would be left without an owner."""


def is_fresh(database: Database) -> bool:
    """Whether nobody can come in yet: there is neither a person nor a key."""
    with database.reading() as connection:
        return _nobody(connection)


def invite(database: Database, author: Author, email: str = "", grants: Iterable[Grant] = ()) -> str:
    """A secret for a link that works once within three days. An author without a municipality invites its owner."""
    secret = new_secret()
    with database.writing() as connection:
        if not author.organisation:
            # Each start makes a new link for the first owner; the ones before stop working.
            connection.execute(delete(Invitation).where(Invitation.organisation == ""))
        connection.execute(
            insert(Invitation).values(
                sha256=kept_secret(secret),
                organisation=author.organisation,
                email=folded(email),
                grants=[_grant_json(grant) for grant in grants],
                created_at=now(),
                expires_at=now(timedelta(hours=_LINK_HOURS)),
            )
        )
        if author.organisation:
            record(connection, author.act("member.invite"))
    return secret


def invitation(database: Database, secret: str) -> Invited | None:
    """What a link is for; `None` for one that is unknown, used or too old, or the first owner's when there is one."""
    with database.reading() as connection:
        return _invitation(connection, secret)


def accept(database: Database, secret: str, person: NewPerson, request: str = "") -> Principal | None:
    """Make the account that a link is for, and use the link up; `None` for a link that does not work (any more).

    Who has an account already comes in with its password; `EmailTaken` when that is not it.
    """
    known = _known(database, person)
    password = "" if known else hashed(person.password)
    with database.writing() as connection:
        invited = _invitation(connection, secret)
        if invited is None:
            return None
        connection.execute(delete(Invitation).where(Invitation.sha256 == kept_secret(secret)))
        organisation = invited.organisation or _make_organisation(connection, person.organisation)
        id = known or _make_person(connection, person, password)
        grants = (*grants_in(connection, organisation, id), *(invited.grants or (Grant(Role.OWNER),)))
        _set_grants(connection, organisation, id, grants)
        record(connection, Act(organisation, f"user:{id}", "member.join", subject=id, request=request))
        homes = tuple(roles_of(connection, id))
    return Principal("user", id, organisation, grants, person.name, homes=homes)


def join(database: Database, email: str, name: str, role: Role) -> bool:
    """Give an account a role in one more municipality, from the shell; `False` when there is no such account.

    `name` is the municipality's, which is made when it is new. `EmailTaken` for who has a role there already.
    """
    with database.writing() as connection:
        id = connection.execute(select(User.id).where(User.email == folded(email))).scalar()
        if id is None:
            return False
        organisation = organisation_named(connection, name)
        if grants_in(connection, organisation, id):
            raise EmailTaken
        _set_grants(connection, organisation, id, (Grant(role),))
        record(connection, Act(organisation, "shell:", "member.add", subject=id))
    return True


def add_person(database: Database, person: NewPerson, role: Role) -> Principal:
    """Make an account from the shell, with a role in the municipality of that name, which is made when it is new."""
    password = hashed(person.password)
    with database.writing() as connection:
        organisation = organisation_named(connection, person.organisation)
        id = _make_person(connection, person, password)
        _set_grants(connection, organisation, id, (Grant(role),))
        record(connection, Act(organisation, "shell:", "member.add", subject=id))
    return Principal("user", id, organisation, (Grant(role),), person.name)


def change_password(database: Database, email: str, password: str) -> bool:
    """Give an account another password, and end its sessions; `False` when there is none of that address."""
    kept = hashed(password)
    with database.writing() as connection:
        id = connection.execute(select(User.id).where(User.email == folded(email))).scalar()
        if id is None:
            return False
        connection.execute(update(User).where(User.id == id).values(password=kept))
        connection.execute(delete(Session).where(Session.user == id))
        homes = select(GrantRow.organisation).where(GrantRow.user == id).distinct()
        for organisation in list(connection.execute(homes).scalars()):
            record(connection, Act(organisation, "shell:", "member.password", subject=id))
    return True


def organisation_named(connection: Connection, name: str) -> str:
    """The id of the municipality of that name, which is made when it is new."""
    found = connection.execute(select(Organisation.id).where(Organisation.name == name)).scalar()
    return found or _make_organisation(connection, name)


def people(database: Database, organisation: str, after: str = "", most: int = 50) -> tuple[Person, ...]:
    """A page of those who have a role in the municipality, in the order of their ids."""
    with database.reading() as connection:
        wanted = (
            select(User.id, User.name, User.email)
            .where(User.id.in_(select(GrantRow.user).where(GrantRow.organisation == organisation)), User.id > after)
            .order_by(User.id)
            .limit(most)
        )
        return tuple(
            Person(row.id, row.name, row.email, grants_in(connection, organisation, row.id))
            for row in connection.execute(wanted)
        )


def set_roles(database: Database, author: Author, id: str, grants: tuple[Grant, ...]) -> bool:
    """Give a member exactly those roles; none removes them. `False` for nobody of this municipality; `LastOwner`."""
    with database.writing() as connection:
        if not grants_in(connection, author.organisation, id):
            return False
        _set_grants(connection, author.organisation, id, grants)
        owner = (GrantRow.role == Role.OWNER.word, GrantRow.plan == "", GrantRow.chapter == "")
        owners = select(func.count()).select_from(GrantRow).where(GrantRow.organisation == author.organisation, *owner)
        if not connection.execute(owners).scalar():
            raise LastOwner
        if not grants:
            mine = (Session.user == id, Session.organisation == author.organisation)
            connection.execute(delete(Session).where(*mine))
        record(connection, author.act("member.change" if grants else "member.remove", subject=id))
    return True


def grants_in(connection: Connection, organisation: str, user: str) -> tuple[Grant, ...]:
    """The roles of a person in a municipality."""
    wanted = select(GrantRow.role, GrantRow.plan, GrantRow.chapter).where(
        GrantRow.organisation == organisation, GrantRow.user == user
    )
    return tuple(Grant(role_of(row.role), row.plan, row.chapter) for row in connection.execute(wanted))


def roles_of(connection: Connection, user: str) -> dict[str, tuple[Grant, ...]]:
    """The roles of a person in every municipality that they belong to, by its id and in that order."""
    wanted = select(GrantRow.organisation, GrantRow.role, GrantRow.plan, GrantRow.chapter).where(GrantRow.user == user)
    found: dict[str, list[Grant]] = {}
    for row in connection.execute(wanted.order_by(GrantRow.organisation)):
        found.setdefault(row.organisation, []).append(Grant(role_of(row.role), row.plan, row.chapter))
    return {organisation: tuple(grants) for organisation, grants in found.items()}


def municipality_names(database: Database, organisations: Iterable[str]) -> dict[str, str]:
    """The names of municipalities by their ids, in the order of the names."""
    wanted = select(Organisation.id, Organisation.name).where(Organisation.id.in_(list(organisations)))
    with database.reading() as connection:
        return {row.id: row.name for row in connection.execute(wanted.order_by(Organisation.name, Organisation.id))}


def folded(email: str) -> str:
    """An e-mail address as it is kept and compared."""
    return email.strip().lower()


def _nobody(connection: Connection) -> bool:
    return not any(connection.execute(select(table.id).limit(1)).first() for table in (User, Key))


def _invitation(connection: Connection, secret: str) -> Invited | None:
    row = connection.execute(select(Invitation).where(Invitation.sha256 == kept_secret(secret))).first()
    if row is None or row.expires_at <= now() or (not row.organisation and not _nobody(connection)):
        return None
    name = connection.execute(select(Organisation.name).where(Organisation.id == row.organisation)).scalar()
    grants = tuple(Grant(role_of(one["role"]), one["plan"], one["chapter"]) for one in row.grants)
    return Invited(row.organisation, name or "", row.email, grants)


def _known(database: Database, person: NewPerson) -> str:
    """The id of the account of that address, "" for none. `EmailTaken` for a password that is not its own."""
    email = folded(person.email)
    with database.reading() as connection:
        row = connection.execute(select(User.id, User.password).where(User.email == email)).first()
    if row is None:
        return ""
    if _GUESSES.wait(email) or not is_right(person.password, row.password):
        raise EmailTaken
    return str(row.id)


def _make_organisation(connection: Connection, name: str) -> str:
    id = token_hex(8)
    connection.execute(insert(Organisation).values(id=id, name=name, created_at=now()))
    return id


def _make_person(connection: Connection, person: NewPerson, password: str) -> str:
    email, id = folded(person.email), token_hex(8)
    if connection.execute(select(User.id).where(User.email == email)).first():
        raise EmailTaken
    connection.execute(insert(User).values(id=id, email=email, name=person.name, password=password, created_at=now()))
    return id


def _set_grants(connection: Connection, organisation: str, user: str, grants: Iterable[Grant]) -> None:
    connection.execute(delete(GrantRow).where(GrantRow.organisation == organisation, GrantRow.user == user))
    for grant in {(grant.plan, grant.chapter): grant for grant in grants}.values():
        connection.execute(insert(GrantRow).values(organisation=organisation, user=user, **_grant_json(grant)))


def _grant_json(grant: Grant) -> dict[str, Any]:
    return {"role": grant.role.word, "plan": grant.plan, "chapter": grant.chapter}
