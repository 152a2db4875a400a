"""The facts for the accessibility statement as a table to paste: tab-separated text, CSV or an HTML page."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from io import StringIO
from typing import Final

from assembler.checks.findings import Finding
from assembler.checks.statement import Standing, Statement
from assembler.messages.catalogue import Lang, label

_PLACES: Final = 3
_COLUMNS: Final = ("criterion", "level", "outcome", "places", "remains")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def statement_text(rows: Sequence[Statement], lang: Lang) -> str:
    """Tab-separated, as Word and spreadsheets take it from the clipboard."""
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in _cells(rows, lang))


def statement_csv(rows: Sequence[Statement], lang: Lang) -> str:
    """With semicolons, as a Norwegian spreadsheet opens it; formulas are defused by an apostrophe."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    for row in _cells(rows, lang):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return target.getvalue()


def statement_html(rows: Sequence[Statement], lang: Lang) -> str:
    """A page with one table."""
    head, *body = _cells(rows, lang)
    title = escape(label("checks-statement-title", lang))
    about = escape(label("checks-statement-about", lang, count=len(rows[0].files) if rows else 0))
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>\n'
        for row in body
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
        f"<main>\n<h1>{title}</h1>\n<p>{about}</p>\n<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{lines}"
        "</tbody>\n</table>\n</main>\n</body>\n</html>\n"
    )


FORMS: Final[Mapping[str, Callable[[Sequence[Statement], Lang], str]]] = {
    "text": statement_text,
    "csv": statement_csv,
    "html": statement_html,
}


def _cells(rows: Sequence[Statement], lang: Lang) -> Iterator[tuple[str, ...]]:
    yield tuple(label(f"checks-statement-{column}", lang) for column in _COLUMNS)
    for row in rows:
        criterion = row.criterion
        remains = criterion.remains.get(lang, "") if row.standing is not Standing.VOID else ""
        yield (
            f"{criterion.id} {criterion.title[lang]}",
            criterion.level,
            label(f"checks-statement-{row.standing.value}", lang),
            "; ".join(_files(row, lang)),
            remains,
        )


def _files(row: Statement, lang: Lang) -> Iterator[str]:
    for file, _, findings, count in row.files:
        if findings:
            said = [_place(finding, lang) for finding in findings[:_PLACES]]
            if count > len(said):
                said.append(label("checks-statement-more", lang, count=count - len(said)))
            yield f"{file}: {', '.join(said)}"


def _place(finding: Finding, lang: Lang) -> str:
    where = finding.where(lang)
    return f"{finding.message(lang)} ({where})" if where else finding.message(lang)
