"""The two kinds of part that tie a package together: relationships and content types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assembler.ooxml.names import PACKAGE_CONTENT_TYPES, PACKAGE_RELATIONSHIPS
from assembler.ooxml.text import attribute

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship to be written."""

    id: str
    kind: str
    target: str
    external: bool = False

    def markup(self) -> str:
        """The `Relationship` element."""
        mode = ' TargetMode="External"' if self.external else ""
        return f'<Relationship Id="{self.id}" Type="{self.kind}" Target="{attribute(self.target)}"{mode}/>'


def relationships(ties: Iterable[Tie]) -> bytes:
    """A relationships part."""
    inner = "".join(tie.markup() for tie in ties)
    return f'{_HEAD}<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{inner}</Relationships>'.encode()


def content_types(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> bytes:
    """The content types of a package: by file ending, and by part name ("/word/document.xml")."""
    inner = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in sorted(defaults.items()))
    inner += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(overrides.items()))
    return f'{_HEAD}<Types xmlns="{PACKAGE_CONTENT_TYPES}">{inner}</Types>'.encode()
