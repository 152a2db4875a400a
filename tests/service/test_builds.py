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


@pytest.mark.parametrize("asked", REFUSED)
def test_a_refused_plan_gives_all_its_faults_in_the_readers_language(client_for, zipped, ended, asked):
    client = client_for("refuse")
    location = client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"]
    assert ended(client, location)["state"] == "refused"
    headers = {"Accept-Language": asked[1]} if asked[1] else {}
    problem = client.get(location + asked[0], headers=headers).get_json()["problem"]
    assert (problem["title"], problem["status"], problem["code"]) == (REFUSED[asked], 422, "service-refused")
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
    (folder,) = (tmp_path / "data").iterdir()
    folder.rmdir()
    folder.write_text("a file where the folder was")
    build = ended(client, client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"])
    assert (build["state"], build["files"], build["problem"]["code"]) == ("failed", [], "service-storage")
    assert build["problem"]["status"] == 507
    assert client.get("/readyz").status_code == 503


def test_a_running_build_is_cancelled_within_two_seconds(client_for, zipped, ended):
    client = client_for("sleep")
    location = client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"]
    ended(client, location, until=lambda build: build["steps"])
    started = time.monotonic()
    assert client.delete(location).status_code == 204
    assert time.monotonic() - started < 2
    assert client.get(location).get_json()["state"] == "cancelled"
    assert client.delete(location).status_code == 204
    assert client.get(location).status_code == 404


def test_a_build_in_the_queue_is_cancelled_and_a_full_queue_says_when_to_come_back(client_for, zipped, ended):
    client = client_for("sleep", workers=1, most_waiting=1)

    def order():
        return client.post("/v1/builds", data=zipped(), content_type=ZIP)

    running = order().headers["Location"]
    ended(client, running, until=lambda build: build["state"] == "running")
    waiting = order().headers["Location"]
    refused = order()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
    assert refused.mimetype == "application/problem+json"
    client.delete(waiting)
    assert client.get(waiting).get_json()["state"] == "cancelled"
    client.delete(running)
    assert client.get(running).get_json()["state"] == "cancelled"


def test_old_builds_are_forgotten_with_their_files(client_for, zipped, ended, tmp_path):
    client = client_for(most_finished=1)
    locations = []
    for _ in range(3):
        locations.append(client.post("/v1/builds", data=zipped(), content_type=ZIP).headers["Location"])
        ended(client, locations[-1])
    client.post("/v1/builds", data=zipped(), content_type=ZIP)
    assert [client.get(location).status_code for location in locations] == [404, 404, 200]
    kept = [path.name for folder in (tmp_path / "data").iterdir() for path in folder.iterdir()]
    assert locations[2].rpartition("/")[2] in kept and locations[0].rpartition("/")[2] not in kept


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
    assert faults(client_for().post("/v1/builds", data=form)) == ["service-parameter"]


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
        ("/v1/builds/nope", "service-no-such-build"),
        ("/v1/builds/nope/report", "service-no-such-build"),
        (f"{build['href']}/files/other.pdf", "service-no-such-file"),
        (f"{build['href']}/files/..%2fsecret", "service-not-found"),
    ):
        response = client.get(address)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")
        assert faults(response) == [code], address
