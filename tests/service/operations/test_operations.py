"""What those who run the service see: logs and metrics that say enough, and nothing about anybody."""

import io
import json
import logging
import shutil

import pytest

from assembler.isolate import call
from service.access.permission import is_open
from service.logs import FIELDS, JsonLines, log_as_json
from tests.service.town import PASSWORD, Town

PERSONAL = ("Kari", "kari@nes.no", PASSWORD, "tak", "Ola Løvås", "hemmeleg", "skulen", "Nes kommune", "10.9.8.7")


@pytest.fixture
def heard():
    """Everything that is logged, as the lines that the service writes."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def house(tmp_path):
    made = Town(tmp_path)
    yield made
    made.close()


def test_the_log_says_what_happened_and_nothing_about_anybody(house, heard):
    @house.app.get("/falls")
    @is_open
    def falls():
        raise RuntimeError("Ola Løvås")

    house.app.testing = False
    away = {"environ_base": {"REMOTE_ADDR": "10.9.8.7"}}
    headers = house.headers("editor")
    house.client.post("/v1/session", json={"email": "kari@nes.no", "password": PASSWORD}, **away)
    house.client.put(
        house.address("/blocks/drift?lang=en&hemmeleg=Kari"),
        headers=headers | {"If-Match": "*", "X-Request-Id": "trace-17"},
        json={"text": "Ola Løvås er sjuk.\n"},
    )
    house.client.get(house.address("/files/narrative/Ola Løvås.md"), headers=headers)
    house.client.post("/v1/plans", data=b"Ola L\xc3\xb8v\xc3\xa5s", content_type="application/zip", headers=headers)
    house.client.get("/welcome/hemmeleg")
    house.client.get("/falls")
    logging.getLogger("somebody").warning("file %s", "Ola Løvås.docx")
    lines = heard()
    text = json.dumps(lines, ensure_ascii=False)
    assert [word for word in PERSONAL if word in text] == []
    saved = next(line for line in lines if line.get("request") == "trace-17")
    assert saved["route"] == "/v1/plans/<plan>/blocks/<block>"
    assert (saved["status"], saved["method"], saved["who"][:4]) == (422, "PUT", "key:")
    assert saved["milliseconds"] >= 0
    fallen = next(line for line in lines if line.get("fault") == "RuntimeError")
    assert any(step.startswith("falls:") for step in fallen["through"])
    assert {name for line in lines for name in line} <= {"at", "level", "logger", "event", "fault", "through", *FIELDS}


def test_what_a_child_died_of_is_logged_without_its_last_words(heard):
    with pytest.raises(Exception, match="crash"):
        call("no_such_module:hemmeleg", {"text": "Ola Løvås"})
    [line] = [line for line in heard() if line["logger"] == "assembler.isolate"]
    assert line["event"].startswith("a child process was stopped") and "hemmeleg" not in json.dumps(line)


@pytest.fixture
def loggers_as_before():
    """Every logger that `log_as_json` sets up is afterwards as it was: a handler must not outlive its stream."""
    loggers = [logging.getLogger(name) for name in ("", "alembic", "dbos")]
    before = [(logger.handlers[:], logger.level, logger.propagate) for logger in loggers]
    yield
    for logger, (handlers, level, propagate) in zip(loggers, before, strict=True):
        logger.handlers[:], logger.level, logger.propagate = handlers, level, propagate


@pytest.mark.usefixtures("loggers_as_before")
def test_every_record_becomes_a_line(capsys):
    log_as_json()
    logging.getLogger("x").info("one\ntwo")
    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "one\ntwo"


def test_an_answer_carries_the_id_of_its_request(house):
    assert house.client.get("/livez", headers={"X-Request-Id": "abc-1"}).headers["X-Request-Id"] == "abc-1"
    for odd in ("", "a b", "x" * 65, "æ".encode().decode("latin-1")):
        made = house.client.get("/livez", headers={"X-Request-Id": odd}).headers["X-Request-Id"]
        assert made != odd and len(made) == 16


def test_metrics_count_what_was_asked(house):
    for _ in range(3):
        house.client.get("/v1/plans", headers=house.headers())
    house.client.get("/v1/nothing-of-that-kind")
    text = house.client.get("/metrics").get_data(as_text=True)
    assert 'plansats_requests_total{method="GET",route="/v1/plans",status="200"} 3.0' in text
    assert 'plansats_requests_total{method="GET",route="",status="404"} 1.0' in text
    assert 'plansats_request_seconds_count{method="GET",route="/v1/plans"} 3.0' in text
    assert [word for word in PERSONAL if word in text] == []


def test_it_is_not_ready_without_its_tables(house):
    assert house.client.get("/readyz").status_code == 200
    with house.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    answer = house.client.get("/readyz")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert house.client.get("/livez").status_code == 200


def test_every_answer_is_guarded(house):
    for address in ("/livez", "/v1/plans", "/v1/nothing", "/welcome/x"):
        headers = house.client.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_what_is_written_to_a_folder_that_was_taken_away_is_not_said_to_be_kept(town):
    data, aside = town.settings.data, town.settings.data.with_name("aside")
    headers, address = town.headers("editor"), town.address("/files/narrative/ny.md")
    assert town.client.put(address, data=b"1", headers=headers).status_code == 201
    etag = {"If-Match": "*"}
    data.rename(aside)
    refused = town.client.put(address, data=b"2", headers=headers | etag)
    assert (refused.status_code, refused.get_json()["code"]) == (503, "service-data-moved")
    assert town.client.get("/readyz").status_code == 503
    shutil.copytree(aside, data)
    assert town.client.put(address, data=b"2", headers=headers | etag).status_code == 503, "another one is there"
    shutil.rmtree(data)
    aside.rename(data)
    assert town.client.put(address, data=b"2", headers=headers | etag).status_code == 200
