"""Run a command and print what it and its children used: `python -m tests.bench.counted COMMAND…`."""

import json
import subprocess
import sys

from tests.bench.usage import cpu_seconds, peak_mib

if __name__ == "__main__":
    ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=sys.stderr, check=False)
    print(json.dumps({"cpu": cpu_seconds(), "mib": peak_mib(), "code": ended.returncode}))
