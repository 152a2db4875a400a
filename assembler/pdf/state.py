"""The graphics state while a content stream is read, as far as text, colour and place need it (ISO 32000-1, 8.4)."""

from dataclasses import dataclass
from typing import Final, TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Colour: TypeAlias = tuple[int, int, int]

UNMOVED: Final[Matrix] = (1, 0, 0, 1, 0, 0)
INVISIBLE: Final = 3
"""The text rendering mode that paints nothing (table 106)."""


@dataclass(slots=True)
class State:
    """What `q` saves and `Q` brings back. `fill` is `None` for a colour that cannot be told (a pattern, a spot)."""

    moved: Matrix = UNMOVED
    font: str = ""
    size: float = 0
    mode: int = 0
    leading: float = 0
    fill: Colour | None = (0, 0, 0)
    space: str = "/DeviceGray"
    see_through: bool = False

    def copy(self) -> "State":
        """The state to go on with, after this one was saved."""
        return State(self.moved, self.font, self.size, self.mode, self.leading, self.fill, self.space, self.see_through)


def product(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one` first and then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l,
    )  # fmt: skip


def matrix(numbers: list[float]) -> Matrix:
    """Six operands as a matrix; the one that moves nothing for anything else."""
    return (*numbers,) if len(numbers) == 6 else UNMOVED  # type: ignore[return-value]


def colour(numbers: list[float]) -> Colour | None:
    """Grey, red-green-blue or cyan-magenta-yellow-black as red, green and blue from 0 to 255; `None` for others."""
    parts = [min(1.0, max(0.0, number)) for number in numbers]
    match parts:
        case [grey]:
            return (_byte(grey),) * 3
        case [red, green, blue]:
            return _byte(red), _byte(green), _byte(blue)
        case [cyan, magenta, yellow, black]:
            return tuple(_byte((1 - part) * (1 - black)) for part in (cyan, magenta, yellow))  # type: ignore[return-value]
        case _:
            return None


def _byte(part: float) -> int:
    return round(part * 255)
