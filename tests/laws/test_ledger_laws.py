"""What holds for every ledger, every table and every file that somebody may hand us."""

from decimal import Decimal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assembler.finance.codes import codes_of
from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.finance.explanation import explained
from assembler.finance.formula import BadFormula, evaluate, parse
from assembler.finance.ledger import ColumnKey, Ledger, LedgerLine
from assembler.finance.presentation import in_unit, off_by_rounding, printed_value
from assembler.finance.printed import PrintedLine, PrintedTable
from assembler.finance.verify import verify
from assembler.importers.amounts import NotAnAmount, amount
from assembler.importers.ledgers import import_ledgers
from assembler.importers.lists import is_list, read_list
from assembler.importers.published import read_tables
from assembler.importers.source import Source
from assembler.messages.catalogue import wording
from assembler.problem import Refused

COLUMNS = (ColumnKey(2025, "accounts"), ColumnKey(2026, "adopted"))
ARTS = sorted(codes_of(2026).arts) + ["270", "290", "490", "690", "790", "874", "875", "580", "111"]
HEADER = "konto;ansvar;funksjon;prosjekt;Regnskap 2024;Budsjett 2025\n"

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
lines = st.builds(
    LedgerLine,
    column=st.sampled_from(COLUMNS),
    account_class=st.sampled_from((0, 1)),
    art=st.sampled_from(ARTS),
    amount=amounts,
    account=st.just("x"),
    area=st.sampled_from(("", "Skole", "Helse")),
    project=st.sampled_from(("", "7", "8")),
)
ledgers = st.lists(lines, max_size=40).map(lambda found: Ledger(tuple(found)))
cells = st.text("0123456789 ,.-()\u00a0\u2212abcæøå\"';#=", max_size=14)


@given(ledgers)
def test_the_schedules_agree_with_each_other_and_explain_every_krone(ledger):
    made = statement(ledger, load_schedules())
    holds = {check.id: [] for check in made.checks}
    for check in made.checks:
        holds[check.id].append(check.holds)
    for id in ("brutto_same", "netto_same", "areas_sum", "projects_sum"):
        assert False not in holds.get(id, [])
    assert [one.rest for one in explained(ledger, made)] == [0] * len(explained(ledger, made))


@given(ledgers)
def test_the_order_of_the_lines_changes_no_figure(ledger):
    def figures(lines):
        made = statement(Ledger(tuple(lines)), load_schedules())
        return {(s.id, one.key, one.label): one.values for s in made.schedules for one in s.lines}

    assert figures(ledger.lines) == figures(reversed(ledger.lines))


@given(ledgers, st.sampled_from(("natural", "natural_plus", "kostra_raw")), st.sampled_from((1, 1000, 1_000_000)))
def test_a_table_that_we_print_is_never_judged_wrong(ledger, signs, unit):
    for schedule in statement(ledger, load_schedules()).schedules:
        printed = PrintedTable(
            tuple(str(n) for n in range(len(schedule.columns))),
            tuple(
                PrintedLine(
                    line.nr,
                    line.label,
                    tuple(
                        None if value is None else in_unit(printed_value(schedule, line, n, signs), unit)
                        for n, value in enumerate(line.values)
                    ),
                )
                for line in schedule.lines
                if line.nr is not None
            ),
        )
        assert verify(printed, schedule.id).findings == ()
        assert all(abs(one.difference) <= len(schedule.lines) for one in off_by_rounding(schedule, unit))


@given(st.text(max_size=60))
@example("(" * 2000)
@example("-" * 1990)
@example("1" * 1990)
def test_any_text_is_a_formula_or_is_refused(text):
    try:
        parsed = parse(text)
    except BadFormula:
        return
    assert evaluate(parsed, lambda nr: Decimal(2)) is None or True


@given(st.one_of(st.text(max_size=40), cells))
def test_any_text_is_an_amount_or_nothing_or_is_refused(text):
    for sign in (None, ",", "."):
        try:
            value = amount(text, sign)
        except NotAnAmount:
            continue
        assert value is None or value.is_finite()


@given(
    amounts,
    st.sampled_from((" ", "\u00a0", "\u202f", "\u2009", "")),
    st.sampled_from(("-{}", "{}-", "\u2212{}", "{}\u2212", "({})", "\u2013 {}")),
)
def test_an_amount_is_read_back_however_it_was_written(value, space, negative):
    digits = f"{abs(value):,.2f}".replace(",", space).replace(".", ",")
    text = negative.format(digits) if value < 0 else digits
    assert amount(text) == value


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_a_ledger_or_are_refused_in_words(content):
    if content.startswith(b"PK\x03\x04"):
        content = b"x" + content
    for name in ("a.csv", "a.xlsx", "a.json", "a"):
        _refused_in_words(lambda name=name: import_ledgers([Source(name, content)]))
        _refused_in_words(lambda name=name: read_tables(Source(name, content), "5-6"))
        _refused_in_words(lambda name=name: is_list(Source(name, content)) and read_list(Source(name, content)))


@given(st.lists(st.lists(cells, min_size=4, max_size=7), max_size=6), st.sampled_from((";", "\t", ",")))
def test_any_rows_below_a_good_header_are_a_ledger_or_are_refused_in_words(rows, delimiter):
    text = HEADER.replace(";", delimiter) + "\n".join(delimiter.join(row) for row in rows)
    found = _refused_in_words(lambda: import_ledgers([Source("a.csv", text.encode())]))
    if found is not None:
        made = statement(found, load_schedules())
        assert [one.rest for one in explained(found, made)] == [0] * len(explained(found, made))


@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=8))
def test_any_table_is_judged_or_refused_in_words(rows):
    text = "Nr;Tekst;2024;2025\n" + "\n".join(";".join(row) for row in rows)
    for table in _refused_in_words(lambda: read_tables(Source("a.csv", text.encode()), "5-6")) or ():
        for schedule in ("5-6", "5-4-2", "5-8"):
            verify(table, schedule)


def _refused_in_words(work):
    try:
        return work()
    except Refused as refused:
        assert refused.problems
        for problem in refused.problems:
            for lang in ("nb", "nn", "en"):
                assert wording(problem, lang).message
        return None
