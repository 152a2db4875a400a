"""What was acknowledged stays: when the process is killed, when the disk is full, when a copy is made meanwhile.

`PLANSATS_KILLS` says how often the writer is killed; 5 times where it is not set.
"""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from assembler.problem import Refused
from service.store.backup import MANIFEST, back_up, restore
from service.store.engine import FILE as DATABASE
from service.store.engine import check_file, url_of
from service.store.plans import Author, PlanStore
from service.store.schema import opened
from service.store.tables import Organisation
from service.turns import turn
from tests.service.store.saving_child import FILE, text_of
from tests.service.town import Town

AUTHOR = Author("nes", "user:kari")
FILES = {"plan.yaml": b"id: nes\n", FILE: text_of(1)}
KILLS = int(os.environ.get("PLANSATS_KILLS", "5"))


@pytest.fixture
def store(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    database = opened(url_of(data))
    with database.writing() as connection:
        connection.execute(Organisation.__table__.insert().values(id="nes", name="Nes", created_at=""))
    yield PlanStore(database)
    database.close()


def is_whole(data: Path) -> bool:
    with closing(sqlite3.connect(data / DATABASE)) as database:
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_no_acknowledged_save_is_lost_when_the_writer_is_killed(store, tmp_path):
    plan = store.create(FILES, AUTHOR).id
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-m", "tests.service.store.saving_child", str(tmp_path / "data"), plan]
    chance = random.Random(9)
    for _ in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
            first = int(writer.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.3))
            writer.kill()
            said = [first, *(int(line) for line in writer.stdout.read().split())]
        state, content = store.read(plan, FILE)
        # The one that was at work when it was killed may have been saved and not said.
        assert said[-1] <= state.number <= said[-1] + 1
        assert content == text_of(state.number)
        assert said == list(range(said[0], said[-1] + 1))
        for number in said:
            assert store.read(plan, FILE, number)[1] == text_of(number)
        assert store.plan("nes", plan).sequence == state.number
    assert is_whole(tmp_path / "data")


def test_a_full_disk_takes_nothing_more_and_shows_everything_that_was_there(tmp_path):
    data = tmp_path / "town"
    Town(data).close()
    size = (data / DATABASE).stat().st_size // 4096
    town = Town(data, most_pages=size + 60)
    url, headers = town.address("/files/narrative/drift.md"), town.headers()
    texts, status = {}, 200
    while status == 200 and len(texts) < 50:
        text = f"{len(texts)} ".encode() * 4000
        answer = town.client.put(url, data=text, headers=headers | {"If-Match": "*"})
        status = answer.status_code
        if status == 200:
            texts[answer.get_json()["revision"]] = text
    assert (status, answer.get_json()["code"]) == (507, "service-storage")
    assert answer.mimetype == "application/problem+json"
    assert len(texts) > 2
    latest = max(texts)
    assert town.client.get(url, headers=headers).data == texts[latest]
    for number, text in texts.items():
        assert town.client.get(f"{url}?revision={number}", headers=headers).data == text
    assert town.client.get("/readyz").status_code == 200
    assert town.client.get(town.address("/blocks"), headers=headers).status_code == 200
    town.close()
    assert is_whole(data)


def test_a_copy_that_is_made_while_others_write_holds_one_moment_and_comes_back(store, tmp_path):
    plan, stop, numbers = store.create(FILES, AUTHOR).id, threading.Event(), [1]

    def write():
        while not stop.is_set():
            now = store.read(plan, FILE)[0]
            [saved] = store.save(plan, {FILE: text_of(now.number + 1)}, {FILE: now.sha256}, AUTHOR)
            numbers.append(saved.number)

    (tmp_path / "data/jobs/blobs").mkdir(parents=True)
    (tmp_path / "data/jobs/blobs/made.pdf").write_bytes(b"pdf")
    writer = threading.Thread(target=write)
    writer.start()
    while len(numbers) < 20:
        time.sleep(0.01)
    before = numbers[-1]
    assert back_up(tmp_path / "data", tmp_path / "copy") == 2
    after = numbers[-1]
    stop.set()
    writer.join()
    assert restore(tmp_path / "copy", tmp_path / "again") == 2
    assert (tmp_path / "again/jobs/blobs/made.pdf").read_bytes() == b"pdf"
    check_file(tmp_path / "again" / DATABASE)
    database = opened(url_of(tmp_path / "again"))
    again = PlanStore(database)
    state, content = again.read(plan, FILE)
    assert before <= state.number <= after + 1
    assert content == text_of(state.number)
    for number in range(1, state.number + 1):
        assert again.read(plan, FILE, number) == store.read(plan, FILE, number)
    database.close()


def test_a_copy_that_is_damaged_or_none_is_refused_and_nothing_is_written_over(store, tmp_path):
    def codes(work):
        with pytest.raises(Refused) as refused:
            work()
        return {problem.code for problem in refused.value.problems}

    data, copy = tmp_path / "data", tmp_path / "copy"
    store.create(FILES, AUTHOR)
    back_up(data, copy)
    assert codes(lambda: back_up(data, copy)) == {"service-backup-there"}
    assert codes(lambda: back_up(tmp_path / "nothing", tmp_path / "x")) == {"service-backup-nothing"}
    assert codes(lambda: restore(copy, data)) == {"service-restore-there"}
    assert codes(lambda: restore(tmp_path, tmp_path / "y")) == {"service-backup-none"}
    content = (copy / DATABASE).read_bytes()
    (copy / DATABASE).write_bytes(content[:5000] + b"x" + content[5001:])
    assert codes(lambda: restore(copy, tmp_path / "y")) == {"service-backup-damaged"}
    (copy / MANIFEST).write_text('{"plansats": 1, "files": {"../x": "", "plansats.sqlite": ""}}')
    assert codes(lambda: restore(copy, tmp_path / "y")) == {"service-backup-none"}
    assert not (tmp_path / "y").exists() and not list(tmp_path.glob("*.part"))
    assert store.plans("nes")


def test_a_database_file_that_is_damaged_is_told(tmp_path):
    (tmp_path / "a.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(Refused) as refused:
        check_file(tmp_path / "a.sqlite")
    assert [problem.code for problem in refused.value.problems] == ["service-database-damaged"]


def test_who_waits_for_somebody_elses_write_keeps_no_reader_waiting(store, tmp_path):
    plan, saved = store.create(FILES, AUTHOR).id, []

    def save(number):
        with turn():
            saved.append(store.save(plan, {f"narrative/{number}.md": b"x"}, {}, AUTHOR))

    with closing(sqlite3.connect(tmp_path / "data" / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writers = [threading.Thread(target=save, args=(number,)) for number in range(4)]
        for writer in writers:
            writer.start()
        time.sleep(0.2)
        with turn():
            assert store.read(plan, FILE)
        assert saved == [], "the other one still writes"
        other.execute("ROLLBACK")
    for writer in writers:
        writer.join()
    assert len(saved) == 4
