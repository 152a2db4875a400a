"""Keys, sessions and links: who gets in, for how long, and what stops somebody who should not."""

from datetime import UTC, datetime, timedelta

import pytest

from service.access.accounts import (
    EmailTaken,
    LastOwner,
    NewPerson,
    accept,
    add_person,
    change_password,
    invitation,
    invite,
    is_fresh,
    people,
    set_roles,
)
from service.access.guesses import FORGOTTEN_SECONDS, Guesses, network_of
from service.access.keys import KeyOrder, keys, make_key, principal_of_key, revoke_key
from service.access.passwords import hashed, is_fit, is_right
from service.access.principal import Grant, Principal, Role
from service.access.rates import Rates
from service.access.sessions import COOKIE
from service.store.engine import url_of
from service.store.plans import Author
from service.store.schema import opened
from service.store.tables import Invitation, Session
from tests.service.town import PASSWORD, Town

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def key_with(town, **order):
    return make_key(town.database, KeyOrder("k", **{"role": Role.EDITOR, **order}), town.author())


# ---- keys ----


def test_a_key_stands_for_its_municipality_and_role_and_is_nowhere_in_the_database(town):
    state, text = key_with(town, plans=("a", "b"), chapters=("c",))
    principal = principal_of_key(town.database, text)
    assert (principal.kind, principal.organisation, principal.who) == (
        "key",
        town.author().organisation,
        f"key:{state.id}",
    )
    assert set(principal.grants) == {Grant(Role.EDITOR, plan, "c") for plan in ("a", "b")}
    written = b"".join(path.read_bytes() for path in town.settings.data.glob("plansats.sqlite*"))
    assert text.encode() not in written
    assert text.rpartition("_")[2].encode() not in written


@pytest.mark.parametrize("change", ["expired", "revoked", "last letter", "prefix", "nothing", "empty"])
def test_a_key_that_is_not_quite_right_opens_nothing(town, change):
    state, text = key_with(town, expires_at=YESTERDAY if change == "expired" else TOMORROW)
    if change == "revoked":
        assert revoke_key(town.database, state.id, town.author())
    wrong = {
        "last letter": text[:-1] + ("A" if text[-1] != "A" else "B"),
        "prefix": text.replace(state.prefix, "0" * 12),
        "empty": "",
    }.get(change, text)
    found = principal_of_key(town.database, wrong)
    assert (found is not None) is (change == "nothing")
    answer = town.client.get("/v1/plans", headers={"Authorization": f"Bearer {wrong}"})
    assert answer.status_code == (200 if change == "nothing" else 401)


def test_a_key_can_be_revoked_by_its_own_municipality_only(town):
    state, text = key_with(town)
    assert not revoke_key(town.database, state.id, town.author("vik"))
    assert state.id in {one.id for one in keys(town.database, town.author().organisation)}
    assert state.id not in {one.id for one in keys(town.database, town.author("vik").organisation)}
    assert principal_of_key(town.database, text)


def test_a_key_reaches_the_plans_and_chapters_that_it_names(town):
    other = town.store.create({"plan.yaml": b"id: other\ntype: notat\n"}, town.author()).id
    limited = town.headers("editor", plans=(town.plans["nes"],))
    assert [plan["id"] for plan in town.client.get("/v1/plans", headers=limited).get_json()["items"]] == [
        town.plans["nes"]
    ]
    assert town.client.get(f"/v1/plans/{other}", headers=limited).status_code == 404
    assert town.client.post("/v1/plans", headers=limited, json={}).status_code == 403
    assert town.client.get(town.address("/files"), headers=limited).status_code == 200


