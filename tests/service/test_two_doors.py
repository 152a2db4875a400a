"""What the service answers is what the command line prints: the same engine behind both doors."""

import json

import pytest

from assembler.cli.main import main
from assembler.compose.doctype import document_types
from assembler.resources import templates

TEXT = "# Tilbod\n\nDet vil bli foretatt en gjennomgang av tilbudet i løpet av perioden, og vedtak fattes deretter.\n"
LEDGER = (
    "Ansvar;Funksjon;Art;Beløp;Budsjett\n"
    "1000;120;10100;1 000,00;900\n1000;870;18700;-3 000,00;-2 900\n1000;840;18000;−500;-400\n"
)


@pytest.fixture
def said(capsys):
    """`said("language", …)`: what the command prints as JSON."""

    def run(*words):
        capsys.readouterr()
        main([*words, "--json", "--lang", "nb"])
        return json.loads(capsys.readouterr().out)

    return run


def without(folder, printed):
    """What was printed, with files named as a caller of the service names them."""
    return json.loads(json.dumps(printed).replace(f"{folder}/", ""))


def test_plain_language(client_for, said, tmp_path):
    (tmp_path / "text.md").write_text(TEXT)
    answer = client_for(worker=False).post("/v1/language?lang=nb", json={"text": TEXT})
    printed = said("language", str(tmp_path / "text.md"))
    assert answer.status_code == 200
    assert answer.get_json() == without(tmp_path, printed)
    assert answer.get_json()["files"][0]["findings"]


def test_schedules_of_ledgers_and_whether_a_table_adds_up(client_for, said, tmp_path):
    ledger = tmp_path / "regnskap-2025.csv"
    ledger.write_text(LEDGER)
    client = client_for(worker=False)
    with ledger.open("rb") as stream:
        answer = client.post("/v1/schedules?lang=nb", data={"ledger": (stream, ledger.name)})
    made = json.loads(answer.text)
    assert answer.status_code == 200, made
    assert made == without(tmp_path, said("schedules", str(ledger)))
    table = tmp_path / "tabell.csv"
    # § 5-6: lines 1 to 8 are the income that line 9 sums up; eight times 100 is not 999.
    lines = [f"{number};Linje {number};100\n" for number in range(1, 9)]
    table.write_text("".join(["Nr;Linje;2025\n", *lines, "9;Sum driftsinntekter;999\n"]))
    asked = {"schedule": "5-6", "name": table.name, "lang": "nb"}
    answer = client.post("/v1/schedules/verify", query_string=asked, data=table.read_bytes())
    assert answer.get_json() == said("schedules", "verify", str(table), "--schedule", "5-6")
    found = [(one["nr"], one["printed"], one["computed"]) for one in answer.get_json()["findings"]]
    assert found == [(9, 999, 800)]


def test_a_check_of_a_file(client_for, said, ended, tmp_path):
    page = tmp_path / "side.html"
    page.write_text('<!doctype html><html lang="nb"><title>x</title><h1>A</h1><h3>B</h3><img src="x.png"></html>')
    client = client_for()
    ordered = client.post("/v1/checks?name=side.html&lang=nb", data=page.read_bytes())
    job = ended(client, ordered.headers["Location"])
    assert (ordered.status_code, job["state"], job["outcome"]) == (202, "done", "failed")
    assert client.get(job["report"]).get_json() == without(tmp_path, said("check", str(page)))
    assert b"<!doctype html>" in client.get(job["report"], headers={"Accept": "text/html"}).data.lower()


@pytest.mark.parametrize(
    ("options", "content", "status", "code"),
    [
        ("name=a.docx", b"", 422, "service-job-no-file"),
        ("name=a.txt", b"hello", 415, "service-job-no-document"),
        ("name=a.html&profile=nothing", b"<p>x", 422, "checks-unknown-profile"),
        ("name=a.docx", b"PK\3\4 and no more", 422, "service-zip-unreadable"),
        ("name=..%2fa.html", b"<p>x", 422, "service-parameter"),
        ("", b"<p>x", 422, "service-parameter-missing"),
    ],
)
def test_a_file_that_cannot_be_checked_is_refused_at_once(client_for, options, content, status, code):
    answer = client_for(worker=False).post(f"/v1/checks?{options}", data=content)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert [fault["code"] for fault in answer.get_json()["faults"]] == [code]


def test_every_document_type_and_frame_is_listed(client_for):
    client = client_for(worker=False)
    listed = client.get("/v1/types?lang=nn").get_json()["items"]
    assert tuple(type["id"] for type in listed) == document_types()
    for type in listed:
        assert client.get(f"{type['href']}?lang=nn").get_json() == type
        assert type["editions"] and type["depths"] and type["chapters"]
    report = next(type for type in listed if type["id"] == "tertialrapport")
    assert [edition["id"] for edition in report["editions"] if edition["binding"]] == ["vedtatt"]
    frames = {path.name for path in templates("frames").iterdir() if path.is_dir()}
    assert {frame["id"] for frame in client.get("/v1/frames").get_json()["items"]} == frames
    assert client.get("/v1/types/nothing").status_code == 404
