"""What comes back in Word's clothes, given the names again that it went out with."""

from assembler.document.blocks import Blocks


def likened(found: Blocks, base: Blocks) -> Blocks:
    """The blocks of the file."""
    return found