def test_an_editor_of_one_chapter_writes_there_and_nowhere_else(town):
    plan = town.store.create(
        {
            "plan.yaml": b"id: t\ntype: tertialrapport\ntitle: T\nform: nn\n",
            "narrative/okonomi.md": b"Tal.\n",
            "narrative/vedtak.md": b"1. Vedtak.\n",
        },
        town.author(),
    ).id
    headers = town.headers("editor", plans=(plan,), chapters=("okonomi",))
    blocks = town.client.get(f"/v1/plans/{plan}/blocks", headers=headers).get_json()["items"]
    assert [block["id"] for block in blocks] == ["okonomi"]

    def put(block, body):
        return town.client.put(f"/v1/plans/{plan}/blocks/{block}", headers=headers | {"If-Match": "*"}, json=body)

    assert put("okonomi", {"text": "Nye tal.\n"}).status_code == 200
    assert put("vedtak", {"text": "Nytt vedtak.\n"}).status_code == 403
    assert town.client.get(f"/v1/plans/{plan}/blocks/vedtak", headers=headers).status_code == 403
    # A block that is moved into another chapter by its own head is still a write there.
    assert put("okonomi", {"text": "x", "head": {"slot": "vedtak"}}).status_code == 403
    assert town.client.put(f"/v1/plans/{plan}/files/plan.yaml", headers=headers, data=b"x").status_code == 403
    assert town.store.read(plan, "narrative/vedtak.md")[1] == b"1. Vedtak.\n"


def test_a_role_covers_what_it_names():
    somebody = Principal("user", "1", "nes", (Grant(Role.EDITOR, "p", "c"), Grant(Role.READER, "q")))
    assert somebody.may(Role.EDITOR, "p", "c") and somebody.may(Role.READER, "p", "c")
    assert not somebody.may(Role.EDITOR, "p") and not somebody.may(Role.EDITOR, "p", "d")
    assert somebody.may_in_part(Role.EDITOR, "p") and not somebody.may_in_part(Role.OWNER, "p")
    assert somebody.may(Role.READER, "q", "any") and not somebody.may(Role.READER)
    assert somebody.plans() == {"p", "q"} and somebody.plans(Role.EDITOR) == {"p"}
    assert Principal("key", "2", "nes", (Grant(Role.OWNER),)).plans() is None


# ---- sessions ----


def signed_in(town, client=None, email="kari@nes.no", password=PASSWORD):
    return (client or town.client).post("/v1/session", json={"email": email, "password": password})


def test_a_password_opens_a_session_whose_cookie_scripts_cannot_read(town):
    answer = signed_in(town, email=" KARI@nes.no ")
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 200
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    assert town.client.get("/v1/plans").status_code == 200
    assert town.client.get("/v1/session").get_json()["label"] == "Kari nes"


def test_a_cookie_over_https_never_travels_otherwise(tmp_path):
    town = Town(tmp_path, public_url="https://plan.example")
    answer = signed_in(town)
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]
    town.close()


def test_a_write_by_cookie_needs_the_token_and_one_by_key_does_not(town):
    csrf = signed_in(town).get_json()["csrf"]
    url = town.address("/files/note.txt")
    assert town.client.put(url, data=b"1").get_json()["code"] == "service-csrf"
    assert town.client.put(url, data=b"1", headers={"X-CSRF-Token": "x"}).status_code == 403
    assert town.client.put(url, data=b"1", headers={"X-CSRF-Token": csrf}).status_code == 201
    fresh = town.app.test_client()
    assert fresh.put(url, data=b"2", headers=town.headers() | {"If-Match": "*"}).status_code == 200


def test_signing_out_and_old_sessions_end_it(town):
    csrf = signed_in(town).get_json()["csrf"]
    kept = town.client.get_cookie(COOKIE).value
    assert town.client.delete("/v1/session", headers={"X-CSRF-Token": csrf}).status_code == 204
    town.client.set_cookie(COOKIE, kept)
    assert town.client.get("/v1/plans").status_code == 401
    signed_in(town)
    with town.database.writing() as connection:
        connection.execute(Session.__table__.update().values(expires_at=YESTERDAY))
    assert town.client.get("/v1/plans").status_code == 401


def test_a_wrong_password_and_an_unknown_person_are_told_apart_by_nobody(town):
    wrong = signed_in(town, password="feil hest batteri")
    unknown = signed_in(town, email="ola@nes.no")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.get_json() == unknown.get_json()


