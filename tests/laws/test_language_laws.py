"""Laws of text analysis: whatever the text, spans are in order, nothing of it is lost, and no rule stumbles."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.language import passives, sentences
from assembler.language.passage import Passage
from assembler.language.review import review
from assembler.language.tokens import tokens

FORMS = st.sampled_from(["nb", "nn"])
WORDS = (
    'Kommunen vedtas blir vedtatt ikke uten . , : ; ! ? … « » ( ) " - – § 14-4 kap. bl.a. f.eks. FDV 1. Harald V. '
    "foreta en vurdering denne sak ikkje vart vedteken skal vedtakast og eller skoler, barn, veier 10 000 2,5"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", " \r\n", "\t", "\u00a0", "\u00ad", "\x00", ""])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
)


@given(TEXTS, FORMS)
def test_sentences_cover_the_text_in_order(text, form):
    spans = sentences(text, form)
    assert all(start < end for start, end in spans)
    assert all(end <= following for (_, end), (following, _) in zip(spans, spans[1:], strict=False))
    left = text
    for start, end in reversed(spans):
        left = left[:start] + left[end:]
    assert not left.strip()
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(TEXTS)
def test_tokens_stand_where_they_say(text):
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert token.lower


@given(TEXTS, FORMS)
def test_passives_lie_inside_sentences(text, form):
    inside = sentences(text, form)
    for start, end in passives(text, form):
        assert any(first <= start < end <= last for first, last in inside)


@settings(max_examples=150)
@given(st.lists(TEXTS, max_size=4), FORMS)
def test_hints_are_places_and_the_same_every_time(texts, form):
    passages = [
        Passage(text, role) for text, role in zip(texts, ("heading", "paragraph", "item", "paragraph"), strict=False)
    ]
    found = review(passages, form)
    for hint in found.hints:
        assert 0 <= hint.start < hint.end <= len(passages[hint.passage].text)
    assert review(passages, form) == found
