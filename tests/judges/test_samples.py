"""Every sample before all the judges: none has anything against any file.

As a rule a choice of editions, depths and forms in which each pair occurs that a sample has data for; all of them
with `PLANSATS_EDITIONS=all pytest tests/judges/test_samples.py`.
"""

import os
import re

import pytest

from assembler.cli.main import main
from assembler.resources import samples

CHOSEN = [
    ("nesfjord", "forslag", "standard", "nn"),
    ("nesfjord", "vedtatt", "kort", "nn"),
    ("stavanger-2016", "vedtatt", "standard", "nb"),
    ("stavanger-2016", "vedtatt", "full", "nb"),
    ("solvik", "forslag", "full", "nb"),
    ("solvik", "innstilling", "standard", "nb"),
    ("solvik", "innstilling", "kort", "nn"),
    ("solvik", "vedtatt", "kort", "nb"),
    ("solvik", "vedtatt", "kort", "nn"),
    ("solvik", "forslag", "kort", "nb"),
]
OTHERS = [
    ("nesfjord", "forslag", "kort", "nn"),
    ("nesfjord", "vedtatt", "standard", "nn"),
    ("stavanger-2016", "vedtatt", "kort", "nb"),
    ("solvik", "forslag", "standard", "nb"),
    ("solvik", "innstilling", "full", "nb"),
    ("solvik", "innstilling", "kort", "nb"),
    ("solvik", "vedtatt", "standard", "nb"),
    ("solvik", "vedtatt", "full", "nb"),
    ("solvik", "forslag", "kort", "nn"),
]
EDITIONS = [*CHOSEN, *OTHERS] if os.environ.get("PLANSATS_EDITIONS") == "all" else CHOSEN


def editions():
    """Each edition in a group of its own, so that one worker builds it once and calls all its judges."""
    return [
        pytest.param(edition, id="-".join(edition), marks=pytest.mark.xdist_group("-".join(edition)))
        for edition in EDITIONS
    ]


@pytest.fixture(scope="module", params=editions())
def built(request, tmp_path_factory):
    """The files of one edition, by suffix and name, as the command line makes them."""
    sample, edition, depth, form = request.param
    out = tmp_path_factory.mktemp("built")
    words = ["build", str(samples(sample)), "--out", str(out), "--edition", edition, "--depth", depth, "--form", form]
    assert main(words) == 0
    return Files(out)


class Files:
    def __init__(self, folder):
        self.folder = folder

    def of(self, *suffixes):
        found = sorted(path for path in self.folder.iterdir() if path.suffix in suffixes)
        assert found
        return found


def test_no_sample_is_forgotten():
    assert {path.name for path in samples().iterdir() if path.is_dir()} == {sample for sample, *_ in EDITIONS}


def test_verapdf_finds_nothing(built, verapdf):
    assert nothing(verapdf(built.of(".pdf")))


def test_the_open_xml_sdk_finds_nothing(built, openxml_sdk):
    assert nothing(openxml_sdk(built.of(".docx", ".xlsx")))


def test_axe_finds_nothing_at_any_width(built, axe):
    assert nothing(axe(built.of(".html")))


def test_libreoffice_opens_word_and_spreadsheet(built, libreoffice):
    for file in built.of(".docx", ".xlsx"):
        assert libreoffice(file, "pdf").stat().st_size > 10_000


def test_pandoc_reads_the_same_headings_in_word_and_html(built, pandoc):
    word, page = (headings(pandoc(file, "markdown")) for file in (*built.of(".docx"), *edition_pages(built)))
    assert len(word) > 5
    assert [title for title in word if title not in page] == []


def edition_pages(built):
    return [path for path in built.of(".html") if path.name != "report.html"]


def headings(markdown):
    """The titles of all headings, without marks, attributes, and numbers: Word makes those of chapters by itself."""
    lines = (line.lstrip("# ").replace("\\", "") for line in markdown.splitlines() if line.startswith("#"))
    return [" ".join(re.sub(r"^\[[^]]*\]\{\.number\}|^Vedlegg\s\d+|\{[^}]*\}\s*$", "", line).split()) for line in lines]


def nothing(findings):
    for file, found in findings.items():
        assert found == [], f"{file.name}: {found[:5]}"
    return True
