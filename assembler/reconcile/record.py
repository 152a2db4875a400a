"""What was brought into a plan before, from each export: the same text is never brought twice.

Somebody who settled a conflict, or took an edit out again, has decided; the same file must not ask once more. The
comments that people wrote are kept beside it, for whoever wants to read them when the file is gone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

from assembler.plan.journal import OWN

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Record:
    """The hashes of the texts, by block; those of the inbox stand under "". `comments` are as the report has them."""

    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    comments: tuple[Mapping[str, Any], ...] = ()

    def has(self, block: str, text: str) -> bool:
        """Whether this very text was brought in for the block."""
        return text_hash(text) in self.texts.get(block, ())

    def with_text(self, block: str, text: str) -> "Record":
        """The record with one more text."""
        return replace(self, texts={**self.texts, block: self.texts.get(block, frozenset()) | {text_hash(text)}})

    def with_comment(self, comment: Mapping[str, Any]) -> "Record":
        """The record with a comment as it is now: its thread may have grown since it was kept."""
        others = tuple(kept for kept in self.comments if not _is_same(kept, comment))
        return self if comment in self.comments else replace(self, comments=(*others, comment))

    def as_bytes(self) -> bytes:
        """The record as JSON."""
        texts = {block: sorted(hashes) for block, hashes in sorted(self.texts.items())}
        value: dict[str, Any] = {"plansats": VERSION, "texts": texts}
        value |= {"comments": list(self.comments)} if self.comments else {}
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _is_same(kept: Mapping[str, Any], comment: Mapping[str, Any]) -> bool:
    return all(kept.get(name) == comment.get(name) for name in ("author", "date", "text", "block"))


def record_name(export: str) -> str:
    """The file of the plan that holds the record of an export."""
    return f"{OWN}/imports/{export}.json"


def read_record(content: bytes | None) -> Record:
    """The record; an empty one when there is none, or when it is damaged: then a text may come twice, none is lost."""
    try:
        value = json.loads(content or b"{}")
        texts = {str(block): frozenset(map(str, hashes)) for block, hashes in value["texts"].items()}
        return Record(texts, tuple(kept for kept in value.get("comments", ()) if isinstance(kept, dict)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
