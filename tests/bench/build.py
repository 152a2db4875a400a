"""A whole build of a large plan by the real command: every format, every check.

`400 pages, …` are wall seconds, CPU seconds and peak MiB of `plansats build`, with all its children added up at each
moment. The steps are CPU seconds of the same work in one process, which tells Typst's share from ours. `growth`
compares our share for each page with that of a plan of some fifty pages: 1 is flat, more grows faster than the plan.
What does not depend on the pages (the ledger keeps its 10,000 lines, faces are cut to size once) counts in neither.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.big_plan import write_plan
from tests.bench.build_steps import TYPST

SMALL, LARGE, HUGE = 3, 33, 84
_TICK_SECONDS = 0.05
_ONCE = ("ledgers", "load")


def run(quick: bool, huge: bool = False) -> dict[str, dict[str, list[float]]]:
    """The measures; `huge` adds a thousand pages, which takes 4 GiB."""
    works: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folders = {areas: Path(name, f"plan{areas}") for areas in (1, SMALL, LARGE, HUGE)}
        for areas, folder in folders.items():
            write_plan(folder, areas)
        large = SMALL if quick else LARGE
        sizes = [1, SMALL] if quick else [1, SMALL, LARGE, *([HUGE] if huge else [])]
        for _ in range(1 if quick else 3):
            for measure, value in _command(folders[large], Path(name, "out")).items():
                works.setdefault(measure, {}).setdefault("ours", []).append(value)
        steps = {areas: _steps(folders[areas]) for areas in sizes}
        for step, seconds in steps[large]["steps"].items():
            works[f"{steps[large]['pages']} pages, CPU seconds of {step}"] = {"ours": [seconds]}
        base = steps[1]
        for areas in sizes[2:]:
            growth = {"ours": [_marginal(base, steps[areas])], "some fifty pages": [_marginal(base, steps[SMALL])]}
            works[f"growth of our CPU milliseconds a page, {steps[areas]['pages']} pages"] = growth
    return works


def _marginal(base, other) -> float:
    """Milliseconds of our own for each page more than `base` has."""
    own = [sum(value for step, value in one["steps"].items() if step not in (TYPST, *_ONCE)) for one in (base, other)]
    return 1000 * (own[1] - own[0]) / (other["pages"] - base["pages"])


def _steps(folder: Path):
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.build_steps", str(folder)], capture_output=True, check=True
    )
    return json.loads(said.stdout)


def _command(plan: Path, target: Path) -> dict[str, float]:
    command = [str(Path(sys.executable).with_name("plansats")), "build", str(plan), "--out", str(target)]
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.counted", *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    peak = _Peak(process.pid)
    said, _ = process.communicate()
    ended = time.monotonic()
    measured = json.loads(said.splitlines()[-1])
    report = json.loads((target / "report.json").read_text("utf-8"))
    (pages,) = [step["result"].partition(" ")[0] for step in report["steps"] if step["id"] == "write-pdf"]
    return {
        f"{pages} pages, wall seconds": ended - started,
        f"{pages} pages, CPU seconds": measured["cpu"],
        f"{pages} pages, peak MiB of all processes": peak.mib(),
    }


class _Peak(threading.Thread):
    """The largest sum of resident memory of a process and all below it, looked at twenty times a second."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._most, self._ended = process, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_TICK_SECONDS):
            self._most = max(self._most, sum(map(_resident, _family(self._process))))

    def mib(self) -> float:
        self._ended.set()
        self.join()
        return self._most / 1024


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, listed.read_text().split())
            except OSError:
                continue
    return found


def _resident(process: int) -> int:
    """KiB that no other process has: what forked children share with their parent counts once."""
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("Pss:"))
