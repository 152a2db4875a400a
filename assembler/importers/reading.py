"""Any table file to sheets: what it is decides, and a name that says something else is a fault."""

from assembler.importers.delimited import read_delimited
from assembler.importers.source import Sheet, Source
from assembler.importers.workbook import read_workbook
from assembler.problem import Place, Problem, Refused

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_TEXT_ENDINGS = (".csv", ".txt", ".tsv", ".tab", ".dat", ".json")
_BOOK_ENDINGS = (".xlsx", ".xlsm")


def read_sheets(source: Source) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or the one table of a text file; `Refused` for anything else."""
    place = Place(file=source.name)
    name = source.name.casefold()
    if not source.content.strip():
        raise Refused([Problem("importers-empty", place)])
    if source.content.startswith(_OLD_EXCEL):
        raise Refused([Problem("importers-old-excel", place)])
    is_book = source.content.startswith(_ZIP)
    if name.endswith(_TEXT_ENDINGS if is_book else _BOOK_ENDINGS):
        raise Refused([Problem("importers-not-what-its-name-says", place, {"found": "XLSX" if is_book else "tekst"})])
    if is_book:
        return read_workbook(source.name, source.content)
    return (read_delimited(source.name, source.content),)
