"""Word there and back over the API: written in, brought back, clashed, settled, and in the plan in the end."""

import io

import pytest
from docx import Document

from service.access.accounts import organisation_named
from service.access.keys import KeyOrder, make_key
from service.access.principal import Role
from service.store.engine import Database, url_of
from service.store.plans import Author, PlanStore
from tests.service.town import FILES


@pytest.fixture
def nes(client_for, tmp_path):
    """A client with an editor's key of Nes, and the address of a plan of theirs."""
    client = client_for()
    database = Database(url_of(tmp_path / "data"))
    with database.writing() as connection:
        author = Author(organisation_named(connection, "Nes"), "user:a")
    _, text = make_key(database, KeyOrder("word", Role.EDITOR), author)
    files = {**FILES, "plan.yaml": FILES["plan.yaml"].replace(b"type: notat", b"type: tertialrapport")}
    files = {name: content for name, content in files.items() if not name.startswith(("images", "narrative"))}
    files["narrative/samla.md"] = b"---\nid: om-rapporten\n---\nSkulen treng nytt tak. Elevane blir fleire.\n"
    plan = PlanStore(database).create(files, author)
    database.close()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {text}"
    return client, f"/v1/plans/{plan.id}"


def done(client, ended, ordered):
    assert ordered.status_code == 202, ordered.get_json()
    job = ended(client, ordered.headers["Location"])
    assert job["state"] == "done", job["problem"]
    return job


def edited(client, job, old, new):
    """The exported copy with `old` replaced by `new` in the one paragraph that has it."""
    document = Document(io.BytesIO(client.get(job["files"][0]["href"]).data))
    changed = 0
    for node in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        if node.text and old in node.text:
            node.text, changed = node.text.replace(old, new), changed + 1
    assert changed == 1
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def block(client, plan):
    answer = client.get(f"{plan}/blocks/om-rapporten")
    return answer.get_json()["text"], answer.headers["ETag"]


def test_an_edited_copy_comes_back_into_the_plan(nes, ended):
    client, plan = nes
    export = done(client, ended, client.post(f"{plan}/word/exports", json={"comments": False}))
    assert export["files"][0]["name"].endswith(".docx") and export["detail"]["texts"] >= 1
    copy = edited(client, export, "nytt tak", "nytt tak i år")
    told = done(client, ended, client.post(f"{plan}/word/imports", data=copy))
    assert (told["outcome"], told["detail"]["written"]) == ("passed", [])
    assert told["detail"]["blocks"] == {"om-rapporten": "changed"}
    assert "i år" not in block(client, plan)[0]
    written = done(client, ended, client.post(f"{plan}/word/imports?apply=true&name=nes.docx", data=copy))
    assert written["detail"]["written"] == ["narrative/samla.md"]
    assert block(client, plan)[0].strip() == "Skulen treng nytt tak i år. Elevane blir fleire."
    assert b"nes.docx" in client.get(written["report"], headers={"Accept": "text/html"}).data


def test_a_clash_is_listed_and_settled_as_somebody_chooses(nes, ended):
    client, plan = nes
    export = done(client, ended, client.post(f"{plan}/word/exports", json={"comments": False}))
    copy = edited(client, export, "nytt tak", "nye vindauge")
    text, etag = block(client, plan)
    saved = client.put(
        f"{plan}/blocks/om-rapporten",
        json={"text": text.replace("nytt tak", "nye dører")},
        headers={"If-Match": etag},
    )
    assert saved.status_code == 200, saved.get_json()
    told = done(client, ended, client.post(f"{plan}/word/imports", data=copy))
    assert (told["outcome"], told["detail"]["conflicts"]) == ("needs-review", 1)
    (open_one,) = client.get(f"{told['href'].replace('/v1/jobs', f'{plan}/word/imports')}/conflicts").get_json()[
        "items"
    ]
    assert open_one["block"] == "om-rapporten"
    (conflict,) = open_one["conflicts"]
    assert "tak" in conflict["base"] and "dører" in conflict["ours"] and "vindauge" in conflict["theirs"]
    settle = f"{plan}/word/imports/{told['id']}/settle"
    own = conflict["theirs"].replace("vindauge", "vindauge og dører")
    settled = done(client, ended, client.post(settle, json={"choices": {"om-rapporten": [{"text": own}]}}))
    assert (settled["outcome"], settled["detail"]["conflicts"]) == ("passed", 0)
    assert "nye vindauge og dører" in block(client, plan)[0]
    wrong = client.post(settle, json={"choices": {"om-rapporten": ["ours", "theirs"]}})
    refused = ended(client, wrong.headers["Location"])
    assert refused["state"] == "refused"
    assert [fault["code"] for fault in refused["problem"]["faults"]] == ["reconcile-choices"]


def test_what_is_no_copy_of_the_plan_is_refused(nes, ended):
    client, plan = nes
    assert client.post(f"{plan}/word/imports", data=b"").status_code == 422
    assert client.post(f"{plan}/word/imports", data=b"PK\3\4 no more").status_code == 422
    stream = io.BytesIO()
    Document().save(stream)
    other = ended(client, client.post(f"{plan}/word/imports", data=stream.getvalue()).headers["Location"])
    assert other["state"] == "refused"
    assert [fault["code"] for fault in other["problem"]["faults"]] == ["reconcile-no-export"]
    assert client.get(f"{plan}/word/imports/{other['id']}/conflicts").status_code == 409
    assert client.get(f"{plan}/word/imports/{'0' * 32}/conflicts").status_code == 404
