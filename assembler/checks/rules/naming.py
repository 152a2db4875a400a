"""Title and language of the file (WCAG 2.4.2, 3.1.1, 3.1.2)."""

import re

from assembler.checks.content import Content
from assembler.checks.outcome import Marks, failed, judged, review
from assembler.problem import Place

_FILE_NAME = re.compile(r"(^microsoft word - )|\.(docx?|pdf|odt|rtf|html?|indd|pptx?|xlsx?)$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"^(untitled|uten (navn|tittel)|utan (namn|tittel)|document ?\d*|dokument ?\d*)$", re.IGNORECASE
)
# A language tag in outline: letters, then subtags of letters and digits (RFC 3066, 2.1, which PDF 1.7 names).
_LANGUAGE = re.compile(r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$")


def title_missing(content: Content) -> Marks:
    """The file has a title of its own."""
    yield judged(bool(content.title.strip()), Place())


def title_is_file_name(content: Content) -> Marks:
    """The title says what the document is, not what the file is called."""
    title = content.title.strip()
    if not title:
        return
    stem = content.file_name.rsplit(".", 1)[0].casefold()
    if _FILE_NAME.search(title) or _PLACEHOLDER.match(title):
        yield failed(title=title)
    elif stem and title.casefold() == stem and re.search(r"[_\d]|^\S+-\S+$", title):
        yield review(title=title)
    else:
        yield judged(True, Place())


def language_missing(content: Content) -> Marks:
    """The file declares the language that it is written in; where only parts do, a person must see which."""
    parts = [lang for lang in content.langs if lang.strip()]
    yield review() if parts and not content.lang.strip() else judged(bool(content.lang.strip()), Place())


def language_invalid(content: Content) -> Marks:
    """Every declared language is a language tag that a screen reader can look up."""
    for lang in dict.fromkeys(content.langs):
        if lang.strip():
            yield judged(bool(_LANGUAGE.match(lang)), Place(), found=lang)


RULES = {
    "naming.title_missing": title_missing,
    "naming.title_is_file_name": title_is_file_name,
    "naming.language_missing": language_missing,
    "naming.language_invalid": language_invalid,
}
