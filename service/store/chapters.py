"""Which chapter of a document type a narrative block is printed in: what a role in one chapter may reach."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assembler.compose.doctype import Slot, document_type
from assembler.problem import Refused

_AREA = "{area}"


@lru_cache(maxsize=4096)
def chapter_of(type: str, slot: str) -> str:
    """The id of the first chapter that has the slot; "" when the type has no such slot, or there is no such type.

    In a chapter for each area both may name it: the block "omrade-skole" lies in the chapter "omrade-skole".
    """
    try:
        chapters = document_type(type).chapters
    except Refused:
        return ""
    for chapter in chapters:
        for name in _slots(chapter.slots):
            pattern = (
                re.escape(name).replace(re.escape(_AREA), "(?P<area>.+)", 1).replace(re.escape(_AREA), "(?P=area)")
            )
            found = re.fullmatch(pattern, slot)
            if found:
                return chapter.id.replace(_AREA, found.groupdict().get("area", ""))
    return ""


def _slots(slots: Sequence[Slot]) -> Iterator[str]:
    for slot in slots:
        if slot.narrative:
            yield slot.narrative
        yield from _slots(slot.slots)
