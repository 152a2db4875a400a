import hashlib
import io
import json
import time

import pytest

from assembler.isolate import Limits

ZIP = "application/zip"


def faults(response):
    return [fault["code"] for fault in response.get_json()["faults"]]


def test_a_zipped_folder_becomes_files_and_a_report(client_for, zipped, ended):
    client = client_for()
    ordered = client.post("/v1/builds?edition=vedtatt&formats=pdf,html", data=zipped(), content_type=ZIP)
    assert ordered.status_code == 202
    build = ended(client, ordered.headers["Location"])
    assert (build["state"], build["outcome"], build["problem"]) == ("done", "passed", None)
    assert build["steps"] == [{"step": "compose"}, {"step": "write"}]
    assert [file["name"] for file in build["files"]] == [
        "plan-vedtatt.pdf",
        "plan-vedtatt.html",
        "report.json",
        "report.html",
    ]
    for file in build["files"]:
        fetched = client.get(file["href"])
        assert fetched.mimetype == file["media_type"]
        assert (len(fetched.data), hashlib.sha256(fetched.data).hexdigest()) == (file["bytes"], file["sha256"])
    assert (
        client.get(build["files"][0]["href"]).data
        == b"%PDF [('edition', 'vedtatt'), ('formats', 'pdf,html'), ('lang', '')]"
    )
    assert client.get(build["report"]).get_json() == {"files": []}
    assert b"<title>Rapport" in client.get(build["report"], headers={"Accept": "text/html"}).data


def test_plan_json_and_a_form_with_options_are_taken_too(client_for, zipped, ended):
    client = client_for()
    ordered = client.post("/v1/builds", json={"type": "x"})
    build = ended(client, ordered.headers["Location"])
    assert b'{"type": "x"}' in client.get(build["files"][1]["href"]).data
    form = {"plan": (io.BytesIO(zipped()), "nes.zip"), "depth": "kort", "date": "2026-10-15"}
    ordered = client.post("/v1/builds?form=nn", data=form)
    build = ended(client, ordered.headers["Location"])
    got = client.get(build["files"][0]["href"]).data
    assert got == b"%PDF [('date', '2026-10-15'), ('depth', 'kort'), ('form', 'nn'), ('lang', '')]"


