"""The desk by itself: what it takes, turns away, keeps apart and forgets. No worker is needed for that."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Index, MetaData, Table, insert
from sqlalchemy.schema import DropIndex, DropTable

from service.jobs.desk import MIGRATIONS, Desk
from service.jobs.job import Order, OtherOrder, QueueFull
from service.jobs.pulse import Pulse
from service.jobs.register import needed
from service.jobs.tables import JobRow, JobTable
from service.store.engine import url_of
from service.store.plans import Author, PlanStore
from service.store.schema import is_current, opened
from service.store.tables import Organisation


def order(text="x", **more):
    return Order("check", {"options": {"name": text}}, **({"organisation": "nes", "owner": "key:1"} | more))


def test_fifty_orders_with_one_key_at_once_are_one_job(office):
    desk = office().desk
    with ThreadPoolExecutor(50) as pool:
        found = {status.id for status in pool.map(lambda _: desk.enqueue(order(key="k")), range(50))}
    assert len(found) == 1
    assert [status.id for status in desk.list("nes")] == list(found)


def test_an_order_of_a_plan_that_is_repeated_after_a_save_is_the_same(office):
    before, after = ({"sequence": number, "options": {"formats": "pdf"}} for number in (3, 4))
    desk = office().desk
    first, again = (desk.enqueue(Order("build", inputs, plan="p", owner="a", key="k")) for inputs in (before, after))
    assert (again.id, again.order.inputs["sequence"]) == (first.id, 3)


def test_a_key_names_one_order_of_one_owner(office):
    desk = office().desk
    first = desk.enqueue(order(key="k"))
    with pytest.raises(OtherOrder):
        desk.enqueue(order("y", key="k"))
    assert desk.enqueue(order("y", key="k", owner="key:2")).id != first.id
    assert desk.enqueue(order("y", key="k", organisation="vik")).id != first.id
    assert desk.enqueue(order()).id != desk.enqueue(order()).id


def test_a_full_queue_takes_no_more_but_still_knows_its_keys(office):
    desk = office(most_waiting=3, most_waiting_each=2).desk
    first = desk.enqueue(order(key="k"))
    desk.enqueue(order())
    with pytest.raises(QueueFull):
        desk.enqueue(order())
    assert desk.enqueue(order(key="k")).id == first.id
    desk.enqueue(order(organisation="vik"))
    with pytest.raises(QueueFull):
        desk.enqueue(order(organisation="ås"))


def test_another_municipality_sees_nothing(office):
    desk = office().desk
    id = desk.enqueue(order()).id
    assert desk.status(id, "vik") is None
    assert desk.list("vik") == ()
    assert not desk.cancel(id, "vik")
    assert not desk.resume(id, "vik")
    assert desk.status(id, "nes").state == "queued"


def test_pages_go_from_the_newest_to_the_oldest(office):
    desk = office().desk
    ids = [desk.enqueue(order(str(number))).id for number in range(5)]
    page = desk.list("nes", most=2)
    assert [status.id for status in page] == ids[:2:-1]
    assert [status.id for status in desk.list("nes", after=page[-1].id)] == ids[2::-1]


def test_a_cancelled_job_can_be_begun_again_and_a_forgotten_one_cannot(office):
    desk = office().desk
    id = desk.enqueue(order()).id
    assert not desk.resume(id, "nes")
    assert desk.cancel(id, "nes")
    assert desk.status(id, "nes").state == "cancelled"
    assert desk.resume(id, "nes")
    assert desk.status(id, "nes").state == "queued"
    assert desk.cancel(id, "nes") and desk.cancel(id, "nes")
    assert desk.status(id, "nes") is None
    assert not desk.resume(id, "nes")


def test_the_oldest_ended_jobs_are_forgotten_with_what_only_they_needed(office):
    desk = office(most_finished=1, orphan_seconds=0).desk
    shared, own = desk.blobs.put(b"shared"), desk.blobs.put(b"own")
    first = desk.enqueue(replace(order(), contents=(shared, own)))
    second = desk.enqueue(replace(order(), contents=(shared,)))
    for job in (first, second):
        desk.cancel(job.id, "nes")
    desk.enqueue(order())
    desk.sweep()
    assert desk.status(first.id, "nes") is None
    assert desk.status(second.id, "nes").state == "cancelled"
    assert desk.blobs.get(shared) == b"shared"
    with pytest.raises(FileNotFoundError):
        desk.blobs.get(own)


def test_a_job_that_waits_too_long_is_given_up(office):
    desk = office(wait_seconds=60).desk
    pulse = Pulse(desk, "here-1")
    id = desk.enqueue(order()).id
    for moment, state in ((1000.0, "queued"), (1059.0, "queued"), (1061.0, "cancelled")):
        pulse._give_up_waiting(moment)
        assert desk.status(id, "nes").state == state
    assert desk.resume(id, "nes")
    pulse._give_up_waiting(1100.0)
    assert desk.status(id, "nes").state == "queued", "begun again, it waits anew"


def test_what_was_made_of_a_deleted_plan_goes_with_it(office):
    desk = office(most_waiting_each=9).desk
    content = desk.blobs.put(b"the whole plan")
    mine = replace(order(), plan="aa", contents=(content,))
    ended, waiting = desk.enqueue(mine), desk.enqueue(mine)
    desk.cancel(ended.id, "nes")
    others = [desk.enqueue(replace(mine, organisation="vik", contents=())), desk.enqueue(order())]
    desk.forget_plan("nes", "aa")
    assert desk.status(ended.id, "nes") is None
    assert desk.status(waiting.id, "nes").state == "cancelled"
    assert [desk.status(one.id, one.order.organisation).state for one in others] == ["queued"] * 2
    with desk.database.reading() as connection:
        assert needed(connection, [content]) == set()


def test_what_a_broken_deletion_left_is_found(office, tmp_path):
    store = PlanStore(opened(url_of(tmp_path)))
    author = Author("nes", "user:kari")
    with store.database.writing() as connection:
        connection.execute(insert(Organisation).values(id="nes", name="Nes", created_at=""))
    plan = store.create({"plan.yaml": b"id: a\n"}, author)
    desk = office(store=url_of(tmp_path)).desk
    kept, left = (desk.enqueue(replace(order(), plan=id)) for id in (plan.id, "gone"))
    # Somebody named another database: what the jobs made is not thrown away for that.
    strange = desk.enqueue(replace(order(), organisation="vik", plan="gone"))
    desk.forget_plans_that_are_gone()
    states = [desk.status(one.id, one.order.organisation).state for one in (kept, left, strange)]
    assert states == ["queued", "cancelled", "queued"]
    store.database.close()


def test_the_tables_are_what_the_migrations_make_also_of_those_that_had_none(office, tmp_path):
    made = office().desk
    options = {"compare_type": True, "compare_server_default": True, "version_table": MIGRATIONS.table}
    ours = {"include_name": lambda name, kind, parents: kind != "table" or name in JobTable.metadata.tables}
    with made.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options | ours), JobTable.metadata) == []
    with made.database.writing() as connection:
        connection.execute(DropIndex(Index("ix_jobs_plan", JobRow.plan)))
        connection.execute(DropTable(Table(MIGRATIONS.table, MetaData())))
    id = made.enqueue(order()).id
    again = Desk(made.settings)
    assert is_current(again.database, MIGRATIONS)
    assert again.status(id, "nes").state == "queued"
    again.close()
