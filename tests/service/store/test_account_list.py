"""The list of ledgers in plan.yaml: one more stands in it, and nothing else has changed."""

import pytest

from service.store.account_list import ledgers_of, with_ledger
from service.store.names import is_file_name

ENTRY = {"file": "ledgers/ny.csv", "year": 2026, "version": "accounts"}
LINE = "{file: ledgers/ny.csv, version: accounts, year: 2026}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\n# last words\n", f"id: a\n# last words\naccounts:\n  - {LINE}\n"),
        (
            "accounts:\n  - {file: b.csv, year: 2025} # b\n\n# the title\ntitle: x\n",
            f"accounts:\n  - {LINE}\n  - {{file: b.csv, year: 2025}} # b\n\n# the title\ntitle: x\n",
        ),
        ("accounts:\n- file: b.csv\n  year: 2025\nid: æ", f"accounts:\n- {LINE}\n- file: b.csv\n  year: 2025\nid: æ"),
        ("accounts: [{file: b.csv}]\nid: a\n", f"accounts: [{LINE}, {{file: b.csv}}]\nid: a\n"),
        ("id: a\naccounts: []\n", f"id: a\naccounts: [{LINE}]\n"),
    ],
)
def test_one_more_ledger_is_the_only_change(before, after):
    made = with_ledger(before.encode(), ENTRY)
    assert made.decode() == after
    assert ledgers_of(made)[0] == ENTRY
    assert len(ledgers_of(made)) == 1 + len(ledgers_of(before.encode()))


@pytest.mark.parametrize("head", ["accounts:\nid: a\n", "accounts: b.csv\n", "id: [", "", "a: &x 1\nb: *x\n", "- a\n"])
def test_where_it_cannot_be_done_nothing_is_done(head):
    assert with_ledger(head.encode(), ENTRY) is None
    assert ledgers_of(head.encode()) == []


def test_a_ledger_may_leave_out_what_its_file_says():
    assert ledgers_of(b"accounts: [{file: a.csv}, broken]") == [{"file": "a.csv", "year": None, "version": None}]


@pytest.mark.parametrize(
    "name", ["plan.yaml", "narrative/nn/drift.md", "images/Kart over Nes (2).png", "tables/år-2026.csv", "a-b_c.d"]
)
def test_an_ordinary_name_is_fit(name):
    assert is_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "/etc/passwd",
        "a/../b",
        "a//b",
        "a/",
        ".git/x",
        "a/.b",
        "~$a.docx",
        "a\\b",
        "a:b",
        "a\n",
        "a ",
        "a.",
    ]
    + ["x" * 401, "a\u0308.md", "å" * 101, "/".join("abcdefghi")],
)
def test_a_name_that_a_folder_cannot_hold_is_not(name):
    assert not is_file_name(name)
