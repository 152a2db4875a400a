"""Bringing an editing copy back: CPU seconds and peak MiB of `plansats word import` for 300 pages with 5,000 tracked
changes, and for half and twice as much, to see the growth.

The plan is that of `tests.bench.big_plan`: `plansats word export` writes the copy, words all over its texts are changed
with tracking, and a word in each file of the plan as well, so that every text has to be merged. The target is
under 10 s and 500 MiB. `growth` is the time of the largest as a share of what four times that of the smallest would be:
1 is linear.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.assembler.reconcile.word_editor import WordEditor
from tests.bench.big_plan import write_plan

# Areas, and changes: some twelve pages of an editing copy for each area.
SIZES: Final = {"150 pages": (13, 2_500), "300 pages": (26, 5_000), "600 pages": (52, 10_000)}
FEW: Final = {"12 pages": (1, 100), "24 pages": (2, 200)}
_EXPORT: Final = "import sys; from assembler.cli.main import main; sys.exit(main(sys.argv[1:]))"
_MEASURED: Final = """
import json, sys
from assembler.cli.main import main
from tests.bench.usage import cpu_seconds, peak_mib
code = main(["word", "import", *sys.argv[1:], "--json"])
print(json.dumps({"exit": code, "CPU seconds": cpu_seconds(), "peak MiB": peak_mib()}), file=sys.stderr)
"""


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """The measures by size."""
    found: dict[str, dict[str, list[float]]] = {}
    for name, (areas, changes) in (FEW if quick else SIZES).items():
        with tempfile.TemporaryDirectory() as folder:
            found[name] = _measured(Path(folder), areas, changes)
    sizes = list(found.values())
    factor = len(found) ** 2 // 2 if len(found) == 2 else 4
    growth = sizes[-1]["CPU seconds"][0] / (factor * sizes[0]["CPU seconds"][0])
    return found | {"growth": {f"share of {factor} times the least": [growth]}}


def _measured(folder: Path, areas: int, changes: int) -> dict[str, list[float]]:
    plan, file = folder / "plan", folder / "copy.docx"
    write_plan(plan, areas)
    _run("-c", _EXPORT, "word", "export", str(plan), "-o", str(file), "--no-comments")
    editor = WordEditor(file.read_bytes())
    words = sum(len(path.read_text("utf-8").split()) for path in (plan / "narrative").iterdir())
    made = editor.change_words(lambda number, word: f"{word.strip()}s{number} ", max(1, 4 * words // (5 * changes)))
    file.write_bytes(editor.save())
    for path in (plan / "narrative").iterdir():
        path.write_text(path.read_text("utf-8").replace("Kommunen", "Storvik", 1), encoding="utf-8")
    started = time.perf_counter()
    done = _run("-c", _MEASURED, str(plan), str(file))
    said = json.loads(done.stderr.strip().split("\n")[-1])
    told = json.loads(done.stdout)
    states = [block["state"] for block in told["blocks"]]
    assert said["exit"] in (0, 1), done.stderr
    return {
        "CPU seconds": [said["CPU seconds"]],
        "wall seconds": [time.perf_counter() - started],
        "peak MiB": [said["peak MiB"]],
        "tracked changes": [float(made)],
        "texts that changed": [float(sum(state != "unchanged" for state in states))],
    }


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done
