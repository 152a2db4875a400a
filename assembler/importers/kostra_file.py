"""The KOSTRA file of Statistisk sentralbyrå, form 0A (operation, investment) and 0B (balance): 48 signs a line.

    form 1-2 · year 3-6 · quarter 7 · region 8-13 · org. number 14-22 · enterprise 23-31 · class 32
    function or chapter 33-36 · art or sector 37-39 · amount 40-48, thousands of kroner, income negative

Source: statisticsnorway/kostra-kontrollprogram, `file_description_Regnskap.yaml`, 2025 (MIT). The file has no units, so
that § 5-4 second paragraph cannot be made of it; and it exists for accounts only.
"""

import re
from decimal import Decimal

from assembler.finance.ledger import ColumnKey, LedgerLine
from assembler.importers.columns import class_of
from assembler.importers.lines import Outcome
from assembler.importers.report import Findings
from assembler.importers.source import Source
from assembler.importers.taken import resolved
from assembler.problem import Place, Problem

_LINE = re.compile(
    r"(?P<form>0[A-Z])(?P<year>\d{4})[\d ](?P<region>[\d ]{6})[\d ]{9}[\d ]{9}(?P<class>\d)"
    r"(?P<function>[\dA-Za-z ]{4})(?P<art>[\d ]{3})(?P<amount> *-? *\d+) *",
    re.ASCII,
)
_WIDTH = 48
_TRIED = 5
_THOUSAND = 1000


def is_kostra_file(content: bytes) -> bool:
    """Whether the first lines all have the fixed form."""
    lines = content[: (_WIDTH + 2) * _TRIED].decode("latin-1").splitlines()[:_TRIED]
    whole = [line for line in lines if len(line) >= _WIDTH]
    return bool(whole) and all(_LINE.fullmatch(line) and len(line) == _WIDTH for line in whole)


def kostra_lines(source: Source, findings: Findings) -> Outcome:
    """The file's lines in kroner, as accounts; lines of another form are faults."""
    outcome = Outcome()
    for number, text in enumerate(source.content.decode("latin-1").splitlines(), 1):
        match = _LINE.fullmatch(text)
        if text.strip() and (match is None or len(text) != _WIDTH):
            outcome.problems.append(Problem("importers-not-a-kostra-line", Place(file=source.name, line=number)))
        elif match is not None:
            outcome.lines.append(_line(match, source, number, findings))
    return outcome


def _line(match: re.Match[str], source: Source, number: int, findings: Findings) -> LedgerLine:
    account_class = class_of(match["class"]) or 0
    code = match["function"].strip() if account_class == 2 else match["art"].strip().zfill(3)
    found = resolved(account_class, code, int(match["year"]))
    line = LedgerLine(
        column=ColumnKey(int(match["year"]), "accounts"),
        account_class=account_class,
        art=found.art,
        amount=Decimal(match["amount"].replace(" ", "")) * _THOUSAND,
        account=code,
        function="" if account_class == 2 else match["function"].strip(),
        file=source.name,
        row=number,
    )
    findings.line(line, code, found)
    return line
