"""Files of prose: marks of conflicts, line ends, encodings; and blocks of Markdown."""

import pytest

from assembler.merge.blocks import split_blocks
from assembler.merge.files import merge_files
from assembler.problem import Refused

NAMES = ("b.md", "o.md", "t.md")


def merged(base: bytes, ours: bytes, theirs: bytes) -> tuple[bytes, int]:
    return merge_files(NAMES, (base, ours, theirs))


def test_a_conflict_is_marked_by_whole_lines() -> None:
    base = b"En. Vi bygger skole. To.\n\nTre.\n"
    found = merged(base, base.replace(b"skole", b"hus"), base.replace(b"skole", b"bru").replace(b"Tre", b"Fire"))
    assert found == (
        b"<<<<<<< ours\nEn. Vi bygger hus. To.\n=======\nEn. Vi bygger bru. To.\n>>>>>>> theirs\n\nFire.\n",
        1,
    )


def test_a_deleted_paragraph_has_an_empty_side() -> None:
    found = merged(b"En.\n\nTo her.\n\nTre.\n", b"En.\n\nTre.\n", b"En.\n\nTo der.\n\nTre.\n")
    assert found == (b"En.\n\n<<<<<<< ours\n=======\nTo der.\n\n>>>>>>> theirs\nTre.\n", 1)


def test_a_conflict_at_the_end_of_a_file_without_line_end() -> None:
    assert merged(b"a b", b"a c", b"a d") == (b"<<<<<<< ours\na c\n=======\na d\n>>>>>>> theirs\n", 1)


def test_only_the_touched_lines_of_a_wrapped_paragraph_are_marked() -> None:
    base = b"Vi bygger\nskole og\nbarnehage.\n"
    found = merged(base, base.replace(b"skole", b"hus"), base.replace(b"skole", b"bru"))
    assert found[0].count(b"\n") == 9
    base = b"Vi bygger.\nSkole og bad.\nBarnehage.\n"
    found = merged(base, base.replace(b"bad", b"hus"), base.replace(b"bad", b"bru"))
    assert found[0] == (
        b"Vi bygger.\n<<<<<<< ours\nSkole og hus.\n=======\nSkole og bru.\n>>>>>>> theirs\nBarnehage.\n"
    )


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        (b"a.\r\n\r\nb.\r\n", b"c.\r\n\r\nb.\r\n", b"a.\r\n\r\nd.\r\n", b"c.\r\n\r\nd.\r\n"),
        (b"a.\n\nb.\n", b"c.\n\nb.\n", b"a.\r\n\r\nd.\r\n", b"c.\r\n\r\nd.\r\n"),
        (b"a.\n\nb.\r\n", b"c.\n\nb.\r\n", b"a.\n\nd.\r\n", b"c.\n\nd.\r\n"),
        (b"a.\n\nb.", b"c.\n\nb.", b"a.\n\nd.", b"c.\n\nd."),
        (b"a.\n\nb.", b"a.\n\nb.\n", b"a.\n\nd.", b"a.\n\nd.\n"),
        (b"\xef\xbb\xbfa.\n", b"\xef\xbb\xbfa. b.\n", b"a.\n", b"a. b.\n"),
        (b"  a.  b.\t\n\n\n\nc.\n", b"  a.  b.\t\n\n\n\nd.\n", b"  e.  b.\t\n\n\n\nc.\n", b"  e.  b.\t\n\n\n\nd.\n"),
    ],
)
def test_what_is_untouched_stays_to_the_byte(base: bytes, ours: bytes, theirs: bytes, wanted: bytes) -> None:
    assert merged(base, ours, theirs) == (wanted, 0)


def test_all_faulty_files_are_named() -> None:
    with pytest.raises(Refused) as refused:
        merged(b"\0", "blåbær\nø".encode("latin-1"), b"a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n")
    found = [(problem.code, problem.place.file, problem.place.line) for problem in refused.value.problems]
    assert found == [("merge-binary", "b.md", 0), ("merge-not-utf8", "o.md", 1), ("merge-unsettled", "t.md", 2)]


def test_blocks_of_markdown() -> None:
    text = (
        "---\nid: a\n---\n# Tittel\nAvsnitt\nover to linjer.\n- ein\n  vidare\n- to\n> sitat\n> meir\n\n"
        "```\nkode\n\nmeir kode\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n\nUnder\n-----\n***\n[^1]: Note.\n"
    )
    found = [(block.text, block.is_line) for block in split_blocks(text).blocks]
    assert found == [
        ("---", True),
        ("id: a", True),
        ("---", True),
        ("# Tittel", False),
        ("Avsnitt\nover to linjer.", False),
        ("- ein\n  vidare", False),
        ("- to", False),
        ("> sitat\n> meir", False),
        ("```", True),
        ("kode", True),
        ("meir kode", True),
        ("```", True),
        ("| a | b |", True),
        ("|---|---|", True),
        ("| 1 | 2 |", True),
        ("Under\n-----", False),
        ("***", True),
        ("[^1]: Note.", False),
    ]


def test_a_table_without_outer_strokes_is_lines_too() -> None:
    found = split_blocks("År | Sum\n--- | ---:\n2025 | 10\n\nTekst | her\n").blocks
    assert [block.is_line for block in found] == [True, True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "a |\n" + " " * 200_000 + "x\n",
        "a |\n-" + " |--" * 50_000 + "x\n",
        "a" + " " * 200_000 + "b\n",
        "- " * 100_000 + "x\n",
        "(" * 100_000,
        "." * 100_000,
        "a " * 60_000,
        "a\n\n" * 30_000,
        "111 " * 50_000 + "1111",
        "\u2028" * 100_000,
    ],
)
def test_no_text_makes_it_slow(text: str) -> None:
    # Each takes a second or so at most; what is not linear would take minutes or hours.
    base, ours, theirs = (text.encode() for text in (text, f"{text} vårt", f"deres {text[:-9]}"))
    merged(base, ours, theirs)
