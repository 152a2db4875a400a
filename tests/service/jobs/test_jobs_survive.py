"""Jobs that outlive whoever works on them: workers are killed, frozen and thawed here, as real processes."""

import hashlib
import os
import random
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from sqlalchemy import delete

from service.jobs.job import ENDED, Order
from service.jobs.slots import SLOTS
from service.store.engine import Database, url_of
from service.store.plans import Author, PlanStore
from service.store.schema import upgrade
from service.store.tables import Organisation, Revision

# The promised times hold on a machine with nothing else to do; where many tests share it, each may take longer.
PATIENCE = float(os.environ.get("PLANSATS_PATIENCE", "6"))
PLAN = b"id: nes\ntype: tertialrapport\ntitle: Nes\nform: nb\n"


def order(desk, log, seconds="0", **more):
    content = desk.blobs.put(b"the plan")
    options = {"log": str(log), "seconds": seconds, **more}
    return Order("build", {"content": content, "form": "folder", "options": options}, (content,))


def lines(log):
    return log.read_text().split() if log.exists() else []


def is_alive(pid):
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def ended(desk, id):
    status = desk.status(id)
    return status if status.state in ENDED else None


def freeze(worker, database):
    """Freeze a worker when it does not hold the database; the moment when that was."""
    for _ in range(50):
        worker.send(signal.SIGSTOP)
        try:
            with closing(sqlite3.connect(database, timeout=0.2, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
            return time.monotonic()
        except sqlite3.OperationalError:
            worker.send(signal.SIGCONT)
            time.sleep(0.02)
    return pytest.fail("the worker always holds the database")


def test_a_killed_worker_that_restarts_does_the_interrupted_step_alone_again(office, until, tmp_path, record_property):
    store_url, log = url_of(tmp_path), tmp_path / "log"
    database = Database(store_url)
    upgrade(database)
    with database.writing() as connection:
        connection.execute(Organisation.__table__.insert().values(id="nes", name="Nes", created_at=""))
    plans = PlanStore(database)
    plan = plans.create({"plan.yaml": PLAN}, Author("nes", "user:a"))
    works = office(store=store_url)
    desk, worker = works.desk, works.hire()
    inputs = {"sequence": plan.sequence, "options": {"log": str(log), "seconds": "1.5"}}
    job = desk.enqueue(Order("build", inputs, plan=plan.id, organisation="nes"))
    until(lambda: lines(log))
    # The first step has read the plan's files; were it done again, it would find none.
    with database.writing() as connection:
        connection.execute(delete(Revision))
    worker.kill()
    killed = time.monotonic()
    works.hire()
    until(lambda: len(lines(log)) == 2, 10 * PATIENCE)
    record_property("measured", f"resumed in {time.monotonic() - killed:.1f} s")
    status = until(lambda: s if (s := desk.status(job.id, "nes")).state in ENDED else None)
    assert (status.state, status.runs, len(lines(log))) == ("done", 2, 2)
    database.close()


def test_a_frozen_worker_loses_its_job_and_cannot_end_it_when_it_thaws(
    office, until, tmp_path, listener, record_property
):
    log = tmp_path / "log"
    works = office(callbacks=(listener.url,))
    desk, first = works.desk, works.hire()
    wanted = order(desk, log, "1.5", text="x")
    job = desk.enqueue(Order(wanted.kind, wanted.inputs, wanted.contents, callback=f"{listener.url}/done"))
    until(lambda: lines(log))
    # As on another machine: who is frozen there cannot be ended from here, for nobody here knows its process.
    for slot in (works.settings.data / SLOTS).iterdir():
        slot.write_text("")
    frozen = freeze(first, works.settings.data / "jobs.sqlite")
    works.hire()
    until(lambda: len(lines(log)) == 2, 15 * PATIENCE)
    record_property("measured", f"taken over in {time.monotonic() - frozen:.1f} s")
    status = until(lambda: ended(desk, job.id))
    assert (status.state, status.runs) == ("done", 2)
    first.send(signal.SIGCONT)
    # Time enough for the thawed one to read its child's answer and to try to end the job.
    time.sleep(1.5)
    assert desk.status(job.id).ended == status.ended
    assert desk.status(job.id).runs == 2
    assert len(listener.posts) == 1


def test_a_frozen_worker_of_this_machine_is_ended(office, until, tmp_path):
    log = tmp_path / "log"
    works = office()
    desk, first = works.desk, works.hire()
    job = desk.enqueue(order(desk, log, "1.5"))
    until(lambda: lines(log))
    first.send(signal.SIGSTOP)
    works.hire()
    until(lambda: first.process.poll() is not None, 15 * PATIENCE)
    assert until(lambda: ended(desk, job.id), 60).state == "done"


def test_a_job_that_kills_three_children_has_failed(office, until, tmp_path):
    log = tmp_path / "log"
    works = office()
    desk = works.desk
    works.hire()
    job = desk.enqueue(order(desk, log, crash="yes"))
    status = until(lambda: ended(desk, job.id))
    assert (status.state, [p.code for p in status.end.problems]) == ("failed", ["isolate-crash"])
    time.sleep(0.5)
    assert len(lines(log)) == 3


def test_a_cancelled_job_leaves_no_process_behind(office, until, tmp_path, record_property):
    log = tmp_path / "log"
    works = office("with_child")
    desk = works.desk
    works.hire()
    job = desk.enqueue(order(desk, log))
    until(lambda: len(lines(log)) == 2)
    assert all(map(is_alive, lines(log)))
    cancelled = time.monotonic()
    assert desk.cancel(job.id)
    assert desk.status(job.id).state == "cancelled"
    until(lambda: not any(map(is_alive, lines(log))), 2 * PATIENCE)
    record_property("measured", f"all gone in {time.monotonic() - cancelled:.1f} s")
    # Begun again it is a new run of the same job.
    assert desk.resume(job.id)
    until(lambda: len(lines(log)) == 4)
    desk.cancel(job.id)


@pytest.mark.parametrize("kills", [int(os.environ.get("PLANSATS_KILLS", "3"))])
def test_workers_killed_at_any_moment_end_every_job_once_and_whole(office, until, tmp_path, kills, record_property):
    chance = random.Random(kills)
    works = office(most_waiting=1000, most_waiting_each=1000, most_finished=1000)
    desk, log = works.desk, tmp_path / "log"
    workers = [works.hire(), works.hire()]
    jobs = []
    for number in range(kills):
        jobs += [desk.enqueue(order(desk, log, "0.2", text=f"{number}-{n}")) for n in range(2)]
        time.sleep(chance.uniform(0.1, 1.0))
        unlucky = chance.randrange(2)
        workers[unlucky].kill()
        workers[unlucky] = works.hire()
    record_property("measured", f"{kills} kills, {len(jobs)} jobs")
    for job in jobs:
        status = until(lambda id=job.id: ended(desk, id), 60)
        assert status.state == "done", status
        assert [file.name for file in status.files] == ["plan.pdf", "report.json"]
        for file in status.files:
            content = desk.blobs.get(file.sha256)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)
        assert desk.blobs.get(status.files[0].sha256) == job.order.inputs["options"]["text"].encode() * 1000
