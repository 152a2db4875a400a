"""One glyph that text asks for, as far as the rules on fonts look at it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a code leads to. `None` stands for what cannot be told.

    `present` says whether the program has a glyph for it, `is_notdef` whether it is the one that stands for nothing.
    Widths are in thousandths, the one of the dictionary and the one of the program; `letters` is `None` when nothing
    maps the code to letters.
    """

    code: int
    visible: bool
    present: bool | None
    is_notdef: bool | None
    listed_width: float | None
    program_width: float | None
    letters: str | None
