"""Fixtures for all tests: the independent judges.

A test that asks for a judge gets the marker `judge`. Where the judge is missing, the test is skipped with the reason;
with PLANSATS_JUDGES=required (as in CI) it fails instead.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.judges import panel

# A busy machine is no fault of the code: laws are not timed. In CI, Hypothesis has a profile of its own.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if not os.environ.get("CI"):
    settings.load_profile("untimed")

JUDGES = ("verapdf", "openxml_sdk", "axe", "libreoffice", "pandoc")


def pytest_collection_modifyitems(items):
    for item in items:
        if set(JUDGES) & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.judge)


@pytest.fixture(scope="session")
def verapdf():
    """`verapdf(files, flavours=("ua1", "2a"))`: a list of findings for each PDF file, all in one Java process."""
    return _called(panel.verapdf)


@pytest.fixture(scope="session")
def openxml_sdk():
    """`openxml_sdk(files)`: a list of findings for each DOCX or XLSX file."""
    return _called(panel.openxml_sdk)


@pytest.fixture(scope="session")
def axe():
    """`axe(pages, widths=(1280, 320))`: a list of findings for each HTML file (or http address)."""
    return _called(panel.axe)


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory):
    """`libreoffice(file, to)`: the path of the converted file; fails when LibreOffice cannot open `file`."""
    profile = tmp_path_factory.mktemp("libreoffice-profile")
    call = _called(panel.libreoffice)

    def convert(file, to):
        return call(file, to, tmp_path_factory.mktemp("libreoffice"), profile)

    return convert


@pytest.fixture(scope="session")
def pandoc():
    """`pandoc(file, to="plain", options=())`: the file as pandoc reads it."""
    return _called(panel.pandoc)


def _called(judge):
    def call(*arguments, **options):
        try:
            return judge(*arguments, **options)
        except panel.Missing as missing:
            if os.environ.get("PLANSATS_JUDGES") == "required":
                pytest.fail(f"a judge is missing: {missing}")
            return pytest.skip(str(missing))

    return call
