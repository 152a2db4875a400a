"""What the running service touches beside its port and its data folder: nothing."""

import json
import os
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest

from assembler.resources import samples
from service.archive import packed
from tests.service.running import Server
from tests.service.town import Town

pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")


def family(pid):
    """A process and all that descend from it."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += family(int(stat.parent.name))
    return found


def sockets(pids):
    """(local port, remote port) of every network socket that the processes have."""
    inodes = set()
    for pid in pids:
        # A child may be gone by now, and a file closed.
        with suppress(OSError):
            for link in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    inodes |= set(re.findall(r"socket:\[(\d+)\]", os.readlink(link)))
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:] if Path(f"/proc/net/{table}").exists() else []
        for fields in map(str.split, lines):
            if fields[9] in inodes:
                found.add(tuple(int(end.rpartition(":")[2], 16) for end in fields[1:3]))
    return found


def test_a_build_opens_no_port_calls_nobody_and_leaves_nothing_in_the_home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    # Variables by which the engine of the jobs would speak to its maker's cloud.
    for name, value in {"DBOS__CLOUD": "true", "DBOS__CONDUCTOR_KEY": "k", "DBOS__CONDUCTOR_URL": "ws://x"}.items():
        monkeypatch.setenv(name, value)
    town = Town(tmp_path / "town")
    server, seen = Server(tmp_path / "town"), set()
    try:
        headers = town.headers("editor")
        folder = samples("nesfjord")
        plan = packed({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
        sent = headers | {"Content-Type": "application/zip"}
        status, answered, said = server.ask("POST", "/v1/builds?formats=docx,html", body=plan, headers=sent)
        assert status == 202, said
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            seen |= sockets(family(server.process.pid))
            job = json.loads(server.ask("GET", answered["location"], headers=headers)[2])
            if job["state"] not in ("queued", "running"):
                break
            time.sleep(0.1)
        assert (job["state"], job["runs"]) == ("done", 1), job
        assert {local for local, remote in seen} == {server.port}
    finally:
        server.stop()
        town.close()
    assert [path for path in home.rglob("*") if path.is_file()] == []
    # After the greeting, all that is said is JSON.
    said = server.said.read_text()
    lines = said[said.index("{") :].splitlines()
    assert {json.loads(line)["level"] for line in lines} <= {"info", "warning"}
