import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from assembler.isolate import Limits, Reply, Stopped, Watch, call, call_many, problem_of, tell
from assembler.messages.catalogue import LANGS, wording
from assembler.problem import Place, Problem, Refused, Severity
from assembler.wire import frame

HERE = str(Path(__file__).parent)


@pytest.fixture(autouse=True)
def targets(monkeypatch):
    monkeypatch.syspath_prepend(HERE)


def stop(target, header=None, blobs=(), **bounds):
    with pytest.raises(Stopped) as stopped:
        call(f"isolate_targets:{target}", header, blobs, **bounds)
    return stopped.value


def test_json_and_bytes_come_back_as_they_went():
    header = {"text": "Ærlig talt – «ja» \U0001f333 \ud800", "list": [1, None, True, 2.5], "deep": {"a": {}}}
    blobs = (b"", bytes(range(256)), os.urandom(3_000_000), b"R" * 9)
    assert call("isolate_targets:echo", header, blobs) == Reply(header, blobs)


def test_a_child_sees_a_clean_environment_an_empty_folder_and_a_session_of_its_own(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    seen = call("isolate_targets:surroundings").header
    assert "SECRET_TOKEN" not in seen["environment"]
    assert seen["files"] == [] and not Path(seen["folder"]).exists()
    assert seen["session"] == seen["pid"] != os.getsid(0)


def test_progress_arrives_in_order_and_only_inside_a_child():
    heard = []
    assert call("isolate_targets:steps", 500, watch=Watch(progress=heard.append)).header == "done"
    assert heard == [{"step": step} for step in range(500)]
    tell("outside of a child nothing happens")


def test_what_a_library_prints_does_not_disturb_the_answer():
    assert call("isolate_targets:chatter").header == "heard"


def test_a_refusal_carries_all_its_problems_over():
    with pytest.raises(Refused) as refused:
        call("isolate_targets:refuse")
    assert refused.value.problems == (
        Problem("plan-x", Place(file="plan.yaml", line=4), {"found": Decimal("1.50"), "n": 3, "name": "Nes"}),
        Problem("plan-y", Place(sheet="Tiltak", cell="D14"), {}, Severity.WARNING),
    )


def test_too_much_computing_is_stopped():
    started = time.monotonic()
    assert stop("spin", limits=Limits(cpu_seconds=1)).reason == "cpu"
    assert time.monotonic() - started < 15


def test_too_long_a_wait_is_stopped():
    started = time.monotonic()
    assert stop("sleep", limits=Limits(wall_seconds=0.5)).reason == "wall"
    assert time.monotonic() - started < 5


def test_too_much_memory_is_stopped():
    limits = Limits(memory_bytes=512 * 2**20)
    assert call("isolate_targets:eat", 10 * 2**20, limits=limits).header == 10 * 2**20
    assert stop("eat", 2**30, limits=limits).reason == "memory"
    assert stop("abort_like_rust").reason == "memory"
    assert stop("killed").reason == "memory"


def test_too_much_output_is_stopped_both_in_the_answer_and_on_the_disk():
    limits = Limits(output_bytes=2**20)
    assert len(call("isolate_targets:pour", 2**19, limits=limits).blobs[0]) == 2**19
    assert stop("pour", 2**21, limits=limits).reason == "output"
    assert stop("fill", 3, limits=limits).reason == "output"


def test_a_crash_keeps_the_childs_last_words_for_the_maintainer_only():
    stopped = stop("break_down")
    assert stopped.reason == "crash"
    assert "KeyError: 'a fault of ours'" in stopped.diagnosis
    for lang in LANGS:
        assert "KeyError" not in wording(problem_of(stopped, "plan.yaml"), lang).message


def test_a_child_that_says_nothing_has_crashed():
    assert stop("leave").reason == "crash"
    assert stop("no_such_function").reason == "crash"


def test_cancelling_kills_within_a_second():
    started = time.monotonic()
    watch = Watch(cancelled=lambda: time.monotonic() - started > 0.5)
    assert stop("sleep", watch=watch).reason == "cancelled"
    assert time.monotonic() - started < 1.5


def test_what_a_child_started_ends_with_it_and_nothing_is_left_to_reap():
    child, left = call("isolate_targets:leave_a_child_behind").header
    assert_ends(left)
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_a_child_at_work_for_a_child_ends_with_it():
    heard = []
    watch = Watch(cancelled=lambda: bool(heard), progress=heard.append)
    assert stop("leave_a_grandchild_at_work", watch=watch).reason == "cancelled"
    assert_ends(heard[0])


def assert_ends(process):
    for _ in range(100):
        # The orphan is reaped by the system's first process; until then it is a zombie, and does no work.
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.02)
    pytest.fail("the process lives on")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"R",
        b"junk that is longer than the head of a frame",
        b"R" + b"\xff" * 8 + b"{}",
        b'R\0\0\0\0\0\0\0\x02{]"',
        b"R\0\0\0\0\0\0\0\x02[]",
        b'R\0\0\0\0\0\0\0\x1e{"value": 1, "blobs": [-5, 5]}',
        b'R\0\0\0\0\0\0\0\x1f{"value": 1, "blobs": [999999]}',
        b'R\0\0\0\0\0\0\0\x1d{"value": 1, "blobs": [true]}x',
        b'R\0\0\0\0\0\0\0\x1c{"refused": [], "blobs": []}',
        b'R\0\0\0\0\0\0\0\x1d{"refused": [3], "blobs": []}',
        b"R\0\0\0\0\0\1\0\0" + b"[" * 65536,
        b"P\0\0\0\0\0\0\0\x02[]",
        b'P\0\0\0\0\0\0\0\x02{}R\0\0\0\0\0\0\0\x1c{"value": 1, "blobs": []}MORE',
    ],
)
def test_a_hostile_answer_is_a_crash_and_nothing_worse(said):
    assert stop("say", blobs=(said,)).reason == "crash"


