from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.brand.colour import contrast, tokens_of
from assembler.brand.face import read_face
from assembler.brand.load import load_brand
from assembler.messages.catalogue import LANGS, wording
from assembler.problem import Refused
from assembler.resources import samples, templates

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
WHITE = "#FFFFFF"


@given(COLOURS)
def test_every_brand_colour_gives_tokens_that_can_be_read(colour: str) -> None:
    tokens = tokens_of(colour)
    assert contrast(tokens.brand_ink, WHITE) >= 7
    assert contrast(tokens.brand_shape, WHITE) >= 4.5
    assert contrast(WHITE, tokens.field) >= 7
    for tint in (tokens.tint_1, tokens.tint_2):
        assert contrast(tokens.brand_ink, tint) >= 5.8
        assert contrast(tokens.ink_2, tint) >= 6.5
        assert contrast(tokens.ink, tint) >= 7


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.005)
    assert contrast(WHITE, "#777777") == pytest.approx(4.48, abs=0.005)


def test_a_dark_brand_colour_is_kept_as_it_is() -> None:
    assert tokens_of("#0F5161").brand_ink == "#0F5161"


def test_a_grey_brand_gets_grey_tints() -> None:
    tokens = tokens_of("#777777")
    for tint in (tokens.tint_1, tokens.tint_2, tokens.tint_3):
        assert tint[1:3] == tint[3:5] == tint[5:7]


def test_the_default_brand_is_whole() -> None:
    brand = load_brand(templates("brand", "default"))
    assert brand.family == "Source Sans 3"
    assert {(font.weight, font.italic) for font in brand.fonts} == {
        (weight, italic) for weight in (300, 400, 600) for italic in (False, True)
    }
    assert brand.coat.startswith(b"<svg")
    assert brand.coat_png.startswith(b"\x89PNG")


def test_a_folder_without_a_brand_file_is_the_default_brand(tmp_path: Path) -> None:
    assert load_brand(tmp_path) == load_brand(templates("brand", "default"))


def test_a_plan_may_bring_its_colour_alone(tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text('name: Solvik\ncolour: "#921f22"\n', encoding="utf-8")
    brand = load_brand(tmp_path)
    assert (brand.name, brand.colour, brand.family) == ("Solvik", "#921F22", "Source Sans 3")
    assert brand.tokens == tokens_of("#921F22")
    assert (brand.coat, brand.coat_png) == (b"", b"")


def test_a_coat_of_arms_may_be_a_png_alone(tmp_path: Path) -> None:
    png = load_brand(tmp_path).coat_png
    (tmp_path / "vaapen.png").write_bytes(png)
    (tmp_path / "brand.yaml").write_text("coat-png: vaapen.png\ncoat-alt: Solvik kommunes våpen\n", encoding="utf-8")
    brand = load_brand(tmp_path)
    assert brand.coat_png == png
    assert b"data:image/png;base64," in brand.coat


def test_all_faults_of_a_brand_are_told_at_once_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "coat.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    (tmp_path / "face.ttf").write_bytes(b"no font")
    (tmp_path / "brand.yaml").write_text(
        "colour: teal\ncoat: coat.svg\ncoat-png: ../outside.png\nfonts: [face.ttf, gone.ttf]\n", encoding="utf-8"
    )
    with pytest.raises(Refused) as refused:
        load_brand(tmp_path)
    found = [(problem.code, problem.place.pointer) for problem in refused.value.problems]
    assert found == [
        ("brand-colour-malformed", "/colour"),
        ("brand-font-unreadable", "/fonts/0"),
        ("brand-file-missing", "/fonts/1"),
        ("brand-file-missing", "/coat-png"),
        ("brand-coat-active", "/coat"),
    ]
    assert all(wording(p, lang).message for p in refused.value.problems for lang in LANGS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour: [1", "brand-not-yaml"),
        ("color: '#003C49'", "brand-unknown-key"),
        ("colour: 3", "brand-bad-value"),
        ("- 1", "brand-bad-value"),
        ("name: ''", "brand-bad-value"),
        ("fonts: []", "brand-bad-value"),
        ("fonts: [1]", "brand-bad-value"),
        ("fonts: face.ttf", "brand-bad-value"),
        ("coat: [coat.svg]", "brand-bad-value"),
        ("1: x", "brand-unknown-key"),
    ],
)
def test_a_brand_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "brand.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_brand(tmp_path)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="https://example.org/x.png"/>',
        '<rect onclick="x()"/>',
        '<rect fill="url(https://example.org/x)"/>',
        "<style>@import 'x'</style>",
    ],
)
def test_a_coat_of_arms_that_could_fetch_or_run_something_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "c.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', encoding="utf-8")
    (tmp_path / "c.png").write_bytes(load_brand(tmp_path).coat_png)
    (tmp_path / "brand.yaml").write_text("coat: c.svg\ncoat-png: c.png\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_brand(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["brand-coat-active"]


def test_a_typeface_without_the_shapes_of_status_will_do() -> None:
    brand = load_brand(samples("solvik") / "brand")
    (regular,) = [font for font in brand.fonts if font.weight == 400 and not font.italic]
    assert ord("●") not in read_face(regular.path.read_bytes()).glyphs
    assert brand.family == "IBM Plex Sans"
