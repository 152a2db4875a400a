from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import etree

from assembler.brand.colour import contrast, tokens_of
from assembler.charts.cover import chapter_strokes, cover_rings, shares_for
from assembler.charts.measure import default_typeface
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


MANY = tuple(
    Share(*pair)
    for pair in (
        ("Skole og SFO", 22), ("Sykehjem og omsorgsboliger", 15), ("Hjemmetjenester", 13), ("Barnehage", 12),
        ("Helse og velferd", 11), ("Styring og fellesutgifter", 8), ("Andre områder", 19),
    )
)  # fmt: skip


def test_no_label_on_the_cover_touches_another() -> None:
    svg = etree.fromstring(cover_rings(MANY, 168, 148).svg)
    face = default_typeface()
    boxes = [
        (float(text.get("x")), float(text.get("y")), face.width(text.text or "", float(text.get("font-size")), 600))
        for text in svg.iter("{*}text")
    ]
    lines = sorted(boxes, key=lambda box: (box[1], box[0]))
    for (x, y, wide), (after, below, _) in pairwise(lines):
        assert y != below or x + wide + 3 < after
    assert max(x + wide for x, _, wide in boxes) < 168 * 72 / 25.4
    written = " ".join(text.text or "" for text in svg.iter("{*}text"))
    assert written == " ".join(f"{share.hundredths} {share.label}" for share in MANY)


def test_an_area_gathered_with_others_has_its_own_strokes_where_its_chapter_opens() -> None:
    shares = (Share("Skule", 80), Share("Andre", 20, (Share("Kultur", 12), Share("Plan", 8))))
    apart = shares_for(shares, "Plan")
    assert [(share.label, share.hundredths) for share in apart] == [("Skule", 80), ("Plan", 8), ("Andre", 12)]
    assert shares_for(shares, "Skule") == shares
    assert shares_for(shares, "Vedlegg") == ()


@pytest.mark.parametrize("shares", [(), (Share("Alt", 100),), (Share("En", 1), Share("Ingen", 0), Share("Resten", 99))])
def test_any_division_of_the_hundred_can_be_drawn(shares: tuple[Share, ...]) -> None:
    svg = etree.fromstring(cover_rings(shares, 168, 148).svg)
    assert sum((path.get("d") or "").count("A") for path in svg.iter("{*}path")) == sum(s.hundredths for s in shares)


def test_a_name_with_no_room_ends_with_an_ellipsis() -> None:
    long = Share("Helse, omsorg, rehabilitering, folkehelse og samarbeid med spesialisthelsetjenesten i regionen", 10)
    svg = etree.fromstring(cover_rings((Share("Oppvekst", 90), long), 168, 148).svg)
    words = [text.text for text in svg.iter("{*}text")]
    assert words[:3] == ["90", "Oppvekst", "10"] and len(words) == 6
    assert words[-1].endswith(" …")


def test_the_number_of_a_label_that_moves_down_goes_with_its_name() -> None:
    """Beneath the outermost four and three rings there is no room for two labels side by side."""
    small = (Share("Helse", 41), Share("Oppvekst", 32), Share("Administrasjon", 11), Share("Teknisk", 9),
             Share("Kultur", 4), Share("Fellesutgifter", 3))  # fmt: skip
    svg = etree.fromstring(cover_rings(small, 168, 148).svg)
    at = {text.text: (float(text.get("x")), float(text.get("y"))) for text in svg.iter("{*}text")}
    assert at["3"][1] == at["Fellesutgifter"][1] > at["Kultur"][1]
    assert at["3"][0] < at["Fellesutgifter"][0]
    assert at["4"][0] == at["Kultur"][0]
