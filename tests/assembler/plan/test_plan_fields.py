"""The declarations, the values of the model and the documentation say the same."""

from dataclasses import MISSING, fields
from typing import get_args

import pytest

from assembler.document.blocks import Column, ColumnKind, RowKind, TableLayout
from assembler.document.chart import Basis
from assembler.document.inline import State
from assembler.plan import decisions, model
from assembler.plan.fields import declarations, folded
from assembler.plan.kinds import type_of
from assembler.plan.records import VALUES

SHEETS = [entity.name for entity in declarations().sheets()]


@pytest.mark.parametrize("name", sorted(VALUES))
def test_an_entity_declares_exactly_the_fields_of_its_value(name):
    declared = [field.name for field in declarations().entities[name].fields]
    assert sorted(declared) == sorted(field.name for field in fields(VALUES[name]))


@pytest.mark.parametrize("name", sorted(VALUES))
def test_what_the_value_needs_is_required_or_an_area(name):
    needed = {f.name for f in fields(VALUES[name]) if f.default is MISSING and f.default_factory is MISSING}
    required = {field.name for field in declarations().entities[name].fields if field.required}
    assert needed - {"area"} <= required


def test_the_head_declares_fields_of_the_plan():
    held = {field.name for field in declarations().entities["head"].fields}
    assert held <= {field.name for field in fields(model.Plan)}


def test_every_list_of_records_is_a_member_of_the_plan():
    names = {entity.name for entity in declarations().entities.values() if entity.key} - {"narrative"}
    assert names <= {field.name for field in fields(model.Plan)}


@pytest.mark.parametrize("name", SHEETS)
def test_no_two_columns_of_a_sheet_share_a_name(name):
    seen = {}
    for field in declarations().entities[name].fields:
        for alias in field.aliases():
            assert seen.setdefault(alias, field.name) == field.name, alias


@pytest.mark.parametrize("entity", declarations().entities.values(), ids=lambda entity: entity.name)
def test_every_field_has_words_in_three_languages_and_a_kind_that_exists(entity):
    assert set(entity.names) == set(entity.about) == {"nb", "nn", "en"}
    for field in entity.fields:
        assert set(field.headings) == set(field.help) == {"nb", "nn", "en"}, field.name
        assert all(field.headings.values()) and all(field.help.values())
        if field.kind not in ("record", "records"):
            type_of(field)
        if field.of:
            assert field.of in declarations().entities


def test_a_word_stands_for_one_value_only():
    for entity in declarations().entities.values():
        for field in entity.fields:
            words = [
                (folded(word), choice.value)
                for choice in field.choices
                for word in {choice.value, *choice.words.values(), *choice.also}
            ]
            for word, value in words:
                assert field.choice_of(word) == value, (entity.name, field.name, word)


@pytest.mark.parametrize(
    ("entity", "field", "alias"),
    [
        ("goals", "state", State),
        ("goals", "kind", model.GoalKind),
        ("account", "version", model.Version),
        ("financing", "source", decisions.FinancingSource),
        ("head", "form", model.Form),
        ("head", "depth", model.Depth),
        ("table-column", "kind", ColumnKind),
        ("table-column", "basis", Basis),
        ("table-row", "kind", RowKind),
        ("tables", "layout", TableLayout),
    ],
)
def test_choices_are_those_of_the_types(entity, field, alias):
    declared = declarations().entities[entity].field_named(field)
    assert {choice.value for choice in declared.choices} | {""} == set(get_args(alias)) | {""}


def test_a_table_column_declares_what_a_column_has():
    declared = {field.name for field in declarations().entities["table-column"].fields}
    assert declared == {field.name for field in fields(Column)} | {"decimals"}
