"""The tables and figures of an economy plan, made of small plans whose sums are plain to see."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assembler.compose.makers import (
    apparatus,
    benefits,
    decisions,
    goals,
    investments,
    kostra,
    links,
    lists,
    measures,
    targets,
)
from assembler.compose.situation import Situation
from assembler.document.blocks import Cell, Chart, Column, FactBox, Paragraph, Row, Section, Table
from assembler.document.inline import StatusMark, Text
from assembler.document.walk import plain_text
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, ScheduleLine, Statement
from assembler.plan.decisions import Amendment, Benefit, FinancialTarget, Hearing
from assembler.plan.model import Area, DataTable, Goal, Indicator, Investment, KostraFigure, Measure
from tests.assembler.compose.edition import situation

AREAS = (Area("skule", "Skule"), Area("helse", "Helse"))
GOALS = (
    Goal("1", "goal", "Trygg oppvekst", un_goals=(4,)),
    Goal("1.1", "assignment", "Leselos", parent="1", area="skule"),
    Goal("2", "goal", "Rein fjord", un_goals=(14,)),
)


def of(edition: str = "forslag", **parts: Any) -> Situation:
    own: dict[str, Any] = {"type": "handlings-og-okonomiplan", "period": 0, "year": 2027, "first_year": 2027}
    return situation(**(own | {"last_year": 2028, "edition": edition, "areas": AREAS, "reports": ()} | parts))


def kroner(first: int, second: int = 0) -> dict[int, Decimal]:
    return {2027: Decimal(first), 2028: Decimal(second)}


def rows(table: Any) -> list[tuple[str, ...]]:
    assert isinstance(table, Table)
    return [(row.kind, *(plain_text(cell.children) for cell in row.cells)) for row in table.rows]


def test_the_matrix_counts_a_measure_once_though_it_serves_two_goals() -> None:
    own = of(goals=GOALS, measures=(Measure("H1", "Los", "skule", kroner(5000, 6000), goals=("1.1", "2")),))
    (table,) = links.goal_matrix(own, {})
    assert rows(table) == [
        ("group", "1 Trygg oppvekst"),
        ("body", "1.1 Leselos", "H1 Los", "+5", "+6"),
        ("group", "2 Rein fjord"),
        ("body", "2 Rein fjord", "H1 Los", "+5", "+6"),
        ("sum", "Sum tiltak", "–", "+5", "+6"),
    ]
    assert isinstance(table, Table)
    assert len(table.notes) == 1


def test_the_sums_of_the_matrix_are_those_of_the_plan_also_for_what_serves_no_goal() -> None:
    apart = Measure("H2", "Vikar", "skule", kroner(2000, 1000))
    own = of(goals=GOALS, measures=(Measure("H1", "Los", "skule", kroner(5000, 6000), goals=("1.1",)), apart))
    (table,) = links.goal_matrix(own, {})
    assert rows(table)[-5:] == [
        ("group", "2 Rein fjord"),
        ("body", "2 Rein fjord", "Ingen oppdrag eller tiltak", "–", "–"),
        ("group", "Utan eige mål"),
        ("body", "Skule", "H2 Vikar", "+2", "+1"),
        ("sum", "Sum tiltak", "–", "+7", "+7"),
    ]


def test_the_unit_of_an_indicator_is_not_said_twice() -> None:
    named = (Indicator("a", "Lærlingar", unit="lærlingar"), Indicator("b", "Trivsel", unit="prosent"))
    (table,) = goals.indicators(of(indicators=named), {})
    assert [row[1] for row in rows(table)] == ["Lærlingar", "Trivsel (prosent)"]


def test_un_goals_point_at_the_chapters_that_stand_there() -> None:
    there = (Section("omrade-skule", (Text("Skule"),), (), role="chapter"),)
    (table,) = links.un_index(replace(of(goals=GOALS), before=there), {})
    assert isinstance(table, Table)
    targets_of = [[getattr(inline, "target", "") for inline in row.cells[2].children] for row in table.rows]
    assert targets_of == [["omrade-skule"], [""]]
    assert [row[1] for row in rows(table)] == ["4 God utdanning", "14 Livet i havet"]


def test_the_potential_is_the_difference_in_unit_cost_times_the_volume() -> None:
    values = {"Prøve": Decimal(160_000), "Gruppe 2": Decimal(150_000), "Landet": Decimal(140_000)}
    old = KostraFigure("k", "skule", "Per elev", "kroner", 2024, values, "SSB", Decimal(1000))
    figure = replace(old, year=2025, volume=Decimal(300), volume_unit="elevar", reference="Landet")
    own = of(kostra=(figure, old))
    (table,) = kostra.kostra_potential(own.within(AREAS[0]), {})
    # (160 000 − 140 000) × 300 = 6 000 000 kroner.
    assert rows(table) == [("body", "Per elev", "160\u00a0000", "140\u00a0000", "300 elevar", "+6\u00a0000")]
    assert kostra.kostra_potential(own.within(AREAS[1]), {}) == ()
    (chart,) = kostra.kostra_chart(own.within(AREAS[0]), {})
    assert isinstance(chart, Chart)
    assert plain_text(chart.title) == "Per elev: Prøve ligg 14 prosent over Landet"


def test_measures_of_all_areas_stand_under_their_area_with_sums() -> None:
    made = of(
        measures=(
            Measure("S1", "Los", "skule", kroner(5000)),
            Measure("H1", "Vakt", "helse", kroner(-2000)),
            Measure("S2", "Buss", "skule", kroner(1000)),
        )
    )
    (table,) = measures.measures(made, {"texts": False})
    assert [row[:3] for row in rows(table)] == [
        ("group", "Skule"),
        ("body", "S1", "Los"),
        ("body", "S2", "Buss"),
        ("sum", "Sum", "Skule"),
        ("group", "Helse"),
        ("body", "H1", "Vakt"),
        ("result", "Sum", "Alle tiltak"),
    ]
    (short,) = measures.measures(made, {"texts": False, "most": 2})
    assert [row[1:4] for row in rows(short)] == [
        ("S1", "Los", "+5"),
        ("H1", "Vakt", "−2"),
        ("Sum", "Alle 3 tiltak", "+4"),
    ]


def test_investments_by_district_and_the_largest_of_many() -> None:
    made = of(
        investments=(
            Investment("1", "Bru", "skule", Decimal(9000), kroner(9000), district="Nes"),
            Investment("2", "Veg", "helse", Decimal(2000), kroner(0, 2000)),
            Investment("3", "Kai", "helse", Decimal(4000), kroner(4000), district="Nes"),
        )
    )
    (table,) = investments.investments(made, {"group": "district"})
    assert [row[:2] for row in rows(table)] == [
        ("group", "Nes"),
        ("body", "Bru"),
        ("body", "Kai"),
        ("sum", "Sum Nes"),
        ("group", "Heile kommunen"),
        ("body", "Veg"),
        ("result", "Sum"),
    ]
    (short,) = investments.investments(made, {"most": 2})
    assert [row[1] for row in rows(short)] == ["Bru", "Kai", "Alle 3 prosjekt"]
    assert rows(short)[-1][3:] == ("15", "13", "2")
    (chart,) = investments.district_bars(made, {})
    assert isinstance(chart, Chart)
    assert chart.data.categories == ("Nes (2)", "Heile kommunen (1)")
    assert plain_text(chart.title) == "Nes får 87 prosent av investeringane"


def test_benefits_say_what_they_are_measured_by() -> None:
    made = of(
        measures=(Measure("S1", "Los", "skule"), Measure("S2", "Buss", "skule")),
        benefits=(
            Benefit(
                "S1", "time", "Kortare kø", "dagar", Decimal(30), 2026, Decimal("12.5"), 2028, "Før og etter", "Rektor"
            ),
            Benefit("S1", "cost", "Mindre innleige", amounts=kroner(0, 400_000)),
        ),
    )
    (table,) = benefits.benefits(made, {})
    assert rows(table) == [
        ("group", "S1 Los"),
        ("body", "Kortare kø", "Tid", "dagar", "30,0", "12,5", "Rektor"),
        ("detail", "Utgangspunkt frå 2026, mål i 2028. Blir målt før og etter."),
        ("body", "Mindre innleige", "Kostnad", "1000 kroner i året", "–", "400", "–"),
        ("detail", "Frigjer i 1000 kroner: 400 i 2028."),
    ]


def test_amendments_and_the_hearing() -> None:
    made = of(
        "innstilling",
        amendments=(
            Amendment("1", "Meir", "skule", amounts=kroner(3000), measure="S1", reason="Vi vil.", proposed_by="A"),
        ),
        hearing=Hearing(date(2026, 12, 8), date(2026, 11, 20), "Skriv til oss."),
    )
    (table,) = decisions.amendments(made, {})
    assert rows(table)[1] == ("detail", "Skule. Endrar S1. Vi vil. Foreslått av A.")
    (box,) = decisions.hearing(made, {})
    assert isinstance(box, FactBox)
    said = [plain_text(block.children) for block in box.blocks if isinstance(block, Paragraph)]
    assert (
        said[0] == "Innstillinga ligg ute til offentleg ettersyn frå 20.\u00a0november 2026 til 8.\u00a0desember 2026."
    )
    assert said[2] == "Skriv til oss."
    assert "avsnitt" in said[-1]
    assert decisions.hearing(of("innstilling"), {}) == ()


def test_words_stand_in_the_order_of_the_norwegian_alphabet() -> None:
    made = of(terms={"Årsverk": "a", "KOSTRA": "b", "Avdrag": "c", "Øremerkt": "d"})
    words, short = lists.glossary(made, {})
    assert [row[1] for row in rows(words)] == ["Avdrag", "Øremerkt", "Årsverk"]
    assert [row[1] for row in rows(short)] == ["KOSTRA"]


def test_a_table_of_the_office_is_drawn_with_its_finding() -> None:
    columns = (Column("Gruppe", "label"), Column("Tal", "number", "2025"), Column("Tal", "number", "2026"))
    body = Row((Cell((Text("Eldre"),)), Cell((Text("10"),), Decimal(10)), Cell((Text("12"),), Decimal(12))))
    table = Table("befolkning", (Text("Folk"),), columns, (body,))
    made = of(tables=(DataTable("befolkning", table, "lines", "Fleire eldre"),))
    chart, below = apparatus.data_table(made, {"table": "befolkning"})
    assert isinstance(chart, Chart)
    assert (plain_text(chart.title), chart.data.categories, chart.table) == (
        "Fleire eldre",
        ("2025", "2026"),
        "befolkning",
    )
    assert "Eldre" not in chart.alt.split(".")[0]
    assert "2026: 12" in chart.alt
    assert below == table


def test_projected_years_of_a_table_are_drawn_as_such_and_the_others_as_counted() -> None:
    columns = (
        Column("Gruppe", "label"),
        Column("2026", "number"),
        Column("Framskriving", "number", "2030", "projection"),
    )
    body = Row((Cell((Text("Alle"),)), Cell((Text("10"),), Decimal(10)), Cell((Text("12"),), Decimal(12))))
    table = Table("folk", (Text("Folk"),), columns, (body,))
    chart, _ = apparatus.data_table(of(tables=(DataTable("folk", table, "columns", "Fleire"),)), {"table": "folk"})
    assert isinstance(chart, Chart)
    assert [point.basis for point in chart.data.series[0].points] == ["accounts", "projection"]


def operating(result: int) -> Statement:
    """§ 5-6 with an income of 1000 a year and a net result of `result`."""
    keys = (ColumnKey(2026, "accounts"), ColumnKey(2027, "proposal"))
    lines = (
        ScheduleLine(9, "inntekt", "Inntekter", "sum", (Decimal(1000), Decimal(1000))),
        ScheduleLine(24, "resultat", "Netto driftsresultat", "result", (Decimal(5), Decimal(result))),
    )
    return Statement((Schedule("5-6", "Art", keys, lines),), ())


def test_a_target_is_met_by_the_figure_that_is_printed() -> None:
    aims = (
        FinancialTarget("result", Decimal("1.75"), rule="Minst 1,75."),
        FinancialTarget("debt", Decimal(75), "down", "Høgst 75.", {2026: Decimal(700), 2027: Decimal(760)}),
    )
    made = replace(of(financial_targets=aims), statement=operating(18))
    (chart,) = targets.result_chart(made, {})
    assert isinstance(chart, Chart)
    assert plain_text(chart.title) == "Netto driftsresultat er 1,8 prosent i 2027, og målet er nådd"
    (table,) = targets.target_rules(made, {})
    assert isinstance(table, Table)
    marks = [cell.children[0] for row in table.rows if row.kind == "body" for cell in row.cells[3:]]
    assert [mark.state for mark in marks if isinstance(mark, StatusMark)] == ["on-track", "attention"]
    assert [row[2] for row in rows(table) if row[0] == "body"] == ["minst 1,75 prosent", "høgst 75 prosent"]
    (figures,) = targets.target_table(made, {})
    assert rows(figures) == [
        ("body", "Netto driftsresultat", "1,75", "0,5", "1,8"),
        ("body", "Lånegjeld", "75", "70,0", "76,0"),
    ]
