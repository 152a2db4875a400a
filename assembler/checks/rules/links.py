"""Links: text that says where they lead (WCAG 2.4.4)."""

import re
from collections.abc import Iterator

from assembler.checks.content import Content, LinkFact
from assembler.checks.outcome import Marks, judged
from assembler.checks.words import word_list

_ADDRESS = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)
_LONG_ADDRESS = 40


def text_missing(content: Content) -> Marks:
    """Every link has text, or a picture with alternative text."""
    for link in content.links:
        yield judged(bool(link.text.strip()), link.place, target=link.target)


def text_vague(content: Content) -> Marks:
    """The text of a link makes sense when it is read alone, as in a list of links."""
    vague = word_list("vague-links")
    for link in _leading_out(content):
        bare = " ".join(re.sub(r"[^\w\s]+", "", link.text).split()).casefold()
        yield judged(bare not in vague, link.place, text=link.text.strip())


def text_is_address(content: Content) -> Marks:
    """The text of a link is words, not a long address that is read letter by letter."""
    for link in _leading_out(content):
        text = link.text.strip()
        long = bool(_ADDRESS.match(text)) and (len(text) > _LONG_ADDRESS or text.count("/") > 3)
        yield judged(not long, link.place, text=text)


def _leading_out(content: Content) -> Iterator[LinkFact]:
    return (link for link in content.links if link.text.strip() and not link.target.startswith("#"))


RULES = {
    "links.text_missing": text_missing,
    "links.text_vague": text_vague,
    "links.text_is_address": text_is_address,
}
