import subprocess
import sys

import pytest

from assembler.writers.register import FORMATS, writer

OF_OTHERS = ("pikepdf", "pypdf", "PIL", "fontTools", "jinja2", "xlsxwriter", "docxtpl")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_its_writer(format):
    assert callable(writer(format))


def test_a_format_that_is_not_known_has_no_writer():
    with pytest.raises(KeyError):
        writer("odt")


def test_the_word_writer_brings_no_other_writers_libraries():
    program = (
        "import sys\nfrom assembler.writers.register import writer\nwriter('docx')\n"
        f"print([name for name in {OF_OTHERS} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
