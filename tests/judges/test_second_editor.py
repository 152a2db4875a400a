"""LibreOffice as a second editor: what is written there comes back, and nothing else changes."""

import json
import shutil

import pytest

from assembler.cli.main import main
from assembler.resources import samples
from tests.conftest import _called
from tests.judges.office_editor import OfficeEditor

EDITS = {
    "Sommaren blei dyrare enn planlagt": "Sommaren blei mykje dyrare enn planlagt",
    "Alle leiarar med fråvær over ti prosent": "Alle leiarar med høgt fråvær",
    "Ledige pengar står i bank": "Dei ledige pengane står i bank",
}
BLOCKS = {"okonomi-vidare", "medarbeidarar", "finans-vidare"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return _called(OfficeEditor)(tmp_path_factory.mktemp("office"))


@pytest.fixture(params=["nesfjord"])
def exported(tmp_path, request):
    plan = tmp_path / request.param
    shutil.copytree(samples(request.param), plan)
    assert main(["word", "export", str(plan), "-o", str(tmp_path / "ut.docx")]) == 0
    return plan, tmp_path / "ut.docx"


@pytest.fixture
def imported(exported, capsys):
    plan, _ = exported

    def call(file, *options):
        capsys.readouterr()
        code = main(["word", "import", str(plan), str(file), "--json", *options])
        return code, json.loads(capsys.readouterr().out)

    return call


def changed(told):
    return {block["id"]: block["state"] for block in told["blocks"] if block["state"] != "unchanged"}


@pytest.mark.judge
@pytest.mark.parametrize("exported", ["nesfjord", "stavanger-2016"], indirect=True)
def test_opened_and_saved_by_libreoffice_nothing_has_changed(exported, imported, office, tmp_path):
    _, file = exported
    _called(office.edit)(file, tmp_path / "lagra.docx", {"Dette står ingen stader": "x"}, recorded=False)
    code, told = imported(tmp_path / "lagra.docx")
    assert (code, changed(told), told["inbox"], told["comments"]) == (0, {}, [], [])


@pytest.mark.judge
@pytest.mark.parametrize("recorded", [True, False])
def test_words_that_were_changed_in_libreoffice_come_back(exported, imported, office, tmp_path, recorded):
    plan, file = exported
    before = {path.stem: path.read_text("utf-8") for path in (plan / "narrative").iterdir()}
    _called(office.edit)(file, tmp_path / "endra.docx", EDITS, recorded=recorded)
    code, told = imported(tmp_path / "endra.docx", "--apply")
    assert (code, changed(told), told["inbox"]) == (0, dict.fromkeys(BLOCKS, "changed"), [])
    for path in (plan / "narrative").iterdir():
        wanted = before[path.stem]
        for old, new in EDITS.items():
            wanted = wanted.replace(old, new)
        assert path.read_text("utf-8") == wanted, path.stem
