import subprocess
import sys
from argparse import ArgumentParser

import pytest

from assembler.cli.register import ENTRIES, entries_of_others
from assembler.messages.catalogue import LANGS, label

LEAVES = [leaf for entry in (*ENTRIES, *entries_of_others()) for leaf in entry.steps or (entry,)]
HEAVY = ("typst", "pikepdf", "pypdf", "docxtpl", "fontTools", "sqlalchemy", "flask", "granian")


@pytest.mark.parametrize("entry", LEAVES, ids=lambda entry: entry.name)
def test_an_entry_says_what_its_command_says(entry):
    command = entry.load()
    assert command.name == entry.name
    for lang in LANGS:
        assert command.help(lang) == label(entry.help, lang)
        command.configure(ArgumentParser(), lang)


@pytest.mark.parametrize("words", [("--help",), ("new", "--help")])
def test_a_command_that_writes_no_document_loads_no_writer(words):
    program = (
        "import sys\nfrom assembler.cli.main import main\n"
        f"try:\n    main({list(words)!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"
    assert "plansats" in said


def test_help_lists_every_command():
    said = subprocess.run(
        [sys.executable, "-c", "from assembler.cli.main import main; main(['--help', '--lang', 'en'])"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    for entry in (*ENTRIES, *entries_of_others()):
        assert f"\n    {entry.name}" in said
