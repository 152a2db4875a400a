"""An order is settled with the plan's own choices, or refused with every part that cannot be met."""

from datetime import date

import pytest

from assembler.assemble.order import Order, settle
from assembler.problem import Refused
from tests.assembler.compose.edition import plan


def test_the_plans_own_choices_stand_where_nothing_is_asked() -> None:
    settled = settle(plan(), Order())
    assert (settled.edition.id, settled.depth, settled.form, settled.stem) == (
        "forslag",
        "standard",
        "nn",
        "prove-forslag",
    )


def test_depth_and_form_are_in_the_name_only_where_they_differ() -> None:
    settled = settle(plan(), Order(edition="vedtatt", depth="kort", form="nb", date=date(2026, 10, 22)))
    assert settled.stem == "prove-vedtatt-kort-nb"
    assert settled.plan.date == date(2026, 10, 22)


def test_every_unknown_part_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        settle(plan(), Order(edition="siste", depth="djup", form="en", formats=("pdf", "epub")))
    assert [(problem.code, problem.values["found"]) for problem in refused.value.problems] == [
        ("assemble-edition-unknown", "siste"),
        ("assemble-depth-unknown", "djup"),
        ("assemble-form-unknown", "en"),
        ("assemble-format-unknown", "epub"),
    ]
