"""Pictures and charts: alternative text that says something (WCAG 1.1.1)."""

import re

from assembler.checks.content import Content, FigureFact
from assembler.checks.outcome import GOOD, Marks, failed, judged, review

_FILE = re.compile(r"\.(png|jpe?g|gif|svg|emf|wmf|tiff?|bmp|webp)$", re.IGNORECASE)
_GENERATED = re.compile(
    r"^((bilde|bilete|picture|image|figur|figure|graphic|grafikk|chart|diagram|objekt|object|img|dsc|photo|foto)"
    r"[ _-]*\d*|et bilde.*automatisk generert.*|.*description automatically generated.*|a picture containing.*)$",
    re.IGNORECASE | re.DOTALL,
)


def alt_missing(content: Content) -> Marks:
    """Every picture that is not decoration has alternative text; an empty one may be meant, a person must say."""
    for figure in content.figures:
        if figure.alt is not None and not figure.alt.strip() and not figure.decorative:
            yield review(figure.place)
        else:
            yield judged(figure.decorative or figure.alt is not None, figure.place)


def alt_is_file_name(content: Content) -> Marks:
    """Alternative text describes the picture; a file name or a word made by the program does not."""
    for figure in _described(content):
        alt = (figure.alt or "").strip()
        good = not (_FILE.search(alt) or _GENERATED.match(alt))
        yield judged(good, figure.place, alt=alt)


def alt_repeats_caption(content: Content) -> Marks:
    """Alternative text says more than the caption that is read anyway."""
    for figure in _described(content):
        if figure.caption.strip():
            same = _bare(figure.alt or "") == _bare(figure.caption)
            yield review(figure.place, alt=(figure.alt or "").strip()) if same else GOOD


def decorative_with_alt(content: Content) -> Marks:
    """A picture marked as decoration has no alternative text: one of the two is a mistake."""
    for figure in content.figures:
        if figure.decorative:
            alt = (figure.alt or "").strip()
            yield failed(figure.place, alt=alt) if alt else GOOD


def _described(content: Content) -> list[FigureFact]:
    return [figure for figure in content.figures if not figure.decorative and (figure.alt or "").strip()]


def _bare(text: str) -> str:
    """Letters and digits alone, without the label that a caption begins with ("Figur 3.1.")."""
    unnumbered = re.sub(r"^\s*(figur|figure|bilde|bilete)\s+[\d.]+\s*[.:–-]?\s*", "", text, flags=re.IGNORECASE)
    return re.sub(r"\W+", " ", unnumbered).strip().casefold()


RULES = {
    "figures.alt_missing": alt_missing,
    "figures.alt_is_file_name": alt_is_file_name,
    "figures.alt_repeats_caption": alt_repeats_caption,
    "figures.decorative_with_alt": decorative_with_alt,
}
