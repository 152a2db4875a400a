"""A service as it really runs, and many clients that ask it all at once."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

START = "import sys; from assembler.cli.main import main; sys.exit(main())"
ROOT = Path(__file__).parents[2]


class Server:
    """`plansats serve` on a free port; what it says goes to a file."""

    def __init__(self, data: Path, *words: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.said = data.with_name(f"{data.name}.log")
        command = [sys.executable, "-c", START, "serve", "--port", str(self.port), "--data", str(data), *words]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "LANG": "C"}
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
        raise AssertionError(f"the server does not answer: {self.said.read_text()}")

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


@dataclass
class Flood:
    """What clients met: answers by method and status, seconds by method, and the saves of each address that held."""

    statuses: Counter = field(default_factory=Counter)
    seconds: dict = field(default_factory=lambda: defaultdict(list))
    saved: Counter = field(default_factory=Counter)


def flood(port, urls, headers, clients, seconds):
    """`clients` that each read a file, and every fifth time save it with the ETag that they read, for some seconds."""
    found, lock, until = Flood(), threading.Lock(), time.monotonic() + seconds

    def work(number):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

        def ask(method, url, body=None, more=None):
            began = time.perf_counter()
            connection.request(method, url, body, headers | (more or {}))
            response = connection.getresponse()
            response.read()
            took = time.perf_counter() - began
            with lock:
                found.statuses[method, response.status] += 1
                found.seconds[method].append(took)
            return response

        turn = number
        while time.monotonic() < until:
            turn += 1
            url = urls[(7 * number + turn) % len(urls)]
            etag = ask("GET", url).headers["ETag"]
            if turn % 4 == 0 and ask("PUT", url, f"{number} {turn}".encode(), {"If-Match": etag}).status == 200:
                with lock:
                    found.saved[url] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
