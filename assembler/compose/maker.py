"""A maker of blocks: the edition's situation and the slot's options in, blocks out; none when it has no data."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks

Options: TypeAlias = Mapping[str, Any]
Maker: TypeAlias = Callable[[Situation, Options], Blocks]
