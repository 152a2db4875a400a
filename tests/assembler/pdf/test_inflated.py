"""A kilobyte that stands for a gigabyte is found out without being held."""

import zlib

import pytest

from assembler.pdf.encoding import mac_codes, named_encoding
from assembler.pdf.inflated import is_longer
from assembler.pdf.nodes import Roles


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_too_long_is_found_out(times: int) -> None:
    raw = b" " * 5_000_000
    for _ in range(times):
        raw = zlib.compress(raw)
    assert is_longer(raw, times, 4_999_999)
    assert not is_longer(raw, times, 5_000_000)


def test_what_is_broken_ends_where_it_breaks() -> None:
    assert not is_longer(b"no deflated data" * 100, 1, 10)


def test_a_role_map_is_followed_to_the_first_standard_type() -> None:
    roles = Roles({"Avsnitt": "P", "P": "Span", "Fritt": "Ukjent", "Rundt": "Om", "Om": "Rundt", "H1": "H1"})
    assert [roles.standard(kind) for kind in ("Avsnitt", "P", "Fritt", "Rundt", "H1", "Note")] == [
        "P", "Span", "", "", "H1", "Note",
    ]  # fmt: skip


def test_superscript_digits_have_names_of_their_own() -> None:
    assert [named_encoding("WinAnsiEncoding")[code] for code in (0xB2, 0xB3, 0xB9)] == [
        "twosuperior", "threesuperior", "onesuperior",
    ]  # fmt: skip
    assert 0xB2 not in named_encoding("MacRomanEncoding")
    assert mac_codes()["lessequal"] == 0xB2
