"""What the instruction of a field asks for (ECMA-376-1, 17.16)."""

import re
from dataclasses import dataclass
from typing import Final

from assembler.markup.places import is_link

_WORDS: Final = re.compile(r'"([^"]*)"|(\S+)')
_REFERENCES: Final = ("REF", "PAGEREF", "NOTEREF")
# Fields whose result is what it is: numbers and words that the frame prints again.
_STILL: Final = ("SEQ", "TOC", "TC", "XE", "PAGE", "NUMPAGES", "STYLEREF", "SYMBOL", "EQ", "ADVANCE", "QUOTE", "")


@dataclass(frozen=True, slots=True)
class Said:
    """`href` is an address, `bookmark` what is referred to, "" for none.

    `is_live` says that the program would write something else tomorrow (a date, a file's name).
    """

    name: str
    href: str = ""
    bookmark: str = ""
    is_live: bool = False


def said_by(instruction: str) -> Said:
    """The meaning of an instruction; a page number that is referred to is a text like another."""
    words = [quoted or bare for quoted, bare in _WORDS.findall(instruction)]
    name = words[0].upper() if words else ""
    if name == "HYPERLINK":
        return _hyperlink(words[1:])
    if name in _REFERENCES:
        target = next((word for word in words[1:] if not word.startswith("\\")), "")
        return Said(name, bookmark=target)
    return Said(name, is_live=name not in _STILL)


def _hyperlink(words: list[str]) -> Said:
    r"""`HYPERLINK "address" \l "place"`; other switches have no meaning here."""
    address = place = ""
    after = ""
    for word in words:
        if word.startswith("\\"):
            after = word
            continue
        if after == "\\l":
            place = word
        elif after not in ("\\o", "\\t"):
            address = address or word
        after = ""
    if not address:
        return Said("HYPERLINK", bookmark=place)
    whole = f"{address}#{place}" if place else address
    return Said("HYPERLINK", href=whole) if is_link(whole) else Said("HYPERLINK", is_live=True)
