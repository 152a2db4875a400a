"""The editing copy of a plan: what goes out, and what is kept to merge it back."""

import io
import zipfile
from pathlib import Path

import pytest

from assembler.assemble.build import build
from assembler.assemble.editing import EditingCopy, editing_copy
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.checks.files import Given, check_files
from assembler.document.blocks import Paragraph, Section
from assembler.document.exported import LockedPart
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Text
from assembler.document.walk import every_inline
from assembler.markup.narrative import judge
from assembler.ooxml.comments import Comment, Voice, with_comments
from assembler.ooxml.package import read_package
from assembler.problem import Refused
from assembler.readers.docx.editing import read_edited
from assembler.readers.docx.read import read_word
from assembler.readers.docx.text import lines
from assembler.readers.docx.views import seen
from assembler.resources import samples

PLAN = """
id: prove
type: handlings-og-okonomiplan
title: Budsjett
municipality: {name: Prøve kommune}
year: 2026
first_year: 2026
last_year: 2026
edition: forslag
form: nb
date: 2025-11-03
accounts: [{file: konto.csv, year: 2026, version: proposal}]
"""
LEDGER = "konto;ansvar;funksjon;beløp\n10100;1;202;900\n18700;9;800;-1000\n15700;9;880;100\n"
DRIFT = """---
owner: Budsjettsjefen
status: utkast
guidance: |
  Si hva pengene går til.
  Kort.
---
{.ingress}
Se [](#rammer). Driften koster {{5-6.15.2026|kr}} kroner.[^1]

# Felles

Andre avsnitt.

[^1]: En note.
"""
RAMMER = "# Felles\n\nRammene blir gitt av kommunestyret.[^1]\n\n[^1]: To.\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    (folder / "narrative").mkdir(parents=True)
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "konto.csv").write_text(LEDGER, encoding="utf-8")
    (folder / "narrative" / "drift.md").write_text(DRIFT, encoding="utf-8")
    (folder / "narrative" / "rammer.md").write_text(RAMMER, encoding="utf-8")
    return folder


def copy_of(plan: Path, *chapters: str, comments: bool = True, **order: str) -> EditingCopy:
    return editing_copy(from_folder(plan), Order(**order), chapters, comments=comments)


def block(copy: EditingCopy, id: str):
    return next(one for one in copy.exported.blocks if one.id == id)


def edition_numbers(plan: Path) -> dict[str, str]:
    """The numbers that the chapters have in the edition."""
    edition = build(from_folder(plan), Order(formats=("xlsx",))).document
    return {chapter.id: chapter.number for chapter in edition.blocks if isinstance(chapter, Section)}


def text_lines(content: bytes) -> list[str]:
    return list(lines(seen(read_word(content).body, "current")))


def test_the_base_has_the_ids_of_the_files_and_the_figures_as_printed(plan: Path) -> None:
    copy = copy_of(plan)
    for id in ("drift", "rammer"):
        (section,) = [one for one in block(copy, id).blocks if isinstance(one, Section)]
        assert section.id == "felles"
        assert [one.id for one in every_inline(block(copy, id).blocks) if isinstance(one, Footnote)] == ["1"]
    assert block(copy, "drift").file == "narrative/drift.md"
    lead = block(copy, "drift").blocks[0]
    assert isinstance(lead, Paragraph)
    assert lead.role == "lead"
    figures = [one for one in lead.children if isinstance(one, BoundFigure)]
    assert figures == [BoundFigure("5-6.15.2026", "kr", "900")]
    assert [one.text for one in lead.children if isinstance(one, CrossReference)] == ["kapittel\u00a02"]


def test_what_the_base_says_is_what_the_file_says(plan: Path) -> None:
    copy = copy_of(plan)
    edited = read_edited(copy.content, copy.exported)
    assert {one.id: one.current for one in edited.blocks} == {one.id: one.blocks for one in copy.exported.blocks}
    assert edited.export == copy.exported.id
    assert edited.inbox == ()
    for one in copy.exported.blocks:
        judge(one.blocks)


