from assembler.assemble.order import Order, settle
from assembler.assemble.situation import situation_of
from assembler.assemble.supply import from_folder
from assembler.compose.figure_list import ListedFigure, figure_list
from assembler.resources import samples


def listed(sample: str) -> dict[str, ListedFigure]:
    supply = from_folder(samples(sample))
    settled = settle(supply.loaded.plan, Order())
    return {figure.reference: figure for figure in figure_list(situation_of(supply, settled))}


def test_every_figure_is_told_in_words() -> None:
    found = listed("nesfjord")
    # samples/nesfjord/adjustments.csv, number 9, and presence.csv.
    assert found["justering.9"].words == "Utsett framdrift for vassverk Ytre Nes, budsjettjustering"
    assert found["justering.9"].text == "−4,0"
    assert found["fravaer.sum.long-term"].words == "Sum, langtid, sjukefråvær"
    assert found["fravaer.sum.long-term"].unit == "prosent"
    assert not [figure for figure in found.values() if "compose-" in figure.words or not figure.words.strip(", ")]


def test_a_line_of_a_schedule_by_number_and_label() -> None:
    found = listed("stavanger-2016")
    assert found["5-4-1.1.2016"].words == "1 Rammetilskudd, 2016, § 5-4-1"
    assert found["5-4-1.1.2016/proposal"].words == "1 Rammetilskudd, 2016 forslag, § 5-4-1"
    assert found["5-4-2.grunnskole.2016"].words.startswith("Grunnskole, 2016, ")
