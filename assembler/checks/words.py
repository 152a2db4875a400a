"""Lists of words that rules compare with, from `templates/checks/words.yaml`, where they are easy to add to."""

from functools import cache

import yaml

from assembler.resources import templates


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of the list `name`; `KeyError` when there is none."""
    return frozenset(yaml.safe_load(templates("checks", "words.yaml").read_text(encoding="utf-8"))[name])
