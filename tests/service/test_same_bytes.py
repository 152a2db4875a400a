"""Two doors, one engine: the service and the command line make the same files, to the byte."""

import io
import zipfile

import pytest

from assembler.cli.main import main
from assembler.resources import samples

WANTED = [
    ("nesfjord", {"chapter": "samla-vurdering", "formats": "docx,pdf,html,xlsx"}),
    # A chapter of figures, with charts, schedules and another town's colours.
    ("solvik", {"chapter": "gjeld", "formats": "docx,pdf"}),
]


@pytest.mark.parametrize(("name", "wanted"), WANTED, ids=[name for name, _ in WANTED])
def test_both_doors_make_the_same_bytes(tmp_path, client_for, ended, name, wanted):
    sample, out = samples(name), tmp_path / "out"
    options = [word for option, value in wanted.items() for word in (f"--{option}", value)]
    assert main(["build", str(sample), "--out", str(out), *options]) == 0
    client = client_for("assembler.assemble.child:build_in_child")
    ordered = client.post("/v1/builds", query_string=wanted, data=packed(sample), content_type="application/zip")
    build = ended(client, ordered.headers["Location"])
    assert build["state"] == "done", build["problem"]
    assert len(build["files"]) == 2 + len(wanted["formats"].split(","))
    for file in build["files"]:
        assert client.get(file["href"]).data == (out / file["name"]).read_bytes(), file["name"]
    assert {path.name for path in out.iterdir()} == {file["name"] for file in build["files"]}


def packed(folder):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return stream.getvalue()
