"""A small good plan document, and what an example changes in it.

Keys of an example: `duties`, `edition`, `binding`; `plan` (fields of the plan, plain values); `goals`, `indicators`,
`measures`, `reports`, `adjustments`, `investments`, `benefits`, `amendments`, `verbal_decisions`, `financial_targets`,
`kostra` (instead of the good ones); `hearing` (first day, deadline, day of the decision), `full`; `texts` (the text
under a heading by its id, "" for none), `without` (ids of sections and tables left out), `last` (a section moved to the
end), `table_years` and `subtitles` (of a schedule), `columns` (years and versions of the figures), `checks` (of them).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

from assembler.checks.plan_content.plan_facts import PlanFacts
from assembler.document.blocks import Block, Cell, Column, Contents, Cover, Document, Paragraph, Row, Section, Table
from assembler.document.inline import Text
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Check, Schedule, Statement
from assembler.plan.decisions import Amendment, Benefit, EditionDate, FinancialTarget, Hearing, VerbalDecision
from assembler.plan.model import (
    Adjustment,
    Area,
    AreaReport,
    Goal,
    Indicator,
    Investment,
    KostraFigure,
    Measure,
    Municipality,
    Plan,
)

_GOOD: dict[str, list[dict[str, Any]]] = {
    "goals": [
        {"id": "1", "kind": "goal", "title": "Trygg oppvekst", "source": "Samfunnsdelen"},
        {"id": "1.1", "kind": "sub-goal", "parent": "1", "title": "Alle lærer å lese"},
        {"id": "1.1.1", "kind": "assignment", "parent": "1.1", "title": "Innføre leselos", "area": "skole"},
    ],
    "indicators": [
        {"id": "lesing", "title": "Lesing", "goal": "1.1", "area": "skole", "baseline": "27", "target": "20"}
    ],
    "benefits": [
        {
            "measure": "t1",
            "kind": "quality",
            "title": "Flere leser",
            "unit": "prosent",
            "baseline": "27",
            "target": "20",
            "points": "før og etter",
            "responsible": "Rektor",
        }
    ],
    "amendments": [
        {
            "number": "e1",
            "title": "Mer lesing",
            "area": "skole",
            "amounts": {2026: "500"},
            "reason": "Flertallet vil det.",
        },
        {
            "number": "e2",
            "title": "Mindre porto",
            "area": "skole",
            "amounts": {2026: "-500"},
            "reason": "Alt er digitalt.",
        },
    ],
    "verbal_decisions": [{"number": "1", "text": "Lag en leseplan.", "area": "skole", "due": "2026-06"}],
    "financial_targets": [{"figure": "result", "target": "1.75", "rule": "Resultatet skal være minst 1,75 prosent."}],
    "kostra": [
        {
            "id": "k",
            "area": "skole",
            "title": "Lærere",
            "unit": "årsverk",
            "year": 2025,
            "values": {"Nesfjord": "10"},
            "source": "SSB",
        }
    ],
    "measures": [
        {"id": "t1", "title": "Leselos", "area": "skole", "text": "Hver skole får en leselos.", "goals": ["1"]}
    ],
    "reports": [
        {
            "area": "skole",
            "actual": "60000",
            "period_budget": "58000",
            "budget": "100000",
            "forecast": "110000",
            "cause": "Flere elever.",
        }
    ],
    "adjustments": [
        {"number": "1", "title": "Skole", "area": "skole", "amount": "10000"},
        {"number": "2", "title": "Fond", "area": "skole", "amount": "-10000"},
    ],
    "investments": [{"id": "p1", "title": "Skole", "area": "skole", "total": "9000000", "finished": "2028"}],
}
_KINDS: dict[str, Any] = {
    "goals": Goal,
    "indicators": Indicator,
    "measures": Measure,
    "reports": AreaReport,
    "adjustments": Adjustment,
    "investments": Investment,
    "benefits": Benefit,
    "amendments": Amendment,
    "verbal_decisions": VerbalDecision,
    "financial_targets": FinancialTarget,
    "kostra": KostraFigure,
}
_SECTIONS = {
    "vedtak": (
        "Kommunestyrets vedtak",
        "Bevilgningene til drift og investering er vedtatt. Kommunen tar opp lån på 10 millioner kroner, og avdragene "
        "er 2 millioner. Skatten og eiendomsskatten er som før. De finansielle måltallene er vedtatt.",
    ),
    "sammendrag": ("Sammendrag", "Kommunen bygger skole."),
    "endringer": ("Endringer fra forslag til vedtak", "Kommunestyret la til en leselos."),
    "utvikling": ("Utviklingstrekk", "Befolkningen vokser. Prosessen startet i mars. Kommunen har 100 årsverk."),
    "rammer": ("Rammer", "Premissene er lønnsvekst og deflator. Måltallene er vedtatt. Lånegjelden øker."),
    "horing": ("Behandlingen", "Innstillingen ligger ute til offentlig ettersyn."),
    "kontroll": ("Styring", "Vi har god internkontroll, høy etisk standard og arbeider for likestilling."),
    "drift": ("Tall", "Tallene står i skjemaene."),
    "omrade-skole": ("Skole", "Skolen har 300 elever."),
}
_SCHEDULES = ("5-4-1", "5-4-2", "5-5-1", "5-5-2", "5-6")


def plan_example(example: Mapping[str, Any]) -> PlanFacts:
    """The facts of the document."""
    unknown = set(example) - {*_GOOD, "duties", "edition", "binding", "plan", "texts", "without", "last"}
    unknown -= {"hearing", "full"}
    assert unknown <= {"table_years", "subtitles", "columns", "checks"}, unknown
    return PlanFacts(
        document=_document(example),
        plan=_plan(example),
        statement=_statement(example),
        duties=tuple(example.get("duties", ("economy-plan", "budget"))),
        edition=example.get("edition", "vedtatt"),
        binding=example.get("binding", True),
        full=example.get("full", True),
    )


def _plan(example: Mapping[str, Any]) -> Plan:
    parts = {name: tuple(_one(_KINDS[name], raw) for raw in example.get(name, good)) for name, good in _GOOD.items()}
    fields: dict[str, Any] = {
        "first_year": 2026,
        "last_year": 2029,
        "period": 2,
        "areas": (Area("skole", "Skole"),),
        "terms": {"Ramme": "Det området kan bruke."},
        **parts,
        **_hearing(example),
        **example.get("plan", {}),
    }
    return Plan(
        id="nesfjord",
        type="handlings-og-okonomiplan",
        title="Økonomiplan",
        municipality=Municipality("Nesfjord kommune", invented=True),
        form="nb",
        year=2026,
        edition=example.get("edition", "vedtatt"),
        date=date(2025, 12, 10),
        **fields,
    )


def _one(kind: Any, raw: Mapping[str, Any]) -> Any:
    """A part of the plan: numbers where its field holds one."""
    hints = get_type_hints(kind)
    values = {name: _number(v) if "Decimal" in str(hints[name]) else v for name, v in raw.items()}
    return kind(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def _number(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: Decimal(inner) for name, inner in value.items()}
    return value if value is None else Decimal(value)


def _hearing(example: Mapping[str, Any]) -> dict[str, Any]:
    """The days of the public inspection: `hearing` has when it opens and ends and when the council decides."""
    if "hearing" not in example:
        return {}
    opens, deadline, decided = (date.fromisoformat(day) for day in example["hearing"])
    return {"hearing": Hearing(deadline, opens), "editions": (EditionDate("vedtatt", decided),)}


def _document(example: Mapping[str, Any]) -> Document:
    without = example.get("without", ())
    ids = [id for id in _SECTIONS if id not in without]
    if example.get("last"):
        ids.append(ids.pop(ids.index(example["last"])))
    blocks: list[Block] = [] if "contents" in without else [Contents("Innhold")]
    blocks += [_section(example, id) for id in ids]
    cover = Cover("Økonomiplan", "2026–2029", "", "Nesfjord kommune", "")
    return Document(
        id="nesfjord",
        lang="nb",
        title="Økonomiplan",
        author="Nesfjord kommune",
        date="2025-12-10",
        running="",
        cover=cover,
        blocks=tuple(blocks),
    )


def _section(example: Mapping[str, Any], id: str) -> Section:
    title, good = _SECTIONS[id]
    text = example.get("texts", {}).get(id, good)
    blocks: list[Block] = [Paragraph((Text(text),))] if text else []
    if id == "drift":
        blocks += [_table(example, one) for one in _SCHEDULES if f"skjema-{one}" not in example.get("without", ())]
    return Section(id=id, title=(Text(title),), blocks=tuple(blocks), role="chapter")


def _table(example: Mapping[str, Any], id: str) -> Table:
    years = example.get("table_years", {}).get(id, ("2026", "2027", "2028", "2029"))
    columns = (Column("Post", "label"), *(Column("Budsjett", "amount", year) for year in years))
    rows = (Row((Cell((Text("Skole"),)), *(Cell((Text("10"),), Decimal(10)) for _ in years))),)
    subtitle = example.get("subtitles", {}).get(id, "1000 kroner")
    return Table(f"skjema-{id}", (Text(f"Skjema {id}"),), columns, rows, "Tabell 1", subtitle)


def _statement(example: Mapping[str, Any]) -> Statement:
    given = example.get("columns", [[2026, "adopted"], [2027, "plan"], [2028, "plan"], [2029, "plan"]])
    columns = tuple(ColumnKey(year, version) for year, version in given)
    checks = [Check("drift_zero", columns[0], True, Decimal(0))]
    checks += [
        Check(id, ColumnKey(year, version), holds, Decimal(difference))
        for id, year, version, holds, difference in example.get("checks", ())
    ]
    return Statement((Schedule("5-4-1", "Drift", columns, ()),), tuple(checks))
