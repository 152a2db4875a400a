"""A judge that passes everything is worth nothing: each one here passes a good file and finds a known fault."""

import io
import zipfile

import docx
import pikepdf
import typst

from tests.judges.panel import Finding

GOOD_PAGE = """<!doctype html><html lang="nn"><head><title>Budsjett</title></head>
<body><main><h1>Budsjett</h1><p>Kommunen bruker 3 millionar kroner.</p></main></body></html>"""


def test_verapdf_passes_a_tagged_file_and_names_the_clauses_that_a_bare_one_breaks(tmp_path, verapdf):
    good, bare, broken = (tmp_path / name for name in ("good.pdf", "bare.pdf", "broken.pdf"))
    source = b'#set document(title: "Budsjett")\n#set text(lang: "nn")\n= Budsjett\nTekst.'
    good.write_bytes(typst.compile(source, pdf_standards=["ua-1", "a-2a"]))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bare)
    broken.write_bytes(b"%PDF-1.7\nno more")
    found = verapdf([good, bare, broken])
    assert found[good] == []
    # ISO 14289-1, 7.1: test 10 asks for DisplayDocTitle, test 11 for a structure tree. ISO 19005-2, 6.6.2.1: metadata.
    assert {"ua1 7.1-10", "ua1 7.1-11", "2a 6.6.2.1-1"} <= {finding.rule for finding in found[bare]}
    assert {finding.rule for finding in found[broken]} == {"ua1 unreadable-0", "2a unreadable-0"}


def test_the_sdk_passes_words_own_order_and_finds_a_property_after_its_run(tmp_path, openxml_sdk):
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    document = docx.Document()
    document.add_paragraph("Tekst")
    document.save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:t>Tekst</w:t>", b"<w:t>Tekst</w:t><w:rPr/>"))
    found = openxml_sdk([good, bad])
    assert found[good] == []
    assert [finding.rule for finding in found[bad]] == ["Sch_UnexpectedElementContentExpectingComplex"]


def test_axe_passes_a_plain_page_and_finds_what_is_wrong_at_each_width(tmp_path, axe):
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    good.write_text(GOOD_PAGE, encoding="utf-8")
    wide = '<div style="width: 600px">x</div><img src="http://127.0.0.1:9/x.png"></main>'
    bad.write_text(GOOD_PAGE.replace(' lang="nn"', "").replace("</main>", wide), encoding="utf-8")
    found = axe([good, bad], widths=(1280, 320))
    assert found[good] == []
    rules = {(finding.rule, finding.place.split()[0]) for finding in found[bad]}
    assert {("html-has-lang", "1280"), ("html-has-lang", "320"), ("image-alt", "320"), ("reflow", "320")} <= rules
    assert ("network", "1280") in rules and ("reflow", "1280") not in rules
    assert all(isinstance(finding, Finding) for finding in found[bad])


def test_libreoffice_opens_a_word_file_and_prints_its_text(tmp_path, libreoffice):
    document = docx.Document()
    document.add_paragraph("Kommunedirektøren tilrår")
    document.save(tmp_path / "a.docx")
    made = libreoffice(tmp_path / "a.docx", "pdf")
    assert made.read_bytes().startswith(b"%PDF")


def test_pandoc_reads_headings_and_tables(tmp_path, pandoc):
    document = docx.Document()
    document.add_heading("Innleiing", 1)
    stream = io.BytesIO()
    document.save(stream)
    (tmp_path / "a.docx").write_bytes(stream.getvalue())
    assert pandoc(tmp_path / "a.docx", "markdown").strip() == "# Innleiing"