def tried(town, password, address, email="kari@nes.no"):
    said, place = {"email": email, "password": password}, {"REMOTE_ADDR": address}
    return town.app.test_client().post("/v1/session", json=said, environ_base=place)


def test_whoever_guesses_waits_and_the_owner_does_not(tmp_path):
    town = Town(tmp_path, sign_ins=2)
    assert [tried(town, "feil", "10.0.0.66").status_code for _ in range(4)] == [401, 401, 429, 429]
    stopped = tried(town, PASSWORD, "10.0.0.66")
    assert stopped.status_code == 429, "nor is the right one looked at"
    assert 0 < int(stopped.headers["Retry-After"]) <= 30
    assert tried(town, PASSWORD, "10.0.0.1").status_code == 200
    assert tried(town, "feil", "10.0.0.66", "ola@nes.no").status_code == 401, "another account at that address"
    town.close()


def test_who_has_several_municipalities_chooses_and_comes_back_to_the_last(town):
    here, there = (town.author(name).organisation for name in ("nes", "vik"))
    secret = invite(town.database, town.author("vik"), "kari@nes.no", (Grant(Role.READER),))
    assert accept(town.database, secret, NewPerson("Kari", "kari@nes.no", PASSWORD)).homes == tuple(
        sorted((here, there))
    )
    client = town.app.test_client()
    first = client.post("/v1/session", json={"email": "kari@nes.no", "password": PASSWORD, "organisation": here})
    assert {one["name"] for one in first.get_json()["organisations"]} == {"Nes kommune", "Vik kommune"}
    cookie = client.get_cookie(COOKIE).value
    moved = client.put("/v1/session", json={"organisation": there}, headers={"X-CSRF-Token": first.get_json()["csrf"]})
    assert (moved.status_code, moved.get_json()["organisation"]) == (200, there)
    assert [grant["role"] for grant in moved.get_json()["grants"]] == ["reader"]
    assert client.get(town.address()).status_code == 404, "the plan of the other municipality"
    client.set_cookie(COOKIE, cookie)
    assert client.get("/v1/session").status_code == 401, "the session before is over"
    page = town.app.test_client()
    back = signed_in(town, page, "kari@nes.no").get_json()
    assert back["organisation"] == there, "where she was last"
    assert "Nes kommune" in page.get("/").get_data(as_text=True)
    assert page.post("/municipality", data={"organisation": here, "csrf": back["csrf"]}).status_code == 303
    assert page.get(town.address()).status_code == 200


def test_nobody_goes_to_a_municipality_that_is_not_theirs(town):
    client, there = town.app.test_client(), {"organisation": town.author("vik").organisation}
    token = {"X-CSRF-Token": signed_in(town, client).get_json()["csrf"]}
    assert client.put("/v1/session", json=there, headers=token).status_code == 404
    assert client.put("/v1/session", json=there).status_code == 403, "without the token"
    assert town.client.put("/v1/session", json=there, headers=town.headers()).status_code == 404, "nor does a key"
    assert client.get("/v1/session").status_code == 200


def test_who_has_no_role_any_more_is_out_at_once(town):
    secret = invite(town.database, town.author(), "ola@nes.no", (Grant(Role.EDITOR),))
    ola = accept(town.database, secret, NewPerson("Ola", "ola@nes.no", PASSWORD))
    client = town.app.test_client()
    signed_in(town, client, "ola@nes.no")
    assert client.get("/v1/plans").status_code == 200
    assert set_roles(town.database, town.author(), ola.id, ())
    assert client.get("/v1/plans").status_code == 401
    with pytest.raises(LastOwner):
        set_roles(town.database, town.author(), town.owners["nes"].id, ())
    assert not set_roles(town.database, town.author("vik"), town.owners["nes"].id, ())
    assert len(people(town.database, town.author().organisation)) == 1


@pytest.mark.parametrize(
    ("password", "fit"),
    [("korrekt hest batteri", True), ("kort", False), ("aaaaaaaaaaaaaaaa", False), ("x" * 201, False)],
)
def test_a_password_is_long_and_not_one_letter(password, fit):
    assert is_fit(password) is fit


