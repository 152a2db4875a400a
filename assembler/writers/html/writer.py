"""Document → one HTML file that needs nothing else: no script, no request, styles and pictures inside.

The page is written for WCAG 2.1 AA: landmarks, a skip link, headings as the document has them, tables with scope,
languages marked, and it reflows to 320 CSS pixels (1.4.10); wide tables scroll in a named, focusable region.
"""

from collections.abc import Iterator
from dataclasses import fields

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from assembler.brand.model import Tokens
from assembler.document.blocks import Document
from assembler.messages.catalogue import label
from assembler.resources import templates
from assembler.writers.html.blocks import blocks
from assembler.writers.html.faces import face_rules, family
from assembler.writers.html.folio import open_folio
from assembler.writers.html.inlines import notes
from assembler.writers.html.pictures import cover_picture, data_address
from assembler.writers.written import Materials, Written

_OWN = "report"


def write_html(document: Document, materials: Materials) -> Written:
    """The page as UTF-8, with what it could not render. A frame without a page of its own uses that of `report`."""
    folio = open_folio(document, materials)
    body = blocks(document.blocks, folio)
    endnotes = notes(folio)
    own = templates("frames", materials.frame)
    frame = own if (own / "page.html").is_file() else templates("frames", _OWN)
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(frame), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    page = environment.get_template("page.html").render(
        document=document,
        engine_version=materials.engine_version,
        tokens=tuple(_tokens(materials.brand.tokens)),
        family=Markup(family(materials.brand)),
        faces=Markup(face_rules(materials.brand, _characters(document, body + endnotes))),
        css=Markup((frame / "page.css").read_text(encoding="utf-8")),
        words=_words(document),
        coat=data_address(materials.brand.coat) if materials.brand.coat else "",
        coat_alt=materials.brand.coat_alt,
        cover_picture=Markup(cover_picture(folio)),
        body=Markup(body),
        notes=Markup(endnotes),
    )
    return Written(page.encode("utf-8"), tuple(folio.problems))


def _tokens(tokens: Tokens) -> Iterator[tuple[str, str]]:
    return ((each.name.replace("_", "-"), getattr(tokens, each.name)) for each in fields(tokens))


def _words(document: Document) -> dict[str, str]:
    return {"skip": label("html-skip", document.lang), "notes": label("writers-footnotes", document.lang)}


def _characters(document: Document, written: str) -> str:
    """Every character that the page may show; a few too many (of attributes) do no harm."""
    cover = document.cover
    around = (cover.title, cover.years, cover.subtitle, cover.organisation, cover.stamp, cover.note, cover.date)
    shares = (share.label for share in cover.shares)
    return "".join((written, *around, *shares, document.running, *_words(document).values(), "0123456789–"))
