"""A tiny language for Word files, so that a case fits on a line or two.

`<p>`, `<r>`, `<sdt>` … are elements of WordprocessingML without their prefix, attributes too. `{x}` is a run with the
text x, `[+x+]` a run that was inserted, `[-x-]` one that was deleted, `[>x>]` one that was moved here and `[<x<]` one
that was moved away. `<p+>` is a paragraph whose mark was inserted, `<p->` one whose mark was deleted; both are closed
by `</p>`. `<tr+>` and `<tr->` are rows that were inserted and deleted.
"""

import re
import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {
    "w": W,
    "r": R,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_WHO = 'id="7" author="Kari" date="2026-01-02T03:04:05Z"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str) -> str:
    return f'<r><t xml:space="preserve">{text}</t></r>'


def _expanded(said: str) -> str:
    kept = run(r"\1")
    gone = r'<r><delText xml:space="preserve">\1</delText></r>'
    said = re.sub(r"\[\+(.*?)\+\]", rf"<ins {_WHO}>{kept}</ins>", said)
    said = re.sub(r"\[-(.*?)-\]", rf"<del {_WHO}>{gone}</del>", said)
    said = re.sub(r"\[>(.*?)>\]", rf"<moveTo {_WHO}>{kept}</moveTo>", said)
    said = re.sub(r"\[<(.*?)<\]", rf"<moveFrom {_WHO}>{kept}</moveFrom>", said)
    said = re.sub(r"\{(.*?)\}", kept, said)
    for sign, change in (("+", "ins"), ("-", "del")):
        said = said.replace(f"<p{sign}>", f"<p><pPr><rPr><{change} {_WHO}/></rPr></pPr>")
        said = said.replace(f"<tr{sign}>", f"<tr><trPr><{change} {_WHO}/></trPr>")
    return said


def markup(said: str) -> str:
    """`said` as WordprocessingML."""

    def element(found: re.Match[str]) -> str:
        stroke, name, attributes = found.groups()
        return f"<{stroke}w:{name}" + re.sub(r"(\s)([A-Za-z]+)=", r"\1w:\2=", attributes)

    return re.sub(r"<(/?)([A-Za-z]+)(?=[\s/>])([^<>]*)", element, _expanded(said))


def word_file(said: str, *, parts: dict[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """A Word file with the body `said`; `parts` are added or replace its own, `relations` are those of the body."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
    own: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {names}><w:body>{markup(said)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (own | (parts or {})).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
