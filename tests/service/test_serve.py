"""`plansats serve` as a person starts it: a real server on this machine's own address."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

import pytest

from assembler.problem import Refused
from service.command import COMMAND

START = "import sys; from assembler.cli.main import main; sys.exit(main())"


@pytest.fixture
def server(tmp_path):
    """(port, process) of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", START, "serve", "--port", str(port), "--data", str(tmp_path / "data")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            wait_for(port, process)
            yield port, process
        finally:
            process.kill()


def wait_for(port, process):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return ask(port, "GET", "/readyz")
        except ConnectionRefusedError:
            time.sleep(0.05)
    return pytest.fail("the server does not answer")


def ask(port, method, address, **request):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, address, **request)
        response = connection.getresponse()
        return response.status, response.getheaders(), response.read()
    finally:
        connection.close()


def test_it_answers_takes_an_order_refuses_a_flood_and_stops_when_told(server, tmp_path, zipped):
    port, process = server
    assert ask(port, "GET", "/livez")[0] == 200
    status, headers, _ = ask(port, "POST", "/v1/builds", body=zipped(), headers={"Content-Type": "application/zip"})
    assert status == 202
    location = dict(headers)["location"]
    deadline = time.monotonic() + 20
    build = {"state": "queued"}
    while build["state"] in ("queued", "running") and time.monotonic() < deadline:
        build = json.loads(ask(port, "GET", location)[2])
        time.sleep(0.05)
    # The archive holds one line that is no plan.
    assert build["state"] in ("refused", "failed") and build["problem"]["faults"]
    chunks = (bytes(2**20) for _ in range(50))
    refused = ask(port, "POST", "/v1/builds", body=chunks, headers={"Content-Type": "application/zip"})
    assert (refused[0], json.loads(refused[2])["code"]) == (413, "service-too-large")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert list((tmp_path / "data").iterdir()) == [], "the results are removed with the server"


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--host", "0.0.0.0"], "service-host"), (["--port", "0"], "service-port"), (["--port", "70000"], "service-port")],
)
def test_an_address_that_others_can_reach_is_refused(tmp_path, words, code):
    parser = ArgumentParser()
    COMMAND.configure(parser, "nb")
    with pytest.raises(Refused) as refused:
        COMMAND.run(parser.parse_args([*words, "--data", str(tmp_path / "data")]))
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not (tmp_path / "data").exists()
