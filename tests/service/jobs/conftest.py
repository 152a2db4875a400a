"""Workers as real processes, so that tests can kill and freeze them; and a machine that listens for callbacks."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from service.jobs.desk import Desk
from service.jobs.settings import JOBS_VARIABLE, JobSettings

DEAD_SECONDS = float(os.environ.get("PLANSATS_DEAD_SECONDS", "2"))
TARGETS = Path(__file__).parents[1]


class Worker:
    """One worker process."""

    def __init__(self, settings):
        environment = os.environ | {JOBS_VARIABLE: settings.as_text(), "PYTHONPATH": os.pathsep.join([str(TARGETS)])}
        command = [sys.executable, "-m", "service.jobs.worker"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, cwd=TARGETS.parents[1])

    def send(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


class Office:
    """A desk, and the workers that are hired for it."""

    def __init__(self, settings):
        self.settings, self.desk, self._workers = settings, Desk(settings), []

    def hire(self):
        self._workers.append(Worker(self.settings))
        return self._workers[-1]

    def close(self):
        for worker in self._workers:
            worker.send(signal.SIGCONT)
            worker.kill()
        self.desk.close()


@pytest.fixture
def office(tmp_path):
    """`office("logged", **settings)`: an office that builds with that function of `builder_targets`, without workers.

    A worker counts as dead after two seconds here, or after `PLANSATS_DEAD_SECONDS`.
    """
    offices = []

    def make(builder="logged", **more):
        usual = {"poll_seconds": 0.1, "beat_seconds": 0.5, "dead_seconds": DEAD_SECONDS, "callback_delays": (0.2, 0.2)}
        settings = JobSettings(tmp_path / "jobs", builder=f"builder_targets:{builder}", **(usual | more))
        offices.append(Office(settings))
        return offices[-1]

    yield make
    for each in offices:
        each.close()


@pytest.fixture
def listener():
    """A server that answers each POST with the next of `answers` (200 when they are used up) and keeps the posts."""
    found = Listener()
    yield found
    found.close()


class Listener:
    """Listens on a free port of this machine."""

    def __init__(self):
        self.answers, self.posts = [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.posts.append((self.path, dict(self.headers), body))
                status = outer.answers.pop(0) if outer.answers else 200
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", f"{outer.url}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def until():
    """`until(condition, seconds)`: its value once it holds; fails when it does not in time."""

    def wait(condition, seconds=15):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if value := condition():
                return value
            time.sleep(0.02)
        return pytest.fail("it does not come about")

    return wait
