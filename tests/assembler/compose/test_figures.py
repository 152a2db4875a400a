"""Bound figures: a reference finds its figure, and a figure is written as Norwegian prose writes it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assembler.compose.figures import Figures, KnownFigure, bind, formatted
from assembler.document.blocks import Paragraph
from assembler.document.inline import BoundFigure, Strong, Text
from assembler.document.walk import plain_text
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, ScheduleLine, Statement
from assembler.problem import Place
from tests.assembler.compose.edition import situation

KRONER = KnownFigure(Decimal("-5250000"), "kroner")


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("", "−5,3"),
        ("mill", "−5,3"),
        ("mill2", "−5,25"),
        ("abs mill", "5,3"),
        ("+mill", "−5,3"),
        ("kr", "−5\u00a0250\u00a0000"),
        ("tusen", "−5250"),
        ("mrd3", "−0,005"),
        ("endring mill", "blir redusert med 5,3"),
        ("prosent", None),
        ("dollar", None),
    ],
)
def test_kroner_in_prose(form: str, written: str | None) -> None:
    assert formatted(KRONER, form, situation()) == written


def test_a_rise_is_worded_in_the_form_of_the_document() -> None:
    rise = KnownFigure(Decimal(12_400_000), "kroner")
    nynorsk = situation()
    assert formatted(rise, "endring mill", nynorsk) == "aukar med 12,4"
    assert formatted(rise, "endring mill", replace(nynorsk, form="nb")) == "øker med 12,4"
    assert formatted(KnownFigure(Decimal(0), "kroner"), "endring mill", nynorsk) == "er uendra"


def test_reports_are_found_by_area_and_as_a_sum() -> None:
    figures = Figures(situation())
    assert figures.find("rapport.helse.deviation") == KnownFigure(Decimal(-5_250_000), "kroner")
    assert figures.find("rapport.sum.deviation") == KnownFigure(Decimal(-4_750_000), "kroner")
    # 4 750 000 of 300 000 000 is 1,58 per cent.
    share = figures.find("rapport.sum.deviation-prosent")
    assert share is not None
    assert round(share.value, 2) == Decimal("-1.58")
    assert figures.find("rapport.kyrkja.deviation") is None


def test_two_references_may_be_joined() -> None:
    figures = Figures(situation())
    assert figures.find("rapport.helse.budget - rapport.skule.budget") == KnownFigure(Decimal(100_000_000), "kroner")
    assert figures.find("rapport.helse.budget % rapport.skule.budget") == KnownFigure(Decimal(100), "per cent")
    assert figures.find("rapport.skule.budget / rapport.helse.budget") == KnownFigure(Decimal(50), "per cent")
    assert figures.find("rapport.skule.budget / ingen.ting") is None


def test_a_bare_year_is_the_newest_version_of_it() -> None:
    columns = (ColumnKey(2025, "accounts"), ColumnKey(2026, "original"), ColumnKey(2026, "adjusted"))
    line = ScheduleLine(9, "sum_inntekt", "Sum", "sum", (Decimal(1), Decimal(2), Decimal(3)))
    row = ScheduleLine(None, "", "Stavanger eiendom", "row", (Decimal(4), None, Decimal(5)))
    statement = Statement((Schedule("5-6x", "", columns, (line,)), Schedule("5-4-2", "", columns, (row,))), ())
    figures = Figures(situation(statement))
    assert figures.find("5-6x.9.2026") == KnownFigure(Decimal(3), "kroner")
    assert figures.find("5-6x.9.2026/original") == KnownFigure(Decimal(2), "kroner")
    assert figures.find("5-4-2.stavanger-eiendom.2026") == KnownFigure(Decimal(5), "kroner")
    assert figures.find("5-4-2.stavanger-eiendom.2026/original") is None


def test_binding_fills_in_every_figure_and_reports_those_that_point_at_nothing() -> None:
    case = situation()
    blocks = (
        Paragraph((Text("Avvik "), Strong((BoundFigure("rapport.helse.deviation", "abs mill"),)))),
        Paragraph((BoundFigure("rapport.hels.deviation"),)),
    )
    bound, problems = bind(blocks, case, Figures(case), Place(file="a.md", block="a"))
    first = bound[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.children) == "Avvik 5,3"
    assert [(problem.code, problem.place.file) for problem in problems] == [("compose-figure-unknown", "a.md")]
    assert "rapport." in str(problems[0].values["near"])
