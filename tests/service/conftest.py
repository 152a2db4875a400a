import io
import time
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import Settings


class Buffered(FlaskClient):
    """Reads each answer to its end, as a client over the network does."""

    def open(self, *arguments, **options):
        return super().open(*arguments, buffered=True, **options)


@pytest.fixture
def client_for(tmp_path, monkeypatch):
    """`client_for("build")`: a client of a service that builds with that function of `builder_targets`."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))

    def make(builder="build", **settings):
        app = create_app(Settings(tmp_path / "data", builder=f"builder_targets:{builder}", **settings))
        app.testing = True
        app.test_client_class = Buffered
        return app.test_client()

    return make


@pytest.fixture
def zipped():
    """`zipped({"plan.yaml": b"…"})`: a zip archive with these files."""

    def make(files=None):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (files or {"plan.yaml": b"type: x"}).items():
                archive.writestr(name, content)
        return stream.getvalue()

    return make


@pytest.fixture
def ended():
    """`ended(client, location)`: the build, once it has left the states queued and running."""

    def wait(client, location, until=lambda build: build["state"] not in ("queued", "running")):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            build = client.get(location).get_json()
            if until(build):
                return build
            time.sleep(0.02)
        return pytest.fail("the build does not end")

    return wait
