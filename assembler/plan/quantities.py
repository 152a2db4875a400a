"""Numbers as people type them in a sheet: "1 456 538", "810 000,00", "−1 362 250", "(500)", "250-"."""

import re
from decimal import Decimal
from typing import Final

_SPACES: Final = re.compile(r"[ \u00a0\u202f\u2007\u2009\t]")
_MINUS: Final = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "-": "-"})
_GROUPED: Final = re.compile(r"\d{1,3}(?: \d{3})+|\d+")
_THOUSANDS_BY_POINT: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+(?=,)")
_UNIT: Final = re.compile(
    r"\s*\(?(?:i |in )?(1 ?000|tusen|1\.000|mill\.?|millioner|millionar|million)?"
    r"\s*(t?kr|kroner|nok|tnok|mnok)\.?\)?\s*$"
)
_FACTORS: Final = {"1000": 1000, "1.000": 1000, "tusen": 1000, "tkr": 1000, "tnok": 1000, "mnok": 1_000_000}
MOST_DIGITS: Final = 15


def read_number(text: str) -> Decimal | None:
    """The number that `text` says by Norwegian habit; `None` when it is not one.

    Thousands may be parted by any space (or by points, where a decimal comma or a second point shows that they are
    thousands); the decimal sign is a comma or a point; a minus of any kind stands before or after, or the number
    stands in parentheses. "1.234" is read as a decimal point.
    """
    bare = _SPACES.sub(" ", text.translate(_MINUS)).strip()
    bare, negative = _unsigned(bare)
    whole, _, decimals = _split(bare).partition(",")
    if not _GROUPED.fullmatch(whole) or not (decimals.isascii() and (decimals.isdigit() or not decimals)):
        return None
    digits = whole.replace(" ", "")
    if not digits.isascii() or len(digits) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        return None
    number = Decimal(f"{digits}.{decimals or 0}") if decimals else Decimal(digits)
    return -number if negative and number else number


def _unsigned(bare: str) -> tuple[str, bool]:
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1].strip(), True
    if bare.startswith("-"):
        return bare[1:].strip(), True
    if bare.endswith("-"):
        return bare[:-1].strip(), True
    return bare.removeprefix("+").strip(), False


def _split(bare: str) -> str:
    """The number with a comma as its only decimal sign and no points between thousands."""
    grouped = _THOUSANDS_BY_POINT.match(bare)
    if grouped:
        return bare[: grouped.end()].replace(".", "") + bare[grouped.end() :]
    return bare if "," in bare else bare.replace(".", ",", 1)


def digits_of(number: Decimal) -> str:
    """A number's digits with a decimal point and no closing noughts, exactly."""
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def heading_and_factor(heading: str) -> tuple[str, int]:
    """A column heading without its unit, and what its amounts are multiplied by: "Beløp 2026 (1000 kr)" → 1000."""
    found = _UNIT.search(heading)
    if not found or not heading[: found.start()].strip():
        return heading, 1
    scale, unit = (found.group(1) or "").replace(" ", ""), found.group(2)
    factor = 1_000_000 if scale.startswith("mill") else _FACTORS.get(scale or unit, 1)
    return heading[: found.start()].strip(), factor
