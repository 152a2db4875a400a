"""One run of `tests.bench.docx`, docxtpl's side: `… docx_peer CONTENT TARGET TEMPLATE` prints its measures."""

import gc
import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

from tests.bench.usage import cpu_seconds, peak_mib


def main(content: Path, target: Path, template: Path) -> None:
    # As the commands of plansats have it; the same for both.
    gc.set_threshold(50_000, 20, 50)
    texts = json.loads(content.read_text("utf-8"))
    loaded = cpu_seconds()
    file = DocxTemplate(template)
    file.render(texts, autoescape=True)
    file.save(target)
    ended = cpu_seconds()
    print(json.dumps({"CPU seconds": ended, "CPU seconds of the work": ended - loaded, "peak MiB": peak_mib()}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
