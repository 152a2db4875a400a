import io

import pytest
from PIL import Image

from assembler.plan.picture import MOST_BYTES
from assembler.plan.pictures import read_pictures
from tests.assembler.plan.plan_folders import picture


def read(**images):
    pictures, problems = read_pictures({name.replace("_", "."): content for name, content in images.items()})
    return pictures, [problem.code for problem in problems]


def opened(one):
    return Image.open(io.BytesIO(one.content))


def test_a_picture_keeps_its_pixels_and_loses_its_metadata():
    exif = Image.Exif()
    exif[0x010F] = "Kameraet"
    exif[0x0112] = 6
    content = picture("JPEG", (40, 30), colour=(200, 10, 10), exif=exif, comment=b"hemmelig")
    (taken,), codes = read(a_jpg=content)
    assert codes == []
    assert (taken.width, taken.height) == (30, 40)
    assert b"Kameraet" not in taken.content and b"hemmelig" not in taken.content
    assert len(opened(taken).getexif()) == 0
    assert all(abs(got - want) < 6 for got, want in zip(opened(taken).getpixel((5, 5)), (200, 10, 10), strict=True))


def test_png_is_taken_in_exactly_and_twice_the_same():
    (once,), _ = read(a_png=picture("PNG", mode="RGBA", colour=(1, 2, 3, 128)))
    (twice,), _ = read(a_png=once.content)
    assert once == twice
    assert opened(once).getpixel((0, 0)) == (1, 2, 3, 128)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_taken_in(mode):
    (taken,), codes = read(a_png=picture("PNG", mode=mode))
    assert codes == [] and opened(taken).mode in ("L", "RGB", "RGBA")


def test_the_name_decides_the_format():
    (taken,), codes = read(a_jpg=picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert codes == [] and opened(taken).format == "JPEG"
    assert min(opened(taken).getpixel((0, 0))) > 250


def test_a_print_picture_in_four_colours_becomes_screen_colours():
    (taken,), codes = read(a_jpg=picture("JPEG", mode="CMYK"))
    assert codes == [] and opened(taken).mode == "RGB"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a_svg", b"<svg/>", "plan-image-svg"),
        ("a_gif", b"GIF89a", "plan-image-kind"),
        ("../a_png", b"", "plan-not-file"),
        ("/a_png", b"", "plan-not-file"),
        ("a_png", b"not a picture", "plan-image-unreadable"),
        ("a_png", picture()[:60], "plan-image-unreadable"),
        ("a_png", b"\0" * (MOST_BYTES + 1), "plan-file-too-large"),
    ],
)
def test_what_is_no_picture_is_refused(name, content, code):
    assert read(**{name: content}) == ((), [code])


def test_a_picture_of_another_format_under_a_good_name_is_refused():
    target = io.BytesIO()
    Image.new("RGB", (4, 4)).save(target, "GIF")
    assert read(a_png=target.getvalue())[1] == ["plan-image-unreadable"]
