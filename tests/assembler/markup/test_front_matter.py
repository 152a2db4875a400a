"""The head of a narrative file."""

import pytest

from assembler.markup.front_matter import split_front_matter


def test_head_and_body_with_their_lines():
    head = split_front_matter("---\nid: gjeld\nowner: Økonomi\n\nweight: 3\n---\n\n# Gjeld\n", file="a.md")
    assert head.values == {"id": "gjeld", "owner": "Økonomi", "weight": 3}
    assert head.lines == {"id": 2, "owner": 3, "weight": 5}
    assert (head.body, head.first_line, head.problems) == ("\n# Gjeld\n", 7, ())


def test_a_text_without_a_head_is_all_body():
    assert split_front_matter("# A\n\n---\n", file="a.md").body == "# A\n\n---\n"
    assert split_front_matter("---\n---\nb", file="a.md").values == {}


def test_a_byte_order_mark_and_windows_line_ends():
    head = split_front_matter("\ufeff---\r\nid: a\r\n---\r\nb\r\nc", file="a.md")
    assert (head.values, head.body, head.first_line) == ({"id": "a"}, "b\nc", 4)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\nid: a", "markup-head-open", 1),
        ("---\n- a\n---\n", "markup-head-mapping", 2),
        ("---\n1: a\n---\n", "markup-head-mapping", 2),
        ("---\nid: a\nid: b\n---\n", "markup-head-twice", 3),
        ("---\nid: a\nx: {y: 1, y: 2}\n---\n", "markup-head-twice", 3),
        ("---\na: &b [1]\nc: *b\n---\n", "markup-head-alias", 3),
        ("---\nid: a\ntitle: b: c\n---\n", "markup-head-yaml", 3),
        ("---\nid: a\nx: !!python/object:os.system 1\n---\n", "markup-head-yaml", 3),
        ("---\na: \x07\n---\n", "markup-head-yaml", 2),
        ("---\nday: 2026-13-45\n---\n", "markup-head-yaml", 2),
        ("---\n" + "[" * 9000 + "\n---\n", "markup-head-yaml", 2),
        ("---\n" + "a: b\n" * 9000 + "---\n", "markup-head-long", 2),
    ],
)
def test_a_faulty_head_is_told_with_its_line(text, code, line):
    head = split_front_matter(text, file="a.md")
    assert [(p.code, p.place.line, p.place.file) for p in head.problems] == [(code, line, "a.md")]
    assert head.values == {}
