"""`python -m tests.promises [NUMBER…]`: every promise of the service kept with the long settings, as a table to print.

The same tests run in CI with short settings. Nothing else should run on the machine meanwhile: some limits are times.
"""

import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
SURVIVE, SERVE, LOST = (
    f"tests/service/{name}.py" for name in ("jobs/test_jobs_survive", "test_serve", "store/test_nothing_is_lost")
)


@dataclass(frozen=True)
class Promise:
    """What is promised, the tests that try to break it, and the environment that makes them long."""

    number: str
    says: str
    tests: tuple[str, ...]
    long: dict[str, str] = field(default_factory=dict)


PROMISES = (
    Promise(
        "1",
        "An acknowledged save is never lost",
        (f"{LOST}::test_no_acknowledged_save_is_lost_when_the_writer_is_killed",),
        {"PLANSATS_KILLS": "50"},
    ),
    Promise(
        "2",
        "A job survives its worker: resumed in 10 s, only the interrupted step again",
        (f"{SURVIVE}::test_a_killed_worker_that_restarts_does_the_interrupted_step_alone_again",),
    ),
    Promise(
        "2, 3",
        "Another worker takes over in 15 s; a frozen one cannot end the job when it thaws",
        (f"{SURVIVE}::test_a_frozen_worker_loses_its_job_and_cannot_end_it_when_it_thaws",),
        {"PLANSATS_DEAD_SECONDS": "7"},
    ),
    Promise(
        "4", "Three dead children: failed, no loop", (f"{SURVIVE}::test_a_job_that_kills_three_children_has_failed",)
    ),
    Promise(
        "5",
        "Outputs are all or nothing, every job ends once: workers killed at any moment",
        (f"{SURVIVE}::test_workers_killed_at_any_moment_end_every_job_once_and_whole",),
        {"PLANSATS_KILLS": "50"},
    ),
    Promise(
        "6",
        "A disk full: refused, and everything there can be read",
        (f"{LOST}::test_a_full_disk_takes_nothing_more_and_shows_everything_that_was_there",),
    ),
    Promise("7", "Of two editors one saves, the other sees what is there now", ("tests/service/api/test_blocks.py",)),
    Promise("8", "Fifty orders with one key are one job", ("tests/service/jobs/test_desk.py",)),
    Promise(
        "9",
        "Fifty clients: no lock errors",
        (f"{SERVE}::test_fifty_clients_lose_nothing_and_meet_no_lock",),
        {"PLANSATS_CLIENT_SECONDS": "60"},
    ),
    Promise(
        "10, 11",
        "Pages stay quick while two builds run, the web process stays flat in memory",
        ("tests/service/test_under_load.py",),
        {"PLANSATS_PAGES_MS": "50", "PLANSATS_PAGES": "400"},
    ),
    Promise(
        "12",
        "Hostile files are refused in a second each, the service stays healthy",
        ("tests/service/test_hostile.py",),
        {"PLANSATS_REFUSED_SECONDS": "1"},
    ),
    Promise(
        "13", "Cancelled: no process is left in 2 s", (f"{SURVIVE}::test_a_cancelled_job_leaves_no_process_behind",)
    ),
    Promise(
        "14",
        "The same input gives the same bytes through both doors",
        ("tests/service/test_same_bytes.py", "tests/service/test_stored_plans.py"),
    ),
    Promise(
        "15",
        "Told to stop, it answers what it was asked first",
        (f"{SERVE}::test_what_is_being_answered_when_it_is_told_to_stop_is_answered",),
    ),
    Promise("–", "A role in a chapter shows no more than it", ("tests/service/access/test_chapter_keys.py",)),
    Promise("–", "Slow senders keep nobody waiting", ("tests/service/operations/test_slow_clients.py",)),
    Promise("–", "Nothing but its port and folder is touched", ("tests/service/operations/test_nothing_else.py",)),
    Promise("–", "No request makes it fall over", ("tests/service/test_fuzz.py",), {"PLANSATS_FUZZ": "100"}),
    Promise("–", "A generated client walks the whole way", ("tests/service/test_generated_client.py",)),
    Promise(
        "–",
        "A backup made while others write comes back",
        (f"{LOST}::test_a_copy_that_is_made_while_others_write_holds_one_moment_and_comes_back",),
    ),
)


def main(numbers: Iterable[str]) -> int:
    """Keep the promises with these numbers, all without any; 1 when one is broken."""
    wanted = set(numbers)
    chosen = [each for each in PROMISES if not wanted or wanted & set(each.number.split(", "))]
    print(f"{datetime.date.today()}, {os.cpu_count()} cores\n")
    print("| Promise | | Measured | Took |\n|---|---|---|---|")
    kept = [_kept(each) for each in chosen]
    return 0 if all(kept) else 1


def _kept(promise: Promise) -> bool:
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        words = ["-q", "-p", "no:cacheprovider", "-o", "junit_family=legacy", f"--junitxml={report}", *promise.tests]
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", *words],
            cwd=ROOT,
            env=os.environ | {"PLANSATS_PATIENCE": "1"} | promise.long,
            capture_output=True,
            text=True,
            check=False,
        )
        measured = _measured(report)
    word = "kept" if ran.returncode == 0 else "**broken**"
    print(
        f"| {promise.number} | {promise.says} | {word}; {measured} | {time.monotonic() - started:.0f} s |", flush=True
    )
    if ran.returncode:
        print(ran.stdout[-3000:], file=sys.stderr)
    return ran.returncode == 0


def _measured(report: Path) -> str:
    """How many tests ran, and what they measured."""
    if not report.exists():
        return "did not run"
    cases = list(ElementTree.parse(report).iter("testcase"))
    found = [
        each.get("value", "") for each in ElementTree.parse(report).iter("property") if each.get("name") == "measured"
    ]
    longest = max((float(case.get("time", 0)) for case in cases), default=0)
    return "; ".join([f"{len(cases)} tests, the longest {longest:.1f} s", *found])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
