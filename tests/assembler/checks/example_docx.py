"""A small good Word file, and what an example changes in it.

Keys of an example: `body` (what stands in the body), `table` (rows of one table), `pictures` ({id, alt, decorative}),
`headings` (levels), `long` (that many long paragraphs and no heading), `link` (its text), `grid` (cells of a good table
with caption: a text or {text, span}; `headers` rows of it, `late` marks one more row, `columns` that the grid has,
`caption`, `whole`, `look` and `described` switch off or on what makes it good),
`styles`, `numbering`, `footnotes` (elements added to those parts), `title` and `lang` (instead of the good ones),
`drop` (parts left out), `change` (part, text, other text), `bytes` (the whole file).
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("styles", "numbering", "settings", "footnotes")
_DEFAULT_BODY = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Budsjett</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Kommunen har et budsjett for fire år.</w:t></w:r></w:p>"
)


def docx_example(example: Mapping[str, Any]) -> bytes:
    """The bytes of the file."""
    if "bytes" in example:
        return str(example["bytes"]).encode()
    parts = _parts(example)
    for part, old, new in example.get("change", ()):
        assert old in parts[part], f"{old} is not in {part}"
        parts[part] = parts[part].replace(old, new)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            if name not in example.get("drop", ()):
                archive.writestr(name, text)
        archive.writestr("word/media/bilde.png", _png())
    return packed.getvalue()


def _parts(example: Mapping[str, Any]) -> dict[str, str]:
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            [
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml", ""),
                (
                    "rId2",
                    f"{_OFFICE.replace('officeDocument', 'package')}/metadata/core-properties",
                    "docProps/core.xml",
                    "",
                ),
                ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml", ""),
            ]
        ),
        "docProps/core.xml": _core(example.get("title", "Budsjett for Nesfjord 2026")),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>Word</Application></Properties>"
        ),
        "word/document.xml": f"<w:document {_NS}><w:body>{_body(example)}{_SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            [
                *((f"rId{kind.title()}", f"{_OFFICE}/{kind}", f"{kind}.xml", "") for kind in _KINDS),
                ("rIdLink", f"{_OFFICE}/hyperlink", "https://www.nesfjord.example/budsjett", "External"),
                ("rIdBilde", f"{_OFFICE}/image", "media/bilde.png", ""),
            ]
        ),
        "word/styles.xml": _styles(example),
        "word/numbering.xml": _numbering("".join(example.get("numbering", ()))),
        "word/settings.xml": f'<w:settings {_NS}><w:defaultTabStop w:val="708"/></w:settings>',
        "word/footnotes.xml": _footnotes("".join(example.get("footnotes", ()))),
    }


_SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def _body(example: Mapping[str, Any]) -> str:
    own = {"body", "table", "pictures", "headings", "long", "link", "grid"} & set(example)
    body = "" if own else _DEFAULT_BODY
    body += "".join(_heading(level) for level in example.get("headings", ()))
    body += f"<w:p><w:r><w:t>{'Kommunen bygger skoler. ' * 10}</w:t></w:r></w:p>" * example.get("long", 0)
    body += _grid(example) if "grid" in example else ""
    if "link" in example:
        body += f'<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>{example["link"]}</w:t></w:r></w:hyperlink></w:p>'
    if "table" in example:
        rows = "".join(f"<w:tr>{row}</w:tr>" for row in example["table"])
        body += f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>{rows}</w:tbl><w:p/>'
    return "".join(_picture(picture) for picture in example.get("pictures", ())) + str(example.get("body", "")) + body


def _heading(level: int) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:r><w:t>Overskrift</w:t></w:r></w:p>'


def _grid(example: Mapping[str, Any]) -> str:
    rows = example["grid"]
    marked = {*range(example.get("headers", 1)), example.get("late", 0)}
    whole = "<w:cantSplit/>" if example.get("whole", True) else ""
    inner = ""
    for index, row in enumerate(rows):
        header = "<w:tblHeader/>" if index in marked and example.get("headers", 1) else ""
        inner += f"<w:tr><w:trPr>{whole}{header}</w:trPr>{''.join(map(_cell, row))}</w:tr>"
    look = f'<w:tblLook w:firstRow="{int(example.get("look", True))}"/>'
    described = '<w:tblDescription w:val="En rad for hver post"/>' if example.get("described") else ""
    caption = example.get("caption", "Tabell 1. Utgifter")
    above = f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>{caption}</w:t></w:r></w:p>' if caption else ""
    return f"{above}<w:tbl><w:tblPr>{look}{described}</w:tblPr><w:tblGrid/>{inner}</w:tbl><w:p/>"


def _cell(cell: Any) -> str:
    text, span = (cell["text"], cell["span"]) if isinstance(cell, Mapping) else (cell, 1)
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{merged}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _picture(picture: Mapping[str, Any]) -> str:
    alt = f' descr="{picture["alt"]}"' if "alt" in picture else ""
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
        if picture.get("decorative")
        else ""
    )
    number = picture.get("id", 1)
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Bilde"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdBilde"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    size = f'<wp:extent cx="{picture.get("width", 900000)}" cy="{picture.get("height", 900000)}"/>'
    inner = f'{size}<wp:docPr id="{number}" name="Bilde {number}"{alt}>{mark}</wp:docPr>{graphic}'
    holder = str(picture.get("holder", "inline"))
    at = "".join(
        f'<wp:position{one} relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:position{one}>' for one in "HV"
    )
    inner = f'<wp:simplePos x="0" y="0"/>{at}{inner}' if holder == "anchor" else inner
    return f"<w:p><w:r><w:drawing><wp:{holder}>{inner}</wp:{holder}></w:drawing></w:r></w:p>"


def _core(title: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
        "<dc:creator>Nesfjord kommune</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2025-12-10T00:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _types() -> str:
    overrides = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>' for kind in _KINDS)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relations(entries: list[tuple[str, str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"' + (f' TargetMode="{mode}"' if mode else "") + "/>"
        for id, kind, target, mode in entries
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _styles(example: Mapping[str, Any]) -> str:
    lang = example.get("lang", "nb-NO")
    language = f'<w:lang w:val="{lang}"/>' if lang else ""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3, 4)
    )
    return (
        f"<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>{language}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'{headings}<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        f"{''.join(example.get('styles', ()))}</w:styles>"
    )


def _numbering(added: str) -> str:
    return (
        f'<w:numbering {_NS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{added}</w:numbering>'
    )


def _footnotes(added: str) -> str:
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    return f"<w:footnotes {_NS}>{separators}{added}</w:footnotes>"


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
