import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.jobs.worker import Worker
from service.settings import Settings
from tests.service.town import Town


class Buffered(FlaskClient):
    """Reads each answer to its end, as a client over the network does."""

    def open(self, *arguments, **options):
        return super().open(*arguments, buffered=True, **options)


def settings_with(data, jobs, **more):
    """Settings of the service, with `jobs` among those of its jobs."""

    class Usual(Settings):
        @property
        def jobs(self):
            return replace(Settings.jobs.fget(self), poll_seconds=0.05, **jobs)

    return Usual(data, **more)


@pytest.fixture
def client_for(tmp_path, monkeypatch):
    """`client_for("build")`: a client of a service that builds with that function of `builder_targets`.

    `jobs` are settings of the jobs; a worker does them in this process, but without one for `worker=False`.
    """
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    workers = []

    def make(builder="builder_targets:build", *, jobs=None, worker=True, **settings):
        named = builder if ":" in builder else f"builder_targets:{builder}"
        made = settings_with(tmp_path / "data", jobs or {}, builder=named, **settings)
        app = create_app(made)
        if worker and not workers:
            workers.append(Worker(made.jobs))
            workers[-1].start()
        app.testing = True
        app.test_client_class = Buffered
        return app.test_client()

    yield make
    for each in workers:
        each.stop()


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
    """`ended(client, location)`: the job, once it has left the states queued and running."""

    def wait(client, location, until=lambda job: job["state"] not in ("queued", "running")):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            job = client.get(location).get_json()
            if until(job):
                return job
            time.sleep(0.02)
        return pytest.fail("the job does not end")

    return wait


@pytest.fixture
def town(tmp_path):
    """A service with two municipalities, each with a plan; see `Town`."""
    made = Town(tmp_path / "town")
    yield made
    made.close()
