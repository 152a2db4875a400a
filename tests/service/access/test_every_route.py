"""Every route, asked by nobody, by every role, and by the owner of another municipality: no leak, no unlisted route."""

import pytest

from service.access.permission import Reach, permission_of
from service.access.principal import Role

OURS = ("Notat om skulen", "nes-2027", "Nes kommune", "kari@nes.no", "Kari Nordmann", "nytt tak")
VALUES = {"plan": None, "block": "drift", "file": "plan.yaml", "revision": 1}
WITHOUT_ROLE = (Reach.OPEN, Reach.MACHINE)


def requests(town):
    """(method, address, permission) of every route, on the plan of "nes"."""
    for rule in town.app.url_map.iter_rules():
        permission = permission_of(town.app.view_functions[rule.endpoint])
        values = VALUES | {"plan": town.plans["nes"]}
        named = {name: values.get(name, "0" * 16) for name in rule.arguments}
        _, address = rule.build(named)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, address, permission


@pytest.fixture
def asked(town):
    """`asked(method, address, headers)`: the answer; what the routes change does not matter, since nothing lasts."""
    town.settings.data.mkdir(exist_ok=True)

    def ask(method, address, headers=None):
        return town.client.open(address, method=method, headers=headers, buffered=True)

    return ask


def test_every_route_states_its_permission(town):
    assert [(method, address) for method, address, permission in requests(town) if permission is None] == []


def test_a_route_that_states_none_answers_nobody(town):
    town.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = town.client.get("/forgotten", headers=town.headers())
    assert (answer.status_code, b"secret" in answer.data) == (403, False)


def test_nobody_gets_in_where_a_role_is_needed(town, asked):
    let_in = [
        (method, address)
        for method, address, permission in requests(town)
        if permission.reach not in WITHOUT_ROLE and not is_kept_out(asked(method, address))
    ]
    assert let_in == []


def is_kept_out(answer):
    """401, or for a page the way to the sign-in."""
    return answer.status_code == 401 or answer.headers.get("Location", "").startswith("/sign-in?")


@pytest.mark.parametrize("role", [role.word for role in Role])
def test_a_role_opens_what_it_should_and_nothing_else(town, asked, role):
    headers = town.headers(role)
    wrong = []
    for method, address, permission in requests(town):
        if permission.reach is Reach.OPEN or address.startswith("/v1/session"):
            continue
        status = asked(method, address, headers).status_code
        is_let_in = status not in (401, 403)
        is_due = permission.role.word in [one.word for one in Role if one <= Role[role.upper()]]
        if is_let_in is not is_due:
            wrong.append((method, address, status))
    assert wrong == []


def test_another_municipality_learns_nothing(town, asked):
    headers = town.headers("owner", "vik")
    told = []
    for method, address, _ in requests(town):
        answer = asked(method, address, headers)
        text = answer.get_data(as_text=True)
        told += [(method, address, word) for word in OURS if word in text]
        if town.plans["nes"] in address:
            told += [(method, address, answer.status_code)] if answer.status_code != 404 else []
        elif town.plans["nes"] in text or town.owners["nes"].organisation in text:
            told.append((method, address, text[:200]))
    assert told == []
