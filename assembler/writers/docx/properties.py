"""Document properties (ECMA-376-2, 11): title, language, author, dates. No template ever writes them."""

from typing import Final

from assembler.document.blocks import Document
from assembler.ooxml.text import escape
from assembler.writers.docx.sheet import language

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def properties(document: Document) -> dict[str, bytes]:
    """The parts of the properties. The only time in them is the document's own date."""
    moment = f"{document.date}T00:00:00Z"
    fields = (
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.author),
        ("cp:keywords", ", ".join(document.keywords)),
        ("cp:lastModifiedBy", document.author),
        ("dc:language", language(document.lang)),
    )
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields if text)
    core = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
    app = (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Plansats</Application><Company>{escape(document.cover.organisation)}</Company></Properties>"
    )
    return {"docProps/core.xml": core.encode(), "docProps/app.xml": app.encode()}
