"""Text analysis of Norwegian, bokmål ("nb") and nynorsk ("nn"). The one `__init__.py` that hands names on."""

from assembler.language.passive import passives
from assembler.language.splitting import sentences

__all__ = ["passives", "sentences"]
