"""What runs in a child process to look at files from outside and to tell about plans: bytes in, JSON and files out.

Each function is for `assembler.isolate.call`; `service.jobs.steps` and the routes that answer at once call them.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from assembler.assemble.child import order_of, supply_of
from assembler.assemble.order import settle
from assembler.assemble.situation import situation_of
from assembler.checks.language_files import prose_of_file
from assembler.checks.language_judged import judge, usual_form
from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.finance.statement_json import statement_json, verdicts_json
from assembler.finance.verify import verify
from assembler.importers.ledgers import import_ledgers
from assembler.importers.published import read_tables
from assembler.importers.source import Source
from assembler.isolate import Limits
from assembler.language.card import RULES_VERSION as LANGUAGE_RULES
from assembler.language.hint import Settings
from assembler.problem import Problem, Refused

LIMITS: Final = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=2 * 2**30, output_bytes=50 * 2**20)


def language(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """What `plansats language --json` says of `blobs[0]`; `header` has {"name", "form", "depth", "lang"}."""
    prose = prose_of_file(header["name"], blobs[0])
    settings = Settings(header["depth"])
    judged = judge(header["name"], prose, header["form"], usual_form([prose]), settings)
    return {"rules": LANGUAGE_RULES, "files": [judged.as_json(header["lang"])]}, ()


def plan_schedules(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The statutory schedules of a plan, in the form of `plansats schedules --json`.

    `header` has {"kind", "options"} as for `build_in_child`. `Refused` with every fault of the plan.
    """
    with tempfile.TemporaryDirectory() as folder:
        supply = supply_of(header["kind"], blobs[0], Path(folder))
        situation = situation_of(supply, settle(supply.loaded.plan, order_of(header["options"])))
    return statement_json(situation.statement, situation.ledger, []), ()


def ledger_schedules(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The same for ledgers alone: the files `header["names"]`; the last one is the list of units if "org" says so."""
    names = header["names"]
    sources = [Source(name, content) for name, content in zip(names, blobs, strict=False)]
    org = Source(header["org"], blobs[-1]) if header["org"] else None
    ledger = import_ledgers(sources, org, header["area"] or None, header["year"])
    return statement_json(statement(ledger, load_schedules(), header["form"]), ledger, []), ()


def verified(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """Whether the tables of a file add up, as `plansats schedules verify --json` says it.

    `header` has {"name", "schedule", "signs"}. `Refused` for an unknown schedule, or a file without such tables.
    """
    known: Sequence[str] = [definition.id for definition in load_schedules()]
    if header["schedule"] not in known:
        values = {"found": header["schedule"], "known": ", ".join(known)}
        raise Refused([Problem("cli-schedules-unknown-schedule", values=values)])
    tables = read_tables(Source(header["name"], blobs[0]), header["schedule"])
    verdicts = [verify(table, header["schedule"], header["signs"] or None) for table in tables]
    return verdicts_json(verdicts), ()
