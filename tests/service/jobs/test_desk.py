"""The desk by itself: what it takes, turns away, keeps apart and forgets. No worker is needed for that."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from service.jobs.job import Order, OtherOrder, QueueFull


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
    first = office.desk.enqueue(Order("build", before, plan="p", owner="a", key="k"))
    again = office.desk.enqueue(Order("build", after, plan="p", owner="a", key="k"))
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
    desk = office(wait_seconds=-1).desk
    id = desk.enqueue(order()).id
    desk.give_up_waiting()
    assert desk.status(id, "nes").state == "cancelled"
