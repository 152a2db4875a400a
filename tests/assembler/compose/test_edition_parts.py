"""What an edition has of its plan: date, ledgers, amendments; and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from assembler.compose.doctype import document_type
from assembler.compose.editions import of_edition
from assembler.plan.decisions import Amendment, EditionDate
from assembler.plan.model import AccountSource, Investment, Measure
from assembler.problem import Refused
from tests.assembler.compose.edition import plan

KIND = document_type("handlings-og-okonomiplan")


def parts(edition: str, **given):
    return of_edition(plan(type=KIND.id, period=0, **given), KIND, edition)


def test_date_and_ledgers_of_each_edition() -> None:
    given = {
        "editions": (EditionDate("vedtatt", date(2026, 12, 15)),),
        "accounts": (AccountSource("alle.csv"), AccountSource("forslag.csv", editions=("forslag", "innstilling"))),
    }
    adopted = parts("vedtatt", **given)
    assert adopted.date == date(2026, 12, 15)
    assert [one.file for one in adopted.accounts] == ["alle.csv"]
    proposal = parts("forslag", **given)
    assert proposal.date == date(2026, 9, 22)
    assert [one.file for one in proposal.accounts] == ["alle.csv", "forslag.csv"]


def test_amendments_reach_the_edition_they_name_and_those_after_it() -> None:
    given = {
        "measures": (Measure("H1", "Leselos", "skule", {2026: Decimal(100)}),),
        "amendments": (
            Amendment("1", "Meir", "skule", amounts={2026: Decimal(40)}, measure="H1", edition="innstilling"),
            Amendment("2", "Ny", "helse", amounts={2026: Decimal(7)}, reason="Fleirtalet vil det.", goals=("1",)),
        ),
    }
    assert parts("forslag", **given).measures == given["measures"]
    assert parts("forslag", **given).amendments == ()
    assert [(m.id, m.amounts[2026]) for m in parts("innstilling", **given).measures] == [("H1", 140)]
    adopted = parts("vedtatt", **given).measures
    assert [(m.id, m.amounts[2026]) for m in adopted] == [("H1", 140), ("2", 7)]
    assert (adopted[1].text, adopted[1].goals) == ("Fleirtalet vil det.", ("1",))


def test_an_amended_project_has_a_new_frame_and_a_new_project_its_sum() -> None:
    given = {
        "investments": (Investment("P1", "Bru", "skule", Decimal(500), {2026: Decimal(200)}),),
        "amendments": (
            Amendment("1", "Dyrare", "skule", "investering", {2026: Decimal(30), 2027: Decimal(20)}, investment="P1"),
            Amendment("2", "Bane", "helse", "investering", {2026: Decimal(9)}),
        ),
    }
    bridge, pitch = parts("vedtatt", **given).investments
    assert (bridge.total, bridge.amounts) == (550, {2026: 230, 2027: 20})
    assert (pitch.id, pitch.total) == ("2", 9)


def test_an_edition_that_the_type_lacks_is_refused_with_all_that_name_one() -> None:
    with pytest.raises(Refused) as refused:
        parts(
            "forslag",
            amendments=(Amendment("1", "A", "skule", edition="hausten"),),
            accounts=(AccountSource("a.csv", editions=("vedteke",)),),
        )
    assert [problem.values["found"] for problem in refused.value.problems] == ["hausten", "vedteke"]
