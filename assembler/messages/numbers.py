"""Numbers and dates as Språkrådet has them: U+00A0 between thousands, decimal comma, U+2212 as minus.

Babel groups and picks the decimal sign, but prints hyphen-minus as minus; only this module corrects that.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from babel.dates import format_date
from babel.numbers import format_decimal

Form: TypeAlias = Literal["nb", "nn"]

MINUS = "\u2212"
MISSING = "–"
NO_BREAK_SPACE = "\u00a0"
EN_DASH = "–"


def rounded(value: Decimal, decimals: int = 0) -> Decimal:
    """`value` rounded half away from zero; never a negative nought."""
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return result if result else abs(result)


def amount_text(
    value: Decimal, form: Form = "nb", decimals: int | None = None, *, sign: bool = False, group_four: bool = True
) -> str:
    """`value` as text; `decimals` `None` keeps those it has.

    `sign` puts + before a positive change. `group_four` groups 1 215 (tables); running text and charts print 1372.
    """
    shown = value if decimals is None else rounded(value, decimals)
    places = max(0, -int(shown.as_tuple().exponent)) if decimals is None else decimals
    pattern = "#,##0" + ("." + "0" * places if places else "")
    grouped = group_four or abs(shown) >= 10_000
    text = format_decimal(abs(shown), format=pattern, locale=form, group_separator=grouped)
    prefix = MINUS if shown < 0 else "+" if sign and shown > 0 else ""
    return prefix + text


def per_cent_text(value: Decimal, form: Form = "nb", decimals: int = 1, *, sign: bool = False) -> str:
    """`value` per cent with a no-break space before the sign: "1,8 %"."""
    return f"{amount_text(value, form, decimals, sign=sign)}{NO_BREAK_SPACE}%"


def long_date(day: date, form: Form = "nb") -> str:
    """ "5. juni 2014"; no-break space after the day's stop."""
    return format_date(day, "d. MMMM y", locale=form).replace(". ", "." + NO_BREAK_SPACE, 1)


def month_text(when: str, form: Form = "nb") -> str:
    """A month or year of the plan in words: "2026-10" is "oktober 2026", "2028" stays; all else as it stands."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", when)
    return format_date(date(int(match[1]), int(match[2]), 1), "MMMM y", locale=form) if match else when


def years_text(first: int, last: int) -> str:
    """ "2026–2029", or one year when they are the same."""
    return str(first) if first == last else f"{first}{EN_DASH}{last}"
