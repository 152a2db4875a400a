"""Colours of a Word file's theme (ECMA-376 17.18.97, 20.1.6.2), with shade and tint."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assembler.checks.colour import Colour, colour_of
from assembler.checks.docx.markup import A, Element, W

_SLOTS: Final = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1",
    "text2": "dk2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
}  # fmt: skip


@dataclass
class Theme:
    """The colour scheme of a theme part; `root` is `None` when there is none."""

    root: Element | None

    @cached_property
    def _colours(self) -> dict[str, Colour]:
        scheme = None if self.root is None else self.root.find(f"{A}themeElements/{A}clrScheme")
        found: dict[str, Colour] = {}
        for slot in scheme if scheme is not None else ():
            for given in slot:
                colour = colour_of(given.get("lastClr") or given.get("val") or "")
                if colour is not None and isinstance(slot.tag, str):
                    found[slot.tag.removeprefix(A)] = colour
        return found

    def colour(self, element: Element, prefix: str = "theme") -> Colour | None:
        """The theme colour that `w:color` or `w:shd` names (`prefix` "themeFill" for a fill); `None` without one."""
        name = element.get(W + ("themeColor" if prefix == "theme" else prefix), "")
        base = self._colours.get(_SLOTS.get(name, ""))
        if base is None:
            return None
        return _varied(base, element.get(f"{W}{prefix}Shade"), element.get(f"{W}{prefix}Tint"))


def _varied(base: Colour, shade: str | None, tint: str | None) -> Colour:
    """Darker by shade, lighter by tint: hexadecimal parts of 255."""
    try:
        if shade:
            part = int(shade, 16) / 255
            return (round(base[0] * part), round(base[1] * part), round(base[2] * part))
        if tint:
            part = int(tint, 16) / 255
            return tuple(round(c * part + 255 * (1 - part)) for c in base)  # type: ignore[return-value]
    except ValueError:
        return base
    return base
