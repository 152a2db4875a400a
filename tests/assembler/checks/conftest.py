"""Example files: a good file of each kind, made bad in the way that a card's example says."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_html import html_example
from tests.assembler.checks.example_pdf import pdf_example

_MAKERS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    "docx": docx_example,
    "html": html_example,
    "pdf": pdf_example,
    "document": html_example,
}


@pytest.fixture(scope="session")
def example_file() -> Callable[[str, Mapping[str, Any]], bytes]:
    """The file that an example of a card describes."""
    return lambda target, example: _MAKERS[target](example)
