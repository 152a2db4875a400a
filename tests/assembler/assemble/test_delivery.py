"""All files or none: whatever happens while they are written."""

import subprocess
import sys
from pathlib import Path

import pytest

from assembler.assemble.delivery import deliver

FULL_DISK = """
import resource, sys
from pathlib import Path
from assembler.assemble.delivery import deliver
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    deliver({"a.txt": b"small", "b.bin": b"x" * 5000}, Path(sys.argv[1]))
except OSError:
    sys.exit(7)
"""


def test_files_are_written_and_older_ones_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    deliver({"a.txt": b"old", "b.txt": b"b"}, out)
    paths = deliver({"a.txt": b"new"}, out)
    assert paths == (out / "a.txt",)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"a.txt": b"new", "b.txt": b"b"}


@pytest.mark.parametrize("existing", [False, True])
def test_a_full_disk_leaves_nothing_new(tmp_path: Path, existing: bool) -> None:
    out = tmp_path / "out"
    if existing:
        deliver({"a.txt": b"before"}, out)
    ended = subprocess.run([sys.executable, "-c", FULL_DISK, str(out)], check=False)
    assert ended.returncode == 7
    left = {path.name: path.read_bytes() for path in out.iterdir()} if out.exists() else {}
    assert left == ({"a.txt": b"before"} if existing else {})
