"""An editing copy in Word: what may be edited, what is locked, and what tells them apart when it comes back."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings

from assembler.brand.load import load_brand
from assembler.document.blocks import (
    Column,
    Contents,
    Document,
    FactBox,
    Figure,
    ItemList,
    ListItem,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Foreign, StatusMark
from assembler.document.walk import map_inlines, rebuild
from assembler.resources import templates
from assembler.writers.docx.copy import Copy, CopyText
from assembler.writers.docx.copy_writer import write_copy
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials
from tests.assembler.writers.docx.reading_back import NS, Docx, W, faults, style_of, text_of
from tests.assembler.writers.specimen import images, p, specimen, t
from tests.laws.narratives import NARRATIVES

COPY = "{urn:plansats:editing-copy:1}"
EXPORT = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def brand():
    return load_brand(templates("brand", "default"))


def document_of(*blocks, **changes) -> Document:
    return replace(specimen(), blocks=blocks, **changes)


def chapter(*blocks, id="okonomi", number="1"):
    return Section(id, t("Økonomi"), blocks, "chapter", number)


def copy_of(document, brand, **texts) -> Docx:
    """The copy of `document`; `texts` are what is said of narratives, by ids with "_" for "-"."""
    said = {id.replace("_", "-"): text for id, text in texts.items()}
    content = write_copy(document, Materials(brand, images()), Copy(EXPORT, "plan", "f", "s", "nb", (), said)).content
    return Docx(content)


def text(id, **said):
    return CopyText(id, said.pop("title", "Økonomi"), **said)


@pytest.fixture(scope="module")
def whole(brand):
    return copy_of(specimen(), brand, okonomi_01=text("okonomi-01", owner="Rådmannen", status="ferdig"))


def controls(docx, tag):
    return docx.find(f'.//w:sdt[w:sdtPr/w:tag[starts-with(@w:val, "{tag}")]]')


def control(docx, tag):
    (found,) = docx.find(f'.//w:sdt[w:sdtPr/w:tag/@w:val="{tag}"]')
    return found


def lock(element):
    return element.findtext("none") or next(iter(element.xpath("w:sdtPr/w:lock/@w:val", namespaces=NS)), "")


def own_texts(block):
    """The texts of paragraphs in a control, without guidance."""
    return [text_of(one) for one in block.iter(f"{W}p") if not style_of(one).startswith("PlansatsGuidance")]


def test_a_narrative_stands_in_a_titled_control_inside_a_bookmark(whole):
    block = control(whole, "ps:b:okonomi-01")
    assert lock(block) == "sdtLocked"
    assert whole.find("w:sdtPr/w:alias/@w:val", block) == ["Økonomi · ferdig · Rådmannen [okonomi-01]"]
    before, after = block.getprevious(), block.getnext()
    assert (before.tag, after.tag) == (f"{W}bookmarkStart", f"{W}bookmarkEnd")
    assert before.get(f"{W}name") == "_ps_b_okonomi_01"
    assert before.get(f"{W}id") == after.get(f"{W}id")


def test_the_first_paragraph_of_a_narrative_is_the_programs_own(whole):
    """LibreOffice keeps of a control only one around its first paragraph, and flattens tracked changes there."""
    first = next(control(whole, "ps:b:okonomi-01").iter(f"{W}p"))
    assert style_of(first) == "PlansatsGuidanceHeading"
    assert text_of(first) == "Skriv her: Økonomi · Ansvarlig: Rådmannen · Status: ferdig"
    guide = next(one for one in first.iterancestors(f"{W}sdt"))
    assert lock(guide) == "sdtContentLocked"


def test_everything_else_in_the_body_is_locked_or_empty(whole):
    cover_ends = next(i for i, one in enumerate(whole.body) if one.find(f".//{W}sectPr") is not None)
    for element in list(whole.body)[cover_ends + 1 : -1]:
        if element.tag == f"{W}sdt":
            tag = element.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
            assert tag == "ps:b:okonomi-01" or lock(element) == "sdtContentLocked", tag
        else:
            assert text_of(element) == ""


def test_changes_are_tracked_in_the_copy_alone(whole, brand):
    assert whole.xml("word/settings.xml").find(f"{W}trackRevisions") is not None
    edition = Docx(write_docx(specimen(), Materials(brand, images())).content)
    assert edition.xml("word/settings.xml").find(f"{W}trackRevisions") is None
    assert not [
        style for style in edition.xml("word/styles.xml").iter(f"{W}style") if "Plansats" in style.get(f"{W}styleId")
    ]
    assert "customXml/item1.xml" not in edition.parts


def test_word_stumbles_over_nothing(whole):
    assert faults(whole) == []


def test_the_file_says_which_export_it_is_in_two_places(whole):
    part = whole.xml("customXml/item1.xml")
    assert (part.get("export"), part.get("plan"), part.get("form")) == (EXPORT, "plan", "nb")
    assert [(one.get("id"), one.get("bookmark"), one.get("level")) for one in part.iter(f"{COPY}block")] == [
        ("okonomi-01", "_ps_b_okonomi_01", "2")
    ]
    assert EXPORT in whole.parts["docProps/custom.xml"].decode()


def test_the_first_page_ends_with_the_number_of_the_export(whole):
    assert whole.texts("PlansatsGuidance")[0].endswith(f": {EXPORT}")


def test_all_that_the_program_says_is_listed(whole):
    printed = {one.text for one in whole.xml("customXml/item1.xml").iter(f"{COPY}printed")}
    for guide in controls(whole, "ps:x:guide"):
        assert {text_of(one) for one in guide.iter(f"{W}p")} <= printed
    cover = {text_of(one).replace("\n", "\u2028") for one in whole.body.iterchildren(f"{W}p")} - {""}
    assert len(cover) > 3
    assert cover <= printed


def test_a_place_without_text_can_be_written_in(brand):
    docx = copy_of(
        document_of(chapter(Narrative("mal", ()))), brand, mal=text("mal", guidance=("Si hva dere vil.", "Og når."))
    )
    block = control(docx, "ps:b:mal")
    held = control(docx, "ps:x:placeholder")
    assert held.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert own_texts(block) == ["Skriv teksten her."]
    assert docx.texts("PlansatsGuidance")[1:] == ["Si hva dere vil.", "Og når."]


def test_a_narrative_that_is_not_to_be_edited_or_stands_twice_is_locked(brand):
    same = Narrative("mal", (p("En tekst."),))
    docx = copy_of(
        document_of(chapter(same, Narrative("andre", (p("To."),))), chapter(same, id="b")), brand, mal=text("mal")
    )
    assert len(controls(docx, "ps:b:")) == 1
    assert [own for block in controls(docx, "ps:t:") for own in own_texts(block) if own in ("To.", "En tekst.")] == [
        "To.",
        "En tekst.",
    ]


def within(brand, *blocks, **said):
    """The control of a narrative of `blocks`, and its file."""
    docx = copy_of(document_of(chapter(Narrative("tekst", blocks))), brand, tekst=text("tekst", **said))
    return control(docx, "ps:b:tekst"), docx


def test_a_bound_figure_is_frozen_and_named_by_what_it_is_bound_to(brand):
    long = "5-5-2." + "skole" * 12 + ".2026"
    block, docx = within(brand, p("Vi bruker ", BoundFigure("5-6.9.2026", "mill", "1,2"), BoundFigure(long, "", "3")))
    first, second = controls(docx, "ps:v:")
    assert [docx.find("w:sdtPr/w:tag/@w:val", first), lock(first), text_of(first)] == [
        ["ps:v:5-6.9.2026|mill"],
        "contentLocked",
        "1,2",
    ]
    (short,) = docx.find("w:sdtPr/w:tag/@w:val", second)
    assert re.fullmatch(r"ps:v:5-5-2\.[skole]+~[0-9a-f]{8}", short)
    assert len(short) == 64
    (name,) = docx.xml("customXml/item1.xml").iter(f"{COPY}name")
    assert (name.get("short"), name.get("full")) == (short, f"ps:v:{long}")


def test_references_notes_and_status_marks_say_what_they_are(brand):
    line = p(
        "Se ", CrossReference("okonomi", "kapittel 1"), StatusMark("delayed", "Sent"), Footnote("tekst-1", t("Note."))
    )
    _, docx = within(brand, line, names={"note:tekst-1": "1"})
    assert lock(control(docx, "ps:r:okonomi")) == "contentLocked"
    assert text_of(control(docx, "ps:x:status:delayed")) == "■ Sent"
    (note,) = docx.xml("customXml/item1.xml").iter(f"{COPY}note")
    assert note.get("id") == "1"
    (start,) = docx.find(f'.//w:bookmarkStart[@w:name="{note.get("bookmark")}"]')
    assert start.getnext().find(f"{W}footnoteReference") is not None


def test_a_reference_to_another_chapter_is_text_in_a_part_document_and_no_fault(brand):
    document = document_of(chapter(Narrative("tekst", (p("Se ", CrossReference("borte", "kapittel 9")),))))
    copy = Copy(EXPORT, "plan", "f", "s", "nb", ("okonomi",), {"tekst": text("tekst")})
    written = write_copy(document, Materials(brand, images()), copy)
    assert written.problems == ()
    assert text_of(control(Docx(written.content), "ps:r:borte")) == "kapittel 9"


def test_containers_have_controls_of_their_own_with_the_depth_of_their_list(brand):
    items = ItemList((ListItem((p("Punkt."), Quote((p("Sitat."),)), Paragraph(t("Mer."), "note"))),))
    block, docx = within(
        brand, FactBox("boks", t("Fakta"), (p("Tekst."),)), MarginNote((p("Marg."),)), items, names={"boks": "min-boks"}
    )
    assert docx.find(".//w:sdtPr/w:tag/@w:val", block) == [
        "ps:b:tekst",
        "ps:x:guide",
        "ps:x:fact:min-boks",
        "ps:x:margin",
        "ps:x:quote@1",
        "ps:x:guide",
    ]
    assert [style_of(one) for one in block.iter(f"{W}p")][1:-1] == [
        "FactTitle",
        "FactEnd",
        "MarginNote",
        "ListBullet",
        "Quote",
        "ListContinue_note",
    ]
    assert faults(docx) == []


def test_neighbouring_lists_are_told_apart_and_begin_where_they_say(brand):
    one = ItemList((ListItem((p("a"),)),))
    other = ItemList(
        (ListItem((p("b"), ItemList((ListItem((p("c"),)),), ordered=True, start=7))),), ordered=True, start=3
    )
    block, docx = within(brand, one, one, other)
    found = [
        (one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"), one.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val"))
        for one in block.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}numPr") is not None
    ]
    assert len({num for num, _ in found}) == 4
    assert [level for _, level in found] == ["0", "0", "0", "1"]
    starts = docx.xml("word/numbering.xml").xpath(
        f'w:num[@w:numId="{found[3][0]}"]/w:lvlOverride[@w:ilvl="1"]/w:startOverride/@w:val', namespaces=NS
    )
    assert starts == ["7"]


def test_the_language_of_a_paragraph_is_that_of_its_mark(brand):
    block, docx = within(brand, Paragraph(t("Hello"), lang="en"), p(Foreign("se", t("Bures")), " på norsk"))
    english, mixed = [one for one in block.iter(f"{W}p") if style_of(one) == "BodyText"]
    assert docx.find("w:pPr/w:rPr/w:lang/@w:val", english) == ["en-GB"]
    assert docx.find("w:pPr/w:rPr/w:lang/@w:val", mixed) == []
    assert docx.find("w:r/w:rPr/w:lang/@w:val", mixed) == ["se-NO"]


def test_tables_and_pictures_keep_what_word_cannot_show(brand):
    source = specimen()
    table, figure = (next(b for b in walked(source) if isinstance(b, kind) and b.title) for kind in (Table, Figure))
    block, docx = within(brand, table, figure)
    parts = {one.get("tag"): json.loads(one.text) for one in docx.xml("customXml/item1.xml").iter(f"{COPY}part")}
    bare = parts[f"ps:x:table:{table.id}"]
    assert [column["kind"] for column in bare["columns"]] == [column.kind for column in table.columns]
    assert parts[f"ps:x:figure:{figure.id}"]["image"] == figure.image
    assert docx.find(f'.//w:sdt[w:sdtPr/w:tag/@w:val="ps:x:table:{table.id}"]//w:tbl', block)
    labels = [text_of(one) for one in controls(docx, "ps:x:label")]
    assert f"{table.number}. " in labels
    files = {one.get("file") for one in docx.xml("customXml/item1.xml").iter(f"{COPY}picture")}
    assert files - {""} == {figure.image}


def walked(document):
    from_here = list(document.blocks)
    while from_here:
        block = from_here.pop(0)
        yield block
        from_here[:0] = getattr(block, "blocks", ())


def test_the_title_of_a_control_fits_and_always_has_the_id():
    long = text("omrade-" + "x" * 70, title="Helse og meistring", owner="Helsesjefen")
    assert len(long.alias) <= 64
    assert re.search(r"\[omrade-x+~[0-9a-f]{8}\]$", long.alias)
    wordy = text("helse", title="En svært lang tittel som ikke får plass i et kontrollfelt i Word", status="utkast")
    assert wordy.alias == "En svært lang tittel som ikke får plass i et kontrollfe… [helse]"
    assert len(wordy.alias) == 64
    assert text("helse", status="utkast", owner="En leder med et svært langt navn på stillingen sin").alias == (
        "Økonomi · utkast [helse]"
    )


def test_the_contents_are_left_out(brand):
    docx = copy_of(document_of(Contents("Innhold"), chapter(p("Tekst."))), brand)
    assert b"TOC " not in docx.parts["word/document.xml"]


def printed(blocks):
    """The blocks as compose hands them over: figures and references have a text."""

    def fill(inline):
        match inline:
            case BoundFigure():
                return replace(inline, text="7,5")
            case CrossReference():
                return replace(inline, text="tabell 1.1")
            case _:
                return inline

    return rebuild(blocks, lambda block: map_inlines(block, fill))


@settings(max_examples=15)
@given(NARRATIVES.map(printed))
@example((Paragraph((CrossReference("a", text="x"),)), Figure("a", "images/a.png", "x")))
@example((Paragraph((CrossReference("a", text="x"),)), Figure("a", "images/none.png", "x")))
@example((Paragraph((CrossReference("a", text="x"),)), Table("a", (), (Column("x", "label"),), ())))
def test_whatever_a_narrative_holds_the_file_is_sound(blocks):
    docx = copy_of(document_of(chapter(Narrative("x", blocks))), load_brand(templates("brand", "default")), x=text("x"))
    # A cell that an author left empty is the author's.
    assert [fault for fault in faults(docx) if fault != "an empty cell"] == []
    assert all(len(tag) <= 64 for tag in docx.find(".//w:sdtPr/w:tag/@w:val"))
    assert all(len(inner) for inner in docx.find(".//w:sdtContent"))


def test_the_open_xml_sdk_finds_nothing(openxml_sdk, brand, tmp_path):
    held = [block for block in walked(specimen()) if isinstance(block, Table | Figure | FactBox)]
    blocks = (*specimen().blocks[:1], chapter(Narrative("alt", tuple(held)), id="sist", number="9"))
    texts = {"okonomi-01": text("okonomi-01"), "alt": text("alt", guidance=("Kort.",)), "tom": text("tom")}
    document = document_of(*blocks, chapter(Narrative("tom", ()), id="tomt", number=""))
    path = tmp_path / "copy.docx"
    copy = Copy(EXPORT, "plan", "f", "s", "nb", (), texts)
    path.write_bytes(write_copy(document, Materials(brand, images()), copy).content)
    assert openxml_sdk([path]) == {path: []}
