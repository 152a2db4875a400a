"""What the service can be set to, and the environment variables by which `plansats serve` tells its worker process."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from assembler.isolate import Limits
from service.jobs.settings import JobSettings
from service.store.engine import url_of

# The names of this machine for itself.
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
DATA_VARIABLE: Final = "PLANSATS_DATA"
DATABASE_VARIABLE: Final = "PLANSATS_DATABASE"
PUBLIC_URL_VARIABLE: Final = "PLANSATS_PUBLIC_URL"
HOSTS_VARIABLE: Final = "PLANSATS_HOSTS"
PROXIES_VARIABLE: Final = "PLANSATS_PROXIES"
RATE_VARIABLE: Final = "PLANSATS_REQUESTS_A_MINUTE"
CALLBACKS_VARIABLE: Final = "PLANSATS_CALLBACKS"


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` is the folder of everything that is kept; all sizes are in bytes.

    `database` is the address of the plans' database, "" for the file in `data`. `hosts` are the names that a request
    may call this service by, beside the machine's own; `public_url` is where people reach it, "" for this machine only.
    `proxies` are addresses beside this machine's whose word on who asks is taken (X-Forwarded-For).
    `requests_a_minute` and `burst` hold for each key, person or address; `sign_ins` tries with a wrong password may be
    made for an account at an address before it has to wait. `workers` are the processes that do jobs, `callbacks` the
    beginnings of the addresses that may be told of their end (separated by blanks in the environment). `most_pages`
    limits the database file, 0 does not. `builder` names the function that builds in a child process
    ("package.module:function").
    """

    data: Path
    database: str = ""
    public_url: str = ""
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    requests_a_minute: int = 1200
    burst: int = 300
    sign_ins: int = 5
    most_pages: int = 0
    upload_bytes: int = 50 * 2**20
    workers: int = 1
    callbacks: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    builder: str = "assembler.assemble.child:build_in_child"

    @property
    def url(self) -> str:
        """The address of the plans' database."""
        return self.database or url_of(self.data)

    @property
    def jobs(self) -> JobSettings:
        """What the jobs are set to: their files and their database lie in a folder of their own."""
        return JobSettings(
            self.data / "jobs",
            builder=self.builder,
            limits=self.limits,
            workers=self.workers,
            callbacks=self.callbacks,
            store=self.url,
        )

    @property
    def trusted_hosts(self) -> list[str]:
        """Every name that a request may call this service by, as they stand in the header Host."""
        public = urlsplit(self.public_url).hostname or ""
        names = dict.fromkeys((*LOOPBACK, *self.hosts, public))
        return [f"[{name}]" if ":" in name else name for name in names if name]

    @property
    def is_https(self) -> bool:
        """Whether people reach it by https, so that cookies need not travel otherwise."""
        return self.public_url.startswith("https://")


def usual_data(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the service's data in the user's home (XDG Base Directory), when no other is named."""
    home = environment.get("XDG_DATA_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share") / "plansats"


def settings_of(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment names."""
    usual = Settings(Path(environment.get(DATA_VARIABLE) or usual_data(environment)))
    rate = environment.get(RATE_VARIABLE, "")
    return replace(
        usual,
        database=environment.get(DATABASE_VARIABLE, ""),
        public_url=environment.get(PUBLIC_URL_VARIABLE, "").rstrip("/"),
        hosts=_listed(environment.get(HOSTS_VARIABLE, "")),
        proxies=_listed(environment.get(PROXIES_VARIABLE, "")),
        callbacks=tuple(environment.get(CALLBACKS_VARIABLE, "").split()),
        requests_a_minute=int(rate) if rate.isdecimal() else usual.requests_a_minute,
        burst=max(1, int(rate) // 4) if rate.isdecimal() else usual.burst,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
