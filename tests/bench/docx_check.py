"""The check of a Word file: CPU seconds and peak MiB for 300 pages, and for half and twice as many, to see the growth.

The texts are those of `tests.bench.docx`: a chapter of ten paragraphs with a table of twenty rows is two pages in
LibreOffice. Each check is a process of its own, from start to end, with `docx-sound` and `docx-wcag`. The target is
under 2 s and 300 MiB for 300 pages. `growth` is the CPU time of the work at 600 pages as a share of four times that at
150: 1 is linear. `python -m tests.bench.docx_check FILE` is one run.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from assembler.brand.load import load_brand
from assembler.checks.card import cards, profiles
from assembler.checks.files import DEFAULT_PROFILES
from assembler.checks.run import check_content
from assembler.resources import templates
from tests.bench.docx import content
from tests.bench.docx_ours import write
from tests.bench.usage import cpu_seconds, peak_mib

PAGES, FEW = (150, 300, 600), (10, 20, 40)
PAGES_OF_A_CHAPTER = 2


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """The measures by number of pages."""
    chapters = content("plan", quick)["chapters"]
    found: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for pages in FEW if quick else PAGES:
            many = [
                {**chapters[at % len(chapters)], "tables": chapters[at % 3]["tables"]}
                for at in range(pages // PAGES_OF_A_CHAPTER)
            ]
            file = Path(folder, f"{pages}.docx")
            brand = load_brand(templates("brand", "default"))
            file.write_bytes(write({"years": content("plan", quick)["years"], "chapters": many}, brand))
            command = [sys.executable, "-m", "tests.bench.docx_check", str(file)]
            said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
            found[f"{pages} pages"] = {name: [value] for name, value in json.loads(said).items()}
    work = [each["CPU seconds of the work"][0] for each in found.values()]
    return found | {"growth": {"share of four times the least": [work[-1] / (4 * work[0])]}}


def one(file: Path) -> None:
    """Check a file and print what it took."""
    started = cpu_seconds()
    ids = dict.fromkeys(id for name in DEFAULT_PROFILES["docx"] for id in profiles()[name])
    checks = [[id, cards()[id].check] for id in ids]
    loaded = cpu_seconds()
    check_content({"name": file.name, "kind": "docx", "checks": checks}, (file.read_bytes(),))
    ended = cpu_seconds()
    measures = {
        "CPU seconds": ended,
        "CPU seconds of loading the rules": loaded - started,
        "CPU seconds of the work": ended - loaded,
        "peak MiB": peak_mib(),
    }
    print(json.dumps(measures))


if __name__ == "__main__":
    one(Path(sys.argv[1]))