def test_passwords_are_kept_as_argon2():
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$") and PASSWORD not in kept
    assert is_right(PASSWORD, kept) and not is_right("annet", kept)
    assert not is_right("nobody", "") and not is_right("x", "broken")


# ---- links ----


def test_the_first_owner_comes_in_by_a_link_that_works_once(tmp_path):
    database = opened(url_of(tmp_path))
    assert is_fresh(database)
    secret = invite(database, Author("", "shell:"))
    later = invite(database, Author("", "shell:"))
    assert invitation(database, secret) is None, "a new start makes a new link"
    person = NewPerson("Siri", "siri@hol.no", PASSWORD, "Hol kommune")
    owner = accept(database, later, person)
    assert owner.may(Role.OWNER)
    assert accept(database, later, person) is None
    assert not is_fresh(database)
    unused = invite(database, Author("", "shell:"))
    assert invitation(database, unused) is None, "there is an owner"
    database.close()


def test_a_link_is_for_one_person_and_its_roles(town):
    secret = invite(town.database, town.author(), "Ola@nes.no", (Grant(Role.READER, "p"),))
    assert invitation(town.database, secret).email == "ola@nes.no"
    assert invitation(town.database, secret + "x") is None
    with town.database.writing() as connection:
        connection.execute(Invitation.__table__.update().values(expires_at=YESTERDAY))
    assert invitation(town.database, secret) is None


def test_an_account_is_made_once(town):
    with pytest.raises(EmailTaken):
        add_person(town.database, NewPerson("K", "kari@nes.no", PASSWORD, "Nes kommune"), Role.OWNER)


def test_who_was_a_member_once_comes_back_with_the_password_they_have(town):
    grants = (Grant(Role.READER),)
    secret = invite(town.database, town.author(), "ola@nes.no", grants)
    ola = accept(town.database, secret, NewPerson("Ola", "ola@nes.no", PASSWORD))
    assert set_roles(town.database, town.author(), ola.id, ())
    secret = invite(town.database, town.author(), "ola@nes.no", (Grant(Role.EDITOR),))
    with pytest.raises(EmailTaken):
        accept(town.database, secret, NewPerson("Ola", "ola@nes.no", "et helt annet passord"))
    again = accept(town.database, secret, NewPerson("Ola", "ola@nes.no", PASSWORD))
    assert (again.id, again.grants) == (ola.id, (Grant(Role.EDITOR),))
    # And so does somebody who works for another municipality.
    secret = invite(town.database, town.author("vik"), "kari@nes.no", grants)
    kari = accept(town.database, secret, NewPerson("K", "kari@nes.no", PASSWORD))
    assert (kari.id, kari.organisation) == (town.owners["nes"].id, town.author("vik").organisation)


def test_a_link_is_no_way_to_try_passwords(town):
    secret = invite(town.database, town.author("vik"), "kari.gjest@nes.no", (Grant(Role.READER),))
    add_person(town.database, NewPerson("K", "kari.gjest@nes.no", PASSWORD, "Nes kommune"), Role.READER)
    for number in range(5):
        with pytest.raises(EmailTaken):
            accept(town.database, secret, NewPerson("K", "kari.gjest@nes.no", f"gjetning nummer {number}"))
    with pytest.raises(EmailTaken):
        accept(town.database, secret, NewPerson("K", "kari.gjest@nes.no", PASSWORD))


def test_a_new_password_ends_what_the_old_one_opened(town):
    client = town.app.test_client()
    signed_in(town, client, "kari@nes.no")
    assert change_password(town.database, "KARI@nes.no", "et helt nytt passord")
    assert client.get("/v1/plans").status_code == 401
    old, new = ({"email": "kari@nes.no", "password": word} for word in (PASSWORD, "et helt nytt passord"))
    assert [client.post("/v1/session", json=said).status_code for said in (old, new)] == [401, 200]
    assert not change_password(town.database, "ingen@nes.no", "et helt nytt passord")


# ---- how often, and from where ----


