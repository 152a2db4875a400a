"""Complex fields (ECMA-376-1, 17.16.18): begin, instruction, separator, cached result, end."""

from assembler.ooxml.text import escape


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with its cached result, given as runs; `properties` are the children of `w:rPr` of its own runs."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def sequence(name: str, result: str, restart: int | None = None) -> str:
    """SEQ: the next number of `name`, or `restart`."""
    again = "" if restart is None else f" \\r {restart}"
    return field(f"SEQ {name} \\* ARABIC{again}", result)


def reference(bookmark: str, result: str) -> str:
    """REF: the text of a bookmark, a link to it."""
    return field(f"REF {bookmark} \\h", result)


def paragraph_number(bookmark: str, result: str) -> str:
    """REF \\r: the automatic number of the paragraph that a bookmark stands in, a link to it."""
    return field(f"REF {bookmark} \\r \\h", result)


def page_of(bookmark: str, result: str, properties: str = "") -> str:
    """PAGEREF: the page that a bookmark stands on."""
    return field(f"PAGEREF {bookmark} \\h", result, properties)