def test_a_page_made_of_somebodys_text_runs_nothing(client_for, zipped, ended):
    client = client_for()
    build = ended(client, client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"])
    headers = client.get(build["files"][1]["href"]).headers
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


REFUSED = {
    ("", ""): "Planen kan ikke bygges slik den er.",
    ("", "nn-NO, en;q=0.5"): "Planen kan ikkje byggjast slik han er.",
    ("?lang=en", "nn"): "The plan cannot be built as it is.",
    ("", "fr"): "Planen kan ikke bygges slik den er.",
    ("", "no"): "Planen kan ikke bygges slik den er.",
}


def test_a_refused_plan_gives_all_its_faults_in_the_readers_language(client_for, zipped, ended):
    client = client_for("refuse")
    location = client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"]
    assert ended(client, location)["state"] == "refused"
    for asked, title in REFUSED.items():
        headers = {"Accept-Language": asked[1]} if asked[1] else {}
        problem = client.get(location + asked[0], headers=headers).get_json()["problem"]
        assert (problem["title"], problem["status"], problem["code"]) == (title, 422, "service-refused")
        assert [fault["place"] for fault in problem["faults"]] == [
            {"file": "plan.yaml", "line": 3},
            {"file": "tiltak.xlsx", "sheet": "Tiltak", "cell": "D14"},
        ]
        assert all(fault["message"] and fault["remedy"] and fault["where"] for fault in problem["faults"])
    refused = client.get(f"{location}/report")
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")


@pytest.mark.parametrize("builder", ["crash", "strange", "no_such_function"])
def test_a_fault_of_ours_tells_nothing_of_the_program(client_for, zipped, ended, builder):
    client = client_for(builder)
    build = ended(client, client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"])
    assert (build["state"], build["problem"]["code"], build["files"]) == ("failed", "isolate-crash", [])
    assert build["problem"]["status"] == 500
    assert "secret" not in json.dumps(build) and "passwd" not in json.dumps(build)


def test_a_build_that_meets_a_limit_says_which(client_for, zipped, ended):
    client = client_for("sleep", limits=Limits(wall_seconds=1))
    build = ended(client, client.post("/v1/builds?lang=en", data=zipped(), content_type=ZIP).headers["Location"])
    assert (build["state"], build["problem"]["status"], build["problem"]["code"]) == ("failed", 422, "isolate-wall")


def test_results_that_do_not_fit_on_the_disk_are_not_there_at_all(client_for, zipped, ended, tmp_path):
    client = client_for()
    # The second of the results finds no room: a file lies where its folder would be.
    digest = hashlib.sha256(b"<!doctype html>" + repr(["plan.yaml"]).encode()).hexdigest()
    (tmp_path / "data/jobs/blobs" / digest[:2]).write_text("full")
    build = ended(client, client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"])
    assert (build["state"], build["files"], build["problem"]["code"]) == ("failed", [], "service-storage")
    assert build["problem"]["status"] == 507


def test_a_running_build_is_cancelled_at_once_and_forgotten_when_asked_again(client_for, zipped, ended):
    client = client_for("sleep")
    location = client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"]
    ended(client, location, until=lambda build: build["steps"])
    started = time.monotonic()
    assert client.delete(location).status_code == 204
    assert client.get(location).get_json()["state"] == "cancelled"
    assert time.monotonic() - started < 2
    again = client.post(f"{location}/resume")
    assert (again.status_code, again.get_json()["state"], again.headers["Location"]) == (202, "queued", location)
    assert client.post(f"{location}/resume").status_code == 409
    assert client.delete(location).status_code == 204
    assert client.delete(location).status_code == 204
    assert client.get(location).status_code == 404


def test_a_full_queue_says_when_to_come_back(client_for, zipped):
    client = client_for(worker=False, jobs={"most_waiting_each": 1})
    first = client.post("/v1/builds", data=zipped(), content_type=ZIP, headers={"Idempotency-Key": "a"})
    refused = client.post("/v1/builds", data=zipped(), content_type=ZIP)
    assert (first.status_code, refused.status_code, refused.headers["Retry-After"]) == (202, 429, "10")
    assert refused.mimetype == "application/problem+json"
    again = client.post("/v1/builds", data=zipped(), content_type=ZIP, headers={"Idempotency-Key": "a"})
    assert (again.status_code, again.headers["Location"]) == (202, first.headers["Location"])
    client.delete(first.headers["Location"])
    assert client.get(first.headers["Location"]).get_json()["state"] == "cancelled"
    assert client.post("/v1/builds", data=zipped(), content_type=ZIP).status_code == 202


def test_one_key_is_one_order(client_for, zipped):
    client = client_for(worker=False)

    def order(options="", files=None):
        key = {"Idempotency-Key": "nes-42"}
        return client.post(f"/v1/builds{options}", data=zipped(files), content_type=ZIP, headers=key)

    assert order().headers["Location"] == order().headers["Location"]
    for other in (order("?depth=kort"), order(files={"plan.yaml": b"other"})):
        assert (other.status_code, faults(other)) == (422, ["service-key-reused"])
    assert len(client.get("/v1/jobs").get_json()["items"]) == 1


def test_jobs_are_listed_page_by_page(client_for, zipped):
    client = client_for(worker=False)
    made = [client.post("/v1/builds", data=zipped(), content_type=ZIP).get_json()["id"] for _ in range(3)]
    page = client.get("/v1/jobs?limit=2").get_json()
    rest = client.get(page["next"]).get_json()
    assert [job["id"] for job in (*page["items"], *rest["items"])] == made[::-1]
    assert rest["next"] is None


def test_only_a_listed_address_may_be_called_back(client_for, zipped):
    client = client_for(worker=False, callbacks=("https://hooks.example.no/plansats",))
    for url, status in (("https://hooks.example.no/plansats/1", 202), ("http://169.254.169.254/", 422)):
        ordered = client.post("/v1/builds", query_string={"callback": url}, data=zipped(), content_type=ZIP)
        assert ordered.status_code == status
        form = {"plan": (io.BytesIO(zipped()), "nes.zip"), "callback": url}
        assert client.post("/v1/builds", data=form).status_code == status
    assert faults(ordered) == ["service-job-callback"]


def test_every_faulty_option_is_named(client_for, zipped):
    refused = client_for().post(
        "/v1/builds?depth=deep&formats=doc&date=tomorrow&colour=red&chapter=../x", data=zipped(), content_type=ZIP
    )
    assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
    assert {fault["place"]["pointer"] for fault in refused.get_json()["faults"]} == {
        "/depth",
        "/formats",
        "/date",
        "/colour",
        "/chapter",
    }
    form = {"plan": (io.BytesIO(zipped()), "nes.zip"), "depth": "deep"}
    assert faults(client_for().post("/v1/builds", data=form)) == ["service-parameter-choice"]


def test_what_is_no_plan_is_refused_at_once(client_for, zipped):
    client = client_for(upload_bytes=10_000)
    for response, status, code in (
        (client.post("/v1/builds", data=b"hello", content_type="text/plain"), 415, "service-media-type"),
        (client.post("/v1/builds", data={"plan": (io.BytesIO(b"x"), "nes.rar")}), 415, "service-media-type"),
        (client.post("/v1/builds", data=b"", content_type=ZIP), 422, "service-upload-missing"),
        (
            client.post("/v1/builds", data={"depth": "kort"}, content_type="multipart/form-data"),
            422,
            "service-upload-missing",
        ),
        (client.post("/v1/builds", data=b"PK\3\4 but no more", content_type=ZIP), 422, "service-zip-unreadable"),
        (client.post("/v1/builds", data=b"x" * 10_001, content_type=ZIP), 413, "service-too-large"),
    ):
        assert (response.status_code, response.mimetype) == (status, "application/problem+json"), code
        assert faults(response) == [code]


def test_a_build_or_a_file_that_does_not_exist_is_said_so(client_for, zipped, ended):
    client = client_for()
    build = ended(client, client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"])
    for address, code in (
        (f"/v1/jobs/{'0' * 32}", "service-no-such-job"),
        (f"/v1/jobs/{'0' * 32}/report", "service-no-such-job"),
        (f"{build['href']}/files/other.pdf", "service-no-such-file"),
        (f"{build['href']}/files/..%2fsecret", "service-not-found"),
    ):
        response = client.get(address)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")
        assert faults(response) == [code], address
