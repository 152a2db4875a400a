import pytest

from tests.service.town import FILES, Town


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """One service for all tests of a file; each makes a plan of its own."""
    made = Town(tmp_path_factory.mktemp("hall"), requests_a_minute=10**6, burst=10**6)
    yield made
    made.close()


@pytest.fixture
def plan(hall):
    """The address of a new plan."""
    return f"/v1/plans/{hall.store.create(FILES, hall.author()).id}"


@pytest.fixture
def ask(hall):
    """`ask("GET", address, …)`: the answer to an editor, or to `role`."""

    def asked(method, address, role="editor", headers=None, **request):
        return hall.client.open(address, method=method, headers=hall.headers(role) | (headers or {}), **request)

    return asked
