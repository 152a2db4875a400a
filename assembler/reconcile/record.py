"""What was brought into a plan before, from each export: the same text is never brought twice.

Somebody who settled a conflict, or took an edit out again, has decided; the same file must not ask once more.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from assembler.plan.journal import OWN

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Record:
    """The hashes of the texts, by block; those of the inbox stand under ""."""

    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, block: str, text: str) -> bool:
        """Whether this very text was brought in for the block."""
        return text_hash(text) in self.texts.get(block, ())

    def with_text(self, block: str, text: str) -> "Record":
        """The record with one more text."""
        return Record({**self.texts, block: self.texts.get(block, frozenset()) | {text_hash(text)}})

    def as_bytes(self) -> bytes:
        """The record as JSON."""
        texts = {block: sorted(hashes) for block, hashes in sorted(self.texts.items())}
        return (json.dumps({"plansats": VERSION, "texts": texts}, ensure_ascii=False, indent=1) + "\n").encode()


def record_name(export: str) -> str:
    """The file of the plan that holds the record of an export."""
    return f"{OWN}/imports/{export}.json"


def read_record(content: bytes | None) -> Record:
    """The record; an empty one when there is none, or when it is damaged: then a text may come twice, none is lost."""
    try:
        value = json.loads(content or b"{}")
        return Record({str(block): frozenset(map(str, hashes)) for block, hashes in value["texts"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
