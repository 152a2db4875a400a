"""What stops a build: a form that is not written, an adopted edition that does not balance."""

from decimal import Decimal

from assembler.assemble.gates import balance_faults, form_faults
from assembler.assemble.order import Order, settle
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Check, Statement
from assembler.messages.catalogue import wording
from assembler.plan.model import NarrativeBlock
from tests.assembler.compose.edition import plan, situation

COLUMN = ColumnKey(2026, "adopted")


def test_texts_that_lack_the_form_asked_for_are_named() -> None:
    blocks = (
        NarrativeBlock("a", "okonomi", "nn", (), file="narrative/a.md"),
        NarrativeBlock("b", "finans", "nn", (), file="narrative/b.md"),
        NarrativeBlock("b2", "finans", "nb", (), file="narrative/nb/b.md"),
    )
    settled = settle(plan(narratives=blocks), Order(form="nb"))
    assert [(fault.place.file, fault.place.block) for fault in form_faults(settled)] == [("narrative/a.md", "okonomi")]
    assert not list(form_faults(settle(plan(narratives=blocks), Order())))


def test_only_what_the_depth_and_edition_print_must_be_written_in_the_form_asked_for() -> None:
    blocks = (
        NarrativeBlock("a", "okonomi", "nn", (), depths=("full",)),
        NarrativeBlock("b", "vedtak", "nn", (), editions=("vedtatt",)),
        NarrativeBlock("c", "finans", "nn", ()),
        NarrativeBlock("c2", "finans", "nb", (), depths=("full",)),
    )
    asked = plan(narratives=blocks, type="handlings-og-okonomiplan")
    short = form_faults(settle(asked, Order(form="nb", depth="standard", edition="forslag")))
    whole = form_faults(settle(asked, Order(form="nb", depth="full", edition="vedtatt")))
    assert [fault.place.block for fault in short] == ["finans"]
    assert [fault.place.block for fault in whole] == ["okonomi", "vedtak"]


def test_an_adopted_edition_that_does_not_balance_is_stopped_with_the_difference() -> None:
    statement = Statement(
        (),
        (
            Check("drift_zero", COLUMN, True, Decimal(0)),
            Check("balanced", COLUMN, False, Decimal(-16_412_000)),
            Check("valid_codes", COLUMN, False, Decimal(5)),
            Check("balance_zero", COLUMN, None, Decimal(0)),
        ),
    )
    faults = list(balance_faults(situation(statement, edition="vedtatt")))
    assert [fault.code for fault in faults] == ["assemble-not-balanced"]
    assert "−16\u00a0412\u00a0000 kroner" in wording(faults[0], "nn").message
    assert not list(balance_faults(situation(statement, edition="forslag")))
