"""Laws of the JSON form: out and back is the same value, through a JSON text; equal content has an equal hash."""

import json

from hypothesis import given, settings

from assembler.document.codec import blocks_from_json, blocks_to_json
from assembler.document.identity import content_hash
from tests.laws.narratives import NARRATIVES


@settings(max_examples=30, deadline=None)
@given(NARRATIVES)
def test_blocks_to_json_to_blocks_is_identity(blocks):
    again = blocks_from_json(json.loads(json.dumps(blocks_to_json(blocks))))
    assert again == blocks
    assert [content_hash(block) for block in again] == [content_hash(block) for block in blocks]
