"""`python -m tests.bench [--quick] [NAME…]`: runs every bench of this folder and prints one JSON document.

A bench is a module here with a function `run(quick: bool)`. It does the same work by us and by peers, in turns, in
this very run, and gives {work: {"ours": [seconds, …], "a peer": [seconds, …]}}. Shown are the medians, and for each
peer the ratio ours : peer, so that less than 1 is faster.
"""

import argparse
import importlib
import json
import os
import platform
import statistics
import sys
from pathlib import Path

OURS = "ours"


def benches():
    """The names of the modules here that can be run as a bench."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if "\ndef run(" in path.read_text("utf-8"))


def summary(samples):
    medians = {name: statistics.median(found) for name, found in samples.items()}
    ours = medians.get(OURS)
    return {
        "medians": {name: round(value, 4) for name, value in medians.items()},
        "ratios": {name: round(ours / value, 3) for name, value in medians.items() if ours and value and name != OURS},
        "runs": {name: len(found) for name, found in samples.items()},
    }


def main(arguments):
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs, to see that it works")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(benches())}; all without one")
    asked = parser.parse_args(arguments)
    unknown = set(asked.names) - set(benches())
    if unknown:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    results = {}
    for name in asked.names or benches():
        print(f"{name} …", file=sys.stderr, flush=True)
        found = importlib.import_module(f"tests.bench.{name}").run(asked.quick)
        results[name] = {work: summary(samples) for work, samples in found.items()}
    machine = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}
    print(json.dumps({"machine": machine, "quick": asked.quick, "benches": results}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
