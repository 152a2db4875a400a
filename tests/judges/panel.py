"""The independent judges: programs of others that say whether what we made is what it should be.

`make judges` installs those that come from a registry; the others are programs of the system. A judge that cannot
be called raises `Missing` with the reason, and one that falls over raises `AssertionError`: it never means "no
findings".
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = 300


class Missing(Exception):
    """The judge is not on this machine."""


@dataclass(frozen=True, order=True)
class Finding:
    """What a judge has against a file. `rule` is the judge's own name: "ua1 7.1-3", "Sch_…", "color-contrast"."""

    rule: str
    place: str
    message: str


def verapdf(files: Sequence[Path], flavours: Sequence[str] = ("ua1", "2a")) -> dict[Path, list[Finding]]:
    """veraPDF's findings for each file, all in one Java process."""
    jars = (HERE / "verapdf/target/pdf-judge-1.jar", HERE / "verapdf/target/dependency")
    if not all(jar.exists() for jar in jars):
        raise Missing("veraPDF is not installed (make judges; needs Java and Maven)")
    path = f"{jars[0]}{os.pathsep}{jars[1]}/*"
    said = _run([_program("java"), "-cp", path, "PdfJudge", ",".join(flavours), *map(str, files)])
    *lines, last = (line.split("\t") for line in said.splitlines())
    assert last == ["judged", str(len(files))], said[-2000:]
    findings: dict[Path, list[Finding]] = {file: [] for file in files}
    for number, flavour, clause, test, place, message in lines:
        findings[files[int(number)]].append(Finding(f"{flavour} {clause}-{test}", place, message))
    return findings


def openxml_sdk(files: Sequence[Path]) -> dict[Path, list[Finding]]:
    """The Open XML SDK's findings for each DOCX, XLSX or PPTX."""
    return _by_node("openxml.mjs", files, {"files": [str(file.absolute()) for file in files]})


def axe(pages: Sequence[Path | str], widths: Sequence[int] = (1280, 320)) -> dict[Path | str, list[Finding]]:
    """axe-core's findings for each HTML file or http address, at every width in CSS pixels.

    Two rules of our own are among them: `reflow` (a page that scrolls sideways) and `network` (one that asks others).
    """
    addresses = [page.absolute().as_uri() if isinstance(page, Path) else page for page in pages]
    asked = {"pages": addresses, "widths": list(widths), "chromium": _program("chromium")}
    return _by_node("axe.mjs", pages, asked)


def libreoffice(file: Path, to: str, folder: Path, profile: Path) -> Path:
    """`file` converted by LibreOffice to the file type `to` ("pdf", "docx", "xlsx") in `folder`."""
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    said = _run([_program("soffice"), *options, "--convert-to", to, "--outdir", str(folder), str(file)])
    made = folder / f"{file.stem}.{to.partition(':')[0]}"
    assert made.exists(), f"LibreOffice did not open {file.name}: {said}"
    return made


def pandoc(file: Path, to: str = "plain", options: Iterable[str] = ()) -> str:
    """`file` as pandoc reads it, in pandoc's format `to`."""
    return _run([_program("pandoc"), str(file), "--to", to, "--wrap=none", *options])


def _by_node(script: str, files: Sequence[Path | str], asked: object) -> dict:
    if not (HERE / "node/node_modules").is_dir():
        raise Missing("the judges of node are not installed (make judges; needs Node.js)")
    judged = json.loads(_run([_program("node"), str(HERE / "node" / script)], json.dumps(asked)))
    assert len(judged) == len(files)
    return {file: [Finding(**finding) for finding in found] for file, found in zip(files, judged, strict=True)}


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Missing(f"the program {name} is not installed")
    return found


def _run(command: list[str], given: str | None = None) -> str:
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, f"{Path(command[0]).name} fell over: {done.stderr[-3000:]}{done.stdout[-1000:]}"
    return done.stdout
