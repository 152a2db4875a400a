import pytest

from assembler.importers.accounts import Account, layout_of, split
from tests.assembler.importers.ledger_files import accounts, csv, found
from tests.shared_ledgers import ledger_source


def read(*numbers, texts=(), classes=()):
    padded = [*texts, *("" for _ in numbers)]
    given = [*classes, *(None for _ in numbers)]
    entries = [Account(number, padded[n], given[n]) for n, number in enumerate(numbers)]
    layout = layout_of(entries)
    return [(layout.read(entry).account_class, layout.read(entry).code) for entry in entries]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["10100", "04290", "32300"], [(1, "010"), (0, "429"), (0, "230")]),
        (["1010", "0230", "3230"], [(1, "010"), (0, "230"), (0, "230")]),
        (["10100", "1954", "300"], [(1, "010"), (0, "195"), (0, "030")]),
        (["1010", "1600", "230", "729"], [(1, "010"), (1, "600"), (0, "230"), (0, "729")]),
        (["21000000", "25990000", "11010000"], [(2, "10"), (2, "5990"), (1, "101")]),
    ],
)
def test_numbers_of_all_lengths(numbers, expected):
    assert read(*numbers) == expected


def test_texts_settle_which_zeros_were_lost():
    numbers = ["300", "990", "4290", "9700"]
    texts = ["Lønn ekstrahjelp", "Arbeidsgivaravgift", "Utgiftsføring momskomp inv", "Overføring frå drift"]
    assert read(*numbers, texts=texts) == [(0, "030"), (0, "099"), (0, "429"), (0, "970")]


def test_a_class_column_wins_over_the_digits():
    text = "klasse;konto;ansvar;beløp\n0;10100;1;10\n0;12300;1;20\n1;10100;1;5\n"
    assert accounts(csv(text)) == [(0, "010", 10), (0, "230", 20), (1, "010", 5)]


def test_arts_of_three_digits_with_a_class_column():
    text = "kontoklasse;art;ansvar;beløp\n1;10;1;1\nDrift;600;1;2\nI;230;1;3\n3;729;1;4\n"
    assert accounts(csv(text)) == [(1, "010", 1), (1, "600", 2), (0, "230", 3), (0, "729", 4)]
    assert found("padded", csv(text)) == [("10", 1, 1, "010")]


def test_arts_of_three_digits_in_a_file_that_names_its_class():
    text = "art;ansvar;beløp\n010;1;1\n230;1;2\n"
    assert accounts(csv(text, "investering_2026.csv")) == [(0, "010", 1), (0, "230", 2)]


@pytest.mark.parametrize("prefix", ["", "2"])
def test_the_balance_goes_by_chapter_with_and_without_the_class_digit(prefix):
    rows = "".join(
        f"2;{prefix}{chapter};{n}\n" for n, chapter in enumerate(["1020", "5990", "45101", "9100", "581"], 1)
    )
    assert accounts(csv("kontoklasse;konto;beløp\n1;10100;9\n" + rows))[1:] == [
        (2, "10", 1),
        (2, "5990", 2),
        (2, "451", 3),
        (2, "9100", 4),
        (2, "581", 5),
    ]


def test_an_account_may_hold_its_text():
    assert split("1010 - Fastlønn") == ("1010", "Fastlønn")
    assert split("10100 Fastlønn") == ("10100", "Fastlønn")
    assert split("1.010.0") == ("10100", "")
    assert split("#I/T") == ("", "#I/T")
    text = "Systemkonto;Ansvar;Beløp\n1010 - Fastlønn;3100 - Skole;5\n"
    assert accounts(csv(text)) == [(1, "010", 5)]


@pytest.mark.parametrize("name", ["sogndal_2013_investering.csv", "sogndal_2013_drift.csv"])
def test_a_real_ledger_that_lost_its_zeros_is_read_as_before(name):
    source = ledger_source(name)
    header, *rows = source.content.decode("utf-8-sig").splitlines(keepends=True)
    lost = header + "".join(row.lstrip("0") for row in rows)
    before = accounts(source)
    assert accounts(type(source)(name, lost.encode())) == before


def test_both_real_ledgers_of_sogndal_in_one_file_without_zeros():
    texts = [ledger_source(f"sogndal_2013_{kind}.csv").content.decode("utf-8-sig") for kind in ("drift", "investering")]
    header, *rows = (texts[0].rstrip("\n") + "\n" + texts[1].split("\n", 1)[1]).splitlines(keepends=True)
    whole = accounts(csv(header + "".join(rows)))
    lost = csv(header + "".join(row.lstrip("0") for row in rows))
    assert accounts(lost) == whole
    assert sum(lines for _, lines, _, _ in found("padded", lost)) == 191 * 3
