"""Clients that send and sign in as if to keep everybody else waiting: nobody else waits."""

import json
import socket
import threading
import time

import pytest

from service.access import passwords
from service.access.passwords import Busy, hashed, is_right
from service.app import create_app
from service.settings import Settings
from tests.service.running import Server
from tests.service.town import PASSWORD, Town

CLIENTS = 24


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    data = tmp_path_factory.mktemp("slow") / "town"
    town = Town(data)
    running = Server(data)
    running.headers = town.headers("editor")
    running.address = town.address
    yield running
    running.stop()
    town.close()


def begun(server, address, headers=()):
    """A connection that has sent the beginning of a body, and nothing more."""
    client = socket.create_connection(("127.0.0.1", server.port))
    lines = [f"POST {address} HTTP/1.1", "Host: localhost", "Content-Type: application/json", *headers]
    client.sendall("\r\n".join([*lines, "Content-Length: 100000", "", "{"]).encode())
    return client


@pytest.mark.parametrize("address", ["/v1/session", "/v1/plans", "/v1/builds", "/welcome/x"])
def test_bodies_that_never_end_keep_nobody_waiting(server, address):
    bearer = [f"Authorization: {server.headers['Authorization']}"] if address == "/v1/plans" else []
    clients = [begun(server, address, bearer) for _ in range(CLIENTS)]
    time.sleep(0.2)
    started = time.monotonic()
    assert server.ask("GET", "/v1/plans", headers=server.headers)[0] == 200
    assert time.monotonic() - started < 9, "before any of them is given up"
    for client in clients:
        client.close()


@pytest.mark.parametrize(
    ("kind", "sent"), [("Content-Length: 1000", b"half"), ("Transfer-Encoding: chunked", b"4\r\nhalf\r\n")]
)
def test_half_a_file_is_not_kept(server, kind, sent):
    address = server.address(f"/files/tables/halv-{len(sent)}.txt")
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        lines = [f"PUT {address} HTTP/1.1", "Host: localhost", f"Authorization: {server.headers['Authorization']}"]
        client.sendall("\r\n".join([*lines, kind, "", ""]).encode() + sent)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(30)
        client.recv(4096)
    assert server.ask("GET", address, headers=server.headers)[0] == 404


def test_a_body_that_does_not_come_is_given_up(server):
    client = begun(server, "/v1/session")
    client.settimeout(30)
    started, said = time.monotonic(), client.recv(4096)
    assert said.startswith(b"HTTP/1.1 408 "), said
    assert 5 < time.monotonic() - started < 25
    client.close()


def test_a_body_that_comes_in_pieces_is_whole_when_its_length_is_known(server):
    address = server.address("/files/tables/bitar.txt")
    refused = server.ask("PUT", address, body=(b"x" * 40_000 for _ in range(30)), headers=server.headers)
    assert (refused[0], json.loads(refused[2])["code"]) == (411, "service-length")
    measured = server.headers | {"Content-Length": "1200000"}
    status, _, said = server.ask("PUT", address, body=(b"x" * 40_000 for _ in range(30)), headers=measured)
    assert (status, json.loads(said)["bytes"]) == (201, 1_200_000)
    assert server.ask("GET", address, headers=server.headers)[2] == b"x" * 1_200_000
    assert server.ask("PUT", server.address("/files/tables/tom.txt"), body=b"", headers=server.headers)[0] == 201


def test_names_keep_their_letters_on_the_way_in(server):
    address = server.address("/files/tables/%C3%A5rsverk%20%F0%9F%8C%8A.txt?lang=nn")
    status, _, said = server.ask("PUT", address, body=b"x", headers=server.headers)
    assert (status, json.loads(said)["file"]) == (201, "tables/årsverk 🌊.txt")


def test_a_header_with_an_underscore_takes_no_other_ones_place(server):
    headers = server.headers | {"If_Match": '"1-0000000000000000"'}
    assert server.ask("PUT", server.address("/files/plan.yaml"), body=b"x", headers=headers)[0] == 428


def test_who_gives_up_on_a_large_answer_harms_nobody(server):
    big = server.address("/files/tables/stor.bin")
    assert server.ask("PUT", big, body=b"y" * 6_000_000, headers=server.headers)[0] == 201
    for _ in range(CLIENTS):
        client = socket.create_connection(("127.0.0.1", server.port))
        lines = [f"GET {big} HTTP/1.1", "Host: localhost", f"Authorization: {server.headers['Authorization']}", "", ""]
        client.sendall("\r\n".join(lines).encode())
        client.recv(100)
        client.close()
    assert len(server.ask("GET", big, headers=server.headers)[2]) == 6_000_000
    assert '"error"' not in server.said.read_text()


def test_no_more_bodies_are_held_than_there_is_room_for(tmp_path):
    client = create_app(Settings(tmp_path)).test_client()
    for upload, status in (("late", 408), ("full", 429), ("unmeasured", 411)):
        answer = client.get("/livez", environ_base={"plansats.upload": upload})
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_only_a_few_passwords_are_looked_at_at_once():
    kept, found = hashed(PASSWORD), []

    def look():
        try:
            found.append(is_right("feil", kept))
        except Busy:
            found.append("busy")

    threads = [threading.Thread(target=look) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count("busy") >= 1 and found.count(False) >= 4 and len(found) == 12
    assert is_right(PASSWORD, kept)
    assert passwords._WAITING.acquire(blocking=False)
    passwords._WAITING.release()


def test_a_town_hall_of_one_address_may_sign_in_as_often_as_it_likes(tmp_path):
    town = Town(tmp_path, sign_ins=3)
    right, wrong = ({"email": "kari@nes.no", "password": word} for word in (PASSWORD, "feil"))
    codes = [town.client.post("/v1/session", json=right).status_code for _ in range(6)]
    assert codes == [200] * 6
    codes = [town.client.post("/v1/session", json=wrong).status_code for _ in range(4)]
    assert codes == [401] * 3 + [429]
    town.close()


def test_behind_a_proxy_each_address_has_its_own_tries(tmp_path):
    town = Town(tmp_path, sign_ins=2, proxies=("10.0.0.1",))

    def tries(near, named, who):
        said = {"email": f"{who}@nes.no", "password": "feil"}
        headers = {"X-Forwarded-For": named} if named else {}
        place = {"REMOTE_ADDR": near}
        return town.client.post("/v1/session", json=said, headers=headers, environ_base=place).status_code

    assert [tries("127.0.0.1", "203.0.113.5", "a") for _ in range(3)] == [401, 401, 429]
    assert tries("127.0.0.1", "198.51.100.7, 203.0.113.9", "a") == 401
    assert tries("10.0.0.1", "203.0.113.5", "a") == 429
    # Whoever is no proxy can name what they like.
    assert [tries("192.0.2.1", f"203.0.113.{number}", "f") for number in range(3)] == [401, 401, 429]
    town.close()
