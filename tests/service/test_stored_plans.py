"""A plan that the service keeps is built and packed as the folder that it was at that moment, to the byte."""

import hashlib
import io
import json
import subprocess
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest

from assembler.assemble.build import build
from assembler.assemble.order import Order, settle
from assembler.assemble.supply import from_folder
from assembler.cli.main import main
from assembler.resources import samples
from service.access.accounts import organisation_named
from service.access.keys import KeyOrder, make_key
from service.access.principal import Role
from service.archive_package import metadata
from service.store.engine import Database, url_of
from service.store.plans import Author

CHAPTER = {"chapter": "samla-vurdering", "formats": "docx,html"}
ENGINE = "assembler.assemble.child:build_in_child"


@pytest.fixture
def keyed(client_for, tmp_path):
    """`keyed(builder)`: a client that carries an editor's key of Nesfjord."""

    def make(builder):
        client = client_for(builder)
        database = Database(url_of(tmp_path / "data"))
        with database.writing() as connection:
            organisation = organisation_named(connection, "Nesfjord")
        _, text = make_key(database, KeyOrder("walk", Role.EDITOR), Author(organisation, "user:a"))
        database.close()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {text}"
        return client

    return make


def kept(client, sample="nesfjord", without=()):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(samples(sample).rglob("*")):
            archive.write(path, path.relative_to(samples(sample)))
    made = client.post("/v1/plans", data=stream.getvalue(), content_type="application/zip")
    assert made.status_code == 201, made.get_json()
    return made.headers["Location"]


def test_a_build_is_that_of_the_command_line_also_after_a_change(keyed, ended, tmp_path):
    out = tmp_path / "out"
    options = [word for name, value in CHAPTER.items() for word in (f"--{name}", value)]
    assert main(["build", str(samples("nesfjord")), "--out", str(out), *options]) == 0
    client = keyed(ENGINE)
    plan = kept(client)
    ordered = client.post(f"{plan}/builds", query_string=CHAPTER)
    assert (ordered.status_code, ordered.get_json()["plan"]) == (202, plan.rpartition("/")[2])
    # Whoever changes the plan while the build waits or runs, changes nothing of what was ordered.
    block = client.get(f"{plan}/blocks/om-rapporten")
    saved = client.put(
        f"{plan}/blocks/om-rapporten",
        json={"text": "Noko anna.\n"},
        headers={"If-Match": block.headers["ETag"]},
    )
    assert saved.status_code == 200, saved.get_json()
    build = ended(client, ordered.headers["Location"])
    assert build["state"] == "done", build["problem"]
    assert {file["name"]: file["sha256"] for file in build["files"]} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()
    }


def test_an_archive_package_says_what_it_holds(keyed, ended, tmp_path):
    client = keyed("builder_targets:build")
    journal = {"saksnummer": "2026/1184", "saksbehandler": "Økonomisjefen", "tilgangsrestriksjon": ""}
    order = {"edition": "forslag", "journal": journal}
    ordered = client.post(f"{kept(client)}/archive-packages", json=order)
    job = ended(client, ordered.headers["Location"])
    assert job["state"] == "done", job["problem"]
    (file,) = job["files"]
    assert file["name"] == "nesfjord-tertial-2-2026-forslag-arkiv.zip"
    package = client.get(file["href"])
    with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        archive.extractall(tmp_path / "package")
    (folder,) = (tmp_path / "package").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        "plan-vedtatt.pdf",
        "plan-vedtatt.html",
        "report.json",
        "report.html",
        "metadata.json",
        "metadata.xml",
        "sha256sums.txt",
    }
    subprocess.run(["sha256sum", "--check", "--strict", "sha256sums.txt"], cwd=folder, check=True, capture_output=True)
    said = json.loads((folder / "metadata.json").read_text())
    assert said == job["detail"]
    assert (said["saksnummer"], said["saksbehandler"], said["dokumentetsDato"]) == (
        "2026/1184",
        "Økonomisjefen",
        "2026-09-22",
    )
    assert "tilgangsrestriksjon" not in said
    xml = ElementTree.parse(folder / "metadata.xml").getroot()
    assert xml.findtext("tittel") == said["tittel"]
    assert [one.findtext("sjekksum") for one in xml.findall("dokumentobjekt")] == [
        one["sjekksum"] for one in said["dokumentobjekt"]
    ]
    again = client.post(f"{kept(client)}/archive-packages", json=order)
    assert ended(client, again.headers["Location"])["files"][0]["sha256"] == file["sha256"]


def test_an_archive_says_of_a_pdf_what_the_file_says_of_itself():
    nesfjord = from_folder(samples("nesfjord"))
    archived = build(nesfjord, Order(formats=("pdf",), chapter="okonomi")).files
    plain = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(plain)
    files = {"a.pdf": next(iter(archived.values())), "b.pdf": plain.getvalue(), "c.pdf": b"%PDF-1.7"}
    said = metadata(settle(nesfjord.loaded.plan, Order()), files, {})["dokumentobjekt"]
    assert [(one["format"], one["variantformat"]) for one in said] == [
        ("PDF/A-2a", "Arkivformat"),
        ("PDF", "Produksjonsformat"),
        ("PDF", "Produksjonsformat"),
    ]


def test_the_schedules_of_a_plan_are_those_of_its_ledgers(keyed, capsys):
    client = keyed(ENGINE)
    answer = client.get(f"{kept(client, 'stavanger-2016')}/schedules")
    assert answer.status_code == 200, answer.get_json()
    made = answer.get_json()
    ledgers = samples("stavanger-2016") / "ledgers"
    capsys.readouterr()
    names = ["forslag-drift.csv=proposal", "drift.csv=adopted", "investering.csv=adopted"]
    main(["schedules", *(str(ledgers / name) for name in names), "--year", "2016", "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert made["import"]["lines"] == printed["import"]["lines"]
    assert [schedule["id"] for schedule in made["schedules"]] == [schedule["id"] for schedule in printed["schedules"]]


def test_a_reader_of_another_municipality_knows_of_nothing(keyed, client_for, tmp_path):
    client = keyed("builder_targets:build")
    plan = kept(client)
    job = client.post(f"{plan}/builds").headers["Location"]
    database = Database(url_of(tmp_path / "data"))
    with database.writing() as connection:
        other = organisation_named(connection, "Vik")
    _, text = make_key(database, KeyOrder("other", Role.OWNER), Author(other, "user:b"))
    database.close()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {text}"
    for method, address in (
        ("GET", job),
        ("DELETE", job),
        ("POST", f"{job}/resume"),
        ("GET", f"{job}/report"),
        ("GET", f"{job}/files/plan-vedtatt.pdf"),
        ("POST", f"{plan}/builds"),
        ("POST", f"{plan}/archive-packages"),
        ("GET", f"{plan}/schedules"),
    ):
        answer = client.open(address, method=method, json={} if method == "POST" else None)
        assert answer.status_code == 404, (method, address)
    assert client.get("/v1/jobs").get_json()["items"] == []
