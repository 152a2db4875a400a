"""A key for one chapter: what reaches over it shows no more of the plan than the blocks of that chapter."""

import json

import pytest

from service.access.keys import KeyOrder, make_key
from service.access.principal import Role
from service.jobs.desk import Desk
from service.jobs.job import End, MadeFile, Order
from service.jobs.register import claim
from service.store.values import FileState

SECRET = b"---\nid: skjult\nslot: drift\n---\nL\xc3\xb8yndom.\n"


@pytest.fixture
def limited(town):
    """`limited("editor")`: headers of a key for the chapter "skule" alone, in the plan whose type has such chapters."""
    head = town.store.read(town.plans["nes"], "plan.yaml")
    changed = head[1].replace(b"type: notat", b"type: tertialrapport")
    town.store.save(town.plans["nes"], {"plan.yaml": changed}, {}, town.author())

    def make(role):
        order = KeyOrder("kapittel", Role[role.upper()], (town.plans["nes"],), ("finans",))
        return {"Authorization": f"Bearer {make_key(town.database, order, town.author())[1]}"}

    return make


def done_job(town, kind, inputs):
    """A job of the plan that has made one file of the whole plan."""
    desk = Desk(town.settings.jobs)
    order = Order(kind, inputs, organisation=town.author().organisation, owner="key:x", plan=town.plans["nes"])
    status = desk.enqueue(order)
    with desk.database.writing() as connection:
        claimed = claim(connection, status.id)
    report = json.dumps({"blocks": [{"id": "drift", "conflicts": [{"base": "L\u00f8yndom"}]}]}).encode()
    desk.finish(claimed, End("done", "passed", files=(MadeFile("report.json", len(report), desk.blobs.put(report)),)))
    desk.close()
    return status.id


@pytest.mark.parametrize("kind", ["build", "archive", "survey", "word-export", "word-import"])
@pytest.mark.parametrize("role", ["reader", "owner"])
def test_what_is_made_of_the_whole_plan_is_not_shown_to_who_has_a_chapter(town, limited, kind, role):
    id, headers = done_job(town, kind, {}), limited(role)
    assert town.client.get(f"/v1/jobs/{id}", headers=town.headers("reader")).status_code == 200
    assert town.client.get("/v1/jobs", headers=headers).get_json()["items"] == []
    for address in (f"/v1/jobs/{id}", f"/v1/jobs/{id}/report", f"/v1/jobs/{id}/files/report.json"):
        assert town.client.get(address, headers=headers).status_code == 404
    assert town.client.delete(f"/v1/jobs/{id}", headers=headers).status_code == 404
    assert town.client.get(town.address(f"/word/imports/{id}/conflicts"), headers=headers).status_code in (403, 404)


def test_who_has_the_plan_alone_sees_its_jobs(town):
    id = done_job(town, "build", {})
    headers = town.headers("reader", plans=(town.plans["nes"],))
    assert [job["id"] for job in town.client.get("/v1/jobs", headers=headers).get_json()["items"]] == [id]
    assert town.client.get(f"/v1/jobs/{id}/report", headers=headers, buffered=True).status_code == 200


def test_a_new_block_that_meets_a_file_of_another_chapter_is_not_told_its_text(town, limited):
    saved = town.store.save(town.plans["nes"], {"narrative/merknad.md": SECRET}, {}, town.author())
    assert isinstance(saved[0], FileState)
    body = {"text": "x", "head": {"slot": "finans"}}
    answer = town.client.put(town.address("/blocks/merknad"), json=body, headers=limited("editor"))
    assert (answer.status_code, "L\u00f8yndom" in answer.get_data(as_text=True)) == (403, False)
    # Whoever may read the whole plan is told what is there.
    answer = town.client.put(town.address("/blocks/merknad"), json=body, headers=town.headers("editor"))
    assert (answer.status_code, answer.get_json()["current"]["text"]) == (412, "L\u00f8yndom.\n")


def test_what_a_file_was_in_another_chapter_is_not_shown_to_this_one(town, limited):
    file, plan = "narrative/merknad.md", town.plans["nes"]
    town.store.save(plan, {file: SECRET}, {}, town.author())
    town.store.save(plan, {file: b"---\nid: merknad\nslot: finans\n---\nOpen.\n"}, {}, town.author())
    headers = limited("editor")
    past = [town.client.get(town.address(f"/blocks/merknad/revisions/{number}"), headers=headers) for number in (1, 2)]
    assert [answer.status_code for answer in past] == [403, 200]
    page = town.client.get(f"/plans/{plan}/history/{file}?revision=2", headers=headers)
    assert (page.status_code, "L\u00f8yndom" in page.get_data(as_text=True)) == (200, False)
    back = town.client.post(f"/plans/{plan}/history/{file}", data={"revision": "1"}, headers=headers)
    assert back.status_code == 403
    assert (
        town.client.get(town.address("/blocks/merknad/revisions/1"), headers=town.headers("reader")).status_code == 200
    )
