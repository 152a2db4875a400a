"""A running service and its pages, walked once in Chromium as three people; each test reads what one scene found."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pikepdf
import pytest

from tests.judges.panel import HERE as JUDGES
from tests.service.running import ROOT, Server

SECONDS = 600


@pytest.fixture(scope="session")
def walked(tmp_path_factory):
    """What happened in each scene, by its name: `seconds`, `states` that axe-core judged, and `faults`."""
    programs = {name: shutil.which(name) for name in ("node", "chromium")}
    if not all(programs.values()) or not (JUDGES / "node/node_modules").is_dir():
        if os.environ.get("PLANSATS_JUDGES") == "required":
            pytest.fail("a judge is missing: Node.js, Chromium or what make judges installs")
        pytest.skip("Node.js, Chromium or what make judges installs is missing")
    folder = tmp_path_factory.mktemp("desk")
    _foreign_files(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANSATS_REQUESTS_A_MINUTE", "100000")
        server = Server(folder / "data")
    try:
        link = next(word for word in server.said.read_text("utf-8").split() if "/welcome/" in word)
        asked = {
            "base": f"http://127.0.0.1:{server.port}",
            "link": link,
            "chromium": programs["chromium"],
            "python": sys.executable,
            "root": str(ROOT),
            "samples": str(ROOT / "samples"),
            "files": str(folder),
            "pictures": os.environ.get("PLANSATS_PICTURES", ""),
            "scenes": os.environ.get("PLANSATS_SCENES", "").split(),
        }
        command = [str(programs["node"]), str(Path(__file__).parent / "walk.mjs")]
        done = subprocess.run(
            command, input=json.dumps(asked), capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done.stderr[-4000:]
        print(done.stderr)
        return {found["scene"]: found for found in json.loads(done.stdout)}
    finally:
        server.stop()


def _foreign_files(folder):
    """Files as others make them: a PDF without tags, a Word file whose headings are only bold."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "fremmed.pdf")
    document = docx.Document()
    document.add_paragraph().add_run("Budsjettet for 2027").bold = True
    document.add_paragraph("Kommunen skal spare penger.")
    document.add_table(2, 2)
    document.save(folder / "fremmed.docx")
