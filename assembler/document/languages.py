"""Language tags with and without a region (BCP 47): Word and screen readers choose a voice by the region."""

from typing import Final

_REGIONS: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB", "se": "se-NO", "sma": "sma-NO", "smj": "smj-NO"}
_SHORT: Final = {long.lower(): short for short, long in _REGIONS.items()}


def with_region(tag: str) -> str:
    """A language tag as Word writes it: with a region ("nn" is "nn-NO"); others are as they are."""
    return _REGIONS.get(tag, tag)


def without_region(tag: str) -> str:
    """The tag that `with_region` makes this of; others are as they are."""
    return _SHORT.get(tag.lower(), tag)
