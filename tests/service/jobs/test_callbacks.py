"""Calls back: signed, tried until they are heard, and to nobody but those whom the administrator has listed."""

import contextlib
import hashlib
import hmac
import http.client
import json
import re
import socket
import threading
import time

import pytest

from service.callbacks import post as post_room
from service.callbacks.address import NotAllowed, Target, is_allowed, target_of
from service.callbacks.post import post
from service.jobs.job import Order

LIST = ("https://hooks.example.no/plansats", "http://10.0.0.7:8080/")


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.no/plansats",
        "https://hooks.example.no:443/plansats/nes?job=1",
        "https://HOOKS.example.no/plansats/",
        "http://10.0.0.7:8080/any",
    ],
)
def test_what_begins_as_an_entry_may_be_called(url):
    assert is_allowed(url, LIST)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.no/plansats",
        "https://hooks.example.no/plansatsen",
        "https://hooks.example.no/",
        "https://hooks.example.no/plansats/../admin",
        "https://hooks.example.no/plansats/%2e%2E/admin",
        "https://hooks.example.no/plansats/\\admin",
        "https://hooks.example.no/plansats/%5cadmin",
        "https://hooks.example.no.evil.example/plansats",
        "https://hooks.example.no@evil.example/plansats",
        "https://user:word@hooks.example.no/plansats",
        "https://hooks.example.no:444/plansats",
        "https://hooks.example.no/plansats#x",
        "https://hooks.example.no/plansats\r\nHost: evil",
        "http://10.0.0.7/any",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "gopher://10.0.0.7:8080/x",
        "https://hooks.example.no:99999/plansats",
        "//hooks.example.no/plansats",
        "",
    ],
)
def test_nothing_else_may_be_called(url):
    assert not is_allowed(url, LIST)
    with pytest.raises(NotAllowed):
        target_of(url, LIST)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a01:203",
        "2002:a01:203::1",
        "ff02::1",
    ],
)
def test_a_listed_name_that_leads_to_an_inner_network_is_not_called(monkeypatch, number):
    answers = [[_found("93.184.216.34"), _found(number)]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **options: answers[0])
    with pytest.raises(NotAllowed):
        target_of("https://hooks.example.no/plansats", LIST)


def test_a_name_is_looked_up_once_and_the_call_goes_to_what_was_judged(monkeypatch, listener):
    answers = [[_found("93.184.216.34")], [_found("127.0.0.1")]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **options: answers.pop(0))
    assert target_of("https://hooks.example.no/plansats", LIST).address == "93.184.216.34"
    monkeypatch.undo()
    port = int(listener.url.rpartition(":")[2])
    # The name does not exist; only the number leads anywhere.
    assert post(Target("http", "hooks.invalid", port, "/plansats", "127.0.0.1"), b"{}", {}) == 200
    assert listener.posts[0][1]["Host"] == f"hooks.invalid:{port}"


def test_good_and_bad_ends_are_told_with_a_signature(office, until, listener, tmp_path):
    works = office("refuse", callbacks=(listener.url,), callback_secret="a secret")
    desk = works.desk
    works.hire()
    listener.answers += [500, 503]
    job = desk.enqueue(order(desk, f"{listener.url}/told", tmp_path))
    until(lambda: (desk.status(job.id).called or {}).get("state") == "delivered")
    assert desk.status(job.id).called == {"state": "delivered", "tries": 3, "status": 200}
    path, headers, body = listener.posts[-1]
    said = json.loads(body)
    assert path == "/told" and headers["Content-Type"] == "application/json"
    assert (said["id"], said["href"], said["state"]) == (job.id, f"/v1/jobs/{job.id}", "refused")
    moment, digest = re.fullmatch(r"t=(\d+), v1=([0-9a-f]{64})", headers["Plansats-Signature"]).groups()
    assert hmac.new(b"a secret", moment.encode() + b"." + body, hashlib.sha256).hexdigest() == digest
    cancelled = desk.enqueue(order(desk, f"{listener.url}/told", tmp_path))
    desk.cancel(cancelled.id)
    until(lambda: (desk.status(cancelled.id).called or {}).get("state") == "delivered")


def test_a_redirect_is_not_followed_and_an_address_off_the_list_not_called(office, until, listener, tmp_path):
    works = office(callbacks=(f"{listener.url}/hooks",))
    desk = works.desk
    works.hire()
    listener.answers += [302, 302, 302]
    job = desk.enqueue(order(desk, f"{listener.url}/hooks/a", tmp_path))
    other = desk.enqueue(order(desk, f"{listener.url}/admin", tmp_path))
    until(lambda: (desk.status(job.id).called or {}).get("state") == "given-up")
    until(lambda: desk.status(other.id).called)
    assert desk.status(job.id).called == {"state": "given-up", "tries": 3, "status": 302}
    assert desk.status(other.id).called == {"state": "refused", "tries": 1, "status": None}
    assert {path for path, _, _ in listener.posts} == {"/hooks/a"}


def order(desk, callback, tmp_path):
    content = desk.blobs.put(b"the plan")
    inputs = {"content": content, "form": "folder", "options": {"log": str(tmp_path / "log")}}
    return Order("build", inputs, (content,), callback=callback)


def _found(number):
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    return family, socket.SOCK_STREAM, 6, "", (number, 443)


def test_one_that_answers_a_byte_now_and_then_is_given_up(monkeypatch):
    monkeypatch.setattr(post_room, "_MOST_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                for _ in range(100):
                    connection.sendall(b"X-Slow: 1\r\n")
                    time.sleep(0.1)

        dripping = threading.Thread(target=drip)
        dripping.start()
        target = Target("http", "127.0.0.1", server.getsockname()[1], "/", "127.0.0.1")
        started = time.monotonic()
        with pytest.raises((OSError, http.client.HTTPException)):
            post_room.post(target, b"{}", {})
        assert time.monotonic() - started < 5
        dripping.join()
