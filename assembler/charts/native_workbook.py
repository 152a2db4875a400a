"""The workbook behind a native chart, the least that Excel opens (five parts), and the references into it."""

from decimal import Decimal
from typing import Final

from assembler.document.chart import ChartData
from assembler.ooxml.archive import pack
from assembler.ooxml.names import CONTENT_TYPES_PART, REL_OFFICE_DOCUMENT, R
from assembler.ooxml.parts import Tie, content_types, relationships
from assembler.ooxml.text import escape

_SHEET: Final = "Data"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def name_source(data: ChartData, index: int) -> str:
    """`c:tx`: the name of series `index`; the one after the last is the target."""
    return (
        f"<c:tx><c:strRef><c:f>{_SHEET}!${_column(index)}$1</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(_names(data)[index])}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def categories_source(data: ChartData) -> str:
    """`c:cat`: the categories."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, name in enumerate(data.categories))
    count = len(data.categories)
    return (
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def values_source(data: ChartData, index: int) -> str:
    """`c:val`: the values of series `index`, with gaps where there is no figure."""
    values = _values(data)[index]
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value:f}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    column, count = _column(index), len(data.categories)
    return (
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${count + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{points}</c:numCache></c:numRef></c:val>'
    )


def workbook(data: ChartData) -> bytes:
    """The workbook: categories in column A, a series in each column after it, the target last."""
    book = "xl/workbook.xml"
    sheet = "xl/worksheets/sheet1.xml"
    return pack(
        {
            CONTENT_TYPES_PART: content_types(
                {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"},
                {f"/{book}": f"{_KIND}sheet.main+xml", f"/{sheet}": f"{_KIND}worksheet+xml"},
            ),
            "_rels/.rels": relationships([Tie("rId1", REL_OFFICE_DOCUMENT, book)]),
            book: (
                f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{R}"><sheets>'
                f'<sheet name="{_SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": relationships([Tie("rId1", f"{R}/worksheet", "worksheets/sheet1.xml")]),
            sheet: _rows(data),
        }
    )


def _rows(data: ChartData) -> bytes:
    names, values = _names(data), _values(data)
    head = "".join(_text(f"{_column(index)}1", name) for index, name in enumerate(names))
    rows = "".join(
        f'<row r="{at + 2}">{_text(f"A{at + 2}", category)}'
        + "".join(_number(f"{_column(i)}{at + 2}", column[at]) for i, column in enumerate(values))
        + "</row>"
        for at, category in enumerate(data.categories)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>'.encode()
    )


def _text(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(cell: str, value: Decimal | None) -> str:
    return "" if value is None else f'<c r="{cell}"><v>{value:f}</v></c>'


def _names(data: ChartData) -> list[str]:
    return [*(series.name for series in data.series), *([data.target.text] if data.target else [])]


def _values(data: ChartData) -> list[list[Decimal | None]]:
    """The values by series, each as long as the categories."""
    count = len(data.categories)
    columns: list[list[Decimal | None]] = []
    for series in data.series:
        own = [point.value for point in series.points][:count]
        columns.append([*own, *[None] * (count - len(own))])
    if data.target:
        columns.append([data.target.value] * count)
    return columns


def _column(index: int) -> str:
    """The letters of the column of series `index`: B, C, … Z, AA."""
    number, letters = index + 2, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
