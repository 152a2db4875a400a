"""Requests that nobody's program would send: each is refused for what it is, and none makes the service fall over."""

import pytest

from service.store.names import is_file_name


def nested(depth):
    return "[" * depth + "]" * depth


def test_a_key_may_last_until_the_end_of_time(town):
    order = {"label": "k", "role": "reader", "expires": "9999-12-31"}
    made = town.client.post("/v1/keys", json=order, headers=town.headers())
    assert (made.status_code, made.get_json()["expires_at"]) == (201, "9999-12-31T23:59:59.999Z")
    headers = {"Authorization": f"Bearer {made.get_json()['key']}"}
    assert town.client.get(town.address(), headers=headers).status_code == 200


def test_a_key_that_would_never_work_is_not_made(town):
    order = {"label": "k", "role": "reader", "expires": "2020-12-31"}
    refused = town.client.post("/v1/keys", json=order, headers=town.headers())
    assert (refused.status_code, refused.get_json()["faults"][0]["code"]) == (422, "service-key-over")


@pytest.mark.parametrize("depth", [21, 300, 900, 980, 50_000])
def test_a_head_that_is_nested_too_deeply_is_refused(town, depth):
    body = f'{{"text": "x", "head": {{"a": {nested(depth)}}}}}'
    sent = {"Content-Type": "application/json", **town.headers("editor")}
    answer = town.client.put(town.address("/blocks/ny"), data=body, headers=sent)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "service-faulty-request")


@pytest.mark.parametrize("head", ['{"owner": "\\ud800"}', '{"\\udfff": 1}', '{"owner": "%s"}' % ("a" * 21_000)])
def test_a_head_that_no_file_can_hold_is_refused(town, head):
    sent = {"Content-Type": "application/json", **town.headers("editor")}
    body = f'{{"text": "x", "head": {head}}}'
    assert town.client.put(town.address("/blocks/ny"), data=body, headers=sent).status_code == 422


def test_a_text_that_cannot_be_shown_as_html_is_still_kept(town):
    text = "".join(" " * depth + "- a\n" for depth in range(200))
    address = town.address("/blocks/djup")
    saved = town.client.put(address, json={"text": text}, headers=town.headers("editor"))
    assert saved.status_code == 201
    as_page = town.client.get(f"{address}?format=html", headers=town.headers("reader"))
    assert as_page.status_code in (200, 422)
    assert town.client.get(address, headers=town.headers("reader")).get_json()["text"] == text


@pytest.mark.parametrize("origin", ["null", "http://null", "https://evil.example", "//"])
def test_a_page_from_elsewhere_is_turned_away_even_when_it_hides_where(town, origin):
    headers = town.headers("reader") | {"Origin": origin}
    assert town.client.get("/v1/plans", headers=headers).status_code == 403
    said = {"email": "kari@nes.no", "password": "korrekt hest batteri"}
    assert town.client.post("/v1/session", json=said, headers={"Origin": origin}).status_code == 403


def test_a_page_of_our_own_is_not(town):
    assert town.client.get("/v1/plans", headers=town.headers() | {"Origin": "http://localhost"}).status_code == 200


def test_a_file_and_a_folder_of_the_same_name_cannot_both_be_in_a_plan(town):
    for name in ("narrative", "Narrative/drift.md/x.txt", "plan.yaml/x.txt", "images/KART.png/a.png"):
        answer = town.client.put(town.address(f"/files/{name}"), data=b"x", headers=town.headers("editor"))
        assert (name, answer.status_code) == (name, 422)


@pytest.mark.parametrize("name", ["con", "tables/AUX.csv", "images/nul .png", "lpt1.txt", "narrative", "Ledgers"])
def test_a_name_that_some_system_cannot_keep_is_none(name):
    assert not is_file_name(name)


def test_ordinary_names_are_names():
    assert all(map(is_file_name, ("tables/konto.csv", "narrative/conto.md", "images/narrative.png", "ledgers.csv")))


