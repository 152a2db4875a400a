"""Nouns made of verbs: which words they are, and the verb behind them."""

from functools import cache

from assembler.language.tokens import Form
from assembler.language.wordlists import plain_words, word_list

_ENDINGS: dict[Form, tuple[str, ...]] = {
    "nb": ("", "en", "a", "er", "ene", "ens", "enes", "n", "r", "ne", "s", "ns"),
    "nn": ("", "a", "ar", "ane", "i", "en", "n", "r", "ene", "er"),
}
_HEAVY: dict[Form, tuple[str, ...]] = {
    "nb": ("ing", "ingen", "inga", "inger", "ingene", "else", "elsen", "elser", "elsene", "sjon", "sjonen", "sjoner"),
    "nn": ("ing", "inga", "ingar", "ingane", "else", "elsen", "elsar", "sjon", "sjonen", "sjonar", "sjonane"),
}


def verb_behind(noun: str, form: Form) -> str:
    """The infinitive that `noun` is made of ("vurderingen" → "vurdere"); "" for a noun that is none such."""
    verbs = _verbs(form)
    for ending in _ENDINGS[form]:
        stem = noun[: -len(ending)] if ending else noun
        if noun.endswith(ending) and stem in verbs:
            return verbs[stem]
        if noun.endswith(ending) and stem.endswith("ering") and stem not in plain_words("nominalisations", "things"):
            return stem[:-3] + "e"
    return ""


def is_heavy(word: str, form: Form) -> bool:
    """Whether `word` is a noun in -ing, -else or -sjon that names an action, not a thing ("bygning", "stilling")."""
    if len(word) < 7 or not word.endswith(_HEAVY[form]):
        return False
    things = plain_words("nominalisations", "things")
    return not any(word.endswith(ending) and _stem(word, ending) in things for ending in _ENDINGS[form])


def _stem(word: str, ending: str) -> str:
    return word[: -len(ending)] if ending else word


@cache
def _verbs(form: Form) -> dict[str, str]:
    loaded: dict[str, str] = word_list("nominalisations")[form]
    return loaded
