"""The pages of the desk while two builds run: each page that people open most, asked again and again by one reader.

Shown are seconds: the 95th percentile and the median of each page; the promise is 0.05 s. There is no peer.
"""

import os
import re
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.__main__ import OURS
from tests.bench.service import percentile
from tests.service.running import Server
from tests.service.town import PASSWORD, Town

PAGES = {
    "overview": "/",
    "plan": "/plans/{plan}",
    "text": "/plans/{plan}/texts/narrative/innledning.md",
    "figures": "/plans/{plan}/figures?q=skole+2027",
    "table": "/plans/{plan}/tables/measures",
    "schedules": "/plans/{plan}/schedules",
    "builds": "/plans/{plan}/builds",
}


def run(quick):
    """The percentiles over 60 requests for each page (10 when `quick`)."""
    rounds = 10 if quick else 60
    os.environ["PLANSATS_REQUESTS_A_MINUTE"] = "100000000"
    with tempfile.TemporaryDirectory() as folder:
        Town(Path(folder, "town")).close()
        server = Server(Path(folder, "town"))
        try:
            return _measured(_Reader(server), rounds)
        finally:
            assert server.stop() == 0


class _Reader:
    """Somebody signed in, with the token that their forms carry."""

    def __init__(self, server):
        self.server, self.cookie, self.csrf = server, "", ""
        _, headers, _ = self.send("/sign-in", {"email": "kari@nes.no", "password": PASSWORD})
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.csrf = re.search(rb'name="csrf" value="([^"]+)"', self.get("/plans/new"))[1].decode()

    def get(self, address):
        status, _, body = self.server.ask("GET", address, headers={"Cookie": self.cookie})
        assert status == 200, f"{address}: {status}"
        return body

    def send(self, address, values):
        body = "&".join(f"{name}={value.replace('@', '%40').replace(' ', '+')}" for name, value in values.items())
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        found = self.server.ask("POST", address, body=body, headers=headers)
        assert found[0] == 303, f"{address}: {found[0]}"
        return found


def _measured(reader, rounds):
    _, headers, _ = reader.send("/plans/new", {"csrf": reader.csrf, "way": "sample", "sample": "solvik"})
    plan = headers["location"].rpartition("/")[2]
    addresses = {name: address.format(plan=plan) for name, address in PAGES.items()}
    _wait(lambda: b"table schedule" in reader.get(addresses["schedules"]))
    for address in addresses.values():
        reader.get(address)
    running = _two_builds(reader, plan)
    _wait(lambda: any(b"/stop" in reader.get(address) for address in running))
    taken = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            began = time.perf_counter()
            reader.get(address)
            taken[name].append(time.perf_counter() - began)
        if not any(b"/stop" in reader.get(address) for address in running):
            running = _two_builds(reader, plan)
    return {
        **{f"{name}, p95": {OURS: [percentile(found)]} for name, found in taken.items()},
        **{f"{name}, median": {OURS: [statistics.median(found)]} for name, found in taken.items()},
    }


def _two_builds(reader, plan):
    order = {"csrf": reader.csrf, "formats": "pdf"}
    return [reader.send(f"/plans/{plan}/builds", order)[1]["location"] for _ in range(2)]


def _wait(holds, seconds=120):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "what was waited for did not come"
        time.sleep(0.2)
