from decimal import Decimal

import pytest
from lxml import etree

from assembler.brand.colour import contrast, tokens_of
from assembler.charts.cover import chapter_strokes, cover_rings
from assembler.document.blocks import Share

SHARES = (Share("Oppvekst", 34), Share("Helse og mestring", 38), Share("Kultur", 4), Share("Samfunn", 24))
TOKENS = tokens_of("#0F5161")


def test_the_cover_has_a_hundred_rings_and_names_every_area() -> None:
    drawing = cover_rings(SHARES, 168, 148)
    svg = etree.fromstring(drawing.svg)
    assert sum((path.get("d") or "").count("A") for path in svg.iter("{*}path")) == 100
    words = [text.text for text in svg.iter("{*}text")]
    assert words == [part for share in SHARES for part in (str(share.hundredths), share.label)]
    assert (drawing.width_mm, drawing.height_mm) == (Decimal(168), Decimal(148))


def test_rings_never_leave_the_drawing_to_the_right_or_at_the_foot() -> None:
    svg = etree.fromstring(cover_rings(SHARES, 168, 148).svg)
    _, _, wide, high = map(float, svg.get("viewBox").split())
    for path in svg.iter("{*}path"):
        for arc in path.get("d").split("M")[1:]:
            x, y = map(float, arc.split("A")[0].split())
            assert 0 < x <= wide and 0 < y <= high


def test_the_chapters_own_strokes_are_dark_and_the_caption_stands_below() -> None:
    svg = etree.fromstring(chapter_strokes(SHARES, "Helse og mestring", "38 av 100 kroner", TOKENS).svg)
    fills = [rect.get("fill") for rect in svg.iter("{*}rect")]
    assert (fills.count(TOKENS.brand_ink), fills.count(TOKENS.tint_3)) == (38, 62)
    assert [text.text for text in svg.iter("{*}text")] == ["38 av 100 kroner"]
    assert contrast(TOKENS.ink, "#FFFFFF") > 7


@pytest.mark.parametrize("shares", [(), (Share("Alt", 100),), (Share("En", 1), Share("Ingen", 0), Share("Resten", 99))])
def test_any_division_of_the_hundred_can_be_drawn(shares: tuple[Share, ...]) -> None:
    svg = etree.fromstring(cover_rings(shares, 168, 148).svg)
    assert sum((path.get("d") or "").count("A") for path in svg.iter("{*}path")) == sum(s.hundredths for s in shares)
