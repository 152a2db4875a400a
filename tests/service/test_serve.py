"""`plansats serve` as a person starts it: a real server on this machine's own address.

`PLANSATS_CLIENT_SECONDS` says how long fifty clients ask at once; 2 seconds where it is not set.
"""

import json
import os
import re
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from urllib.parse import urlencode, urlsplit

import pytest

from assembler.problem import Refused
from service.command import COMMAND
from service.store.engine import FILE as DATABASE
from service.store.engine import check_file
from tests.service.running import ROOT, START, Server, flood
from tests.service.town import Town

SECONDS = float(os.environ.get("PLANSATS_CLIENT_SECONDS", "2"))
CLIENTS = 50
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def plansats(*words, check=True, **options):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", START, *words], env=environment, capture_output=True, text=True, check=check, **options
    )


@pytest.fixture
def serve():
    """`serve(data, …)`: a running server."""
    started = []

    def start(data, *words):
        started.append(Server(data, *words))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.stop()


def test_the_first_owner_comes_in_by_the_link_and_a_tool_by_a_key(serve, tmp_path, zipped):
    server = serve(tmp_path / "data")
    assert json.loads(server.ask("GET", "/v1/plans")[2]) == {"items": [], "next": None}
    [link] = re.findall(r"http://\S+/welcome/\S+", server.said.read_text())
    path = urlsplit(link).path
    assert server.ask("GET", path)[0] == 200
    form = {"organisation": "Nes kommune", "name": "Kari", "email": "kari@nes.no", "password": "korrekt hest batteri"}
    status, headers, _ = server.ask("POST", path, body=urlencode(form), headers=FORM)
    assert (status, "plansats_session=" in headers["set-cookie"]) == (200, True)
    assert server.ask("GET", path)[0] == 404
    assert server.ask("GET", "/v1/plans")[0] == 401
    key = plansats("key", "add", "ERP", "--role", "editor", "--data", str(tmp_path / "data")).stdout.strip()
    bearer = {"Authorization": f"Bearer {key}"}
    assert server.ask("GET", "/v1/plans", headers=bearer)[0] == 200
    zip_headers = bearer | {"Content-Type": "application/zip"}
    refused = server.ask("POST", "/v1/plans", body=bytes(50 * 2**20 + 1), headers=zip_headers)
    assert (refused[0], json.loads(refused[2])["code"]) == (413, "service-too-large")
    assert server.stop() == 0
    check_file(tmp_path / "data" / DATABASE)
    again = serve(tmp_path / "data")
    assert "/welcome/" not in again.said.read_text()
    assert again.ask("GET", "/v1/plans", headers=bearer)[0] == 200


def test_what_is_being_answered_when_it_is_told_to_stop_is_answered(serve, tmp_path):
    data = tmp_path / "town"
    town = Town(data)
    server, answers = serve(data), []
    headers, address = town.headers(), town.address("/faults")
    asking = threading.Thread(target=lambda: answers.append(server.ask("GET", address, headers=headers)[0]))
    asking.start()
    time.sleep(0.2)
    assert server.stop() == 0
    asking.join()
    town.close()
    assert answers == [200]


def test_fifty_clients_lose_nothing_and_meet_no_lock(serve, tmp_path, monkeypatch):
    monkeypatch.setenv("PLANSATS_REQUESTS_A_MINUTE", "1000000")
    data = tmp_path / "town"
    town = Town(data)
    headers = town.headers("editor")
    urls = [town.address(f"/files/narrative/block-{number}.md") for number in range(10)]
    for url in urls:
        assert town.client.put(url, data=b"0", headers=headers).status_code == 201
    server = serve(data)
    found = flood(server.port, urls, headers, CLIENTS, SECONDS)
    assert {status for _, status in found.statuses} <= {200, 412}, found.statuses
    assert found.statuses["GET", 200] and found.statuses["PUT", 200]
    for url in urls:
        revisions = town.store.read(town.plans["nes"], url.partition("/files/")[2])[0].number
        assert revisions == 1 + found.saved[url], "each save that was acknowledged is one revision, and no other is"
    assert server.stop() == 0
    town.close()
    check_file(data / DATABASE)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--host", "0.0.0.0"], "service-host"),
        (["--port", "0"], "service-port"),
        (["--port", "70000"], "service-port"),
        (["--public-url", "plan.kommune.no"], "service-public-url"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(tmp_path, words, code):
    parser = ArgumentParser()
    COMMAND.configure(parser, "nb")
    with pytest.raises(Refused) as refused:
        COMMAND.run(parser.parse_args([*words, "--data", str(tmp_path / "data")]))
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["plansats.sqlite", "jobs/jobs.sqlite"])
def test_a_damaged_database_is_told_of_at_the_start(tmp_path, name):
    path = tmp_path / "data" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"This was a database once. " * 1000)
    ended = plansats("serve", "--data", str(tmp_path / "data"), check=False)
    assert ended.returncode == 2
    assert path.name in ended.stderr and "Traceback" not in ended.stderr