def test_an_address_with_an_empty_part_leads_nowhere(town):
    for address in ("//evil.example/v1/plans", "/v1//plans", town.address("/files//etc/passwd")):
        answer = town.client.get(address, headers=town.headers())
        assert (address, answer.status_code // 100, answer.headers.get("Location")) == (address, 4, None)


def test_a_plan_that_goes_while_it_is_written_to_is_missing(town, monkeypatch):
    store_save = type(town.store).save

    def gone(store, plan, *arguments):
        store.delete(plan, town.author(), store.plan(town.author().organisation, plan).sequence)
        return store_save(store, plan, *arguments)

    monkeypatch.setattr(type(town.store), "save", gone)
    answer = town.client.put(town.address("/files/ny.txt"), data=b"x", headers=town.headers("editor"))
    assert (answer.status_code, answer.get_json()["code"]) == (404, "service-no-such-plan")


JSON = "application/json"


@pytest.mark.parametrize(
    ("media_type", "body", "code", "place"),
    [
        ("", b"", "service-body-missing", {}),
        ("text/plain", b"text=x", "service-body-type", {}),
        (JSON, b'{"text": "x",\n  oops}', "service-body-json", {"line": 2, "column": 3}),
        (JSON, '{"text": "å"}'.encode("latin-1"), "service-body-json", {}),
        (JSON, b"[1]", "service-body-object", {}),
        (JSON, b"null", "service-body-object", {}),
        (JSON, b'"{}"', "service-parameter-missing", {"pointer": "/text"}),
        (JSON, b"{}", "service-parameter-missing", {"pointer": "/text"}),
        (JSON, b'{"text": "x", "format": "doc"}', "service-parameter-choice", {"pointer": "/format"}),
        (JSON, b'{"text": "x", "a/b~": 1}', "service-parameter-unknown", {"pointer": "/a~1b~0"}),
        (JSON, b'{"text": "%s"}' % (b"x" * 1_000_001), "service-parameter-long", {"pointer": "/text"}),
    ],
)
def test_what_is_wrong_with_a_body_is_said(town, media_type, body, code, place):
    sent = {**({"Content-Type": media_type} if media_type else {}), **town.headers("editor")}
    answer = town.client.put(town.address("/blocks/drift"), data=body, headers=sent)
    fault = answer.get_json()["faults"][0]
    assert (fault["code"], fault["place"]) == (code, place)
    assert answer.status_code == (415 if code == "service-body-type" else 422)


def test_the_choices_and_the_place_within_a_list_are_named(town):
    body = {"email": "ola@nes.no", "grants": [{"role": "reader"}, {"role": "king"}]}
    refused = town.client.post("/v1/members?lang=en", json=body, headers=town.headers())
    (fault,) = refused.get_json()["faults"]
    assert fault["place"] == {"pointer": "/grants/1/role"}
    assert fault["remedy"] == "Choose one of these: owner, editor, reviewer, reader."
    assert refused.headers["Content-Language"] == "en"


def test_a_name_that_no_database_keeps_is_no_fault_of_the_service(town):
    text = b'---\nid: "\\ud800"\nslot: "a\\0"\n---\nTekst.\n'
    saved = town.client.put(town.address("/files/narrative/odd.md"), data=text, headers=town.headers("editor"))
    assert saved.status_code == 201
    assert town.client.get(town.address("/blocks"), headers=town.headers("reader")).status_code == 200


@pytest.mark.parametrize("day", [0, 1.5, True, "0", "1700000000", "2027-13-01", "20270101", "2027-12-31T00:00:00"])
def test_a_day_is_written_as_one(town, day):
    body = {"label": "k", "role": "reader", "expires": day}
    assert town.client.post("/v1/keys", json=body, headers=town.headers()).status_code == 422
    ordered = town.client.post(town.address("/builds"), query_string={"date": day}, headers=town.headers())
    assert ordered.status_code == 422
