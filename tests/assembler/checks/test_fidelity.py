"""Fidelity on the real writers' files: nothing is said of a faithful file, and one loss is told as that loss."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from assembler.brand.load import load_brand
from assembler.checks.expected import expected_of
from assembler.checks.fidelity import compare, fidelity
from assembler.checks.outcome import Outcome
from assembler.document.blocks import Block, Cell, Column, Document, Figure, Paragraph, Row, Section, Table
from assembler.document.inline import Footnote, Foreign, Text
from assembler.document.walk import map_inlines, rebuild
from assembler.resources import templates
from assembler.writers.register import FORMATS, writer
from assembler.writers.written import Materials
from tests.assembler.writers.specimen import images, specimen


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    materials = Materials(load_brand(templates("brand", "default")), images())
    return {name: writer(name)(specimen(), materials).content for name in FORMATS}


def changed(change: Callable[[Block], Block]) -> Document:
    """The specimen with `change` applied to every block: what the files do *not* say."""
    document = specimen()
    return replace(document, blocks=rebuild(document.blocks, change))


def found(document: Document, files: dict[str, bytes]) -> dict[str, set[str]]:
    """The rules that find something, by format; without child processes, of which the other tests start enough."""
    expected = expected_of(document).as_json()
    answers = {
        name: compare({"name": name, "kind": name, "expected": expected}, (content,))[0]
        for name, content in files.items()
    }
    return {name: {rule for rule, marks in said.items() if marks["findings"]} for name, said in answers.items()}


def test_nothing_is_missing_in_the_files_of_the_writers(files: dict[str, bytes]) -> None:
    reports = fidelity(specimen(), files)
    assert [report.file for report in reports] == list(files)
    for report in reports:
        assert [(finding.message("en"), finding.where("en")) for finding in report.findings] == []
        assert report.outcome is Outcome.PASSED
        if report.kind != "xlsx":
            assert set(report.results.values()) == {Outcome.PASSED}


def other_word(block: Block) -> Block:
    def change(inline):
        return (
            replace(inline, text=inline.text.replace("bundet renten", "sluppet renten")) if is_text(inline) else inline
        )

    return map_inlines(block, change) if isinstance(block, Paragraph) else block


def is_text(inline: object) -> bool:
    return isinstance(inline, Text)


def other_cell(block: Block) -> Block:
    if isinstance(block, Table) and block.id == "skjema-1":
        row = block.rows[1]
        cell = replace(row.cells[2], children=(Text("842\u00a0311"),), value=row.cells[2].value + 1)
        rows = (block.rows[0], replace(row, cells=(*row.cells[:2], cell, *row.cells[3:])), *block.rows[2:])
        return replace(block, rows=rows)
    return block


def one_more_row(block: Block) -> Block:
    if isinstance(block, Table) and block.id == "investeringer":
        label = replace(block.rows[2].cells[0], children=(Text("Ny kunstgressbane"),))
        row = replace(block.rows[2], cells=(label, *block.rows[2].cells[1:]))
        return replace(block, rows=(*block.rows, row))
    return block


def other_alt(block: Block) -> Block:
    return replace(block, alt="Fjorden sett fra lufta.") if isinstance(block, Figure) and block.alt else block


def other_heading(block: Block) -> Block:
    if isinstance(block, Section) and block.id == "tiltak":
        return replace(block, title=(Text("Tiltaka"),))
    return block


def other_note(block: Block) -> Block:
    def change(inline):
        return replace(inline, children=(Text("Med videreutlån."),)) if isinstance(inline, Footnote) else inline

    return map_inlines(block, change) if isinstance(block, Paragraph) else block


def other_language(block: Block) -> Block:
    def change(inline):
        return replace(inline, lang="fr") if isinstance(inline, Foreign) else inline

    return map_inlines(block, change)


def one_more_table(block: Block) -> Block:
    if isinstance(block, Section) and block.id == "behov":
        table = next(one for one in specimen_tables() if one.id == "investeringer")
        return replace(
            block, blocks=(*block.blocks, replace(table, id="ny", number="Tabell 2.9", subtitle="", notes=()))
        )
    return block


def specimen_tables() -> list[Table]:
    found: list[Table] = []

    def keep(block: Block) -> Block:
        found.extend([block] if isinstance(block, Table) else [])
        return block

    rebuild(specimen().blocks, keep)
    return found


PROSE = {"docx", "pdf", "html"} & set(FORMATS)
EVERY = set(FORMATS)


@pytest.mark.parametrize(
    ("change", "rules", "formats"),
    [
        (other_word, {"fidelity-text"}, PROSE),
        (other_cell, {"fidelity-row"}, EVERY),
        (one_more_row, {"fidelity-row"}, EVERY),
        (other_alt, {"fidelity-figure"}, PROSE),
        (other_heading, {"fidelity-heading"}, PROSE),
        (other_note, {"fidelity-note"}, PROSE),
        (other_language, {"fidelity-language"}, PROSE),
        (one_more_table, {"fidelity-table", "fidelity-text"}, EVERY),
    ],
)
def test_what_a_file_lacks_is_named_by_its_rule_in_each_format(change, rules, formats, files) -> None:
    document = changed(change)
    assert found(document, files) == {name: rules if name in formats else set() for name in files}


def test_another_title_and_another_language_are_told(files) -> None:
    document = replace(specimen(), title="Årsmelding 2026")
    assert {name: rules for name, rules in found(document, files).items() if rules} == dict.fromkeys(
        PROSE, {"fidelity-title"}
    )


def test_a_place_names_block_and_heading(files) -> None:
    (report,) = fidelity(changed(other_cell), {"plan.docx": files["docx"]})
    (finding,) = report.findings
    assert finding.place.block == "skjema-1"
    assert finding.place.under == "Vedlegg 1 Skjemaer etter budsjett- og regnskapsforskriften"
    assert "842\u00a0311" in finding.message("nb")


def test_a_file_that_cannot_be_read_has_failed() -> None:
    (report,) = fidelity(specimen(), {"docx": b"PK nothing"})
    assert report.outcome is Outcome.FAILED
    assert [finding.rule for finding in report.findings] == ["file-readable"]


def test_a_figure_with_a_footnote_is_read_as_one_number_and_still_found() -> None:
    """In HTML the cell "Bygg 2" with note 7 reads "Bygg 27"."""
    note = Footnote("n", (Text("Fra 1964."),), 7)
    table = Table("t", (Text("Bygg"),), (Column("Navn", "label"),), (Row((Cell((Text("Bygg 2"), note)),)),))
    page = b"<title>x</title><table><caption>Bygg</caption><tr><th>Navn<tr><td>Bygg 2<sup>7</sup></table>"
    document = replace(specimen(), blocks=(table,))
    assert "fidelity-row" not in found(document, {"html": page})["html"]


def without(content: bytes, pattern: str) -> bytes:
    """The Word file without the last thing in its body that the pattern means."""
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                *_, last = re.finditer(pattern, part.decode())
                part = (part.decode()[: last.start()] + part.decode()[last.end() :]).encode()
            archive.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize(
    ("lost", "rule"),
    [
        (r"<w:t[^>]*>[^<]*Statistisk sentralbyrå\.</w:t>", "fidelity-text"),
        (r'<w:lang w:val="se-NO"/>', "fidelity-language"),
    ],
    ids=["one of five sources", "one of two Sámi paragraphs"],
)
def test_what_stands_in_several_places_is_missed_in_one(lost: str, rule: str, files: dict[str, bytes]) -> None:
    assert found(specimen(), {"docx": without(files["docx"], lost)}) == {"docx": {rule}}
