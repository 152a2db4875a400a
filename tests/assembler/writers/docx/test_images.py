"""Sizes of pictures, with Pillow as the judge."""

from io import BytesIO

import pytest
from PIL import Image

from assembler.writers.docx.images import ImageForm, image_form


def encoded(form, size, **options):
    target = BytesIO()
    Image.new("RGB", size, "navy").save(target, form, **options)
    return target.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (640, 480), (3, 2000)])
@pytest.mark.parametrize(
    ("form", "ending", "options"),
    [("PNG", "png", {}), ("JPEG", "jpeg", {}), ("JPEG", "jpeg", {"progressive": True, "comment": b"x" * 999})],
)
def test_the_size_is_that_of_the_picture(form, ending, options, size):
    assert image_form(encoded(form, size, **options)) == ImageForm(ending, *size)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_kinds_are_not_for_word(form):
    assert image_form(encoded(form, (4, 4))) is None


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_cut_picture_has_a_size_or_none_and_never_fails(form):
    whole = encoded(form, (20, 10))
    for length in range(len(whole)):
        found = image_form(whole[:length])
        assert found is None or (found.width, found.height) == (20, 10)
