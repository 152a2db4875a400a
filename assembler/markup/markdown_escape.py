"""Text into Markdown that reads back as the same text."""

import re

_MARKS = re.compile(r"[\\`*_\[\]<{}|^~#]|&(?=#?\w+;)")
_LINE_START = re.compile(r"([-+=>:])|(\d{1,9})(?=[.)])")


def escaped(text: str, *, first: bool, last: bool, after_note: bool) -> str:
    """`text` with every mark escaped.

    `first` and `last` say that a line begins or ends with it: there whitespace becomes an entity, since CommonMark
    strips it. `after_note` that a footnote mark precedes it, which "(" or ":" would turn into something else.
    """
    lead = len(text) - len(text.lstrip()) if first else 0
    tail = len(text.rstrip()) if last else len(text)
    middle = _MARKS.sub(r"\\\g<0>", text[lead : max(lead, tail)])
    if middle.endswith("!"):
        middle = middle[:-1] + "\\!"
    if after_note and middle[:1] in ("(", ":"):
        middle = "\\" + middle
    return _entities(text[:lead]) + middle + _entities(text[max(lead, tail) :])


def _entities(spaces: str) -> str:
    return "".join(f"&#x{ord(space):X};" for space in spaces)


def line_safe(line: str) -> str:
    """`line` with its beginning escaped where it would open a block (list, quote, caption, underline)."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    return "\\" + line if found[1] else f"{found[2]}\\{line[found.end() :]}"


def destination(href: str) -> str:
    """A link's or picture's address, in angle brackets where it is not plain."""
    if re.fullmatch(r"[\w:/.?=%#@,;~+-]*", href, re.ASCII):
        return href
    return "<" + re.sub(r"[\\<>]|&(?=#?\w+;)", r"\\\g<0>", href) + ">"


def quoted(title: str) -> str:
    """A title in straight quotation marks."""
    return '"' + re.sub(r'[\\"]|&(?=#?\w+;)', r"\\\g<0>", title) + '"'
