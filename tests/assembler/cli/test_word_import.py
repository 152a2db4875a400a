"""Whole imports by the command line: a sample goes out, is edited as Word writes it, and comes back."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assembler.assemble.editing import editing_copy
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.cli.main import main
from assembler.reconcile.folder_place import FolderPlace
from assembler.resources import samples
from tests.assembler.reconcile.word_editor import W, WordEditor

SAMPLE = "nesfjord"
OLD, NEW = "Sommaren blei dyrare enn planlagt", "Sommaren blei mykje dyrare enn planlagt"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A plan with the base of its editing copy, and the copy."""
    plan = tmp_path_factory.mktemp("exported") / SAMPLE
    shutil.copytree(samples(SAMPLE), plan)
    copy = editing_copy(from_folder(plan), Order(lang="nn"))
    FolderPlace(plan).keep(copy.exported)
    return plan, copy.content


class Desk:
    """A plan, its copy, and the command line."""

    def __init__(self, folder: Path, plan: Path, content: bytes, said: Callable[[], Any]) -> None:
        self.plan, self.file, self._said = folder / SAMPLE, folder / "redigert.docx", said
        shutil.copytree(plan, self.plan)
        self.content = content

    def editor(self) -> WordEditor:
        return WordEditor(self.content)

    def imports(self, content: bytes, *options: str, code: int = 0) -> dict[str, Any]:
        self.file.write_bytes(content)
        found = main(["word", "import", str(self.plan), str(self.file), "--json", *options])
        out = self._said().out
        assert found == code, out
        return json.loads(out)  # type: ignore[no-any-return]

    def refused(self, content: bytes) -> str:
        """What is said about a file that is refused; nothing on standard output, nothing written."""
        before = self.texts()
        self.file.write_bytes(content)
        found = main(["word", "import", str(self.plan), str(self.file), "--apply", "--lang", "nb"])
        said = self._said()
        assert found == 2
        assert said.out == ""
        assert self.texts() == before
        assert "Traceback" not in said.err
        return str(said.err)

    def texts(self) -> dict[str, str]:
        files = sorted((self.plan / "narrative").rglob("*.md"))
        return {file.stem: file.read_text("utf-8") for file in files}


@pytest.fixture
def desk(tmp_path: Path, exported: tuple[Path, bytes], capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, *exported, capsys.readouterr)


def changed(told: dict[str, Any]) -> dict[str, str]:
    return {block["id"]: block["state"] for block in told["blocks"] if block["state"] != "unchanged"}


def test_a_copy_that_nobody_touched_changes_nothing(desk: Desk) -> None:
    before = desk.texts()
    told = desk.imports(desk.content, "--apply")
    assert changed(told) == {}
    assert (told["inbox"], told["comments"], told["written"]) == ([], [], [])
    assert desk.texts() == before


@pytest.mark.parametrize("tracked", [True, False])
def test_an_edit_changes_that_text_alone_tracked_or_not(desk: Desk, tracked: bool) -> None:
    before = desk.texts()
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare", tracked=tracked)
    told = desk.imports(editor.save(), "--apply")
    assert changed(told) == {"okonomi-vidare": "changed"}
    assert told["written"] == ["narrative/okonomi-vidare.md"]
    (block,) = [block for block in told["blocks"] if block["id"] == "okonomi-vidare"]
    assert block.get("authors", []) == (["Kari Nordmann"] if tracked else [])
    assert [note["code"] for note in told["notes"]] == ([] if tracked else ["reconcile-untracked"])
    assert desk.texts() == before | {"okonomi-vidare": before["okonomi-vidare"].replace(OLD, NEW)}


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare")
    desk.imports(editor.save(), "--apply")
    before = desk.texts()
    told = desk.imports(editor.save(), "--apply")
    assert (changed(told), told["written"]) == ({}, [])
    assert desk.texts() == before


