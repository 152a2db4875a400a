"""Where text stands while a content stream is read (ISO 32000-1, 9.4.2)."""

from typing import Final

from assembler.pdf.operators import numbers_in
from assembler.pdf.state import UNMOVED, State, matrix, product

_SHORT: Final = 120
MOST_KEPT: Final = 200_000
"""How many operands are kept for when they come again."""


class TextPlace:
    """The graphics state, and the matrices of the line and of the text in it."""

    def __init__(self, numbers: dict[bytes, list[float]]) -> None:
        """`numbers` keeps short operands that were read before."""
        self._numbers = numbers
        self.state = State()
        self.line = self.text = UNMOVED

    def numbers(self, operands: bytes) -> list[float]:
        """The operands as numbers, which must not be changed; short ones are kept, for they come again."""
        found = self._numbers.get(operands)
        if found is None:
            found = numbers_in(operands)
            if len(operands) < _SHORT and len(self._numbers) < MOST_KEPT:
                self._numbers[operands] = found
        return found

    def leading(self, operands: bytes) -> None:
        """TL: how far apart the lines are."""
        self.state.leading = (numbers_in(operands) or [0])[0]

    def begin_text(self, _: bytes) -> None:
        """BT: where all text begins."""
        self.line = self.text = UNMOVED

    def place_text(self, operands: bytes) -> None:
        """Tm: where the next text stands."""
        self.line = self.text = matrix(self.numbers(operands))

    def move_text(self, operands: bytes) -> None:
        """Td: the next line, from the beginning of this one."""
        numbers = self.numbers(operands)
        if len(numbers) == 2:
            self.line = self.text = product((1, 0, 0, 1, numbers[0], numbers[1]), self.line)

    def move_text_leading(self, operands: bytes) -> None:
        """TD: the same, and all lines after it are as far apart."""
        numbers = self.numbers(operands)
        if len(numbers) == 2:
            self.state.leading = -numbers[1]
        self.move_text(operands)

    def next_line(self, _: bytes) -> None:
        """T*: the next line."""
        self.line = self.text = product((1, 0, 0, 1, 0, -self.state.leading), self.line)
