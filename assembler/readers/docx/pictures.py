"""The pictures of a file: which of the plan's they are, and those that are new."""

from dataclasses import dataclass, field
from typing import Final

from assembler.readers.docx.copy_part import CopyFacts
from assembler.readers.docx.parts import Ties, fingerprint
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import Picture

# What a plan's `images/` may hold.
_ENDINGS: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


def said_in(picture: Picture, ties: Ties) -> str:
    """All that a picture, drawing or object says: its alternative text, what is drawn in words, its text boxes."""
    boxes = (text for box in picture.boxes for text in lines(box))
    behind = ties.words(picture.relation) if picture.kind != "image" else ""
    return " ".join(filter(None, (picture.alt, picture.words, behind, *boxes)))


@dataclass(slots=True)
class Pictures:
    """`new` are those that are not the plan's, by the name that a figure calls them."""

    ties: Ties
    facts: CopyFacts
    new: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def name(self, picture: Picture) -> str:
        """The name of a picture in the plan; "" when the file does not hold it, or not as PNG or JPEG."""
        if picture.relation not in self._names:
            self._names[picture.relation] = self._name(picture)
        return self._names[picture.relation]

    def _name(self, picture: Picture) -> str:
        held = self.ties.content(picture.relation)
        if held is None:
            return ""
        content = held[1]
        digest = fingerprint(content)
        known = self.facts.pictures.get(digest)
        if known:
            return known
        ending = next((ending for start, ending in _ENDINGS.items() if content.startswith(start)), "")
        if not ending:
            return ""
        name = f"images/word-{digest[:16]}.{ending}"
        self.new[name] = content
        return name
