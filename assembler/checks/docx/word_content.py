"""The facts that all formats tell, from a Word file: title, language, notes, and what the body said."""

from collections.abc import Iterator

from assembler.checks.content import Content
from assembler.checks.docx.markup import VAL, Element, W, value
from assembler.checks.docx.paragraphs import Reading
from assembler.checks.docx.reading import BodyReader
from assembler.checks.docx.styles import StyleSheet
from assembler.checks.docx.word_file import WordFile

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DRAWN_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def word_content(file: WordFile, sheet: StyleSheet, body: BodyReader) -> Content:
    """The content; `title` and `lang` are "" when the file has none."""
    lang = _language(file, sheet)
    notes = tuple(_notes(file, sheet))
    return Content(
        _title(file),
        lang,
        tuple(body.headings),
        tuple(body.tables),
        tuple(body.figures),
        tuple(body.links),
        notes,
        tuple(body.passages),
        (lang, *dict.fromkeys(lang for lang, _ in body.langs)),
        file.name,
        "\n".join((*body.texts, *notes)),
        tuple(body.langs),
    )


def _title(file: WordFile) -> str:
    for part in file.related("", "core-properties"):
        root = file.tree(part)
        found = None if root is None else root.find(_TITLE)
        if found is not None:
            return (found.text or "").strip()
    return ""


def _language(file: WordFile, sheet: StyleSheet) -> str:
    """What a paragraph gets that says nothing: by the default style, the document's defaults, the theme fonts."""
    for properties in sheet.run_properties(sheet.default_paragraph):
        found = properties.find(W + "lang")
        if found is not None and found.get(VAL):
            return found.get(VAL, "")
    settings = file.part("settings")
    return "" if settings is None else value(settings.find(W + "themeFontLang"))


def _notes(file: WordFile, sheet: StyleSheet) -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        root = file.part(f"{kind}s")
        for note in root.iterchildren(W + kind) if root is not None else ():
            if note.get(W + "type", "normal") not in _DRAWN_NOTES:
                yield _note_text(note, sheet)


def _note_text(note: Element, sheet: StyleSheet) -> str:
    texts = (Reading(sheet).read(paragraph).text for paragraph in note.iter(W + "p"))
    return "\n".join(text for text in texts if text.strip()).strip()