def test_without_apply_nothing_is_written(desk: Desk) -> None:
    before = {path: path.read_bytes() for path in desk.plan.rglob("*") if path.is_file()}
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare")
    assert changed(desk.imports(editor.save())) == {"okonomi-vidare": "changed"}
    assert {path: path.read_bytes() for path in desk.plan.rglob("*") if path.is_file()} == before


def test_a_plan_that_went_on_is_merged_with(desk: Desk) -> None:
    """The base is older than the plan."""
    path = desk.plan / "narrative/okonomi-vidare.md"
    path.write_text(path.read_text("utf-8").replace("3,1 millionar", "3,2 millionar"), encoding="utf-8")
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare")
    assert changed(desk.imports(editor.save(), "--apply")) == {"okonomi-vidare": "merged"}
    said = desk.texts()["okonomi-vidare"]
    assert "3,2 millionar" in said
    assert NEW in said


def test_copies_of_two_people_who_wrote_in_the_same_place(desk: Desk) -> None:
    texts = []
    for number, new in enumerate((NEW, "Sommaren blei billegare enn planlagt")):
        editor = desk.editor()
        editor.replace(OLD, new, id="okonomi-vidare")
        told = desk.imports(editor.save(), "--apply", code=number)
        texts.append(changed(told))
    assert texts == [{"okonomi-vidare": "changed"}, {"okonomi-vidare": "conflict"}]
    said = desk.texts()["okonomi-vidare"]
    assert NEW in said
    assert "Sommaren blei billegare enn planlagt" in said
    assert main(["build", str(desk.plan), "--out", str(desk.plan.parent / "ut"), "--formats", "html"]) == 2
    assert not (desk.plan.parent / "ut").exists()


def test_a_new_paragraph_a_deleted_block_and_text_between_blocks(desk: Desk) -> None:
    editor = desk.editor()
    editor.insert_after(editor.paragraphs("medarbeidarar")[1], "Dette er eit heilt nytt avsnitt.")
    editor.remove_block("finans-vidare")
    told = desk.imports(editor.save(), "--apply")
    assert changed(told) == {"medarbeidarar": "changed", "finans-vidare": "deletion-proposed"}
    assert "\n\nDette er eit heilt nytt avsnitt.\n\n" in desk.texts()["medarbeidarar"]
    assert "finans-vidare" in desk.texts()


def test_a_locked_figure_that_was_typed_over_is_refused_and_listed(desk: Desk) -> None:
    editor = desk.editor()
    figure = next(control for control in editor.root.iter("{*}sdt") if editor.tag(control).startswith("ps:v:"))
    name = editor.tag(figure).removeprefix("ps:v:")
    next(figure.iter("{*}t")).text = "999,9"
    before = desk.texts()
    told = desk.imports(editor.save(), "--apply", code=1)
    refused = [block for block in told["blocks"] if block["state"] == "refused"]
    assert [(block["id"], block["kind"], block["theirs"]) for block in refused] == [(name, "figure", "999,9")]
    assert desk.texts() == before


def test_a_locked_table_that_was_changed_is_refused_and_listed(desk: Desk) -> None:
    editor = desk.editor()
    locked = (one for one in editor.root.iter("{*}sdt") if editor.tag(one).startswith("ps:t:"))
    table = next(control for control in locked if next(control.iter("{*}tbl"), None) is not None)
    cell = [text for text in table.iter("{*}t") if (text.text or "").strip()][-1]
    cell.text = "123 456"
    told = desk.imports(editor.save(), code=1)
    refused = [block for block in told["blocks"] if block["state"] == "refused"]
    assert [(block["id"], block["kind"]) for block in refused] == [(editor.tag(table).removeprefix("ps:t:"), "block")]
    assert "123 456" in refused[0]["theirs"]


