"""Sentence spans. One pass over the places where a sentence may end; linear in the text's length."""

import re

from assembler.language.abbreviations import abbreviations
from assembler.language.lexicon import shared_words
from assembler.language.tokens import Form, Span

# A row of end marks, with the brackets and quotation marks that close on it (also "Nei! »", with a space).
# Possessive, and never begun inside a row, so that no text makes it slow.
_END = re.compile(
    r"""(?<![.!?\u2026:])[.!?\u2026:]++(?:[\u00bb\u201d\u2019)\]"']|[ \u00a0][\u00bb\u201d](?=\s|$))*+(?=\s|$)"""
)
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_BREAK = re.compile(rf"[{_LINE_ENDS}]\s*+")
_OPENING = frozenset("«\u201c\u201e\u2018\"'([-\u2013\u2014\u2212*\u2022 \t\u00a0")
_CLOSING = "».!?\u2026:\u201d\u2019)]\"' \u00a0"
_BULLET = re.compile(r"(?:[-\u2013\u2014\u2022*\u25cf\u25aa\u00b7]|\d{1,3}[.)]|[a-zæøå]\))\s")
_LETTER = re.compile(r"[^\W\d_]$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_ROMAN = re.compile(r"[IVX]{1,5}$")
_NUMBER = re.compile(r"\d{1,3}$")
_QUOTED_TITLE = 40
_LONG_QUOTE = 200
_QUOTE_PAIRS = {"«": "»", "\u201c": "\u201d", "\u201e": "\u201d", '"': '"'}


def sentences(text: str, form: Form) -> list[Span]:
    """The character spans of the sentences of `text`, in order, without surrounding space.

    An empty line always ends a sentence; a single line break does where lines are paragraphs or list items, not
    where running text has been wrapped. After a colon a new sentence begins if it begins with a capital.
    `form` is that of the text; both forms share their rules.
    """
    del form
    spans: list[Span] = []
    for start, end in _pieces(text):
        spans.extend(_split(text, start, end))
    return spans


def _pieces(text: str) -> list[Span]:
    """Runs of text that no sentence crosses: paragraphs, headings, list items."""
    breaks = list(_BREAK.finditer(text))
    wrapped = _is_wrapped(text, breaks)
    pieces: list[Span] = []
    start = 0
    for gap in breaks:
        if _is_blank_line(gap.group()) or not wrapped or _BULLET.match(text, gap.end()):
            pieces.append((start, gap.start()))
            start = gap.end()
    pieces.append((start, len(text)))
    return pieces


def _is_blank_line(gap: str) -> bool:
    return sum(sign in _LINE_ENDS for sign in gap) - gap.count("\r\n") > 1


def _is_wrapped(text: str, breaks: list[re.Match[str]]) -> bool:
    """Whether most single line breaks fall inside sentences, as they do in text set to a line length."""
    single = [gap for gap in breaks if gap.start() and not _is_blank_line(gap.group())]
    inside = sum(text[gap.start() - 1] not in _CLOSING and text[gap.end() : gap.end() + 1].islower() for gap in single)
    return inside * 3 > len(single)


def _split(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin, end = _skip_space(text, start, end), _trim(text, start, end)
    for mark in _END.finditer(text, begin, end):
        if mark.end() < end and _ends_here(text, begin, mark, end):
            spans.append((begin, mark.end()))
            begin = _skip_space(text, mark.end(), end)
    if end > begin:
        spans.append((begin, end))
    return spans


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _ends_here(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    following = _next_letter(text, mark.end(), end)
    if following < 0:
        return False
    sign = mark.group()[0]
    if sign == ":":
        return _after_colon(text, begin, mark, following)
    if text[following].islower():
        return False
    if sign == "." and (len(mark.group()) == 1 or mark.group()[1] not in ".\u2026"):
        return _after_stop(text, begin, mark, following)
    return not text.endswith(("(", "["), begin, mark.start())


def _next_letter(text: str, start: int, end: int) -> int:
    """The place of the first sign after spaces, dashes and opening quotation marks; -1 if it can begin no sentence."""
    place = start
    while place < end and (text[place] in _OPENING or text[place].isspace()):
        place += 1
    if place == end or (text[place] in ".\u2026" and text[place - 1] in "(["):
        return -1
    return place if text[place].isalnum() or text[place] in "§.\u2026" else -1


def _after_colon(text: str, begin: int, mark: re.Match[str], following: int) -> bool:
    """A capital begins a new sentence, but not inside a title ("Guitar Hero: World Tour"); so does a quotation."""
    opening = text[mark.end() : following].lstrip()[:1]
    if opening in _QUOTE_PAIRS:
        return _is_sentence_quoted(text, following, _QUOTE_PAIRS[opening])
    if not text[following].isupper():
        return False
    opened = text.rfind("«", max(begin, mark.start() - _QUOTED_TITLE), mark.start())
    closed = text.find("»", mark.start(), mark.start() + _QUOTED_TITLE)
    return opened < 0 or closed < 0 or text.find("»", opened, mark.start()) >= 0


def _is_sentence_quoted(text: str, start: int, closing: str) -> bool:
    """Whether a quotation after a colon is more than a term, and not a part of the sentence that goes on after it."""
    close = text.find(closing, start, start + _LONG_QUOTE)
    quoted = text[start : close if close >= 0 else start + _LONG_QUOTE]
    return close < 0 or (quoted.count(" ") > 2 and text[close + 1 : close + 2] != ",")


def _after_stop(text: str, begin: int, mark: re.Match[str], following: int) -> bool:
    before = _last_word(text, begin, mark.start())
    after = _word_at(text, following)
    known = abbreviations()
    lower = before.lower()
    if lower in known.joins:
        return False
    if (lower in known.before_figures and after[:1].isdigit()) or (text[following] == "§" and _names_law(lower)):
        return False
    if lower in known.may_end:
        return text[following].isupper() and not after.isupper() or after in ("I", "Å")
    if _LETTER.match(before) or _INITIALS.match(before) or _ROMAN.match(before):
        return _after_letter(text, begin, mark, before, after)
    if _NUMBER.match(before):
        return _after_number(text, begin, mark, before, after)
    return True


def _names_law(word: str) -> bool:
    """Whether a word before "§" is a law cut short: "hol.", "personopplysningsl."; no whole word ends so."""
    return word in abbreviations().before_figures or word.endswith(("sl", "nl", "dl"))


def _after_letter(text: str, begin: int, mark: re.Match[str], before: str, after: str) -> bool:
    """After "Inge D." comes the surname, after "plan B." and "7,8 m." a new sentence."""
    noun = _last_word(text, begin, mark.start() - len(before)).lower()
    if noun in shared_words()["letter-nouns"] or (before.islower() and noun[-1:].isdigit()):
        return True
    return after.lower() in shared_words()["starters"] and mark.start() - len(before) > begin


def _after_number(text: str, begin: int, mark: re.Match[str], before: str, after: str) -> bool:
    """A number at the beginning counts ("2. Akt"); a date goes on; elsewhere the sentence ends with the number."""
    if mark.start() - len(before) <= begin or after.lower() in shared_words()["months"]:
        return False
    return not after[:1].isdigit() or len(before) > 2


def _last_word(text: str, begin: int, end: int) -> str:
    """The word that ends at `end` (its inner stops kept), "" if there is none."""
    end = _trim(text, begin, end)
    start = end
    while start > begin and end - start < 40 and (text[start - 1].isalnum() or text[start - 1] in ".-/'\u2019"):
        start -= 1
    return text[start:end]


def _word_at(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < 40 and text[end].isalnum():
        end += 1
    return text[start:end]
