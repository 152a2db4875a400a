"""The facts of an HTML page, for all rules."""

from dataclasses import dataclass
from functools import cached_property

from assembler.checks.content import Content
from assembler.checks.html.page import HtmlPage, read_page
from assembler.checks.html.reading import PageReader


@dataclass
class HtmlFacts:
    """Facts of one page; gathered when a rule first asks."""

    page: HtmlPage

    @cached_property
    def content(self) -> Content:
        """What a reader meets."""
        return PageReader(self.page).content()


def read_html(content: bytes, name: str) -> HtmlFacts:
    """The facts of the page; `Refused` when it is none."""
    return HtmlFacts(read_page(content, name))
