"""What the service can be set to; every value is an argument, none is read from anywhere else."""

from dataclasses import dataclass, field
from pathlib import Path

from assembler.isolate import Limits


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
