from assembler.plan.fields import declarations
from tests.assembler.plan.field_tables import PAGE, tables_of, with_tables


def test_the_documented_fields_are_the_declared_ones():
    text = PAGE.read_text(encoding="utf-8")
    assert with_tables(text) == text, "python -m tests.assembler.plan.field_tables"
    assert tables_of(text) == set(declarations().entities)
