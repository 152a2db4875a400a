"""What a reader sees of an element: colours, size and weight, through cascade and inheritance (CSS 2.1, 6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from PIL import ImageColor

from assembler.checks.colour import BLACK, ENOUGH, ENOUGH_LARGE, WHITE, Colour
from assembler.checks.html.page import Element, is_hidden
from assembler.checks.html.stylesheet import NUMBER, StyleSheets

_VARIABLE: Final = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_FUNCTION: Final = re.compile(r"(rgba?|hsla?)\(([^)]*)\)")
_LENGTH: Final = re.compile(rf"{NUMBER}(px|em|rem|%|pt)")
_MOST_LETTERS: Final = 1_000
_ROOT: Final = 16.0
_LINK: Final[Colour] = (0, 0, 238)
_BUTTON: Final[Colour] = (239, 239, 239)
_SIZES: Final = {
    "h1": 2.0,
    "h2": 1.5,
    "h3": 1.17,
    "h4": 1.0,
    "h5": 0.83,
    "h6": 0.67,
    "small": 0.83,
    "sub": 0.83,
    "sup": 0.83,
}
_WORDS: Final = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_BOLD: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_FIELDS: Final = frozenset({"input", "select", "textarea"})
# 18 and 14 points at 96 pixels an inch (WCAG 1.4.3).
_LARGE, _LARGE_BOLD = 24.0, 18.66


@dataclass(frozen=True, slots=True)
class Look:
    """How text in an element is shown. `colour` and `behind` are `None` where the page alone does not tell.

    `size` is in CSS pixels, `None` when it depends on the window.
    """

    colour: Colour | None = BLACK
    behind: Colour | None = WHITE
    size: float | None = _ROOT
    root: float = _ROOT
    bold: bool = False
    shown: bool = True
    variables: Mapping[str, str] | None = None
    opacity: float = 1.0
    under: Colour | None = WHITE

    def faded(self) -> tuple[Colour, Colour] | None:
        """Colour of text and ground as they are seen, `None` where they cannot be told."""
        if self.colour is None or self.behind is None:
            return None
        if self.opacity >= 1:
            return self.colour, self.behind
        return (
            None
            if self.under is None
            else (_mix(self.colour, self.under, self.opacity), _mix(self.behind, self.under, self.opacity))
        )

    @property
    def needed(self) -> Decimal:
        """The contrast that text of this size needs; the least where the size is not known."""
        large = self.size is None or self.size >= (_LARGE_BOLD if self.bold else _LARGE)
        return ENOUGH_LARGE if large else ENOUGH


def look(element: Element, above: Look, sheets: StyleSheets) -> Look:
    """The look of an element inside one that looks as `above`."""
    said = sheets.of(element)
    own = {name: value for name, value in said.items() if name.startswith("--")}
    variables = {**(above.variables or {}), **own} if own else above.variables
    values = {name: resolved(value, variables or {}) for name, value in said.items() if not name.startswith("--")}
    base = replace(_by_nature(element, above), variables=variables)
    size = _size(values.get("font-size", ""), above, base.size)
    shown = base.shown and not is_hidden(element) and values.get("display") != "none"
    shown = shown and values.get("visibility") not in {"hidden", "collapse"} and not _clipped(values)
    behind = _behind(values, base.behind)
    colour = _colour(values, base.colour, above.colour, behind)
    opacity = _number(values.get("opacity", "1"))
    under = above.behind if opacity < 1 and above.opacity == 1 else above.under
    if values.get("position") in {"absolute", "fixed"}:
        # What such a box lies over is known to a browser only.
        behind = behind if "background" in values or "background-color" in values else None
    bold = _bold(values.get("font-weight", ""), base.bold)
    root = size if element.getparent() is None and size else above.root
    return Look(colour, behind, size, root, bold, shown, variables, above.opacity * opacity, under)


def _by_nature(element: Element, above: Look) -> Look:
    """What browsers do without any style sheet (HTML, 15)."""
    tag = str(element.tag)
    size = None if above.size is None else above.size * _SIZES.get(tag, 1.0)
    base = replace(above, size=size, bold=above.bold or tag in _BOLD)
    if tag == "a" and element.get("href") is not None:
        return replace(base, colour=_LINK)
    if tag == "mark":
        return replace(base, colour=BLACK, behind=(255, 255, 0))
    if tag == "button":
        return replace(base, colour=BLACK, behind=_BUTTON, size=13.333, bold=False)
    if tag in _FIELDS:
        return replace(base, colour=BLACK, behind=WHITE, size=13.333, bold=False)
    return base


def resolved(value: str, variables: Mapping[str, str]) -> str:
    """A value with its variables filled in; "" when one of them has no value, or they swell."""
    for _ in range(8):
        if "var(" not in value:
            return value.strip()
        if len(value) > _MOST_LETTERS:
            return ""
        value = _VARIABLE.sub(lambda match: variables.get(match[1], match[2] or "")[:_MOST_LETTERS], value)
    return ""


def seen_colour(value: str, behind: Colour | None) -> Colour | None:
    """The colour that a value shows over `behind`; `None` for what is no plain colour, or cannot be told."""
    try:
        *rgb, alpha = (*ImageColor.getrgb(_plain(value)), 255)[:4]
    except ValueError:
        return None
    if alpha == 255:
        return rgb[0], rgb[1], rgb[2]
    if behind is None:
        return None
    return _mix((rgb[0], rgb[1], rgb[2]), behind, alpha / 255)


def _mix(colour: Colour, under: Colour, share: float) -> Colour:
    red, green, blue = (round(c * share + b * (1 - share)) for c, b in zip(colour, under, strict=True))
    return red, green, blue


def _plain(value: str) -> str:
    """A colour as Pillow writes it: `rgb(1 2 3 / 50%)` with commas, the alpha as a number to 255."""
    found = _FUNCTION.fullmatch(value.lower().strip())
    if not found:
        return value
    parts = [part for part in re.split(r"[\s,/]+", found[2].strip()) if part]
    if len(parts) == 3:
        return f"{found[1].rstrip('a')}({','.join(parts)})"
    if len(parts) != 4 or found[1].startswith("hsl"):
        return value
    share = float(parts[3].rstrip("%") or 0) / (100 if parts[3].endswith("%") else 1)
    return f"rgba({','.join(parts[:3])},{round(min(share, 1) * 255)})"


def _behind(values: Mapping[str, str], above: Colour | None) -> Colour | None:
    given = values.get("background-color") or values.get("background") or ""
    picture = values.get("background-image", "none") not in {"none", ""} or "(" in _FUNCTION.sub("", given)
    if picture:
        return None
    words = _FUNCTION.findall(given) and [match.group() for match in _FUNCTION.finditer(given)] or given.split()
    for word in words:
        if word in {"transparent", "none", "inherit", "initial", "unset"}:
            continue
        colour = seen_colour(word, above)
        if colour is not None:
            return colour
    return above


def _colour(
    values: Mapping[str, str], own: Colour | None, above: Colour | None, behind: Colour | None
) -> Colour | None:
    given = values.get("color", "")
    if given in {"inherit", "currentcolor", "currentColor"}:
        return above
    return seen_colour(given, behind) if given else own


def _size(given: str, above: Look, own: float | None) -> float | None:
    if not given:
        return own
    if given in _WORDS:
        return _WORDS[given]
    found = _LENGTH.fullmatch(given)
    if not found:
        return above.size if given in {"inherit", "unset"} else None
    number, unit = float(found[1]), found[2]
    if unit in {"em", "%"}:
        return None if above.size is None else above.size * (number if unit == "em" else number / 100)
    return number * {"px": 1.0, "pt": 96 / 72, "rem": above.root}[unit]


def _bold(given: str, own: bool) -> bool:
    if not given or given == "inherit":
        return own
    return given in {"bold", "bolder"} or (given.isdecimal() and int(given) >= 700)


def _clipped(values: Mapping[str, str]) -> bool:
    """Whether text is for screen readers alone: cut away to nothing."""
    cut = "clip" in values or "clip-path" in values
    return cut and values.get("position") == "absolute" or values.get("text-indent", "").startswith("-999")


def _number(text: str) -> float:
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0
