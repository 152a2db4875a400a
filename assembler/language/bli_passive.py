"""Passives with an auxiliary: "blir vedtatt", "vert vedteke", "ble i fjor lagt ned"."""

from collections.abc import Iterator

from assembler.language.lexicon import Lexicon, lexicon
from assembler.language.tokens import Form, Span, Token

_REACH = 9
_ADVERB_ENDS = ("leg", "lig", "vis", "t")
_ARTICLES = frozenset(("en", "ein", "et", "eit", "ei"))
# With these an adjective is the participle of its verb again ("ble skilt ut").
_PARTICLES = frozenset(("ut", "inn", "opp", "ned", "bort", "fram", "frem"))
_STOPS = frozenset(".:;?!()–-,")


def bli_passives(tokens: tuple[Token, ...], form: Form) -> Iterator[Span]:
    """The spans of the bli- and verte-passives of one sentence, from the auxiliary to the participle."""
    known = lexicon(form)
    auxiliaries = known.small["auxiliaries"]
    for index, token in enumerate(tokens):
        if token.lower in auxiliaries:
            participle = _participle_after(tokens, index, known)
            if participle is not None:
                yield token.start, participle.end


def _participle_after(tokens: tuple[Token, ...], auxiliary: int, known: Lexicon) -> Token | None:
    doubtful: Token | None = None
    for index in range(auxiliary + 1, min(auxiliary + _REACH + 1, len(tokens))):
        word = tokens[index].lower
        if word in _STOPS or _begins_other_clause(word, known):
            break
        found = _participle(tokens, index, known)
        if not found or _attributive(tokens, index, auxiliary, known):
            continue
        if found not in known.participles.doubtful:
            return tokens[index]
        if doubtful is None and _goes_with(tokens, index, auxiliary, known):
            doubtful = tokens[index]
    return doubtful


def _goes_with(tokens: tuple[Token, ...], index: int, auxiliary: int, known: Lexicon) -> bool:
    """Whether a word that may be a noun is the participle: the subject before, and only adverbs, or "det", between."""
    between = [token.lower for token in tokens[auxiliary + 1 : index]]
    if between == ["det"]:
        return True
    before = tokens[auxiliary - 1].lower if auxiliary else ""
    has_subject = before == "som" or (
        before[:1].isalnum() and not any(before in known.small[kind] for kind in ("adverbs", "conjunctions"))
    )
    return has_subject and all(word in known.small["adverbs"] or word.endswith(_ADVERB_ENDS) for word in between)


def _begins_other_clause(word: str, known: Lexicon) -> bool:
    return (
        word in ("å", "som", "enn")
        or word in known.small["finite"]
        or word in known.small["auxiliaries"]
        or (
            word in known.small["conjunctions"]
            and word not in ("og", "eller", "der", "da", "selv", "sjølv", "før", "om", "siden", "sidan", "både", "slik")
        )
    )


def _participle(tokens: tuple[Token, ...], index: int, known: Lexicon) -> str:
    """The listed participle that the token is a form of; "" for any other word."""
    word = tokens[index].lower
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    is_adjective = word in known.exceptions["adjectives"] and after not in _PARTICLES
    if is_adjective or word in known.exceptions["nouns"] or tokens[index].is_capital:
        return ""
    if any(word in known.small[kind] for kind in ("determiners", "prepositions", "adverbs", "pronouns")):
        return ""
    return known.participles.find(word) or (word if known.is_ert(word) else "")


def _attributive(tokens: tuple[Token, ...], index: int, auxiliary: int, known: Lexicon) -> bool:
    """Whether the participle describes the noun after it ("blir et økt behov")."""
    if index == auxiliary + 1:
        return False
    before = tokens[index - 1].lower
    if before in _ARTICLES or (before in known.small["determiners"] and before not in known.small["pronouns"]):
        return True
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    is_noun = after[:1].isalpha() and not any(after in words for words in known.small.values())
    return is_noun and any(token.lower in _ARTICLES for token in tokens[auxiliary + 1 : index])
