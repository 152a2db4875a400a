"""Plans over HTTP: in as a zip or as JSON with all faults at once, home again as the same folder."""

import io
import json
import zipfile

import pytest

from assembler.assemble.supply import from_folder
from assembler.plan.dump import plan_json
from assembler.plan.load import load_json
from assembler.resources import samples
from service.archive import packed
from tests.service.town import FILES

ZIP = "application/zip"


def folder_of(sample):
    root = samples(sample)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zipped_folder_is_kept_and_comes_home_to_the_byte(ask):
    files = folder_of("nesfjord")
    made = ask("POST", "/v1/plans", data=packed(files), content_type=ZIP)
    assert made.status_code == 201, made.get_json()
    assert made.get_json()["name"] == "nesfjord-tertial-2-2026"
    plan = made.headers["Location"]
    home = ask("GET", f"{plan}/archive")
    assert unzipped(home.data) == files
    assert home.headers["ETag"] == made.headers["ETag"] == ask("GET", plan).headers["ETag"]
    judged = ask("GET", f"{plan}/faults").get_json()
    assert (judged["buildable"], judged["sequence"]) == (True, 1)


def test_a_plan_as_json_becomes_the_folder_that_says_the_same(ask, hall, tmp_path):
    value = plan_json(load_json(json.loads(json.dumps(JSON_PLAN))).plan)
    made = ask("POST", "/v1/plans", json=value)
    assert made.status_code == 201, made.get_json()
    files = hall.store.folder(made.get_json()["id"])
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert {**plan_json(from_folder(tmp_path).loaded.plan), "narrative": ()} == {**value, "narrative": ()}
    assert set(files) == {
        "plan.yaml",
        "areas.yaml",
        "tables/folketal.yaml",
        "narrative/drift.md",
        "narrative/nb/drift.md",
    }


JSON_PLAN = {
    "id": "json-plan",
    "type": "notat",
    "title": "Frå JSON: «ja» og nei",
    "edition": "forslag",
    "form": "nn",
    "year": 2027,
    "date": "2026-11-03",
    "municipality": {"name": "Nes kommune", "invented": True},
    "areas": [{"id": "0301", "name": "Oppvekst"}, {"id": "no", "name": "1e3"}],
    "tables": [
        {
            "id": "folketal",
            "title": "Folketal",
            "columns": [{"label": "År", "kind": "text"}, {"label": "Folk", "kind": "number"}],
            "rows": [{"cells": ["2026", "0.50"]}],
        }
    ],
    "narrative": [
        {"id": "drift", "form": "nn", "text": "Ikkje *berre* tekst.\n"},
        {"id": "drift", "form": "nb", "text": "Bokmål.\n"},
    ],
}


def test_a_plan_with_faults_is_refused_with_all_of_them_and_nothing_is_kept(ask):
    before = len(ask("GET", "/v1/plans?limit=200").get_json()["items"])
    broken = packed({"plan.yaml": b"id: x\ntype: 7\ncolour: red\n", "areas.csv": b"id;name\n;Skule\n"})
    answer = ask("POST", "/v1/plans", data=broken, content_type=ZIP)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "service-plan-refused")
    assert {fault["place"]["file"] for fault in problem["faults"]} == {"plan.yaml", "areas.csv"}
    answer = ask("POST", "/v1/plans", json={"id": 1, "narrative": [{"text": 2}]})
    assert answer.status_code == 422 and len(answer.get_json()["faults"]) > 3
    assert ask("POST", "/v1/plans", data="{", content_type="application/json").status_code == 422
    assert len(ask("GET", "/v1/plans?limit=200").get_json()["items"]) == before


@pytest.mark.parametrize("name", ["top//etc/x.md", "top/a/../../x.md", "top/./x.md", "top/a:b.md", "top/x. "])
def test_a_zip_never_reaches_out_of_the_folder(ask, name):
    content = packed({"top/plan.yaml": HEAD, name: b"x"})
    answer = ask("POST", "/v1/plans", data=content, content_type=ZIP)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "service-plan-refused")
    codes = {fault["code"] for fault in answer.get_json()["faults"]}
    assert codes <= {"service-file-name", "service-zip-name"}


def test_ledgers_that_a_zip_brings_are_judged_with_the_rest(ask):
    files = {"plan.yaml": HEAD + b"accounts: [{file: drift.csv, year: 2026}]\n", "drift.csv": b"not;a\nledger;at all\n"}
    faults = ask("POST", "/v1/plans", data=packed(files), content_type=ZIP).get_json()["faults"]
    assert [fault["place"]["file"] for fault in faults] == ["drift.csv"]


