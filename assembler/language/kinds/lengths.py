"""Kinds that measure: sentences, paragraphs, headings, words, averages, LIX."""

from collections.abc import Iterator

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.names import law_titles
from assembler.language.passage import Prose, Read
from assembler.language.readability import readability
from assembler.language.wordlists import plain_words

_LONGEST_ENDING = 5
_LAWS = ("loven", "lova", "lovens", "lovene", "forskriften", "forskrifta", "forskriftene")


def sentence_length(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each sentence over the limit."""
    limit = settings.limits[card.limits[0]]
    for passage in prose.running:
        for sentence in passage.sentences:
            judged = limit.judge(len(sentence.words))
            if judged:
                values: dict[str, str | int] = {"words": len(sentence.words), "limit": judged[1]}
                yield Hint(card.id, judged[0], passage.index, sentence.start, sentence.end, values)


def average_length(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """The block, when its sentences are long on average; a block of few sentences has no average."""
    known = settings.limits
    if prose.sentence_count < known["measured-sentences"].first:
        return
    average = prose.word_count / prose.sentence_count
    judged = known[card.limits[0]].judge(average)
    if judged:
        yield _on_block(prose, card, judged[0], {"average": f"{average:.1f}".replace(".", ","), "limit": judged[1]})


def lix(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """The block, when its LIX is high; too little text has none."""
    known = settings.limits
    if prose.word_count < known["measured-words"].first or prose.sentence_count < known["measured-sentences"].first:
        return
    value = readability(prose.running).lix
    judged = known[card.limits[0]].judge(value)
    if judged:
        yield _on_block(prose, card, judged[0], {"lix": int(value), "limit": judged[1]})


def paragraph_length(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each paragraph with too many sentences or words."""
    known = settings.limits
    by_sentences, by_words = (known[name] for name in card.limits)
    for passage in prose.running:
        words = len(passage.analysis.words)
        judged = [
            found for found in (by_sentences.judge(len(passage.sentences)), by_words.judge(words)) if found is not None
        ]
        if judged and passage.role == "paragraph":
            level = max((found[0] for found in judged), key=("info", "warning", "error").index)
            values: dict[str, str | int] = {
                "sentences": len(passage.sentences),
                "words": words,
                "limit": by_sentences.first,
                "words_limit": by_words.first,
            }
            yield Hint(card.id, level, passage.index, *_whole(passage), values)


def heading_length(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each heading with too many words."""
    limit = settings.limits[card.limits[0]]
    for passage in prose.passages:
        words = len(passage.analysis.words)
        judged = limit.judge(words) if passage.role == "heading" else None
        if judged:
            yield Hint(card.id, judged[0], passage.index, *_whole(passage), {"words": words, "limit": judged[1]})


def word_length(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each long word once a block; names and the law's own terms are exempt, a hyphen makes two words of one."""
    limit = settings.limits[card.limits[0]]
    terms = plain_words(card.words, prose.form)
    seen: set[str] = set()
    for passage, row in prose.free_sentences():
        titles = law_titles(row)
        for index, token in enumerate(row):
            letters = len(token.lower)
            if letters < limit.first or token.lower in seen or index in titles or (token.is_capital and index):
                continue
            longest = max(map(len, token.lower.split("-")))
            if "." in token.text or not token.text.replace("-", "").isalpha() or _is_term(token.lower, terms, settings):
                continue
            judged = limit.judge(longest)
            if judged:
                seen.add(token.lower)
                values: dict[str, str | int] = {"word": token.text, "letters": longest, "limit": judged[1]}
                yield Hint(card.id, card.level, passage.index, token.start, token.end, values)


def _is_term(word: str, terms: frozenset[str], settings: Settings) -> bool:
    """Whether the word, or what is left without its ending, is a term; the title of a law is one."""
    if word.endswith(_LAWS):
        return True
    stems = {word[: len(word) - cut] for cut in range(_LONGEST_ENDING)}
    return any(stem in terms or f"{stem}e" in terms or stem in settings.terms for stem in stems)


def _whole(passage: Read) -> tuple[int, int]:
    return (passage.sentences[0].start, passage.sentences[-1].end) if passage.sentences else (0, 0)


def _on_block(prose: Prose, card: Card, level: str, values: dict[str, str | int]) -> Hint:
    """A hint on the block as a whole, placed at its first sentence."""
    first = next(passage for passage in prose.running if passage.sentences)
    start, end = first.sentences[0].start, first.sentences[0].end
    return Hint(
        card.id,
        "error" if level == "error" else "warning" if level == "warning" else "info",
        first.index,
        start,
        end,
        values,
    )
