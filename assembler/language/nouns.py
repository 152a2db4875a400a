"""Nouns made of verbs: which words they are, and the verb behind them."""

from functools import cache, lru_cache

from assembler.language.lexicon import lexicon, prefixes
from assembler.language.tokens import Form
from assembler.language.wordlists import plain_words, word_list

_ENDINGS: dict[Form, tuple[str, ...]] = {
    "nb": ("", "en", "a", "er", "ene", "ens", "enes", "n", "r", "ne", "s", "ns"),
    "nn": ("", "a", "ar", "ane", "i", "en", "n", "r", "ene", "er"),
}
_SHORTEST_STEM, _LONGEST_PART = 4, 30
_HEAVY: dict[Form, tuple[str, ...]] = {
    "nb": ("ing", "ingen", "inga", "inger", "ingene", "else", "elsen", "elser", "elsene", "sjon", "sjonen", "sjoner"),
    "nn": ("ing", "inga", "ingar", "ingane", "else", "elsen", "elsar", "sjon", "sjonen", "sjonar", "sjonane"),
}


@lru_cache(maxsize=4096)
def verb_behind(noun: str, form: Form) -> str:
    """The infinitive that `noun` is made of ("vurderingen" → "vurdere"); "" for a noun that is none such."""
    verbs = _verbs(form)
    stems = [_stem(noun, ending) for ending in _ENDINGS[form] if noun.endswith(ending)]
    listed = next((verbs[stem] for stem in stems if stem in verbs), "")
    return listed or next((verb for stem in stems if (verb := _verb_by_rule(stem, form))), "")


def _verb_by_rule(noun: str, form: Form) -> str:
    """The verb of a noun in -ing or -else that no list has: where the lexicon knows one with that stem."""
    ending = "ing" if noun.endswith("ing") else "else" if noun.endswith("else") else ""
    stem = noun[: -len(ending)]
    if not ending or len(stem) < _SHORTEST_STEM or _names_thing(noun, form):
        return ""
    known = lexicon(form).s_forms
    return f"{stem}e" if stem.endswith("er") or known.find(f"{stem}es" if form == "nb" else stem) else ""


def _names_thing(noun: str, form: Form) -> bool:
    """Whether the noun, or the last part of a compound, names a thing, an event or a person.

    "Saksbehandling" is no "handling": a longer last part that is made of a verb decides, and so does a prefix.
    """
    things = _things()
    for start in range(max(0, len(noun) - _LONGEST_PART), len(noun) - _SHORTEST_STEM):
        last = noun[start:]
        if last in _verbs(form):
            return False
        if last in things and noun[:start] not in prefixes():
            return True
    return False


def is_heavy(word: str, form: Form) -> bool:
    """Whether `word` is a noun in -ing, -else or -sjon that names an action, not a thing ("bygning", "stilling")."""
    if len(word) < 7 or not word.endswith(_HEAVY[form]):
        return False
    return not any(word.endswith(ending) and _names_thing(_stem(word, ending), form) for ending in _ENDINGS[form])


@cache
def _things() -> frozenset[str]:
    return plain_words("nominalisations", "things") | plain_words("nominalisations", "occasions")


def _stem(word: str, ending: str) -> str:
    return word[: -len(ending)] if ending else word


@cache
def _verbs(form: Form) -> dict[str, str]:
    loaded: dict[str, str] = word_list("nominalisations")[form]
    return loaded
