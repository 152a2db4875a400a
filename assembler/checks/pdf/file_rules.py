"""The file around the structure tree: title bar, claims, fonts, bookmarks, pages, links (ISO 14289-1, 5 and 7)."""

from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed, judged, review
from assembler.checks.pdf.facts import PdfFacts
from assembler.problem import Place

_LONG: Final = 20
"""A document of more pages than this needs bookmarks."""


def title_shown(facts: PdfFacts) -> Marks:
    """The window shows the title of the document."""
    yield judged(facts.shows_title, Place())


def ua_claimed(facts: PdfFacts) -> Marks:
    """The file says that it follows PDF/UA."""
    yield GOOD if facts.ua_part else review()


def font_embedded(facts: PdfFacts) -> Marks:
    """Every font is in the file."""
    for font in facts.fonts:
        yield judged(font.embedded, Place(page=font.page), font=font.name)


def font_readable(facts: PdfFacts) -> Marks:
    """The signs of every font can be turned into letters."""
    for font in facts.fonts:
        yield judged(font.readable, Place(page=font.page), font=font.name)


def outline_missing(facts: PdfFacts) -> Marks:
    """A long document has bookmarks."""
    pages = len(facts.pages)
    if pages > _LONG:
        yield judged(facts.has_outline, Place(), pages=pages)


def page_of_image(facts: PdfFacts) -> Marks:
    """A page with pictures has text too."""
    for page in facts.pages:
        if page.pictures:
            yield GOOD if page.has_text else failed(Place(page=page.number))


def link_described(facts: PdfFacts) -> Marks:
    """Every link has a description for those who cannot see where it stands (ISO 14289-1, 7.18.5)."""
    for link in facts.links:
        yield judged(bool(link.contents.strip()), Place(page=link.page), target=link.target)


def tab_order(facts: PdfFacts) -> Marks:
    """On pages with links or fields the tab key follows the structure (ISO 14289-1, 7.18.3)."""
    for page in facts.pages:
        if page.annotations:
            yield judged(page.tabs == "S", Place(page=page.number))


RULES: Final = {
    "file.title_shown": title_shown,
    "file.ua_claimed": ua_claimed,
    "file.font_embedded": font_embedded,
    "file.font_readable": font_readable,
    "file.outline_missing": outline_missing,
    "file.page_of_image": page_of_image,
    "file.link_described": link_described,
    "file.tab_order": tab_order,
}
