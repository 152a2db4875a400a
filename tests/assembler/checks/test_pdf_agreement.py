"""pdfua-1 against the corpus and against veraPDF, as the commands of `tests/agreement` measure it."""

import pytest

from tests.agreement.corpus import DEFAULT, judged
from tests.agreement.mutations import EXPLAINED, compare, mutations
from tests.agreement.pdf_rules import clauses
from tests.assembler.checks.change_pdf import changed
from tests.assembler.checks.specimen_pdf import specimen


def test_there_is_a_card_for_each_of_the_106_conditions() -> None:
    own = [numbers[0] for numbers in clauses().values()]
    assert len(own) == len(set(own)) == 106


@pytest.mark.skipif(not DEFAULT.is_dir(), reason="the corpus of veraPDF is not beside the repository")
def test_every_file_of_the_corpus_is_judged_as_its_name_says() -> None:
    verdicts = [judged(file) for file in sorted(DEFAULT.glob("*.pdf"))]
    assert len(verdicts) > 100
    assert [one for one in verdicts if not one.agrees] == []


def test_verapdf_says_of_every_example_what_we_say(verapdf) -> None:
    files = {f"{one.rule} {one.source}": one.content for one in mutations({})}
    judgements = compare({"specimen": changed(specimen(), ()), **files}, verapdf)
    assert judgements["specimen"] == (set(), set())
    for name, (we, they) in judgements.items():
        unlike = {clause for clause in we ^ they if (name.partition(" ")[0], clause) not in EXPLAINED}
        assert not unlike, f"{name}: only we {we - they}, only veraPDF {they - we}"
