"""Names and titles of the sheets in the other form of Norwegian."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text of the plan's sheets is in `form`. It holds wherever `text` stands alone."""

    text: str
    form: Literal["nb", "nn"]
    wording: str
