"""Builders that the tests of the service run in the place of the engine: one for each way that a build can end."""

import io
import os
import subprocess
import time
import zipfile

from assembler import isolate
from assembler.problem import Place, Problem, Refused


def build(header, blobs):
    """Files that show what the builder was given."""
    isolate.tell({"step": "compose"})
    isolate.tell({"step": "write"})
    is_folder = header["kind"] == "folder"
    names = zipfile.ZipFile(io.BytesIO(blobs[0])).namelist() if is_folder else [blobs[0].decode()]
    files = {
        "plan-vedtatt.pdf": b"%PDF " + repr(sorted(header["options"].items())).encode(),
        "plan-vedtatt.html": b"<!doctype html>" + repr(names).encode(),
        "report.json": b'{"files": []}',
        "report.html": b"<!doctype html><title>Rapport</title>",
    }
    return {"files": list(files), "outcome": "passed"}, tuple(files.values())


def refuse(header, blobs):
    raise Refused(
        [
            Problem("service-parameter", Place(file="plan.yaml", line=3), {"name": "period", "found": "x"}),
            Problem("service-zip-empty", Place(file="tiltak.xlsx", sheet="Tiltak", cell="D14")),
        ]
    )


def crash(header, blobs):
    raise KeyError("secret detail of the program")


def sleep(header, blobs):
    isolate.tell({"step": "asleep"})
    time.sleep(60)


def strange(header, blobs):
    return {"files": ["../../etc/passwd"], "outcome": "passed"}, (b"x",)


def logged(header, blobs):
    """Writes a line with its process id as it begins, works for the seconds asked for, and makes one file."""
    options = header["options"]
    with open(options["log"], "a") as log:
        log.write(f"{os.getpid()}\n")
    time.sleep(float(options.get("seconds", "0")))
    if options.get("crash"):
        os._exit(3)
    content = options.get("text", "made").encode() * 1000
    return {"files": ["plan.pdf", "report.json"], "outcome": "passed"}, (content, b"{}")


def with_child(header, blobs):
    """Starts a process of its own, writes both process ids, and waits."""
    child = subprocess.Popen(["sleep", "60"])
    with open(header["options"]["log"], "a") as log:
        log.write(f"{os.getpid()}\n{child.pid}\n")
    time.sleep(60)
