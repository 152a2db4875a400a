"""A number as Norwegians print it, read back: "1 234,5", "−6 000", "- 6 043", "+12"."""

import re
from decimal import Decimal

_SPACE = " \u00a0\u2009\u202f"
_NUMBER = re.compile(rf"([-+\u2212\u2013])?[{_SPACE}]?([0-9]{{1,3}}(?:[{_SPACE}][0-9]{{3}})+|[0-9]+)(?:,([0-9]+))?")
_LONGEST = 40


def number_in(text: str) -> tuple[Decimal, int] | None:
    """The number that `text` is as a whole, and its decimals; `None` when it is no number."""
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    sign, whole, part = found.groups()
    digits = re.sub(r"[^0-9]", "", whole)
    value = Decimal(f"{digits}.{part}" if part else digits)
    return (-value if value and sign not in (None, "+") else value), len(part or "")
