"""Kinds on abbreviations and acronyms."""

import re
from collections.abc import Iterator

from assembler.language.abbreviations import abbreviations
from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.passage import Prose
from assembler.language.tokens import Token
from assembler.language.wordlists import plain_words

_ACRONYM = re.compile(r"[A-ZÆØÅ]{2,6}(?:-[a-zæøå]+)?$")
_ROMAN = re.compile(r"[IVXLCM]+$")


def abbreviation(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each abbreviation that is better written out; those that everybody reads are left alone."""
    del settings
    full, words = abbreviations().full, abbreviations().before_figures
    fine, bare = plain_words(card.words, "fine"), plain_words(card.words, "without-stop")
    for passage, row in prose.free_sentences():
        for token in row:
            word = token.lower
            if word not in full or word in fine or token.text.isupper() and len(word) > 1:
                continue
            stop = passage.text[token.end : token.end + 1] == "."
            if not stop and word not in bare and "." not in word:
                continue
            if word in words and (not stop or token.end + 1 in passage.ends):
                continue
            instead = full[word][prose.form]
            end = token.end + stop
            instead = instead[:1].upper() + instead[1:] if token.is_capital else instead
            values: dict[str, str | int] = {"found": passage.text[token.start : end], "instead": instead}
            yield Hint(
                card.id, card.level, passage.index, token.start, end, values, instead if end not in passage.ends else ""
            )


def acronym(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each acronym at its first use, unless it is explained there, in the glossary, or known to everybody."""
    known = plain_words(card.words, "known")
    seen: set[str] = set()
    for passage in prose.passages:
        for sentence in passage.sentences:
            row = sentence.tokens
            if all(not t.text.isalpha() or t.text.isupper() for t in row):
                continue
            for index, token in enumerate(row):
                name = _acronym(token)
                if not name or name in seen or _is_case_number(row, index):
                    continue
                seen.add(name)
                if name in known or name.lower() in settings.terms or _is_explained(row, index):
                    continue
                if passage.is_free(token) and passage.role != "heading":
                    yield Hint(card.id, card.level, passage.index, token.start, token.end, {"found": name})


def acronyms_explained(prose: Prose) -> set[str]:
    """The acronyms that the block explains or has asked about, in small letters: known in what follows."""
    return {
        name.lower()
        for passage in prose.passages
        for sentence in passage.sentences
        for name in map(_acronym, sentence.tokens)
        if name
    }


def _acronym(token: Token) -> str:
    if not _ACRONYM.match(token.text) or _ROMAN.match(token.text):
        return ""
    return token.text.partition("-")[0]


def _is_case_number(row: tuple[Token, ...], index: int) -> bool:
    """Whether the letters are the series of a case ("PS 42/98", "D-sak 212/26")."""
    after = row[index + 1].text if index + 1 < len(row) else ""
    return after[:1].isdigit() and "/" in after


def _is_explained(row: tuple[Token, ...], index: int) -> bool:
    """ "forvaltning, drift og vedlikehold (FDV)", or "FDV (forvaltning …)"."""
    before = row[index - 1].text if index else ""
    after = row[index + 1].text if index + 1 < len(row) else ""
    return (before == "(" and after in ")-–,") or (
        after == "(" and index + 2 < len(row) and row[index + 2].lower[0].isalpha()
    )
