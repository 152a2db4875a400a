"""Small ledgers as files, and what an import made of them in a form that is quick to read."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from assembler.importers.ledgers import import_ledgers
from assembler.importers.source import Source
from assembler.problem import Refused


def csv(text, name="ledger.csv", encoding="utf-8"):
    return Source(name, text.encode(encoding))


def workbook(rows, *more, name="ledger.xlsx"):
    """A workbook with the sheet "Data", and other sheets as (name, rows)."""
    book = Workbook()
    book.active.title = "Data"
    for sheet, content in ((book.active, rows), *((book.create_sheet(title), cells) for title, cells in more)):
        for row in content:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return Source(name, stream.getvalue())


def accounts(*sources, **options):
    """(class, art, amount) of every line."""
    return [(line.account_class, line.art, line.amount) for line in import_ledgers(sources, **options).lines]


def found(kind, *sources, **options):
    """(code, lines, amount, meaning) of every interpretation of a kind."""
    ledger = import_ledgers(sources, **options)
    return [(one.key, one.lines, one.amount, one.meaning) for one in ledger.interpretations if one.kind == kind]


def refused(*sources, **options):
    """(code, line, column, cell) of every fault."""
    with pytest.raises(Refused) as caught:
        import_ledgers(sources, **options)
    places = [(problem.code.removeprefix("importers-"), problem.place) for problem in caught.value.problems]
    return [(code, place.line, place.column, place.cell) for code, place in places]
