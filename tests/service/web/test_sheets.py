"""Tables on the page: what a person sees, pastes and saves is what the plan then has."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.plan.load import load_folder
from assembler.resources import samples
from service.web.sheets import (
    csv_of_rows,
    entities,
    file_of,
    read_rows,
    rows_of_text,
    text_of_rows,
    workbook_of_rows,
)

CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), max_size=12)
ROWS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELL.map(str.strip), min_size=width, max_size=width).map(tuple), min_size=1)
)


def entity(name):
    return next(one for one in entities() if one.name == name)


@given(ROWS.filter(lambda rows: all(any(row) for row in rows) and all(rows[0])))
@settings(max_examples=60)
def test_a_clipboard_there_and_back_is_the_same(rows):
    assert rows_of_text(text_of_rows(tuple(rows))) == tuple(rows)


def test_a_spreadsheets_clipboard_keeps_breaks_and_quotes_in_a_cell():
    assert rows_of_text('Nr\tNavn\r\n1\t"To\r\nlinjer"\r\n2\t"Sa ""hei"""\r\n\r\n') == (
        ("Nr", "Navn"),
        ("1", "To\nlinjer"),
        ("2", 'Sa "hei"'),
    )


@pytest.mark.parametrize("sample", ["nesfjord", "solvik"])
def test_every_table_of_a_sample_means_the_same_when_it_was_saved_from_the_page(sample, tmp_path):
    before = load_folder(samples(sample)).plan
    folder = tmp_path / sample
    shutil.copytree(samples(sample), folder)
    moved = 0
    for one in entities():
        name = file_of(one, [path.name for path in folder.iterdir()])
        if not name:
            continue
        rows = read_rows(one, name, (folder / name).read_bytes(), before.form)
        assert rows_of_text(text_of_rows(rows)) == rows, one.name
        (folder / name).unlink()
        (folder / f"{one.name}.csv").write_bytes(csv_of_rows(rows))
        moved += 1
    assert moved >= 5
    after = load_folder(folder).plan
    for one in ("areas", "goals", "measures", "investments", "indicators", "financing", "presence"):
        assert getattr(after, one) == getattr(before, one), one


@pytest.mark.parametrize("name", ["measures", "investments"])
def test_a_workbook_from_the_page_reads_as_the_table_that_it_was(name):
    file = f"{name}.csv"
    rows = read_rows(entity(name), file, (samples("solvik") / file).read_bytes(), "nb")
    again = read_rows(entity(name), f"{name}.xlsx", workbook_of_rows(rows, name), "nb")
    plain = [[cell.replace("\N{NO-BREAK SPACE}", " ").replace(" ", "") for cell in row] for row in rows]
    assert [[cell.replace(" ", "") for cell in row] for row in again] == plain


def test_no_text_becomes_a_formula_or_a_number():
    rows = (("Nr", "Navn"), ("0301", "=1+1"), ("1.10", "https://example.com"))
    again = read_rows(entity("measures"), "measures.xlsx", workbook_of_rows(rows, "Tiltak"), "nb")
    assert again == rows
    assert workbook_of_rows(rows, "Tiltak") == workbook_of_rows(rows, "Tiltak")
