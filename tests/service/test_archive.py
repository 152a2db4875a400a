"""Archives that mean harm are judged before anything is unpacked."""

import io
import struct
import time
import warnings
import zipfile

import pytest

from service.archive import archive_problems


def codes(content):
    return {problem.code for problem in archive_problems(content)}


def archive(write, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with warnings.catch_warnings():
        # zipfile warns about the duplicate names that are wanted here.
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(stream, "w", compression) as target:
            write(target)
    return stream.getvalue()


def test_a_plan_folder_with_norwegian_names_passes():
    def write(target):
        target.mkdir("narrative")
        target.writestr("plan.yaml", "type: tertialrapport\n" * 5000)
        target.writestr("narrative/Økonomi og næring.md", "tekst")
        target.writestr("bilete/fjorden å.png", b"\x89PNG", zipfile.ZIP_STORED)

    assert archive_problems(archive(write)) == ()


@pytest.mark.parametrize(
    "name", ["../plan.yaml", "/etc/passwd", "a/../../b", "C:\\plan.yaml", "a\\b.md", "line\nbreak.md", "con|.md"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name):
    assert codes(archive(lambda target: target.writestr(name, "x"))) == {"service-zip-name"}


def test_the_same_name_twice_is_refused_also_in_other_case():
    def write(target):
        target.writestr("plan.yaml", "a")
        target.writestr("Plan.YAML", "b")

    assert codes(archive(write)) == {"service-zip-twice"}


def test_a_symbolic_link_is_refused():
    link = zipfile.ZipInfo("plan.yaml")
    link.external_attr = 0o120777 << 16
    assert codes(archive(lambda target: target.writestr(link, "/etc/passwd"))) == {"service-zip-link"}


def test_a_bomb_is_refused_in_a_blink():
    bomb = archive(lambda target: [target.writestr(f"{i}.csv", bytes(60 * 2**20)) for i in range(5)])
    started = time.monotonic()
    assert codes(bomb) == {"service-zip-total", "service-zip-ratio"}
    assert time.monotonic() - started < 0.5
    assert "service-zip-file" in codes(archive(lambda target: target.writestr("a.csv", bytes(65 * 2**20))))


def test_too_many_files_and_none_at_all_are_refused():
    assert codes(archive(lambda target: [target.writestr(f"{i}.md", "") for i in range(2001)])) == {"service-zip-files"}
    assert codes(archive(lambda target: target.mkdir("empty"))) == {"service-zip-empty"}


def test_entries_that_share_their_bytes_are_refused():
    content = bytearray(archive(lambda target: [target.writestr(f"{i}.md", "x" * 1000) for i in range(2)], 0))
    # The second entry of the directory is made to point at the first one's bytes (APPNOTE 4.3.12: offset at byte 42).
    second = content.rindex(b"PK\1\2")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    assert "service-zip-overlap" in codes(bytes(content))


def test_an_encrypted_or_strangely_packed_file_is_refused():
    assert codes(archive(lambda target: target.writestr("a.md", "x" * 99), zipfile.ZIP_LZMA)) == {"service-zip-method"}
    content = bytearray(archive(lambda target: target.writestr("a.md", "x")))
    content[content.rindex(b"PK\1\2") + 8] |= 1
    assert codes(bytes(content)) == {"service-zip-method"}


def test_rubbish_is_refused():
    assert codes(b"") == codes(b"PK") == codes(b"x" * 1000) == {"service-zip-unreadable"}


def test_a_directory_of_a_million_lines_is_refused_before_it_is_read():
    line = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *(0,) * 7, 1, *(0,) * 6) + b"a"
    lines = line * 1_000_000
    whole = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, len(lines), 0)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(lines), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    started = time.perf_counter()
    assert [problem.code for problem in archive_problems(lines + whole + where + end)] == ["service-zip-files"]
    assert time.perf_counter() - started < 1


def test_a_directory_with_far_too_many_names_is_told_once():
    def write(target):
        for number in range(5_000):
            target.writestr(f"../{number}", b"")

    assert [problem.code for problem in archive_problems(archive(write))] == ["service-zip-files"]


def test_a_file_that_is_a_folder_of_another_is_refused():
    def write(target):
        target.writestr("plan.yaml", b"type: notat")
        target.writestr("Narrative", b"")
        target.writestr("narrative/drift.md", b"x")

    assert codes(archive(write)) == {"service-zip-twice"}
