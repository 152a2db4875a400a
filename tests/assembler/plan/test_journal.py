"""A change of several files is all or none, at whatever step the process is killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from assembler.plan.journal import change_files, settle_folder
from assembler.problem import Refused

OLD = {"narrative/a.md": b"gammel a\n", "narrative/nn/b.md": b"gammel b\n"}
NEW = {"narrative/a.md": b"ny a\n", "narrative/nn/b.md": b"ny b\n", "inbox/c.md": b"ny c\n"}

# Ends the process before the system call of that number, as `kill -9` would: nothing is cleaned up.
KILLED = """
import os, sys
from pathlib import Path
left = int(sys.argv[2])
def counted(call):
    def before(*given, **named):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return call(*given, **named)
    return before
from assembler.plan import journal
for name in ("open", "mkdir", "rename", "replace", "unlink", "rmdir", "fsync", "close", "chmod"):
    setattr(os, name, counted(getattr(os, name)))
from tests_journal_data import OLD, NEW
journal.change_files(Path(sys.argv[1]), NEW, OLD)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in OLD.items():
        path = tmp_path / "plan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "plan"


def contents(folder: Path) -> dict[str, bytes]:
    rooms = [path for room in ("narrative", "inbox") for path in sorted((folder / room).rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in rooms}


def test_all_files_are_written(folder: Path) -> None:
    change_files(folder, NEW, OLD)
    assert contents(folder) == NEW
    assert not (folder / ".plansats/journal").exists()


def test_killed_at_every_step_the_folder_is_as_before_or_as_after(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tests_journal_data.py").write_text(f"OLD = {OLD!r}\nNEW = {NEW!r}\n")
    seen = []
    for step in range(200):
        for name in NEW:
            (folder / name).unlink(missing_ok=True)
        for name, content in OLD.items():
            (folder / name).write_bytes(content)
        run = [sys.executable, "-c", KILLED, str(folder), str(step)]
        done = subprocess.run(run, env={"PYTHONPATH": f"{tmp_path}:{Path.cwd()}"}, timeout=60, check=False)
        settle_folder(folder)
        assert contents(folder) in (OLD, NEW), step
        assert not (folder / ".plansats/journal").exists()
        seen.append(contents(folder) == NEW)
        if done.returncode == 0:
            break
        assert done.returncode == 9
    assert done.returncode == 0
    assert len(seen) > 25
    # From the decision on, every step ends as after.
    assert seen == sorted(seen)


def test_a_file_that_changed_meanwhile_refuses_the_whole_change(folder: Path) -> None:
    (folder / "narrative/a.md").write_bytes(b"endret av andre\n")
    before = contents(folder)
    with pytest.raises(Refused) as refused:
        change_files(folder, NEW, OLD)
    assert [problem.place.file for problem in refused.value.problems] == ["narrative/a.md"]
    assert contents(folder) == before


def test_a_new_file_that_is_there_already_refuses_the_change(folder: Path) -> None:
    (folder / "inbox").mkdir()
    (folder / "inbox/c.md").write_bytes(b"noe annet\n")
    with pytest.raises(Refused):
        change_files(folder, NEW, OLD)
    assert contents(folder)["narrative/a.md"] == OLD["narrative/a.md"]


@pytest.mark.parametrize("name", ["../ute.md", "plan.yaml", "narrative/../../ute.md", "/tmp/ute.md", "narrative"])
def test_nothing_outside_of_the_rooms_is_written(folder: Path, name: str) -> None:
    with pytest.raises(Refused):
        change_files(folder, {name: b"x"}, {})
    assert contents(folder) == OLD


def test_no_link_is_written_through(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ute").mkdir()
    (folder / "inbox").symlink_to(tmp_path / "ute")
    with pytest.raises(Refused):
        change_files(folder, {"inbox/c.md": b"x"}, {})
    assert not any((tmp_path / "ute").iterdir())


def test_what_somebody_wrote_after_the_interruption_stays_and_the_new_text_waits_in_the_inbox(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "tests_journal_data.py").write_text(f"OLD = {OLD!r}\nNEW = {NEW!r}\n")
    for step in range(200):
        run = [sys.executable, "-c", KILLED, str(folder), str(step)]
        subprocess.run(run, env={"PYTHONPATH": f"{tmp_path}:{Path.cwd()}"}, timeout=60, check=False)
        if (folder / ".plansats/journal/list.json").exists():
            break
        settle_folder(folder)
    (folder / "narrative/a.md").write_bytes(b"skrevet siden\n")
    settle_folder(folder)
    found = contents(folder)
    assert found["narrative/a.md"] == b"skrevet siden\n"
    assert found["narrative/nn/b.md"] == NEW["narrative/nn/b.md"]
    waiting = [content for name, content in found.items() if name.startswith("inbox/a-")]
    assert waiting == [NEW["narrative/a.md"]]


def test_a_list_from_a_stranger_writes_nothing_outside(folder: Path, tmp_path: Path) -> None:
    journal = folder / ".plansats/journal"
    journal.mkdir(parents=True)
    (journal / "0").write_bytes(b"x")
    (journal / "list.json").write_text('[{"name": "../ute.md", "waiting": "0", "before": ""}]')
    settle_folder(folder)
    assert contents(folder) == OLD
    assert not (tmp_path / "ute.md").exists()
    assert not journal.exists()
