"""The cover: its words, and its hundred rings."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assembler.compose.cover import cover, hundredths
from assembler.document.blocks import Share
from tests.assembler.compose.edition import situation


def test_the_cover_says_which_edition_it_is_beside_its_date() -> None:
    assert cover(situation()).date == "Framlegg frå kommunedirektøren, 22.\u00a0september 2026"


def test_the_largest_remainders_get_the_odd_hundredths() -> None:
    frames = [("a", Decimal(335)), ("b", Decimal(335)), ("c", Decimal(330))]
    assert hundredths(frames, "andre") == (Share("a", 34), Share("b", 33), Share("c", 33))


def test_an_area_with_income_has_no_ring() -> None:
    assert hundredths([("a", Decimal(75)), ("b", Decimal(25)), ("skatt", Decimal(-100))], "andre") == (
        Share("a", 75),
        Share("b", 25),
    )


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=40))
def test_the_shares_are_a_hundred_or_none(amounts: list[int]) -> None:
    shares = hundredths([(str(number), Decimal(amount)) for number, amount in enumerate(amounts)], "andre")
    assert sum(share.hundredths for share in shares) in (0, 100)
    assert all(share.hundredths > 0 for share in shares)


def test_many_small_areas_are_gathered_last() -> None:
    frames = [(str(number), Decimal(10 if number else 50)) for number in range(11)]
    shares = hundredths(frames, "andre")
    assert len(shares) == 7
    # Five areas of 10 in 150 are left over: a third.
    assert (shares[-1].label, shares[-1].hundredths) == ("andre", 33)
    # Each of those has 6,7 per cent.
    assert [(part.label, part.hundredths) for part in shares[-1].parts] == [(str(at), 7) for at in range(6, 11)]


def test_a_named_area_has_the_per_cent_that_is_printed_elsewhere() -> None:
    """The first is 22,46 per cent of 1886,3, and 19 is nearer the rest than one: 134,5 + 115 + 59,2 + 37,7 is 18,4."""
    amounts = ("423.6", "274.1", "249.1", "233.1", "214.9", "145.1", "134.5", "115", "59.2", "37.7")
    shares = hundredths([(name, Decimal(amount)) for name, amount in zip("abcdefghij", amounts, strict=True)], "andre")
    assert [share.hundredths for share in shares] == [22, 15, 13, 12, 11, 8, 19]
    assert shares[-1].parts == (Share("g", 7), Share("h", 6), Share("i", 3), Share("j", 2))
