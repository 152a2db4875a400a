"""A document as JSON: every block comes back, and bad JSON is refused with all faults at their places."""

import json
from dataclasses import replace

import pytest

from assembler.document.blocks import Chart, Paragraph
from assembler.document.codec import blocks_from_json, blocks_to_json, from_json, to_json
from assembler.document.identity import content_hash, free_id, repeated_ids, slug
from assembler.document.inline import Text
from assembler.messages.catalogue import wording
from assembler.problem import Refused
from tests.assembler.writers.specimen import specimen


def test_every_block_of_the_specimen_comes_back_through_a_json_text():
    assert from_json(json.loads(json.dumps(to_json(specimen())))) == specimen()


def test_the_form_is_plain_to_read():
    assert blocks_to_json((Paragraph((Text("Hei"),), lang="se"),)) == [
        {"type": "paragraph", "children": [{"type": "text", "text": "Hei"}], "lang": "se"}
    ]


def test_all_faults_are_told_at_once_with_their_pointers():
    value = to_json(specimen())
    value["lang"] = "no"
    value["sidetall"] = 3
    del value["title"]
    value["cover"]["shares"][0]["hundredths"] = "34"
    value["blocks"][0]["type"] = "chapter"
    value["blocks"][2]["blocks"][0]["children"][0]["text"] = "klokke\u0007"
    with pytest.raises(Refused) as refused:
        from_json(value)
    assert {(problem.code, problem.place.pointer) for problem in refused.value.problems} == {
        ("document-json-choice", "/lang"),
        ("document-json-unknown", "/sidetall"),
        ("document-json-missing", "/"),
        ("document-json-kind", "/cover/shares/0/hundredths"),
        ("document-json-choice", "/blocks/0/type"),
        ("document-json-character", "/blocks/2/blocks/0/children/0/text"),
    }
    assert all(wording(problem, lang).message for problem in refused.value.problems for lang in ("nb", "nn", "en"))


@pytest.mark.parametrize(
    "value", [None, [], "x", {}, {"plansats": 2}, {"plansats": 1, "blocks": {}}, {"plansats": True}]
)
def test_what_is_no_document_is_refused(value):
    with pytest.raises(Refused):
        from_json(value)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1,5", "1e999999", "", "٣", "1" * 100, 1.5, None, True])
def test_a_number_is_a_finite_decimal_in_a_string(number):
    chart = next(block for block in specimen().blocks[2].blocks[-1].blocks if isinstance(block, Chart))
    value = blocks_to_json((chart,))
    value[0]["data"]["target"]["value"] = number
    with pytest.raises(Refused):
        blocks_from_json(value)


def test_deep_nesting_is_refused_not_a_crash():
    value = {"type": "paragraph", "children": []}
    for _ in range(5000):
        value = {"type": "quote", "blocks": [value]}
    with pytest.raises(Refused) as refused:
        blocks_from_json([value])
    assert [problem.code for problem in refused.value.problems] == ["document-json-deep"]


def test_a_hash_changes_with_the_content_and_with_nothing_else():
    first, same, other = (Paragraph((Text(text),)) for text in ("å", "å", "a"))
    assert content_hash(first) == content_hash(same) != content_hash(other)
    assert content_hash(replace(first, role="note")) != content_hash(first)


def test_a_slug_is_an_id_of_norwegian_words():
    assert slug("Økonomiske rammer – 2026!") == "okonomiske-rammer-2026"
    assert slug("Čoahkkáigeassu på æ") == "coahkkaigeassu-pa-ae"
    assert slug("«»") == ""
    assert free_id("a", {"a", "a-2"}) == "a-3"


def test_repeated_ids_are_found_wherever_they_stand():
    assert repeated_ids(specimen().blocks) == ()
    assert "maltre" in repeated_ids((*specimen().blocks, *specimen().blocks))
