"""The pages while builds run, and the memory of the web process after them; on a server as people start it.

`PLANSATS_PAGES_MS` is the limit for the slowest but one in twenty (50 on a machine with nothing else to do), and
`PLANSATS_PAGES` makes the plan larger: so many pages of prose.
"""

import io
import json
import os
import threading
import time
import zipfile
from pathlib import Path
from statistics import quantiles

import pytest

from assembler.resources import samples
from tests.service.test_serve import Server, plansats

LIMIT = float(os.environ.get("PLANSATS_PAGES_MS", "1500"))
PAGES = int(os.environ.get("PLANSATS_PAGES", "20"))
AREAS = 6
GROWTH = 40 * 2**20
TEXT = "Kommunen har mange innbyggjarar, og tenestene skal vere gode for alle som bur her. "


def plan():
    """The sample with prose added, zipped."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(samples("nesfjord").rglob("*")):
            content = path.read_bytes() if path.is_file() else b""
            if path.name.startswith("omrade-"):
                content += "".join(f"\n\n{TEXT * 25}" for _ in range(PAGES // AREAS)).encode()
            archive.writestr(str(path.relative_to(samples("nesfjord"))) + "/" * path.is_dir(), content)
    return stream.getvalue()


def web_process(server):
    """The process that answers: the youngest child of the one that was started which is no worker of jobs."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == server.process.pid and b"service.jobs" not in command and b"tracker" not in command:
            found.append(int(stat.parent.name))
    return max(found)


def memory(pid):
    """What a process holds of memory, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def busy(tmp_path, monkeypatch):
    """A running server, and the headers of an editor, who may ask as often as they like."""
    monkeypatch.setenv("PLANSATS_REQUESTS_A_MINUTE", "1000000")
    data = tmp_path / "data"
    options = ("--organisation", "Nesfjord", "--role", "editor", "--data", str(data))
    key = plansats("key", "add", "load", *options).stdout.strip()
    server = Server(data)
    yield server, {"Authorization": f"Bearer {key}"}
    server.stop()


def test_pages_stay_quick_and_memory_flat_while_two_builds_run(busy, record_property):
    server, headers = busy
    content, sent = plan(), headers | {"Content-Type": "application/zip"}
    status, plan_headers, said = server.ask("POST", "/v1/plans", body=content, headers=sent)
    assert status == 201, said
    address, pid = plan_headers["location"], web_process(server)
    for warm in ("/v1/plans", f"{address}/blocks", "/v1/jobs", "/v1/types"):
        server.ask("GET", warm, headers=headers)
    before = memory(pid)
    jobs = [server.ask("POST", "/v1/builds?formats=docx,pdf,html", body=content, headers=sent) for _ in range(2)]
    assert [job[0] for job in jobs] == [202, 202], jobs
    seconds, states, stop = [], [], threading.Event()

    def look():
        for page in ("/v1/plans", f"{address}/blocks", jobs[0][1]["location"], "/v1/jobs", "/v1/types") * 10_000:
            if stop.is_set():
                return
            started = time.perf_counter()
            answer = server.ask("GET", page, headers=headers)
            seconds.append(time.perf_counter() - started)
            assert answer[0] == 200, answer
            time.sleep(0.1)

    lookers = [threading.Thread(target=look) for _ in range(3)]
    for looker in lookers:
        looker.start()
    deadline = time.monotonic() + 300
    while len(states) < 2 and time.monotonic() < deadline:
        found = [json.loads(server.ask("GET", job[1]["location"], headers=headers)[2]) for job in jobs]
        states = [job for job in found if job["state"] not in ("queued", "running")]
        time.sleep(0.2)
    stop.set()
    for looker in lookers:
        looker.join()
    assert [job["state"] for job in states] == ["done", "done"], [job["problem"] for job in states]
    for job in states:
        for file in job["files"]:
            assert len(server.ask("GET", file["href"], headers=headers)[2]) == file["bytes"]
    slow, grown = quantiles(seconds, n=20)[-1] * 1000, memory(pid) - before
    record_property("measured", f"p95 {slow:.0f} ms of {len(seconds)} requests; memory {grown / 2**20:+.1f} MB")
    assert slow < LIMIT
    assert grown < GROWTH
