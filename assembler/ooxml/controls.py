"""Content controls (ECMA-376-1, 17.5.2) around blocks."""

from assembler.ooxml.text import attribute


def block_control(content: str, number: int, tag: str, alias: str, lock: str = "sdtLocked") -> str:
    """`content` (whole blocks, never empty: Word refuses an empty `w:sdtContent`) in a control of its own.

    `alias` is cut to 64 characters, the most that Word shows. `lock` is an ST_Lock: "sdtLocked" keeps the control,
    "sdtContentLocked" its content too.
    """
    head = (
        f'<w:alias w:val="{attribute(alias[:64])}"/><w:tag w:val="{attribute(tag)}"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="{lock}"/>'
    )
    return f"<w:sdt><w:sdtPr>{head}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def contents_control(content: str, number: int) -> str:
    """A table of contents as Word's own gallery makes it, so that Word offers to update it."""
    part = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/>{part}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
