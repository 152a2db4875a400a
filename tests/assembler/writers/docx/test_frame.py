"""A frame is somebody else's file: every fault comes back as a problem with place and remedy, never as a traceback."""

import io
import zipfile

import pytest
from lxml import etree

from assembler.brand.load import load_brand
from assembler.messages.catalogue import LANGS, wording
from assembler.ooxml.archive import pack
from assembler.ooxml.names import W
from assembler.ooxml.package import read_package
from assembler.problem import Refused
from assembler.resources import templates
from assembler.writers.docx.frame import STYLES, fill_frame, frame_context, render_frame, unpacked
from assembler.writers.docx.place import BODY_MARK
from assembler.writers.docx.plain_frame import Values, filled
from assembler.writers.docx.render import FrameEnvironment, render
from assembler.writers.docx.sheet import Sheet
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials
from tests.assembler.writers.specimen import images, specimen


@pytest.fixture(scope="module")
def brand():
    return load_brand(templates("brand", "default"))


@pytest.fixture(scope="module")
def frame():
    return pack(unpacked(templates("frames", "report", "word")).parts)


TEXT = dict.fromkeys(
    ("title", "years", "subtitle", "organisation", "date", "stamp", "note", "running", "heading", "author"), "x"
)
HEADER = {"text": TEXT, "markup": dict.fromkeys(("coat", "field", "cover_field"), ""), "styles": STYLES}


def sheet(brand):
    return Sheet(brand, "nb", {}, {})


def changed(frame, part, old, new):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(frame)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(name, content)
    return target.getvalue()


def refusal(frame):
    with pytest.raises(Refused) as caught:
        render(HEADER, (frame,))
    for problem in caught.value.problems:
        for lang in LANGS:
            words = wording(problem, lang)
            assert words.message and words.remedy and words.place
    return [(problem.code, problem.place.part) for problem in caught.value.problems]


def test_the_report_frame_fills(frame):
    _, blobs = render(HEADER, (frame,))
    assert zipfile.ZipFile(io.BytesIO(blobs[0])).testzip() is None


def test_a_frame_without_a_place_for_the_body_is_refused(frame):
    bare = changed(frame, "word/document.xml", b"{{p body }}", b"Her")
    assert refusal(bare) == [("writers-frame-placeholder-missing", "word/document.xml")]


def test_a_frame_with_two_places_for_the_body_is_refused(frame):
    both = changed(frame, "word/document.xml", b"{{p cover_field }}", b"{{p body }}")
    assert refusal(both) == [("writers-frame-placeholder-missing", "word/document.xml")]


def test_an_unknown_placeholder_is_named_with_its_part(frame):
    unknown = changed(frame, "word/footer2.xml", b"{{ running }}", b"{{ bunntekst }}")
    with pytest.raises(Refused) as caught:
        render(HEADER, (unknown,))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.part) == ("writers-frame-placeholder-unknown", "word/footer2.xml")
    assert "bunntekst" in wording(problem, "nn").message


def test_a_placeholder_written_wrongly_is_told(frame):
    wrong = changed(frame, "word/document.xml", b"{%p endif %}", b"{%p endfi %}")
    assert refusal(wrong) == [("writers-frame-syntax", "word/document.xml")]


def test_all_missing_styles_are_told_at_once(frame):
    bare = changed(frame, "word/styles.xml", b'w:styleId="Table', b'w:styleId="Tabell')
    found = refusal(bare)
    assert {code for code, _ in found} == {"writers-frame-style-missing"}
    assert len(found) == sum(style.startswith("Table") and style != "TableNormal" for style in STYLES)


@pytest.mark.parametrize(
    "attack",
    [
        b"{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        b"{{ title.__class__.__mro__[1].__subclasses__() }}",
        b"{{ ''['format'] }}{{ 'a'.join(['b']) }}",
        b"{{ title.upper() }}",
        b"{{ range(10) }}",
        b"{{ 9 ** 9 ** 9 }}",
        b"{{ 'x' * 1000000000 }}",
        b"{{ '%999999999d' % 1 }}",
        b"{{ title|attr('__class__') }}",
        b"{{ self.__init__ }}",
        b"{% include 'word/styles.xml' %}",
        b"{% import 'os' as os %}",
        b"{{ lipsum() }}",
        b"{{ namespace() }}",
    ],
)
@pytest.mark.parametrize(
    ("part", "place"), [("word/document.xml", b"{{ title }}"), ("word/header2.xml", b"{{ heading }}")]
)
def test_a_frame_that_reaches_out_is_refused(frame, attack, part, place):
    ((code, where),) = refusal(changed(frame, part, place, attack))
    assert where == part
    assert code.startswith("writers-frame-")


