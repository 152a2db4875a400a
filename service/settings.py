"""What the service can be set to."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from assembler.isolate import Limits

# The names of this machine for itself.
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
# The environment variable by which `plansats serve` tells its worker process where the results go.
DATA_VARIABLE: Final = "PLANSATS_DATA"


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` is the folder for results; all sizes are in bytes.

    `builder` names the function that builds in a child process ("package.module:function").
    """

    data: Path
    upload_bytes: int = 50 * 2**20
    workers: int = 2
    most_waiting: int = 16
    most_finished: int = 100
    limits: Limits = field(default_factory=Limits)
    builder: str = "assembler.assemble.child:build_in_child"