class Hours:
    """A clock that goes when it is told."""

    def __init__(self):
        self.moment = 0.0

    def __call__(self):
        return self.moment


def test_waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten():
    clock = Hours()
    guesses, waits = Guesses(3, clock), []
    for _ in range(10):
        while wait := guesses.wait("kari", "10.0.0.6"):
            waits.append(wait)
            clock.moment += wait
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    clock.moment += FORGOTTEN_SECONDS
    assert [guesses.wait("kari", "10.0.0.6") for _ in range(4)] == [0, 0, 0, 30]


def test_a_flood_from_everywhere_keeps_strangers_out_and_the_owner_in():
    guesses = Guesses(2, Hours())
    assert guesses.wait("kari", "10.0.0.1") == 0
    guesses.was_right("kari", "10.0.0.1")
    tries = [guesses.wait("kari", f"203.0.113.{number}") for number in range(30)]
    assert tries == [0] * 20 + [30] * 10
    assert guesses.wait("kari", "10.0.0.1") == 0


def test_who_tries_one_password_on_everybody_waits_too():
    guesses = Guesses(2, Hours())
    assert [guesses.wait(f"person {number}", "203.0.113.5") for number in range(22)] == [0] * 20 + [30] * 2
    assert guesses.wait("person 1", "203.0.113.6") == 0


def test_one_household_is_one_address():
    assert network_of("2001:db8:1:2:3::1") == network_of("2001:db8:1:2:ffff::9") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1") == "10.0.0.1"
    assert network_of("") == ""


def test_a_bucket_fills_again_as_time_goes():
    moment = [0.0]
    rates = Rates(60, 3, lambda: moment[0])
    assert [rates.wait("a") for _ in range(5)] == [0, 0, 0, 1, 1]
    assert rates.wait("b") == 0
    moment[0] = 2.0
    assert [rates.wait("a") for _ in range(3)] == [0, 0, 1]


def test_who_asks_too_often_is_told_when_to_come_back(tmp_path):
    town = Town(tmp_path, requests_a_minute=60, burst=4)
    headers = town.headers()
    codes = [town.client.get("/v1/plans", headers=headers).status_code for _ in range(6)]
    assert codes[:4] == [200] * 4 and codes[4:] == [429] * 2
    limited = town.client.get("/v1/plans", headers=headers)
    assert limited.mimetype == "application/problem+json"
    assert int(limited.headers["Retry-After"]) >= 1
    assert town.client.get("/v1/plans", headers=town.headers("reader")).status_code == 200
    assert town.client.get("/livez").status_code == 200
    made_up = [{"Authorization": f"Bearer ps_{number:012x}_{'x' * 43}"} for number in range(6)]
    codes = [town.client.get("/v1/plans", headers=headers).status_code for headers in made_up]
    assert codes == [401] * 4 + [429] * 2, "who makes keys up is counted by the address"
    town.close()


def test_only_names_of_our_own_are_answered_and_pages_from_elsewhere_are_not(tmp_path):
    town = Town(tmp_path, public_url="https://plan.example", hosts=("plan.internal",))
    for host, status in (("plan.example", 200), ("plan.internal", 200), ("localhost", 200), ("evil.example", 400)):
        assert town.client.get("/livez", headers={"Host": host}).status_code == status, host
    own = {"Origin": "https://plan.example", "Host": "127.0.0.1:8770"}
    assert town.client.get("/livez", headers=own).status_code == 200
    assert town.client.get("/livez", headers={"Origin": "https://evil.example"}).status_code == 403
    town.close()


def test_metrics_are_for_this_machine_or_an_owner(town):
    def status(**request):
        return town.client.get("/metrics", **request).status_code

    away = {"environ_base": {"REMOTE_ADDR": "10.0.0.1"}}
    assert status() == 200
    assert status(**away) == 401
    assert status(**away, headers=town.headers("owner")) == 200
    assert status(**away, headers=town.headers("editor")) == 403
    assert status(headers={"X-Forwarded-For": "10.0.0.1"}) == 401, "a proxy on this machine brings others"
