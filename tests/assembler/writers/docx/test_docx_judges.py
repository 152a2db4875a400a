"""Independent judges on the Word file: the Open XML SDK, LibreOffice."""

import pytest
from pypdf import PdfReader

from assembler.brand.load import load_brand
from assembler.resources import templates
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials
from tests.assembler.writers.specimen import images, specimen


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("word") / "specimen.docx"
    brand = load_brand(templates("brand", "default"))
    path.write_bytes(write_docx(specimen(), Materials(brand, images())).content)
    return path


def test_the_open_xml_sdk_finds_nothing(openxml_sdk, file):
    assert openxml_sdk([file]) == {file: []}


def test_libreoffice_counts_as_we_print(libreoffice, file):
    text = "\n".join(page.extract_text() for page in PdfReader(libreoffice(file, "pdf")).pages)
    for printed in (
        "1 Økonomiske rammer",
        "2 Helse og mestring",
        "Vedlegg 1 Skjemaer",
        "Tabell 2.1. Tiltak i drift",
        "Tabell 2.2. Store investeringer",
        "Figur 2.5. Nes kai",
        "skjema 1, tabell 2.2 og figur 1.1",
        "3. Rapportere.",
        "26,9",
    ):
        assert printed in text.replace("\u00a0", " "), printed
