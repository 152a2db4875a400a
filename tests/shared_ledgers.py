"""Where the real ledgers and the published tables are: `PLANSATS_SHARED`, or `../shared` beside the checkout."""

import os
from pathlib import Path

import pytest

from assembler.importers.source import Source

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """A file of the shared data; the test is skipped where the data is not."""
    root = Path(os.environ.get("PLANSATS_SHARED", _BESIDE))
    path = root.joinpath("data", *parts)
    if not path.exists():
        pytest.skip(f"the shared data is not here: {path}")
    return path


def ledger_source(name: str) -> Source:
    """A real ledger as an importer gets it."""
    return Source(name, shared("ledgers", name).read_bytes())