def test_the_same_order_again_makes_no_second_plan(ask):
    content = packed({"plan.yaml": HEAD})
    key = {"Idempotency-Key": "order-1"}
    first, again = (ask("POST", "/v1/plans", data=content, content_type=ZIP, headers=key).get_json() for _ in range(2))
    assert first["id"] == again["id"]
    other = ask("POST", "/v1/plans", json=JSON_PLAN, headers=key)
    assert (other.status_code, other.get_json()["code"]) == (422, "service-key-reused")


HEAD = FILES["plan.yaml"]


def test_plans_are_listed_in_pages_that_lead_through_all(hall, ask):
    made = {hall.store.create(FILES, hall.author()).id for _ in range(3)}
    seen, address = [], "/v1/plans?limit=2"
    while address:
        page = ask("GET", address).get_json()
        assert len(page["items"]) <= 2
        seen += [plan["id"] for plan in page["items"]]
        address = page["next"]
    assert made <= set(seen) and len(seen) == len(set(seen))
    assert hall.plans["vik"] not in seen


def test_a_plan_is_deleted_by_an_owner_who_has_seen_its_last_state(ask, plan, hall):
    etag = ask("GET", plan).headers["ETag"]
    ask("PUT", f"{plan}/files/note.txt", data=b"x")
    assert ask("DELETE", plan).status_code == 403
    assert ask("DELETE", plan, role="owner").status_code == 428
    changed = ask("DELETE", plan, role="owner", headers={"If-Match": etag})
    assert (changed.status_code, changed.get_json()["current"]["sequence"]) == (412, 2)
    now = {"If-Match": changed.headers["ETag"]}
    assert ask("DELETE", plan, role="owner", headers=now).status_code == 204
    assert ask("GET", plan).status_code == 404
    log = ask("GET", f"/v1/audit?plan={plan.rpartition('/')[2]}", role="owner").get_json()["items"]
    assert [line["action"] for line in log] == ["plan.delete", "file.save", "plan.create"]
    assert log[0]["who"].startswith("key:") and log[0]["request"]


# ---- files ----


def test_files_have_revisions_and_the_same_rules(ask, plan):
    made = ask("PUT", f"{plan}/files/tables/folk.csv", data=b"a;b\n1;2\n")
    assert made.status_code == 201
    assert ask("PUT", f"{plan}/files/tables/folk.csv", data=b"x").status_code == 428
    stale = ask("PUT", f"{plan}/files/tables/folk.csv", data=b"x", headers={"If-Match": '"9-x"'})
    assert (stale.status_code, stale.get_json()["current"]["revision"]) == (412, 1)
    etag = {"If-Match": made.headers["ETag"]}
    assert ask("PUT", f"{plan}/files/tables/folk.csv", data=b"a;b\n3;4\n", headers=etag).status_code == 200
    fetched = ask("GET", f"{plan}/files/tables/folk.csv")
    assert (fetched.data, fetched.mimetype) == (b"a;b\n3;4\n", "text/csv")
    assert fetched.headers["Content-Disposition"] == "attachment"
    assert ask("GET", f"{plan}/files/tables/folk.csv?revision=1").data == b"a;b\n1;2\n"
    gone = ask("DELETE", f"{plan}/files/tables/folk.csv", headers={"If-Match": fetched.headers["ETag"]})
    assert gone.status_code == 204
    assert ask("GET", f"{plan}/files/tables/folk.csv").status_code == 404
    assert ask("GET", f"{plan}/files/tables/folk.csv?revision=2").data == b"a;b\n3;4\n"
    changes = ask("GET", f"{plan}/changes").get_json()["items"]
    assert [(one["revision"], one["removed"]) for one in changes[:3]] == [(3, True), (2, False), (1, False)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("..%2f..%2fetc%2fpasswd", "service-file-name"),
        (".plansats/x.json", "service-file-name"),
        ("narrative/CON:x.md", "service-file-name"),
        ("a//b.md", "service-file-name"),
        ("a/b/c/d/e/f/g/h/i.md", "service-file-name"),
        ("Plan.YAML", "service-file-twice"),
        ("narrative/a\u0308.md", "service-file-name"),
    ],
)
def test_a_file_is_never_called_what_a_folder_cannot_hold(ask, plan, name, code):
    answer = ask("PUT", f"{plan}/files/{name}", data=b"x")
    assert answer.status_code in (308, 404, 422)
    if answer.status_code == 422:
        assert answer.get_json()["code"] == code
    assert {file["file"] for file in ask("GET", f"{plan}/files").get_json()["items"]} == set(FILES)


def test_the_plan_file_stays_and_too_much_is_refused(ask, plan, hall):
    assert ask("DELETE", f"{plan}/files/plan.yaml", headers={"If-Match": "*"}).status_code == 422
    large = ask("PUT", f"{plan}/files/large.bin", data=b"x" * (hall.settings.upload_bytes + 1))
    assert (large.status_code, large.get_json()["code"]) == (413, "service-too-large")