def test_the_locked_parts_are_those_of_the_file(plan: Path) -> None:
    copy = copy_of(plan)
    parts = {(part.kind, part.name): part for part in copy.exported.locked}
    assert parts["figure", "5-6.15.2026|kr"] == LockedPart("figure", "5-6.15.2026|kr", ("900",))
    (text,) = parts["block", "drift"].texts
    assert text.splitlines()[0] == "Driftsbudsjett"


def test_owner_status_and_guidance_stand_at_the_head_of_a_text(plan: Path) -> None:
    copy = copy_of(plan)
    assert block(copy, "drift").title == "Driftsbudsjett · utkast · Budsjettsjefen [drift]"
    said = text_lines(copy.content)
    at = said.index("Skriv her: Driftsbudsjett · Ansvarlig: Budsjettsjefen · Status: utkast")
    assert said[at + 1 : at + 3] == ["Si hva pengene går til.", "Kort."]


def test_places_that_nobody_has_written_for_are_open_and_take_no_number(plan: Path) -> None:
    copy = copy_of(plan)
    empty = block(copy, "utviklingstrekk")
    assert (empty.blocks, empty.file, empty.slot) == ((), "", "utviklingstrekk")
    edited = read_edited(copy.content, copy.exported)
    assert next(one for one in edited.blocks if one.id == "utviklingstrekk").current == ()
    assert "utviklingstrekk" not in edition_numbers(plan)
    assert f"kapittel\u00a0{edition_numbers(plan)['rammer']}" in " ".join(text_lines(copy.content))


def test_texts_of_one_name_are_told_apart(plan: Path) -> None:
    titles = [one.title for one in copy_of(plan).exported.blocks]
    assert len(titles) == len(set(titles))
    assert len({title.split(" [")[0] for title in titles}) == len(titles)


def test_the_same_plan_gives_the_same_bytes_and_another_text_another_name(plan: Path) -> None:
    first, again = copy_of(plan), copy_of(plan)
    assert first == again
    path = plan / "narrative" / "drift.md"
    path.write_text(DRIFT.replace("Andre", "Tredje"), encoding="utf-8")
    changed = copy_of(plan)
    assert changed.exported.id != first.exported.id
    assert len(first.exported.id) == 32


def test_a_chapter_alone_has_its_number_and_its_texts(plan: Path) -> None:
    copy = copy_of(plan, "drift")
    assert {one.id for one in copy.exported.blocks} == {"drift"} | {
        one.id for one in copy.exported.blocks if one.file == ""
    }
    assert copy.exported.chapters == ("drift",)
    assert copy.exported.id != copy_of(plan).exported.id
    document = zipfile.ZipFile(io.BytesIO(copy.content)).read("word/numbering.xml").decode()
    whole = next(one for one in block(copy, "drift").blocks[:1] if isinstance(one, Paragraph))
    assert [one.text for one in whole.children if isinstance(one, CrossReference)] == ["kapittel\u00a02"]
    assert f'<w:startOverride w:val="{edition_numbers(plan)["drift"]}"/>' in document


def test_unknown_chapters_are_all_named(plan: Path) -> None:
    with pytest.raises(Refused) as refused:
        copy_of(plan, "drift", "x", "y")
    assert [(one.code, one.values["found"]) for one in refused.value.problems] == [
        ("compose-chapter-unknown", "x"),
        ("compose-chapter-unknown", "y"),
    ]


def test_a_form_that_the_plan_is_not_written_in_is_refused(plan: Path) -> None:
    with pytest.raises(Refused) as refused:
        copy_of(plan, form="nn")
    assert {one.code for one in refused.value.problems} == {"assemble-form-not-written"}


def test_a_budget_that_does_not_balance_can_be_written_in(plan: Path) -> None:
    (plan / "konto.csv").write_text(LEDGER.replace("-1000", "-41000"), encoding="utf-8")
    assert copy_of(plan, edition="vedtatt").exported.edition == "vedtatt"


