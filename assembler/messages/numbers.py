"""Numbers and dates as Språkrådet has them: U+00A0 between thousands, decimal comma, U+2212 as minus.

Bokmål and nynorsk write them alike (Unicode CLDR); callers say which form they mean all the same. A library for all
languages takes longer to load than most commands to run, so it is only the oracle of the tests.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, TypeAlias

Form: TypeAlias = Literal["nb", "nn"]

MINUS = "\u2212"
MISSING = "–"
NO_BREAK_SPACE = "\u00a0"
EN_DASH = "–"
_SIGNS: Final = str.maketrans({",": NO_BREAK_SPACE, ".": ","})
_MONTHS: Final = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)


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
    grouped = "," if group_four or abs(shown) >= 10_000 else ""
    text = f"{abs(shown):{grouped}.{places}f}".translate(_SIGNS)
    prefix = MINUS if shown < 0 else "+" if sign and shown > 0 else ""
    return prefix + text


def per_cent_text(value: Decimal, form: Form = "nb", decimals: int = 1, *, sign: bool = False) -> str:
    """`value` per cent with a no-break space before the sign: "1,8 %"."""
    return f"{amount_text(value, form, decimals, sign=sign)}{NO_BREAK_SPACE}%"


def long_date(day: date, form: Form = "nb") -> str:
    """ "5. juni 2014"; no-break space after the day's stop."""
    return f"{day.day}.{NO_BREAK_SPACE}{_MONTHS[day.month - 1]} {day.year}"


def month_text(when: str, form: Form = "nb") -> str:
    """A month or year of the plan in words: "2026-10" is "oktober 2026", "2028" stays; all else as it stands."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", when)
    return f"{_MONTHS[int(match[2]) - 1]} {match[1]}" if match else when


def years_text(first: int, last: int) -> str:
    """ "2026–2029", or one year when they are the same."""
    return str(first) if first == last else f"{first}{EN_DASH}{last}"