def test_a_plan_that_was_broken_by_a_save_says_what_is_wrong(ask, plan):
    ask("PUT", f"{plan}/files/plan.yaml", data=b"id: [", headers={"If-Match": "*"})
    judged = ask("GET", f"{plan}/faults").get_json()
    assert not judged["buildable"]
    assert {fault["place"]["file"] for fault in judged["faults"]} >= {"plan.yaml"}


# ---- ledgers ----

LEDGER = b"Art;Ansvar;Funksjon;Regnskap 2026\n10100;110;202;1000\n17000;110;202;-400\n99999;110;202;5\n"


def test_a_ledger_is_read_kept_and_named_in_the_plan(ask, plan):
    made = ask(
        "POST", f"{plan}/ledgers?file=drift.csv&year=2026&version=accounts", data=LEDGER, content_type="text/csv"
    )
    answer = made.get_json()
    assert (made.status_code, answer["named"], answer["file"]) == (201, True, "ledgers/drift.csv")
    assert answer["report"]["lines"] == 3 and answer["report"]["amount"] == 605
    head = ask("GET", f"{plan}/files/plan.yaml").data
    assert head.startswith(FILES["plan.yaml"].rstrip()) and b"ledgers/drift.csv" in head
    assert ask("GET", f"{plan}/ledgers").get_json()["items"] == [
        {"file": "ledgers/drift.csv", "year": 2026, "version": "accounts", "revision": 1, "bytes": len(LEDGER)}
    ]
    assert ask("GET", f"{plan}/files/ledgers/drift.csv").data == LEDGER
    again = ask("POST", f"{plan}/ledgers?file=drift.csv", data=LEDGER + b"10200;110;202;7\n")
    assert again.status_code == 428
    etag = {"If-Match": made.headers["ETag"]}
    again = ask("POST", f"{plan}/ledgers?file=drift.csv", data=LEDGER + b"10200;110;202;7\n", headers=etag)
    assert (again.status_code, again.get_json()["revision"]) == (200, 2)
    assert ask("GET", f"{plan}/files/plan.yaml").data == head, "it is named already"


def test_a_ledger_that_cannot_be_read_is_not_kept(ask, plan):
    for content in (b"hello", b"", b"\x00" * 100):
        answer = ask("POST", f"{plan}/ledgers?file=drift.csv", data=content)
        assert answer.status_code == 422 and answer.get_json()["faults"], content
    assert ask("POST", f"{plan}/ledgers?file=../drift.csv", data=LEDGER).status_code == 422
    assert {file["file"] for file in ask("GET", f"{plan}/files").get_json()["items"]} == set(FILES)


# ---- members and keys ----


def test_an_owner_makes_shows_and_revokes_keys(ask, hall):
    made = ask("POST", "/v1/keys", role="owner", json={"label": "Økonomi", "role": "reader", "expires": "2099-12-31"})
    key = made.get_json()
    assert (made.status_code, key["expires_at"]) == (201, "2100-01-01T00:00:00.000Z")
    use = {"Authorization": f"Bearer {key['key']}"}
    assert hall.client.get("/v1/plans", headers=use).status_code == 200
    listed = ask("GET", "/v1/keys?limit=200", role="owner").get_json()["items"]
    assert [one["key"] for one in listed] == [None] * len(listed)
    assert ask("DELETE", f"/v1/keys/{key['id']}", role="owner").status_code == 204
    assert hall.client.get("/v1/plans", headers=use).status_code == 401
    assert ask("DELETE", "/v1/keys/0123", role="owner").status_code == 404


def test_an_owner_invites_changes_and_removes_members(ask, hall):
    grants = [{"role": "editor", "plan": "", "chapter": "drift"}]
    invited = ask("POST", "/v1/members", role="owner", json={"email": "per@nes.no", "grants": grants})
    link = invited.get_json()["href"]
    form = {"name": "Per", "password": "eit langt passord her"}
    assert hall.app.test_client().post(link, data=form).status_code == 200
    [per] = [one for one in ask("GET", "/v1/members", role="owner").get_json()["items"] if one["name"] == "Per"]
    assert (per["email"], per["grants"]) == ("per@nes.no", grants)
    member = f"/v1/members/{per['id']}"
    assert ask("PUT", member, role="owner", json={"grants": [{"role": "reader"}]}).status_code == 204
    assert ask("DELETE", member, role="owner").status_code == 204
    assert ask("DELETE", member, role="owner").get_json()["code"] == "service-no-such-member"
    owner = f"/v1/members/{hall.owners['nes'].id}"
    assert ask("DELETE", owner, role="owner").get_json()["code"] == "service-last-owner"
