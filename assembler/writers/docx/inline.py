"""Inlines as runs."""

import re
from dataclasses import dataclass, replace
from typing import Final, assert_never

from assembler.document.inline import (
    STATUS_SHAPES,
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    StatusMark,
    Strong,
    Text,
)
from assembler.ooxml.fields import paragraph_number, reference
from assembler.ooxml.text import attribute, link_out, link_within, paragraph, run
from assembler.writers.docx.sheet import Part, Sheet, language

_APPENDIX: Final = "vedlegg"
_TAIL: Final = re.compile(r"[0-9][0-9A-Za-z.]*$")
_FOOTNOTE_MARK: Final = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: a character style, strength, slant, a language other than the document's, the part it is in."""

    style: str = ""
    strong: bool = False
    slanted: bool = False
    lang: str = ""
    part: Part = "document"


PLAIN: Final = Look()


def runs(inlines: Inlines, sheet: Sheet, look: Look = PLAIN) -> str:
    """The runs of `inlines`."""
    if len(inlines) == 1 and isinstance(inlines[0], Text) and look == PLAIN:
        return run(inlines[0].text)
    return "".join(_run(inline, sheet, look) for inline in inlines)


def _run(inline: Inline, sheet: Sheet, look: Look) -> str:  # noqa: C901, PLR0911 -- one case an inline
    match inline:
        case Text(text):
            return run(text, _properties(look, sheet))
        case BoundFigure(text=text):
            return sheet.seams.figure(inline, run(text, _properties(look, sheet)))
        case Strong(children):
            return runs(children, sheet, replace(look, strong=True))
        case Emphasis(children):
            return runs(children, sheet, replace(look, slanted=True))
        case Foreign(lang, children):
            return runs(children, sheet, replace(look, lang=lang))
        case Link(href, children):
            return link_out(sheet.link(look.part, href), runs(children, sheet, replace(look, style="Hyperlink")))
        case CrossReference():
            return sheet.seams.reference(inline, _reference(inline, sheet, look))
        case Footnote(children=children):
            return sheet.seams.note(inline, _footnote(children, sheet))
        case StatusMark():
            return sheet.seams.status(inline, _status(inline, sheet, look))
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(inline)


def _properties(look: Look, sheet: Sheet) -> str:
    """The children of `w:rPr`. Strength is the semibold face, never a synthetic bold."""
    if look == PLAIN:
        return ""
    style = look.style or ("Strong" if look.strong else "Emphasis" if look.slanted else "")
    parts = [f'<w:rStyle w:val="{style}"/>'] if style else []
    if look.strong and style != "Strong":
        face = attribute(f"{sheet.family} Semibold")
        parts.append(f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:cs="{face}"/>')
    if look.strong and look.slanted:
        sheet.faces.add((600, True))
    if look.slanted and style != "Emphasis":
        parts.append("<w:i/><w:iCs/>")
    if look.lang:
        parts.append(f'<w:lang w:val="{attribute(language(look.lang))}"/>')
    return "".join(parts)


def _status(inline: StatusMark, sheet: Sheet, look: Look) -> str:
    """The shape and the word. LibreOffice forgets character styles in cells that hold nothing else, hence the rest."""
    colour = f'<w:rStyle w:val="StatusShape"/><w:color w:val="{sheet.tokens.brand_ink[1:]}" w:themeColor="text2"/>'
    word = replace(look, strong=True, style=look.style or "StatusWord")
    return run(STATUS_SHAPES[inline.state], colour) + run(f" {inline.text}", _properties(word, sheet))


def numeric_tail(number: str) -> str:
    """The part of a printed number that other texts repeat: "5.2" of "Tabell 5.2"; all of it when it has no digits."""
    found = _TAIL.search(number)
    return found[0] if found else number


def _reference(inline: CrossReference, sheet: Sheet, look: Look) -> str:
    """A link to the target; the number in it is a field, so that it follows when tables come and go in Word."""
    if inline.target not in sheet.targets:
        if not sheet.seams.shown:
            sheet.warn("writers-reference-missing", inline.target, text=inline.text)
        return run(inline.text, _properties(look, sheet))
    anchor, properties = sheet.ids.bookmark_name(inline.target), _properties(look, sheet)
    number = sheet.targets[inline.target]
    tail = numeric_tail(number)
    # A chapter's number is its paragraph's, which no bookmark holds; an appendix' paragraph number has its word too.
    field = paragraph_number if number.isdigit() else reference
    if tail and inline.text.endswith(tail) and not number.casefold().startswith(_APPENDIX):
        head = run(inline.text[: -len(tail)], properties)
        return link_within(anchor, head + field(anchor, run(tail, properties)))
    return link_within(anchor, run(inline.text, properties))


def _footnote(children: Inlines, sheet: Sheet) -> str:
    number = sheet.ids.footnote()
    mark = f"<w:r>{_FOOTNOTE_MARK}<w:footnoteRef/></w:r>" + run(" ")
    text = runs(children, sheet, Look(part="footnotes"))
    sheet.footnotes.append(f'<w:footnote w:id="{number}">{paragraph("FootnoteText", mark + text)}</w:footnote>')
    return f'<w:r>{_FOOTNOTE_MARK}<w:footnoteReference w:id="{number}"/></w:r>'
