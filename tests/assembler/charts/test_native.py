"""Native charts: what the part shows and what the workbook behind it holds."""

import dataclasses
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from assembler.brand.load import load_brand
from assembler.charts.native import native_chart, number_format
from assembler.document.chart import ChartData, Point, Series
from assembler.resources import templates
from tests.assembler.writers.specimen import chart_data

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
KINDS = ("columns", "bars", "grouped-bars", "lines", "change")


@pytest.fixture(scope="module")
def brand():
    return load_brand(templates("brand", "default"))


def drawn(data, brand):
    chart = native_chart(data, brand.tokens, brand.family, "nb")
    return etree.fromstring(chart.markup), chart.workbook


@pytest.mark.parametrize("kind", KINDS)
def test_caches_and_workbook_hold_the_same_values(kind, brand):
    data = chart_data(kind)
    root, workbook = drawn(data, brand)
    sheet = openpyxl.load_workbook(BytesIO(workbook))["Data"]
    assert [cell.value for cell in sheet["A"][1:]] == list(data.categories)
    for index, series in enumerate(data.series):
        column = [cell.value for cell in list(sheet.columns)[index + 1]]
        assert column[0] == series.name
        cached = root.findall(f".//{C}ser")[index].findall(f"{C}val//{C}pt")
        shown = {int(point.get("idx")): point.findtext(f"{C}v") for point in cached}
        for at, point in enumerate(series.points):
            assert (None if point.value is None else float(point.value)) == column[at + 1]
            assert shown.get(at) == (None if point.value is None else str(point.value))


def fills(root, series=0):
    points = root.findall(f".//{C}ser")[series].findall(f"{C}dPt")
    return [next(iter(point.find(f"{C}spPr"))).tag.removeprefix(A) for point in points]


def test_accounts_are_solid_budget_is_open_plan_is_hatched(brand):
    root, _ = drawn(chart_data("columns"), brand)
    assert fills(root) == ["solidFill", "solidFill", "solidFill", "solidFill", "pattFill", "pattFill"]
    colours = [p.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") for p in root.findall(f".//{C}dPt")[:4]]
    ink = brand.tokens.brand_ink[1:]
    assert colours == [ink, ink, "FFFFFF", "FFFFFF"]


def test_there_is_no_legend_no_gridline_and_the_base_line_is_nought(brand):
    for kind in KINDS:
        root, _ = drawn(chart_data(kind), brand)
        assert root.find(f".//{C}legend") is None
        assert root.find(f".//{C}majorGridlines") is None
        low = Decimal(root.find(f".//{C}valAx/{C}scaling/{C}min").get("val"))
        high = Decimal(root.find(f".//{C}valAx/{C}scaling/{C}max").get("val"))
        assert low <= 0 <= high


def test_a_target_is_a_series_of_its_own_name(brand):
    root, workbook = drawn(chart_data("columns"), brand)
    assert [v.text for v in root.findall(f".//{C}tx//{C}v")] == ["Netto driftsresultat", "Mål 1,75"]
    assert [cell.value for cell in openpyxl.load_workbook(BytesIO(workbook))["Data"]["C"]] == ["Mål 1,75"] + [1.75] * 6


@pytest.mark.parametrize(
    ("values", "texts", "signed", "expected"),
    [
        (("1.5", "-2"), ("1,5", "−2"), False, "[$-414]0.0;[$-414]−0.0"),
        (("1372",), ("1372",), False, "[$-414]0;[$-414]−0"),
        (("13720",), ("13 720",), False, "[$-414]#,##0;[$-414]−#,##0"),
        (("4",), ("+4",), True, "[$-414]+0;[$-414]−0;[$-414]0"),
        (("4",), ("4 %",), False, '[$-414]0" %";[$-414]−0" %"'),
    ],
)
def test_number_formats(values, texts, signed, expected):
    points = tuple(Point(Decimal(value), text) for value, text in zip(values, texts, strict=True))
    assert number_format(points, "414", signed) == expected


def test_hostile_names_stay_names(brand):
    data = ChartData("bars", ("<a&\"b'",), (Series("]]>&lt;", (Point(Decimal(1), "1"),)),))
    root, workbook = drawn(data, brand)
    assert root.findtext(f".//{C}cat//{C}v") == "<a&\"b'"
    assert openpyxl.load_workbook(BytesIO(workbook))["Data"]["B1"].value == "]]>&lt;"


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_without_figures_is_still_a_chart(kind, brand):
    empty = Point(None, "–")
    data = ChartData(kind, ("2025", "2026"), (Series("Ingen", (empty, empty)),))
    root, workbook = drawn(data, brand)
    assert root.find(f".//{C}ser") is not None
    assert zipfile.ZipFile(BytesIO(workbook)).testzip() is None


def test_the_same_chart_gives_the_same_bytes(brand):
    first = native_chart(chart_data("lines"), brand.tokens, brand.family, "nn")
    assert dataclasses.astuple(first) == dataclasses.astuple(
        native_chart(chart_data("lines"), brand.tokens, brand.family, "nn")
    )


def test_each_of_several_series_is_named_at_its_first_figure(brand):
    missing, one = Point(None, "–"), Point(Decimal(1), "1")
    data = ChartData("grouped-bars", ("A", "B"), (Series("Vi", (missing, one)), Series("Andre", (one, one))))
    root, _ = drawn(data, brand)
    named = [
        [
            label.find(f"{C}idx").get("val")
            for label in series.iter(f"{C}dLbl")
            if label.find(f"{C}showSerName").get("val") == "1"
        ]
        for series in root.iter(f"{C}ser")
    ]
    assert named == [["1"], ["0"]]


def test_the_axis_of_lying_bars_leaves_room_for_names_and_figures(brand):
    """At 9 points a sign is at least 1.5 mm wide on average; the drawing is 168 mm."""
    points = (Point(Decimal(3880), "3880", "group"),)
    data = ChartData("grouped-bars", ("Administrasjon",), (Series("KOSTRA-gruppe 8", points), Series("Solvik", points)))
    root, _ = drawn(data, brand)
    high = Decimal(root.find(f".//{C}valAx/{C}scaling/{C}max").get("val"))
    assert (high - 3880) / high * 168 > len("KOSTRA-gruppe 8 3880") * Decimal("1.5")


def test_a_fall_leaves_room_on_its_own_side(brand):
    points = (Point(Decimal("-6.2"), "−6,2", "change"), Point(Decimal("0.1"), "+0,1", "change"))
    root, _ = drawn(ChartData("change", ("Innsparinger", "Nye tiltak"), (Series("Endring", points),)), brand)
    low, high = (Decimal(root.find(f".//{C}valAx/{C}scaling/{C}{end}").get("val")) for end in ("min", "max"))
    assert (Decimal("-6.2") - low) / (high - low) * 168 > 6
    assert high > Decimal("0.1")