def test_remarks_on_language_stand_on_their_sentences_and_can_be_left_out(plan: Path) -> None:
    text = RAMMER.replace("# Felles", "# Felles\n\nVi har penger. Det ble av rådmannen foreslått at midlene ble brukt.")
    (plan / "narrative" / "rammer.md").write_text(text, encoding="utf-8")
    edited = read_edited(copy_of(plan).content)
    assert edited.comments
    for comment in edited.comments:
        assert comment.author == "Plansats"
        assert comment.block == "rammer"
        assert comment.text.rstrip().endswith("]")
        assert comment.quoted.endswith(".")
        assert not comment.quoted.startswith("Vi har penger.")
    assert read_edited(copy_of(plan, comments=False).content).comments == ()


def test_a_comment_on_a_part_of_a_paragraph_changes_no_text(plan: Path) -> None:
    package = read_package(copy_of(plan, comments=False).content)
    root = package.xml("word/document.xml")
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    paragraph = next(one for one in root.iter(name) if "Driften koster" in "".join(map(str, one.itertext())))
    spans = ((4, 9), (0, 6), (8, 30), None)
    comments = [Comment(paragraph, ("Si mer.",), span) for span in spans]
    content = with_comments(package, "word/document.xml", root, comments, Voice("Kari", "K", "nb-NO"))
    assert text_lines(content) == text_lines(copy_of(plan, comments=False).content)
    quoted = [comment.quoted for comment in read_edited(content).comments]
    # A reference and a figure stay whole.
    assert quoted[1] == "Se kapittel\u00a02"
    assert quoted[3].startswith("Se kapittel\u00a02. Driften koster 900 kroner.")


def test_a_text_with_lists_deeper_than_word_has_is_locked_and_told(plan: Path) -> None:
    def nested(levels: int) -> str:
        return "".join(f"{'  ' * level}- Nivå {level + 1}\n" for level in range(levels))

    (plan / "narrative" / "rammer.md").write_text(nested(9), encoding="utf-8")
    copy = copy_of(plan)
    assert read_edited(copy.content, copy.exported).blocks[0].problems == ()
    assert "rammer" in [one.id for one in copy.exported.blocks]
    (plan / "narrative" / "rammer.md").write_text(nested(10), encoding="utf-8")
    locked = copy_of(plan)
    assert "rammer" not in [one.id for one in locked.exported.blocks]
    (problem,) = [one for one in locked.problems if one.code == "assemble-list-deep"]
    assert problem.place.file == "narrative/rammer.md"
    assert "Nivå 10" in text_lines(locked.content)


@pytest.mark.parametrize("name", ["nesfjord", "stavanger-2016"])
def test_the_samples_go_out_and_come_back(name: str) -> None:
    copy = copy_of(samples(name))
    edited = read_edited(copy.content, copy.exported)
    assert {one.id: one.current for one in edited.blocks} == {one.id: one.blocks for one in copy.exported.blocks}
    assert edited.inbox == ()
    locked = {(part.kind, part.name): part.texts for part in copy.exported.locked}
    assert [one for one in edited.locked if one.text not in locked[one.kind, one.name]] == []
    (report,) = check_files([Given("kopi.docx", copy.content)])
    assert [(one.rule, one.message("en")) for one in report.findings] == []


@pytest.mark.parametrize("name", ["nesfjord", "stavanger-2016"])
def test_the_open_xml_sdk_takes_the_samples(name: str, openxml_sdk, tmp_path: Path) -> None:
    path = tmp_path / "kopi.docx"
    path.write_bytes(copy_of(samples(name)).content)
    assert openxml_sdk([path]) == {path: []}


def test_libreoffice_keeps_what_the_texts_are_found_by(libreoffice, plan: Path, tmp_path: Path) -> None:
    copy = copy_of(plan)
    path = tmp_path / "kopi.docx"
    path.write_bytes(copy.content)
    content = libreoffice(path, "docx").read_bytes()
    edited = read_edited(content, copy.exported)
    assert edited.export == copy.exported.id
    assert {one.id for one in edited.blocks} == {one.id for one in copy.exported.blocks}
    found = next(one for one in edited.blocks if one.id == "drift")
    assert Text("Andre avsnitt.") in every_inline(found.current)
