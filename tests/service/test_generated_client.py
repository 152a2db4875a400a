"""A client that a generator made from the served description walks the whole way, against a server as people start it.

The documentation shows the same walk with real requests and answers (`docs/service.md`, `docs/service-jobs.md`).
"""

import importlib
import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assembler.resources import samples
from service.archive import packed
from tests.service.test_serve import Server, plansats

NAME = "plansats_client"
BLOCK = "samla-vurdering"
LEDGER = (
    "År;Ansvar;Funksjon;Art;Tekst;Regnskap;Budsjett\n"
    "2026;2200;202;10100;Fast lønn;48200000;47900000\n2026;9000;840;18000;Rammetilskott;-61000000;-61000000\n"
)


class Api:
    """The generated client, its operations found by the names that the description gives them."""

    def __init__(self, folder: Path, server: Server, key: str):
        (folder / "openapi.json").write_bytes(server.ask("GET", "/v1/openapi.json")[2])
        (folder / "config.yaml").write_text("post_hooks: []\n")
        command = Path(sys.executable).with_name("openapi-python-client")
        words = ["generate", "--path", "openapi.json", "--config", "config.yaml", "--meta", "none"]
        subprocess.run([command, *words, "--output-path", NAME], cwd=folder, check=True, capture_output=True)
        self._folder = folder / NAME
        made = importlib.import_module(f"{NAME}.client").AuthenticatedClient
        self._client = made(base_url=f"http://127.0.0.1:{server.port}", token=key, raise_on_unexpected_status=True)
        self.types, self.models = importlib.import_module(f"{NAME}.types"), importlib.import_module(f"{NAME}.models")

    def close(self):
        """Let go of its connections."""
        self._client.get_httpx_client().close()

    def ask(self, operation, *path, **more):
        """The parsed answer of an operation, by "tag/name"; its status is 2xx."""
        return self.answer(operation, *path, **more).parsed

    def answer(self, operation, *path, **more):
        tag, _, name = operation.partition("/")
        (found,) = (self._folder / "api" / tag).glob(f"*_{name}.py")
        module = importlib.import_module(f"{NAME}.api.{tag}.{found.stem}")
        answer = module.sync_detailed(*path, client=self._client, **more)
        assert 200 <= answer.status_code < 300, answer.content
        return answer

    def file(self, content, name):
        return self.types.File(payload=io.BytesIO(content), file_name=name, mime_type="application/octet-stream")

    def ended(self, job):
        """The job when it is done."""
        until = time.monotonic() + 120
        while job.state.value in ("queued", "running") and time.monotonic() < until:
            time.sleep(0.2)
            job = self.ask("jobs/show_job", job.id)
        assert job.state.value == "done", [fault.message for fault in job.problem.faults]
        return job

    def fetched(self, job, ending):
        """The one file of a job with that ending."""
        (file,) = (file for file in job.files if file.name.endswith(ending))
        return self.answer("jobs/fetch_file", job.id, file.name).content


@pytest.fixture
def api(tmp_path, monkeypatch):
    data = tmp_path / "data"
    options = ("--organisation", "Nesfjord kommune", "--role", "editor", "--data", str(data))
    key = plansats("key", "add", "walk", *options).stdout.strip()
    server = Server(data)
    monkeypatch.syspath_prepend(str(tmp_path))
    client = Api(tmp_path, server, key)
    yield client
    client.close()
    server.stop()
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


def test_the_whole_walk(api):
    root = samples("nesfjord")
    folder = packed({str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()})
    (form,) = (name for name in dir(api.models) if re.fullmatch(r"PlansCreatePlan\w*FilesBody", name))
    plan = api.ask("plans/create_plan", body=getattr(api.models, form)(plan=api.file(folder, "nesfjord.zip")))
    assert (plan.type_, plan.sequence) == ("tertialrapport", 1)

    imported = api.ask("ledgers/import_ledger", plan.id, body=api.file(LEDGER.encode(), "drift-2026.csv"), **LEDGER_IS)
    assert imported.report.to_dict()["lines"] == 2

    block = api.answer("blocks/show_block", plan.id, BLOCK)
    text = api.models.BlockText(text=block.parsed.text + "\nKommunestyret handsamar rapporten i oktober.\n")
    saved = api.ask("blocks/save_block", plan.id, BLOCK, body=text, if_match=block.headers["ETag"])
    assert saved.revision == block.parsed.revision + 1

    chapter = {"chapter": BLOCK, "formats": "docx,html", "idempotency_key": "walk-1"}
    build = api.ended(api.ask("builds/build_plan", plan.id, **chapter))
    assert api.ask("builds/build_plan", plan.id, **chapter).id == build.id
    assert b"handsamar rapporten i oktober" in api.fetched(build, f"{BLOCK}.html")
    word = api.fetched(build, ".docx")
    assert json.loads(api.answer("jobs/fetch_report", build.id).content)["files"]

    export = api.ended(api.ask("word/order_export", plan.id, body=api.models.ExportOrder(chapters=[BLOCK])))
    copy = api.fetched(export, ".docx")
    told = api.ended(api.ask("word/order_import", plan.id, body=api.file(copy, "kopi.docx"), name="kopi.docx"))
    assert (told.outcome, told.detail["blocks"]) == ("passed", {})

    check = api.ended(api.ask("checks/order_check", body=api.file(word, "rapport.docx"), name="rapport.docx"))
    assert check.outcome in ("passed", "needs-review", "failed")
    assert json.loads(api.fetched(check, "report.json"))["files"][0]["kind"] == "docx"


LEDGER_IS = {"file": "drift-2026.csv", "year": 2026}
