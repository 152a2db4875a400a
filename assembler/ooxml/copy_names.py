"""The names of an editing copy that writer and reader share: tags, styles, and the part that says the rest.

`docs/word-editing.md` describes them.
"""

import hashlib
from typing import Final

NAMESPACE: Final = "urn:plansats:editing-copy:1"
COPY_PART: Final = "customXml/item1.xml"
EXPORT_PROPERTY: Final = "PlansatsExport"
PLAN_PROPERTY: Final = "PlansatsPlan"

TEXT: Final = "ps:b:"
LOCKED: Final = "ps:t:"
FIGURE: Final = "ps:v:"
REFERENCE: Final = "ps:r:"
GUIDE: Final = "ps:x:guide"
LABEL: Final = "ps:x:label"
PLACEHOLDER: Final = "ps:x:placeholder"
FACT: Final = "ps:x:fact:"
QUOTE: Final = "ps:x:quote"
MARGIN: Final = "ps:x:margin"
TABLE: Final = "ps:x:table:"
PICTURE: Final = "ps:x:figure:"
STATUS: Final = "ps:x:status:"

# A style of the frame with what it stands for here: "Quote_lead", "TableSum_result".
STYLE_MARK: Final = "_"
CONTINUE: Final = "Continue"
# Styles of the program's own words: all that begin with the first, and the character style of placeholders.
GUIDANCE_STYLE: Final = "PlansatsGuidance"
PLACEHOLDER_STYLE: Final = "PlansatsPlaceholder"
# The character style of bound figures: a tint that shows what is frozen, without a meaning of its own.
FIGURE_STYLE: Final = "PlansatsFigure"

AUTHOR: Final = "Plansats"
INITIALS: Final = "PS"

_MOST_TAG: Final = 64
_DIGITS: Final = 8


def tag_within_limit(tag: str) -> str:
    """The tag, cut and with a hash where it is longer than the 64 characters that Word takes."""
    if len(tag) <= _MOST_TAG:
        return tag
    return f"{tag[: _MOST_TAG - _DIGITS - 1]}~{hashlib.sha256(tag.encode()).hexdigest()[:_DIGITS]}"
