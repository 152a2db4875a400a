"""Passives in -s (bokmål: "vedtas") and -ast (nynorsk: "vedtakast")."""

from collections.abc import Iterator

from assembler.language.lexicon import Lexicon, lexicon
from assembler.language.tokens import Form, Span, Token

_REACH = 7
# With an agent or one of these particles a reciprocal verb is passive too ("skal slåast saman").
_AGENT = ("av", "inn", "opp", "saman", "sammen", "ned", "fast", "fram")
_LETTERS_BEFORE_AST = 2


def s_passives(tokens: tuple[Token, ...], form: Form) -> Iterator[Span]:
    """The spans of the s-passives of one sentence; deponent and reciprocal s-verbs are none."""
    known = lexicon(form)
    is_passive = _bokmål if form == "nb" else _nynorsk
    first = next((index for index, token in enumerate(tokens) if token.is_word), 0)
    for index, token in enumerate(tokens):
        if token.lower[-1] in "st" and _may_be_verb(token, index <= first) and is_passive(tokens, index, known):
            yield token.start, token.end


def _may_be_verb(token: Token, is_first: bool) -> bool:
    """A capital inside a sentence makes a name."""
    text = token.text
    return len(text) > 2 and (not text[0].isupper() or (is_first and text[1:].islower()))


def _bokmål(tokens: tuple[Token, ...], index: int, known: Lexicon) -> bool:
    word = tokens[index].lower
    if word[-1] != "s":
        return False
    found = known.s_forms.find(word)
    if word in known.exceptions["s-verbs"]:
        return False
    if word in known.exceptions["s-verbs-by-agent"] or found in known.exceptions["s-verbs-by-agent"]:
        return _next(tokens, index) in _AGENT
    if word in known.exceptions["s-verbs-by-modal"]:
        return _governed(tokens, index, known) or _next(tokens, index) in _AGENT
    if found in known.s_forms.doubtful or (not found and word.endswith("iseres")):
        return _goes_as_verb(tokens, index, known)
    return bool(found) and (tokens[index].text[0].islower() or _next(tokens, index) not in known.small["finite"])


def _nynorsk(tokens: tuple[Token, ...], index: int, known: Lexicon) -> bool:
    word = tokens[index].lower
    if not word.endswith("ast") or len(word) < _LETTERS_BEFORE_AST + 3 or word in known.exceptions["nouns"]:
        return False
    if word in known.exceptions["s-verbs"]:
        return _next(tokens, index) in _AGENT and _governed(tokens, index, known)
    stem = word[:-3]
    found = known.s_forms.find(stem)
    is_verb = bool(found) or word.endswith("erast")
    if word in known.exceptions["s-verbs-by-agent"]:
        return _next(tokens, index) in _AGENT
    if _governed(tokens, index, known):
        return is_verb or not _superlative_place(tokens, index)
    if word in known.exceptions["s-verbs-by-modal"]:
        return _next(tokens, index) in _AGENT
    return is_verb and found not in known.s_forms.doubtful and not _superlative_place(tokens, index)


def _next(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def _before(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index - 1].lower if index else ""


def _governed(tokens: tuple[Token, ...], index: int, known: Lexicon) -> bool:
    """Whether an infinitive is expected: "å" just before, or a modal verb in the same clause."""
    for back in range(1, min(index, _REACH) + 1):
        word = tokens[index - back].lower
        if word == "å":
            return back <= 3
        if word in known.small["modals"]:
            return True
        if word in ("og", "men", "eller") and tokens[index - back + 1].lower in known.small["pronouns"]:
            return False
        if word.endswith("ast") and tokens[index - 1].lower not in ("og", "eller", ","):
            return False
        if not word[0].isalnum() and word not in '«»()"-–,':
            return False
    return False


def _superlative_place(tokens: tuple[Token, ...], index: int) -> bool:
    """Where a superlative stands: after a form of "vere", after "aller"."""
    return _before(tokens, index) in ("er", "var", "vere", "vera", "vore", "aller", "til")


def _goes_as_verb(tokens: tuple[Token, ...], index: int, known: Lexicon) -> bool:
    """Whether a form that may be a noun or a genitive is a verb where it stands."""
    before, after = _before(tokens, index), _next(tokens, index)
    # "de ansattes", "de folkevalgtes": a past form after "de" is a genitive.
    if before == "de" and tokens[index].lower.endswith(("tes", "des")):
        return False
    if _governed(tokens, index, known):
        return True
    if before.isdecimal() and after[:1].isalpha():
        return True
    if before in known.small["determiners"] and before not in known.small["pronouns"]:
        return False
    if before in known.small["prepositions"] - {"som"} or not before:
        return False
    small = known.small
    return (
        not after
        or not after[0].isalnum()
        or ((before == "," or before in small["adverbs"]) and after.endswith(("en", "et", "ene", "a")))
        or any(after in small[kind] for kind in ("prepositions", "adverbs", "pronouns", "conjunctions", "determiners"))
    )