def test_a_property_that_is_a_template_does_nothing(frame, brand):
    evil = changed(frame, "docProps/core.xml", b"Ramme", b"{{ cycler.__init__.__globals__ }}")
    ((code, _),) = refusal(evil)
    assert code.startswith("writers-frame-")


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("word/document.xml", b"<w:body>", b"<w:body><w:p>", "ooxml-not-xml"),
        ("word/styles.xml", b"<w:styles ", b"<!DOCTYPE x><w:styles ", "ooxml-dtd"),
        (
            "word/_rels/document.xml.rels",
            b'Target="styles.xml"',
            b'Target="http://x.invalid/s" TargetMode="External"',
            "ooxml-external",
        ),
        ("[Content_Types].xml", b"document.main+xml", b"template.main+xml", "writers-frame-not-a-document"),
    ],
)
def test_a_dangerous_or_broken_package_is_refused(frame, part, old, new, code):
    assert code in [found for found, _ in refusal(changed(frame, part, old, new))]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>"])
def test_what_is_no_package_is_refused(data):
    with pytest.raises(Refused) as caught:
        render(HEADER, (data,))
    assert [problem.code for problem in caught.value.problems] == ["ooxml-not-a-package"]


def test_an_unknown_frame_is_a_problem(brand):
    with pytest.raises(Refused) as caught:
        write_docx(specimen(), Materials(brand, images(), frame="finnes-ikke"))
    (problem,) = caught.value.problems
    assert problem.code == "writers-frame-unknown"
    assert problem.place.file == "frames/finnes-ikke/word"


def told(package, part):
    """What a part of a frame shows: its elements without empty runs and the words about space."""
    root = package.xml(part)
    for element in list(root.iter()):
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        element.tail = None
        if len(element):
            element.text = None
    for run in list(root.iter(f"{{{W}}}r")):
        if not any(child.text or len(child) or child.tag not in (f"{{{W}}}t", f"{{{W}}}rPr") for child in run):
            run.getparent().remove(run)
    for properties in root.iter("{*}docPr"):
        properties.attrib.pop("id")
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("stamp", ["", "Høringsutkast"])
@pytest.mark.parametrize("note", ["", "A & B < C", "to\nlinjer", " mellomrom "])
def test_a_frame_that_only_names_values_is_filled_as_docxtpl_fills_it(frame, brand, stamp, note):
    context = frame_context(specimen(), brand, sheet(brand))
    context["text"] |= {"stamp": stamp, "note": note}
    ours = filled(read_package(frame), Values(context["text"], {**context["markup"], "body": BODY_MARK}))
    theirs = render_frame(frame, context)
    parts = [part for part in theirs.parts if part.startswith("word/") and part.endswith(".xml")]
    assert len(parts) > 8
    for part in parts:
        assert told(ours, part) == told(theirs, part), part


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"{{ title }}", b"{{ title|upper }}"),
        ("word/document.xml", b"{{ title }}", b"{{ unknown }}"),
        ("word/document.xml", b"{{ title }}", b"{{ title }}{# words #}"),
        ("word/document.xml", b"{{ title }}", b"{</w:t></w:r><w:r><w:t>{ title }}"),
        ("word/document.xml", b"{{ title }}", b"{{ coat }}"),
        ("word/document.xml", b"{%p if stamp %}", b"{%p if stamp and note %}"),
        ("word/document.xml", b"{%p endif %}", b""),
        ("word/document.xml", b'w:val="Title"', b'w:val="{{ title }}"'),
        ("word/header2.xml", b"{{ heading }}", b"{% for x in heading %}{{ x }}{% endfor %}"),
        ("docProps/core.xml", b"Ramme", b"{{ title }}"),
    ],
)
def test_a_frame_that_says_more_is_left_to_docxtpl(frame, part, old, new):
    values = Values(TEXT, {**HEADER["markup"], "body": BODY_MARK})
    assert filled(read_package(frame), values) is not None
    assert filled(read_package(changed(frame, part, old, new)), values) is None


def test_a_frame_that_is_a_program_is_rendered_in_a_child_process(frame, brand):
    context = frame_context(specimen(), brand, sheet(brand))
    shout = read_package(changed(frame, "word/document.xml", b"{{ organisation }}", b"{{ organisation|upper }}"))
    assert context["text"]["organisation"].upper().encode() in fill_frame(shout, context).parts["word/document.xml"]


@pytest.mark.slow
def test_a_frame_that_eats_time_is_stopped_and_told(frame, brand):
    loop = b"{% for a in title %}" * 14 + b"x" + b"{% endfor %}" * 14
    eater = changed(frame, "word/document.xml", b"{{ title }}", loop)
    with pytest.raises(Refused) as caught:
        render_frame(eater, frame_context(specimen(), brand, sheet(brand)))
    assert all(wording(problem, "nb").remedy for problem in caught.value.problems)


def test_values_of_a_frame_are_escaped():
    template = FrameEnvironment().from_string("{{ a }}{% if b is defined %}{{ b|default('z') }}{% endif %}")
    assert template.render({"a": "<w:evil/>"}) == "&lt;w:evil/&gt;"
