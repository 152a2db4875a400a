"""What makes a block the same block: its id, and a hash of its content.

An id is what every format accepts as an anchor: HTML ids, Word bookmarks and Typst labels alike.
"""

import json
import re
import unicodedata
from collections import Counter
from hashlib import sha256

from assembler.document.blocks import Block, Blocks, GoalNode, GoalTree, Narrative
from assembler.document.codec import block_to_json
from assembler.document.inline import Footnote
from assembler.document.walk import block_id, every_inline, walk

LONGEST_ID = 80
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_APART = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ð": "d", "þ": "th"})


def is_id(text: str) -> bool:
    """Whether `text` may be an id: ASCII letters, digits, ".", "_" and "-", at most 80, a letter or digit first."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def is_lang(text: str) -> bool:
    """Whether `text` has the form of a BCP 47 language tag ("en", "se", "nb-NO")."""
    return len(text) <= 35 and _LANG.fullmatch(text) is not None


def slug(text: str) -> str:
    """An id made of `text`: lower case, "æ" as "ae", "ø" as "o", "å" as "a", all else as hyphens; "" for none."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_APART))
    letters = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_ID].strip("-")


def free_id(wanted: str, taken: set[str] | frozenset[str], number: int = 2) -> str:
    """`wanted`, or `wanted` with the first number from `number` that makes it free."""
    found = wanted
    while found in taken:
        tail = f"-{number}"
        found = wanted[: LONGEST_ID - len(tail)] + tail
        number += 1
    return found


def ids(blocks: Blocks) -> tuple[str, ...]:
    """The ids of all blocks (goals and footnotes included) in reading order; a Narrative's id names another space."""
    found: list[str] = []
    for block, _ in walk(blocks):
        if not isinstance(block, Narrative) and block_id(block):
            found.append(block_id(block))
        if isinstance(block, GoalTree):
            found.extend(_goal_ids(block.nodes))
    found.extend(inline.id for inline in every_inline(blocks) if isinstance(inline, Footnote))
    return tuple(found)


def _goal_ids(nodes: tuple[GoalNode, ...]) -> list[str]:
    return [name for node in nodes for name in (node.id, *_goal_ids(node.children))]


def repeated_ids(blocks: Blocks) -> tuple[str, ...]:
    """The ids that more than one block has, sorted; empty when all are unique."""
    return tuple(sorted(name for name, count in Counter(ids(blocks)).items() if count > 1))


def content_hash(block: Block) -> str:
    """The SHA-256 of a block's canonical JSON (keys sorted, no spaces, UTF-8) as 64 hexadecimal digits."""
    text = json.dumps(block_to_json(block), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8")).hexdigest()
