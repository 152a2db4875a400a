"""What jobs can be set to; the service's process hands it to its workers as text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from assembler.isolate import Limits

# The environment variable by which the settings reach a worker process.
JOBS_VARIABLE: Final = "PLANSATS_JOBS"


@dataclass(frozen=True, slots=True)
class JobSettings:
    """`data` is the folder of the jobs' files, `database` an SQLAlchemy URL ("": SQLite in `data`), `store` that of the
    plans.

    `builder` names the function that builds in a child process. `at_once` jobs run in one worker process, of which
    `workers` are started; `most_waiting` bounds the queue, `most_waiting_each` one municipality's share of it; a job
    that has waited `wait_seconds` is given up. `most_finished` jobs of a municipality are kept. A worker that has been
    silent for `dead_seconds` has lost its jobs; contents that no job needs are kept `orphan_seconds`.

    `callbacks` are the beginnings of the addresses that may be called, `callback_secret` signs the calls ("": the one
    that is kept in `data`), `callback_delays` are the seconds before each new try.
    """

    data: Path
    database: str = ""
    builder: str = "assembler.assemble.child:build_in_child"
    limits: Limits = field(default_factory=Limits)
    workers: int = 1
    at_once: int = 2
    most_waiting: int = 64
    most_waiting_each: int = 16
    wait_seconds: float = 3600
    most_finished: int = 100
    poll_seconds: float = 0.2
    beat_seconds: float = 2
    dead_seconds: float = 7
    orphan_seconds: float = 3600
    store: str = ""
    callbacks: tuple[str, ...] = ()
    callback_secret: str = ""
    callback_delays: tuple[float, ...] = (1, 5, 30, 120, 600, 3600)

    @property
    def url(self) -> str:
        """The address of the jobs' database."""
        return self.database or f"sqlite:///{(self.data / 'jobs.sqlite').absolute()}"

    def as_text(self) -> str:
        """These settings as JSON."""
        return json.dumps(asdict(self) | {"data": str(self.data.absolute())})


def settings_of(text: str) -> JobSettings:
    """The settings that `as_text` gave."""
    said: Mapping[str, Any] = json.loads(text)
    values = {each.name: said[each.name] for each in fields(JobSettings)}
    values |= {"data": Path(said["data"]), "limits": Limits(**said["limits"])}
    values |= {name: tuple(said[name]) for name in ("callbacks", "callback_delays")}
    return JobSettings(**values)
