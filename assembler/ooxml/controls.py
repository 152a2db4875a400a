"""Content controls (ECMA-376-1, 17.5.2) around blocks or runs."""

from dataclasses import dataclass
from typing import Final

from assembler.ooxml.text import attribute

MOST_ALIAS: Final = 64
CONTROL_END: Final = "</w:sdtContent></w:sdt>"


@dataclass(frozen=True, slots=True)
class Control:
    """What a control is: `lock` is an ST_Lock, "" for none; `colour` a colour as "RRGGBB".

    "sdtLocked" keeps the control, "contentLocked" its content, "sdtContentLocked" both. A control `unseen` has no frame
    of its own when the cursor is in it (MS-DOCX 2.5.3.1). A `placeholder` gives way to what is typed, control and all.
    """

    tag: str
    alias: str = ""
    lock: str = ""
    colour: str = ""
    unseen: bool = False
    placeholder: bool = False

    def opened(self, number: int) -> str:
        """All that stands before the content, which must not be empty: Word refuses an empty `w:sdtContent`."""
        alias = f'<w:alias w:val="{attribute(self.alias[:MOST_ALIAS])}"/>' if self.alias else ""
        lock = f'<w:lock w:val="{self.lock}"/>' if self.lock else ""
        colour = f'<w15:color w:val="{self.colour}"/>' if self.colour else ""
        look = f'<w15:appearance w15:val="{"hidden" if self.unseen else "boundingBox"}"/>'
        held = "<w:temporary/><w:showingPlcHdr/>" if self.placeholder else ""
        named = f'{alias}<w:tag w:val="{attribute(self.tag)}"/><w:id w:val="{number}"/>'
        properties = f"{named}{lock}{held}{colour}{look}"
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>"

    def around(self, content: str, number: int) -> str:
        """`content` in the control."""
        return f"{self.opened(number)}{content}{CONTROL_END}"


def contents_control(content: str, number: int) -> str:
    """A table of contents as Word's own gallery makes it, so that Word offers to update it."""
    part = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/>{part}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
