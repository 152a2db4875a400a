"""All plain-language rules on 100,000 words, in a process of its own, and how the time grows with hostile texts.

The limits of the design are 4 seconds of CPU, start included, and 200 MiB. `growth` is the CPU time of a text four
times as long, as a share of four times the CPU time of the short one: 1 is linear. `python -m tests.bench.language
WORDS` is one run; there is no peer: no other tool reads both forms of Norwegian.
"""

import json
import resource
import subprocess
import sys
import time

from assembler.language.passage import Passage
from assembler.language.review import review, review_all
from tests.measure_language import CORPUS, corpus_blocks

WORDS, FEW = 100_000, 5_000
HOSTILE = {
    "stops": ".",
    "stops and quotes": '."',
    "spaces": " ",
    "line ends": "a\n",
    "numbers": "1,",
    "groups of digits": "111 ",
    "hyphens": "a-",
    "colons and quotations": ": «",
    "quotation marks": '"«„',
    "commas": "skoler, barn og ",
    "abbreviations": "f.eks. ",
    "initials": "A. ",
    "auxiliaries": "blir ",
    "capitals": "Kastes ",
    "negations": "ikke ",
    "phrases half begun": "i henhold ",
    "control characters": "\x00\x01",
    "one word": "å",
    "compounds": "gjennomføring",
    "nouns and empty verbs": "gjennomføring av tiltak skjer ",
}


def one(words: int) -> dict[str, float]:
    """One run in this process, over the prose of the corpus."""
    blocks = [block.passages for block in corpus_blocks(CORPUS / "prose.nb.txt")]
    each = sum(len(passage.text.split()) for passages in blocks for passage in passages)
    found = review_all(blocks * -(-words // each), "nb")
    counted = sum(unit.readability.words for unit in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"CPU seconds": time.process_time() * words / max(counted, 1), "peak MiB": peak}


def growth(piece: str, size: int) -> float:
    """How much more than linearly the time grows from `size` to four times as many characters."""
    seconds = []
    for factor in (1, 4):
        text = piece * (size * factor // len(piece))
        start = time.process_time()
        review([Passage(text)], "nb")
        seconds.append(time.process_time() - start)
    return seconds[1] / (4 * max(seconds[0], 1e-3))


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """The samples of this bench."""
    words, size, runs = (FEW, 20_000, 1) if quick else (WORDS, 100_000, 3)
    samples: dict[str, dict[str, list[float]]] = {}
    # The runs in processes of their own come first: a child's peak begins with the size of its parent.
    for _ in range(runs):
        command = [sys.executable, "-m", "tests.bench.language", str(words)]
        said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        for measure, value in said.items():
            samples.setdefault(f"{words} words: {measure}", {}).setdefault("ours", []).append(value)
    for _ in range(runs):
        for name, piece in HOSTILE.items():
            samples.setdefault(f"growth: {name}", {}).setdefault("ours", []).append(growth(piece, size))
    return samples


if __name__ == "__main__":
    print(json.dumps(one(int(sys.argv[1]))))
