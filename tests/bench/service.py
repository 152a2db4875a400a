"""Fifty clients at once against `plansats serve`: reads, and every fifth request a save with the ETag that was read.

Shown are not seconds of work but what the promises name: the 95th percentile of both in seconds, and how many requests
a second were answered. There is no peer.
"""

import os
import statistics
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.__main__ import OURS
from tests.service.running import Server, flood
from tests.service.town import Town

PROCESSES, CLIENTS_EACH = 2, 25


def run(quick):
    """The percentiles of a minute (of five seconds when `quick`)."""
    seconds = 5 if quick else 60
    os.environ["PLANSATS_REQUESTS_A_MINUTE"] = "100000000"
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder, "town"))
        headers, urls = town.headers("editor"), [town.address(f"/files/narrative/{number}.md") for number in range(100)]
        for url in urls:
            assert town.client.put(url, data=b"Tekst.\n" * 200, headers=headers).status_code == 201
        server = Server(Path(folder, "town"))
        with ProcessPoolExecutor(PROCESSES) as pool:
            asked = [pool.submit(flood, server.port, urls, headers, CLIENTS_EACH, seconds) for _ in range(PROCESSES)]
            floods = [each.result() for each in asked]
        assert server.stop() == 0
        town.close()
    strange = {status for found in floods for _, status in found.statuses} - {200, 412}
    assert not strange, f"answers that nobody should get: {strange}"
    seconds_of = {method: [took for found in floods for took in found.seconds[method]] for method in ("GET", "PUT")}
    answered = sum(map(len, seconds_of.values()))
    return {
        **{f"{method}, p95": {OURS: [percentile(taken)]} for method, taken in seconds_of.items()},
        **{f"{method}, median": {OURS: [statistics.median(taken)]} for method, taken in seconds_of.items()},
        "requests a second": {OURS: [answered / seconds]},
    }


def percentile(taken):
    return statistics.quantiles(taken, n=20)[-1]