def test_a_problem_with_strange_parts_is_not_let_in():
    for wrong in (
        {"code": 4},
        {"place": {"line": "4"}},
        {"place": {"nowhere": "x"}},
        {"values": {"a": [1]}},
        {"values": {"a": {"decimal": "abc"}}},
        {"severity": "fatal"},
    ):
        entry = {"code": "plan-x", "place": {}, "values": {}, "severity": "error"} | wrong
        said = frame(b"R", {"refused": [entry]})
        assert stop("say", blobs=(said,)).reason == "crash", wrong


def test_many_children_answer_in_order_and_one_fall_does_not_drag_the_others():
    ended = []
    outcomes = call_many(
        "isolate_targets:eat", [(5, ()), (2**30, ()), (7, ())], Limits(memory_bytes=2**29), ended.append
    )
    assert (outcomes[0], outcomes[2]) == (Reply(5), Reply(7))
    assert isinstance(outcomes[1], Stopped) and outcomes[1].reason == "memory"
    assert sorted(ended) == [0, 1, 2]


def test_every_stop_has_words_and_names_its_limit():
    limits = Limits(cpu_seconds=7, wall_seconds=8, memory_bytes=9 * 2**20, output_bytes=10 * 2**20)
    for reason, said in (("cpu", "7"), ("wall", "8"), ("memory", "9"), ("output", "10")):
        problem = problem_of(Stopped(reason, limits), "plan.yaml")
        assert problem.place.file == "plan.yaml"
        assert all(f" {said} " in wording(problem, lang).message for lang in LANGS)
    assert wording(problem_of(Stopped("cancelled")), "nn").message == "Arbeidet vart avbrote."


def test_the_modules_that_the_caller_can_import_are_those_of_the_child(tmp_path, monkeypatch):
    (tmp_path / "only_here.py").write_text("def f(header, blobs):\n    return header + 1, ()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert call("only_here:f", 41).header == 42
