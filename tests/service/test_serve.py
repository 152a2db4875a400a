"""`plansats serve` as a person starts it: a real server on this machine's own address.

`PLANSATS_CLIENT_SECONDS` says how long fifty clients ask at once; 2 seconds where it is not set.
"""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from assembler.problem import Refused
from service.command import COMMAND
from service.store.engine import FILE as DATABASE
from service.store.engine import check_file
from tests.service.town import Town

START = "import sys; from assembler.cli.main import main; sys.exit(main())"
SECONDS = float(os.environ.get("PLANSATS_CLIENT_SECONDS", "2"))
CLIENTS = 50
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def plansats(*words, **options):
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-c", START, *words], env=environment, capture_output=True, text=True, check=True, **options
    )


class Server:
    """`plansats serve` on a free port; what it says goes to a file."""

    def __init__(self, data: Path, *words: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.said = data.with_name(f"{data.name}.log")
        command = [sys.executable, "-c", START, "serve", "--port", str(self.port), "--data", str(data), *words]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "LANG": "C"}
        with self.said.open("w") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        self._wait()

    def _wait(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.ask("GET", "/readyz")
            except ConnectionRefusedError:
                time.sleep(0.05)
        return pytest.fail(f"the server does not answer: {self.said.read_text()}")

    def ask(self, method, address, **request):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, address, **request)
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return response.status, headers, response.read()
        finally:
            connection.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


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
    chunks = (bytes(2**20) for _ in range(50))
    zip_headers = bearer | {"Content-Type": "application/zip"}
    refused = server.ask("POST", "/v1/plans", body=chunks, headers=zip_headers)
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
    headers, urls = (
        town.headers("editor"),
        [town.address(f"/files/narrative/block-{number}.md") for number in range(10)],
    )
    for url in urls:
        assert town.client.put(url, data=b"0", headers=headers).status_code == 201
    server, until, statuses, saved = serve(data), 0.0, Counter(), Counter()
    until, lock = time.monotonic() + SECONDS, threading.Lock()

    def work(number):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

        def ask(method, url, body=None, more=None):
            connection.request(method, url, body, headers | (more or {}))
            response = connection.getresponse()
            response.read()
            with lock:
                statuses[method, response.status] += 1
            return response

        turn = 0
        while time.monotonic() < until:
            turn += 1
            url = urls[(number + turn) % len(urls)]
            etag = ask("GET", url).headers["ETag"]
            if turn % 5 == 0 and ask("PUT", url, f"{number} {turn}".encode(), {"If-Match": etag}).status == 200:
                with lock:
                    saved[url] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for _, status in statuses} <= {200, 412}, statuses
    assert statuses["GET", 200] and statuses["PUT", 200]
    for url in urls:
        revisions = town.store.read(town.plans["nes"], url.partition("/files/")[2])[0].number
        assert revisions == 1 + saved[url], "each save that was acknowledged is one revision, and no other is"
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