def test_the_page_and_the_words_for_a_person(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare")
    desk.file.write_bytes(editor.save())
    page = desk.plan.parent / "rapport.html"
    assert main(["word", "import", str(desk.plan), str(desk.file), "--report", str(page)]) == 0
    said = capsys.readouterr()
    assert "okonomi-vidare" in said.out
    assert said.out.startswith("Endra: ")
    assert "--apply" in said.err
    assert '<html lang="nn">' in page.read_text("utf-8")
    assert "mykje" in page.read_text("utf-8")


def test_a_page_that_cannot_be_written_leaves_the_plan_as_it_was(desk: Desk) -> None:
    before = desk.texts()
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare")
    desk.file.write_bytes(editor.save())
    nowhere = str(desk.plan / "finst/ikkje.html")
    assert main(["word", "import", str(desk.plan), str(desk.file), "--apply", "--report", nowhere]) == 2
    assert desk.texts() == before


def test_a_file_of_another_plan_is_refused(desk: Desk) -> None:
    path = desk.plan / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("id: nesfjord-tertial-2-2026", "id: noko-anna"), encoding="utf-8")
    assert "nesfjord-tertial-2-2026" in desk.refused(desk.content)


def test_a_file_whose_base_is_gone_is_refused(desk: Desk) -> None:
    shutil.rmtree(desk.plan / ".plansats/exports")
    assert ".plansats" in desk.refused(desk.content)


@pytest.mark.parametrize("content", [b"", b"Hei", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(desk: Desk, content: bytes) -> None:
    desk.refused(content)


def test_a_truncated_file_is_refused(desk: Desk) -> None:
    desk.refused(desk.content[: len(desk.content) // 2])


def test_any_other_word_file_is_refused(desk: Desk) -> None:
    editor = desk.editor()
    editor.parts = {name: part for name, part in editor.parts.items() if not name.startswith(("customXml", "docProps"))}
    for text in editor.root.iter(f"{{{W}}}t"):
        text.text = re.sub("[0-9a-f]{32}", "", text.text or "")
    desk.refused(editor.save())


def test_a_file_that_lost_all_but_its_text_is_known_by_its_first_page(desk: Desk) -> None:
    editor = desk.editor()
    editor.parts = {name: part for name, part in editor.parts.items() if not name.startswith(("customXml", "docProps"))}
    desk.file.write_bytes(editor.save())
    assert main(["word", "import", str(desk.plan), str(desk.file), "--apply", "--lang", "nb"]) == 0


def test_killed_while_it_is_written_the_plan_is_as_before_or_as_after(desk: Desk) -> None:
    editor = desk.editor()
    editor.replace(OLD, NEW, id="okonomi-vidare")
    editor.replace("Ledige pengar", "Dei ledige pengane", id="finans-vidare")
    desk.file.write_bytes(editor.save())
    before = desk.texts()
    killed = (
        "import os, sys; from assembler.plan import journal; from assembler.cli.main import main\n"
        "place = journal._place\n"
        "def once(*given):\n    place(*given); os.kill(os.getpid(), 9)\n"
        "journal._place = once\nmain(sys.argv[1:])"
    )
    words = ["word", "import", str(desk.plan), str(desk.file), "--apply"]
    done = subprocess.run([sys.executable, "-c", killed, *words], capture_output=True, timeout=120, check=False)
    assert done.returncode == -9
    half = desk.texts()
    assert half != before
    told = desk.imports(editor.save())
    assert changed(told) == {}
    after = desk.texts()
    assert NEW in after["okonomi-vidare"]
    assert "Dei ledige pengane" in after["finans-vidare"]


def test_a_part_document_says_nothing_of_other_texts(desk: Desk) -> None:
    copy = editing_copy(from_folder(desk.plan), Order(lang="nn"), ("investeringar",))
    FolderPlace(desk.plan).keep(copy.exported)
    told = desk.imports(copy.content)
    assert {block["id"] for block in told["blocks"]} == {"investeringar"}
    assert changed(told) == {}
