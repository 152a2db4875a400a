"""Two doors, one engine: the service and the command line make the same files, to the byte."""

import io
import zipfile

from assembler.cli.main import main
from assembler.resources import samples
from service.app import create_app
from service.settings import Settings

CHAPTER = {"chapter": "samla-vurdering", "formats": "docx,pdf,html,xlsx"}


def test_both_doors_make_the_same_bytes(tmp_path, ended):
    sample, out = samples("nesfjord"), tmp_path / "out"
    options = [word for name, value in CHAPTER.items() for word in (f"--{name}", value)]
    assert main(["build", str(sample), "--out", str(out), *options]) == 0
    client = create_app(Settings(tmp_path / "data")).test_client()
    ordered = client.post("/v1/builds", query_string=CHAPTER, data=packed(sample), content_type="application/zip")
    build = ended(client, ordered.headers["Location"])
    assert build["state"] == "done", build["problem"]
    assert len(build["files"]) == 6
    for file in build["files"]:
        with client.get(file["href"]) as fetched:
            assert fetched.data == (out / file["name"]).read_bytes(), file["name"]
    assert {path.name for path in out.iterdir()} == {file["name"] for file in build["files"]}


def packed(folder):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return stream.getvalue()
