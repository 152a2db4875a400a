"""A plan as one JSON document, and the folder that says the same."""

from pathlib import PurePosixPath

import pytest

from assembler.plan.dump import plan_json
from assembler.plan.load import load_folder, load_json
from assembler.plan.unfold import unfolded
from assembler.resources import samples

SAMPLES = sorted(path.parent.name for path in samples().glob("*/plan.yaml"))
HEAD = {
    "id": "a",
    "type": "notat",
    "title": "A",
    "form": "nn",
    "year": 2027,
    "edition": "forslag",
    "date": "2026-11-03",
    "municipality": {"name": "Nes", "invented": True},
}


def written(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_folder_of_a_document_is_the_same_plan(sample, tmp_path):
    root = samples(sample)
    value = plan_json(load_folder(root).plan)
    beside = [path for path in (root / "images").rglob("*") if path.is_file()] if (root / "images").is_dir() else []
    beside += [root / account["file"] for account in value.get("accounts", ())]
    others = {path.relative_to(root).as_posix(): path.read_bytes() for path in beside}
    images = {name: content for name, content in others.items() if name.startswith("images/")}
    folder = written(tmp_path, unfolded(value) | others)
    assert load_folder(folder).plan == load_json(value, images).plan


@pytest.mark.parametrize(
    "text", ["no", "1e3", "0301", "0x1F", "~", "null", "2026-01-01", "12:30", "- a", "a: b", "æ #1"]
)
def test_a_word_stays_a_word(text, tmp_path):
    value = HEAD | {"title": text, "areas": [{"id": "a", "name": text}]}
    plan = load_folder(written(tmp_path, unfolded(value))).plan
    assert (plan.title, plan.areas[0].name) == (text, text)


def test_a_text_keeps_its_place_where_it_has_one_and_gets_one_where_it_has_none(tmp_path):
    value = HEAD | {
        "narrative": [
            {"id": "a", "file": "narrative/kapittel/a b.md", "text": "A.\n"},
            {"id": "b", "file": "../../etc/passwd.md", "text": "B.\n"},
            {"id": "B", "text": "Stor B.\n"},
            {"id": "b", "form": "nb", "text": "B på bokmål.\n"},
            {"id": "c/d:e", "file": "narrative/.gøymd/c.md", "text": "C.\n"},
        ]
    }
    files = unfolded(value)
    assert set(files) == {
        "plan.yaml",
        "narrative/kapittel/a b.md",
        "narrative/b.md",
        "narrative/b-2.md",
        "narrative/nb/b.md",
        "narrative/c-d-e.md",
    }
    assert all(".." not in PurePosixPath(name).parts for name in files)
    read = load_folder(written(tmp_path, files)).plan.narratives
    assert {(block.id, block.form) for block in read} == {
        ("a", "nn"),
        ("b", "nn"),
        ("B", "nn"),
        ("b", "nb"),
        ("c/d:e", "nn"),
    }
