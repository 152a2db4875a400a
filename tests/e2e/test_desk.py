"""The desk in real Chromium: a budget officer, a communications adviser and a reader, with axe-core on every state.

The scenes stand in `scenes/`, each a function; they are played in one browser against one server, in this order.
`PLANSATS_SCENES="arrives writes"` plays only some, `PLANSATS_PICTURES=folder` keeps a picture where a scene failed.
"""

import pytest

pytestmark = [pytest.mark.judge, pytest.mark.slow, pytest.mark.xdist_group("desk")]

SCENES = [
    "arrives",
    "invites",
    "reads_only",
    "writes",
    "two_write_apart",
    "two_write_at_once",
    "restores",
    "fills_tables",
    "two_fill_one_table",
    "brings_a_ledger",
    "follows_a_figure",
    "goes_by_word",
    "builds",
    "checks_files",
    "looks_around",
    "by_keyboard",
    "without_script",
    "bad_network",
    "signed_out_meanwhile",
    "other_languages",
    "four_times_as_large",
    "leaves",
]


@pytest.mark.parametrize("scene", SCENES)
def test_scene(walked, scene):
    if scene not in walked:
        pytest.skip("this scene was not asked for")
    assert walked[scene]["faults"] == []


def test_every_kind_of_state_was_judged(walked):
    judged = {state for found in walked.values() for state in found["states"]}
    if len(walked) < len(SCENES):
        pytest.skip("only some scenes were asked for")
    assert len(judged) >= 50
