"""Our check of PDF/UA against veraPDF on the same tagged file in the same run, each in a process of its own.

veraPDF's time includes the start of its virtual machine, ours that of Python. `python -m tests.bench.pdf_check FILE`
is one check by us; it prints seconds and MiB.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pikepdf import Pdf

from assembler.checks.card import cards, profiles
from assembler.checks.files import Given, check_files
from assembler.checks.run import check_content
from tests.agreement.corpus import DEFAULT
from tests.bench import pdf
from tests.judges.panel import Missing, verapdf

CHAPTERS = (6, 29)
"""About 83 and 400 pages."""

QUICK = (2,)


def made(chapters: int) -> bytes:
    """A tagged file of about fourteen pages for each chapter."""
    materials = pdf.Materials(pdf.load_brand(pdf.templates("brand", "default")))
    header, blobs = pdf.request(pdf.galley(pdf.document(chapters), materials))
    pages, _ = pdf.set_pages(json.loads(json.dumps(header)), tuple(blobs))
    return pdf.finish(pages, header["tables"], header["words"], header["names"])


def check(file: Path) -> None:
    """One check by us, in this process."""
    checks = [[id, cards()[id].check] for name in ("pdfua-1", "pdf-readable") for id in profiles()[name]]
    check_content({"name": file.name, "kind": "pdf", "checks": checks}, (file.read_bytes(),))


def _mib() -> float:
    """The most memory of this process; the resource module would count what its parent had before it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _ours(file: Path) -> tuple[float, float, float]:
    """Seconds by the clock, CPU seconds, MiB."""
    start, used = time.perf_counter(), _cpu()
    command = [sys.executable, "-m", "tests.bench.pdf_check", str(file)]
    said = subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start, _cpu() - used, float(said.stdout)


def _theirs(file: Path) -> list[tuple[float, float]]:
    """Seconds by the clock, CPU seconds; none where veraPDF is not there."""
    start, used = time.perf_counter(), _cpu()
    try:
        verapdf([file], ("ua1",))
    except Missing:
        return []
    return [(time.perf_counter() - start, _cpu() - used)]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """Seconds and CPU seconds by us and by veraPDF, and our MiB, for each size; seconds for the whole corpus."""
    works: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for chapters in QUICK if quick else CHAPTERS:
            file = Path(folder, f"{chapters}.pdf")
            file.write_bytes(made(chapters))
            with Pdf.open(file) as opened:
                name = f"check {len(opened.pages)} pages"
            measured = [_ours(file) for _ in range(1 if quick else 3)]
            theirs = [used for _ in range(1 if quick else 2) for used in _theirs(file)]
            for at, what in enumerate(("", ", CPU")):
                works[name + what] = {"ours": [used[at] for used in measured]}
                if theirs:
                    works[name + what]["veraPDF"] = [used[at] for used in theirs]
            works[f"{name}, MiB"] = {"ours": [mib for _, _, mib in measured]}
    corpus = sorted(DEFAULT.glob("*.pdf"))
    if corpus:
        start = time.perf_counter()
        check_files([Given(one.name, one.read_bytes()) for one in corpus])
        works[f"check {len(corpus)} files of the corpus"] = {"ours": [time.perf_counter() - start]}
    return works


if __name__ == "__main__":
    check(Path(sys.argv[1]))
    print(_mib())
