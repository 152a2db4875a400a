"""Account exports to all statutory schedules, against the bare sums of the same file in sqlite3.

Every run is a process of its own, with the child that opens a workbook: CPU seconds from start to end; CPU seconds of
the work alone (modules and code lists are loaded); peak MiB of the largest process. `python -m tests.bench.ledger KIND
WORK` is one run. The peer reads the same rows and adds them up by account, area and project, and nothing else.
"""

import csv
import io
import json
import resource
import sqlite3
import subprocess
import sys

import xlsxwriter

from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.importers.ledgers import import_ledgers
from assembler.importers.source import Source

WORKS = {
    "11,130 lines, csv": 11_130,
    "50,000 lines, csv": 50_000,
    "200,000 lines, csv": 200_000,
    "11,130 lines, xlsx": 11_130,
}
PEER = "sqlite3, sums only"
HEADER = (
    "virksomhetsomraade",
    "art",
    "art_tekst",
    "ansvar",
    "ansvar_tekst",
    "tjeneste",
    "tjeneste_tekst",
    "prosjekt",
    "prosjekt_tekst",
    "beloep",
)
ARTS = (
    "10100",
    "10201",
    "10990",
    "11150",
    "12001",
    "13710",
    "14290",
    "14900",
    "16010",
    "17001",
    "18000",
    "18740",
    "02300",
    "07290",
    "09100",
    "06900",
)


def rows(count: int) -> list[tuple[str, ...]]:
    """Lines as a municipality has them: 48 areas, 600 units, 200 services, amounts that hardly repeat."""
    return [
        (
            f"Område {at % 48}",
            ARTS[at % len(ARTS)],
            f"TEKST {at % 263}",
            str(300_000 + at % 600),
            f"ENHET {at % 600}",
            str(20_000 + at * 7 % 200 * 10),
            f"TJENESTE {at % 200}",
            str(at % 900) if at % 5 == 0 else "",
            f"PROSJEKT {at % 900}" if at % 5 == 0 else "",
            str((at * 7919) % 9_000_000 - 4_500_000),
        )
        for at in range(count)
    ]


def content(work: str, count: int) -> Source:
    """The file."""
    if work.endswith("xlsx"):
        return Source("ledger.xlsx", _workbook(count))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([HEADER, *rows(count)])
    return Source("ledger.csv", text.getvalue().encode())


def _workbook(count: int) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Data")
    for number, row in enumerate([HEADER, *rows(count)]):
        sheet.write_row(number, 0, row if number == 0 else (*row[:-1], int(row[-1])))
    book.close()
    return stream.getvalue()


def ours(source: Source) -> None:
    """Import and every schedule, as `plansats schedules` does it."""
    made = statement(import_ledgers([source], year=2026), load_schedules())
    assert len(made.schedules) == 5


def peer(source: Source, count: int) -> None:
    """The same sums by account, area and project."""
    lines = (
        rows(count) if source.name.endswith("xlsx") else csv.reader(io.StringIO(source.content.decode()), delimiter=";")
    )
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE ledger ({', '.join(HEADER)})")
    base.executemany(f"INSERT INTO ledger VALUES ({', '.join('?' * len(HEADER))})", lines)
    for column in ("art", "virksomhetsomraade", "prosjekt"):
        base.execute(f"SELECT {column}, sum(CAST(beloep AS INTEGER)) FROM ledger GROUP BY {column}").fetchall()


def one(kind: str, work: str, quick: bool) -> dict[str, float]:
    """One run in this process: its measures by name."""
    count = WORKS[work] // 20 if quick else WORKS[work]
    source = content(work, count)
    load_schedules()
    ours(content("csv", 20))
    before = _cpu()
    if kind == "ours":
        ours(source)
    else:
        peer(source, count)
    work_seconds = _cpu() - before
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"CPU seconds of the work": work_seconds, "peak MiB": max(peaks) / 1024}


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def run(quick: bool = False) -> dict[str, dict[str, list[float]]]:
    """The measures of every work, ours and the peer's in turns."""
    results: dict[str, dict[str, list[float]]] = {}
    for work in WORKS:
        for _ in range(1 if quick else 3):
            for kind in ("ours", PEER):
                for measure, value in _apart(kind, work, quick).items():
                    results.setdefault(f"{work}, {measure}", {}).setdefault(kind, []).append(value)
    return results


def _apart(kind: str, work: str, quick: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.ledger", kind, work, *(["--quick"] if quick else [])]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    return dict(json.loads(said))


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], sys.argv[2], "--quick" in sys.argv)))
