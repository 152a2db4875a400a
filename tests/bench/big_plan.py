"""A plan folder as large as one likes: areas with texts, measures, goals, projects, key figures, and ledgers.

Everything follows from the number of areas; the ledger keeps its lines however many areas there are.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

YEARS: Final = (2026, 2027, 2028, 2029)
LEDGER_LINES: Final = 10_000
_HEAD: Final = """\
id: stor-plan
type: handlings-og-okonomiplan
title: Handlings- og økonomiplan
municipality: {name: Storvik kommune, invented: true}
year: 2026
first_year: 2026
last_year: 2029
edition: forslag
form: nb
date: 2025-10-21
unit: 1000
accounts:
  - {file: ledgers/drift.csv, year: 2026, version: proposal}
  - {file: ledgers/i-fjor.csv, year: 2025, version: original}
  - {file: ledgers/investering.csv, year: 2026, version: proposal}
"""
_ARTS: Final = ("10100", "10201", "10990", "11150", "12001", "13710", "14290", "14700", "16010", "17001", "17500")
_COLUMNS: Final = (
    *("virksomhetsomraade", "art", "art_tekst", "ansvar", "ansvar_tekst", "tjeneste", "tjeneste_tekst"),
    *("prosjekt", "prosjekt_tekst", "beloep"),
)
_SENTENCES: Final = (
    "Kommunen har tært på sparepengene i to år, og nå må driften tilpasses inntektene.",
    "Flere innbyggere over 80 år trenger hjelp hjemme.",
    "Skolene i sentrum har ledige plasser, mens barnehagene i nord har venteliste.",
    "Vi flytter tre stillinger fra administrasjonen til hjemmetjenesten.",
    "Planen setter av mer til vedlikehold av veier og bruer i hele perioden.",
    "Sykefraværet gikk ned i fjor, og målet er at det fortsetter.",
    "Det nye bygget åpner i august {year} og gir plass til {count} brukere.",
    "Kostnaden er {count} millioner kroner, og halvparten dekkes med tilskudd.",
    "Alle som har rett til plass, får et tilbud innen fristen.",
    "Tiltaket blir fulgt opp i tertialrapporten og i årsmeldingen.",
    "Innbyggerne fikk si meningen sin i to møter og i en høring.",
    "Området skal samarbeide med nabokommunene om vakt og innkjøp.",
)
_TITLES: Final = ("Dagens tjenester", "Utfordringer", "Satsinger i perioden", "Slik måler vi", "Økonomien i området")


def write_plan(folder: Path, areas: int) -> None:
    """Write a plan of `areas` areas, some eight pages each, into `folder`."""
    ids = [f"omr{number:03}" for number in range(1, areas + 1)]
    (folder / "narrative").mkdir(parents=True)
    (folder / "ledgers").mkdir()
    _write(folder / "plan.yaml", _HEAD)
    _sheet(folder / "areas.csv", "Id;Navn;Kortnavn", ((id, _name(id), id.upper()) for id in ids))
    _sheet(folder / "measures.csv", "Nr;Tiltak;Område;2026;2027;2028;2029;Tekst", _measures(ids))
    _sheet(folder / "goals.csv", "Nr;Slag;Tittel;Under;Område", _goals(ids))
    projects = "Nr;Prosjekt;Område;Total ramme;2026;2027;2028;2029;Ferdig;Tekst"
    _sheet(folder / "investments.csv", projects, _projects(ids))
    figures = "Id;Område;Nøkkeltall;Enhet;År;Verdi: Kommunen;Verdi: Landet;Kilde"
    _sheet(folder / "kostra.csv", figures, _figures(ids))
    _sheet(folder / "frame_changes.csv", "Område;Slag;Tekst;2026;2027;2028;2029", _frame_changes(ids))
    for name, factor in (("drift", 1), ("i-fjor", 0.96)):
        _ledger(folder / "ledgers" / f"{name}.csv", _running(ids, factor))
    _ledger(folder / "ledgers" / "investering.csv", _investing(ids))
    for slot in ("om-planen", "vedtak", "sammendrag", "utviklingstrekk", "mal", "rammer", "inntekter", "utgifter"):
        _write(folder / "narrative" / f"{slot}.md", _narrative(slot, 0, 1))
    for number, id in enumerate(ids):
        _write(folder / "narrative" / f"omrade-{id}.md", _narrative(f"omrade-{id}", number, len(_TITLES)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _sheet(path: Path, heading: str, rows: Iterable[Iterable[object]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";").writerows([heading.split(";"), *rows])
    _write(path, target.getvalue())


def _name(id: str) -> str:
    return f"Tjenesteområde {int(id[3:])}"


def _amount(seed: int, most: int = 9_000_000) -> int:
    return seed * 7919 * 104729 % most


def _text(seed: int, sentences: int = 4) -> str:
    chosen = (_SENTENCES[(seed * 5 + at * 7) % len(_SENTENCES)] for at in range(sentences))
    return " ".join(text.format(year=2026 + seed % 4, count=12 + seed % 80) for text in chosen)


def _measures(ids: list[str]) -> Iterable[Iterable[object]]:
    for number, id in enumerate(ids):
        for at in range(12):
            seed = number * 12 + at
            amounts = (_amount(seed + year) - 4_500_000 for year in YEARS)
            yield f"{id}-T{at + 1}", f"Tiltak {at + 1} i område {number + 1}", id, *amounts, _text(seed)


def _goals(ids: list[str]) -> Iterable[Iterable[object]]:
    yield "1", "goal", "Innbyggerne får gode tjenester der de bor", "", ""
    for number, id in enumerate(ids):
        yield f"1.{number + 1}", "sub-goal", f"Området {number + 1} har tilbud til alle", "1", id
        for at in range(3):
            yield f"1.{number + 1}.{at + 1}", "strategy", _SENTENCES[(number + at) % 6], f"1.{number + 1}", id


def _projects(ids: list[str]) -> Iterable[Iterable[object]]:
    for number, id in enumerate(ids):
        for at in range(4):
            seed = number * 4 + at
            amounts = [_amount(seed + year, 40_000_000) for year in YEARS]
            yield f"{id}-P{at}", f"Prosjekt {seed + 1}", id, sum(amounts), *amounts, 2029, _text(seed, 2)


def _figures(ids: list[str]) -> Iterable[Iterable[object]]:
    for number, id in enumerate(ids):
        for at, name in enumerate(("Netto utgift per innbygger", "Andel med tilbud")):
            for year in (2022, 2023, 2024):
                values = (_amount(number + at + year + other, 90_000) for other in range(2))
                yield f"{id}-{at}", id, name, "kroner" if at == 0 else "prosent", year, *values, "SSB, tabell 12362"


def _frame_changes(ids: list[str]) -> Iterable[Iterable[object]]:
    for number, id in enumerate(ids):
        yield id, "Lønns- og prisvekst", "Lønn og priser", *(_amount(number + year) for year in YEARS)
        yield id, "Konsekvensjustering", "Tidligere vedtak", *(-_amount(number + year + 1) // 3 for year in YEARS)


def _ledger(path: Path, lines: Iterable[Iterable[object]]) -> None:
    _sheet(path, ";".join(_COLUMNS), lines)


def _running(ids: list[str], factor: float) -> Iterable[Iterable[object]]:
    for at in range(LEDGER_LINES):
        area = at % len(ids)
        art = _ARTS[at % len(_ARTS)]
        amount = round(_amount(at) * factor) * (-1 if art >= "16" else 1)
        unit, service = 300_000 + area * 20 + at % 17, 20_000 + at * 7 % 200 * 10
        named = (art, f"ART {art}", unit, f"ENHET {unit}", service, f"TJENESTE {service}")
        yield _name(ids[area]), *named, "", "", amount
    yield "Felles", "18000", "RAMMETILSKUDD", 800_000, "FELLES", 84_000, "RAMMETILSKUDD", "", "", -9_000_000_000
    yield "Felles", "18700", "SKATT", 800_000, "FELLES", 80_000, "SKATT", "", "", -9_000_000_000


def _investing(ids: list[str]) -> Iterable[Iterable[object]]:
    for number, id in enumerate(ids):
        unit = 300_000 + number * 20
        for at in range(4):
            named = ("02300", "BYGG", unit, f"ENHET {unit}", 22_200, "LOKALER", f"{number * 4 + at:04}")
            yield _name(id), *named, f"PROSJEKT {number * 4 + at + 1}", _amount(number * 4 + at, 40_000_000)


def _narrative(slot: str, seed: int, sections: int) -> str:
    lines = [f"---\nid: {slot}\nslot: {slot}\nowner: Budsjettkontoret\nstatus: ferdig\n---", "{.ingress}"]
    lines.append(_text(seed, 2))
    for section in range(sections):
        if sections > 1:
            lines.append(f"# {_TITLES[section]}")
        lines += [_text(seed * 31 + section * 7 + at) for at in range(4)]
        lines.append("\n".join(f"- {_text(seed + section + at, 1)}" for at in range(4)))
        lines.append(f"Området får **{12 + seed % 9} stillinger** mer. " + _text(seed + section, 3))
    return "\n\n".join(lines) + "\n"
