"""What a reader sees in a chart. Text is measured with Pillow's own reading of the face, not with our width table."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import ImageFont

from assembler.brand.colour import tokens_of
from assembler.charts.svg import chart_svg
from assembler.document.chart import Basis, ChartData, ChartKind, Point, Series, Target
from assembler.messages.numbers import MISSING, amount_text
from assembler.resources import templates
from tests.assembler.writers.specimen import chart_data

TOKENS = tokens_of("#0F5161")
KINDS: tuple[ChartKind, ...] = ("columns", "bars", "grouped-bars", "lines", "change")
FACES = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-Semibold.ttf"}
SLACK = 0.6


@cache
def face(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(templates("brand", "default", "fonts", FACES[weight])), 1000)


def drawn(data: ChartData, width: int = 168) -> etree._Element:
    return etree.fromstring(chart_svg(data, TOKENS, width, "nb").svg)


def texts(svg: etree._Element) -> Iterator[tuple[str, float, float, float, float]]:
    """Each text with the box of its digits and capitals: left, top, right, bottom."""
    for element in svg.iter("{*}text"):
        size = float(element.get("font-size"))
        width = face(int(element.get("font-weight", "400"))).getlength(element.text or "") * size / 1000
        x, y = float(element.get("x")), float(element.get("y"))
        left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
        yield element.text or "", left, y - 0.66 * size, left + width, y


def said(svg: etree._Element) -> list[str]:
    return [text for text, *_ in texts(svg)]


def assert_tidy(svg: etree._Element) -> None:
    """No text leaves the drawing, and no two texts touch."""
    _, _, wide, high = map(float, svg.get("viewBox").split())
    boxes = list(texts(svg))
    for text, left, top, right, bottom in boxes:
        assert left >= -SLACK and right <= wide + SLACK and top + SLACK >= 0 and bottom <= high + SLACK, text
    for one, other in combinations(boxes, 2):
        apart = one[3] <= other[1] + SLACK or other[3] <= one[1] + SLACK or one[4] <= other[2] or other[4] <= one[2]
        assert apart, (one, other)


@pytest.mark.parametrize("width", [168, 79])
@pytest.mark.parametrize("kind", KINDS)
def test_no_label_is_cut_or_collides(kind: ChartKind, width: int) -> None:
    assert_tidy(drawn(chart_data(kind), width))


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_and_every_value_stands_in_the_chart(kind: ChartKind) -> None:
    data = chart_data(kind)
    words = " ".join(said(drawn(data)))
    assert all(category in words for category in data.categories)
    if kind != "lines":
        assert all(point.text in words for series in data.series for point in series.points)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_chart_is_the_same_bytes(kind: ChartKind) -> None:
    data = chart_data(kind)
    assert chart_svg(data, TOKENS, 168, "nb") == chart_svg(data, TOKENS, 168, "nb")


VALUES = st.integers(-99_999, 999_999)


@st.composite
def charts(draw: st.DrawFn) -> ChartData:
    kind = draw(st.sampled_from(KINDS))
    count = draw(st.integers(1, 12))
    years = tuple(str(2018 + at) for at in range(count))
    names = tuple(f"Tjenesteområde nummer {at}" for at in range(count))
    many = kind == "grouped-bars" or (kind == "lines" and draw(st.booleans()))
    bases: tuple[Basis, ...] = ("accounts", "budget", "plan", "projection", "own", "group", "country", "")

    def point() -> Point:
        value = draw(VALUES)
        basis = draw(st.sampled_from(bases))
        return Point(Decimal(value), amount_text(Decimal(value)), basis, draw(st.booleans()))

    series = tuple(Series(f"Serie {at}", tuple(point() for _ in range(count))) for at in range(3 if many else 1))
    target = Target(Decimal(draw(VALUES)), "Mål i 2029") if kind == "columns" and draw(st.booleans()) else None
    return ChartData(kind, years if kind in ("columns", "lines") else names, series, target)


@given(charts(), st.sampled_from([168, 79]))
@settings(deadline=None, max_examples=80, phases=(Phase.generate, Phase.explicit))
def test_no_label_is_cut_or_collides_whatever_the_figures(data: ChartData, width: int) -> None:
    assert_tidy(drawn(data, width))


def column(basis: Basis) -> etree._Element:
    return drawn(ChartData("columns", ("2026",), (Series("x", (Point(Decimal(5), "5", basis),)),)))


def test_accounts_are_solid_the_budget_an_outline_the_plan_hatched() -> None:
    (solid,) = column("accounts").iter("{*}rect")
    assert (solid.get("fill"), solid.get("stroke")) == (TOKENS.brand_ink, None)
    (outline,) = column("budget").iter("{*}rect")
    assert (outline.get("fill"), outline.get("stroke"), outline.get("stroke-width")) == (
        "#FFFFFF",
        TOKENS.brand_ink,
        "1",
    )
    hatched = [path for path in column("plan").iter("{*}path") if (path.get("d") or "").count("M") > 5]
    assert [path.get("stroke-width") for path in hatched] == ["0.75"]
    assert not list(column("accounts").iter("{*}pattern", "{*}clipPath"))


def test_hatch_lines_stay_inside_their_bar() -> None:
    svg = column("plan")
    bar = next(iter(svg.iter("{*}rect")))
    x, y, width, height = (float(bar.get(name)) for name in ("x", "y", "width", "height"))
    (hatch,) = [path.get("d") for path in svg.iter("{*}path") if (path.get("d") or "").count("M") > 5]
    for pair in hatch.replace("M", " ").replace("L", " ").strip().split("  "):
        numbers = [float(number) for number in pair.split()]
        for px, py in zip(numbers[::2], numbers[1::2], strict=True):
            assert x - 0.01 <= px <= x + width + 0.01 and y - 0.01 <= py <= y + height + 0.01


def test_the_kinds_of_figures_are_named_below_the_columns_in_the_language_asked_for() -> None:
    assert {"Regnskap", "Budsjett", "Økonomiplan"} <= set(said(drawn(chart_data("columns"))))
    nynorsk = etree.fromstring(chart_svg(chart_data("columns"), TOKENS, 168, "nn").svg)
    assert "Rekneskap" in said(nynorsk)


def test_counted_figures_beside_a_projection_are_actual_ones_and_not_accounts() -> None:
    points = (Point(Decimal(5), "5", "accounts"), Point(Decimal(6), "6", "projection"))
    words = said(drawn(ChartData("columns", ("2026", "2030"), (Series("x", points),))))
    assert {"Faktisk", "Framskriving"} <= set(words) and "Regnskap" not in words


def test_the_budget_year_is_semibold() -> None:
    heavy = [text.text for text in drawn(chart_data("columns")).iter("{*}text") if text.get("font-weight") == "600"]
    assert {"2026", "0,9", "Mål 1,75"} == set(heavy)


def test_a_projection_is_dashed_and_ends_in_an_open_dot() -> None:
    svg = drawn(chart_data("lines"))
    dashes = [path for path in svg.iter("{*}path") if path.get("stroke-dasharray") == "4 2.5"]
    assert len(dashes) == 4
    assert sum(dot.get("fill") == "#FFFFFF" for dot in svg.iter("{*}circle")) == 2


def test_lines_stand_on_a_zero_line_and_years_at_their_distance_in_time() -> None:
    points = tuple(Point(Decimal(value), str(value)) for value in (10, 20, 30))
    svg = drawn(ChartData("lines", ("2010", "2020", "2025"), (Series("x", points),)))
    xs = [float(dot.get("x")) for dot in svg.iter("{*}text") if dot.text in ("2010", "2020", "2025")]
    assert (sorted(xs)[1] - sorted(xs)[0]) == pytest.approx(2 * (sorted(xs)[2] - sorted(xs)[1]), abs=0.05)
    ys = sorted(float(dot.get("cy")) for dot in svg.iter("{*}circle"))
    zero = max(float(path.get("d").split("L")[0].split()[1]) for path in svg.iter("{*}path"))
    assert (zero - ys[0]) == pytest.approx(3 * (zero - ys[-1]), abs=0.1)


def test_changes_run_to_both_sides_of_the_zero_line_with_their_sign() -> None:
    svg = drawn(chart_data("change"))
    zero = float(next(iter(reversed(list(svg.iter("{*}path"))))).get("d")[1:].split()[0])
    bars = list(svg.iter("{*}rect"))
    assert [float(bar.get("x")) >= zero - 0.01 for bar in bars] == [True, True, True, False, False, True]
    assert {"+26,9", "−18,6", "+30,2"} <= set(said(svg))
    assert bars[-1].get("fill") == TOKENS.ink


def test_a_missing_value_is_a_dash_and_no_bar() -> None:
    svg = drawn(ChartData("bars", ("Solvik", "Nes"), (Series("x", (Point(None, MISSING), Point(Decimal(4), "4"))),)))
    assert said(svg).count(MISSING) == 1
    assert len(list(svg.iter("{*}rect"))) == 1


def test_more_than_three_lines_get_a_panel_each() -> None:
    points = tuple(Point(Decimal(value), str(value)) for value in (10, 20))
    data = ChartData("lines", ("2020", "2025"), tuple(Series(f"Serie {at}", points) for at in range(4)))
    assert said(drawn(data)).count("2020") == 4
    assert_tidy(drawn(data))


def test_a_chart_without_figures_is_an_empty_drawing() -> None:
    assert chart_svg(ChartData("columns", (), ()), TOKENS, 168, "nb").height_mm < 1
