"""Files that mean harm, one or more for each row of the limits in the documentation: made here, byte by byte."""

import io
import struct
import warnings
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
LAUGHS = b'<!DOCTYPE w:document [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
)
HEAD = (
    b"id: nes-2027\ntype: notat\ntitle: Notat\nform: nn\nyear: 2027\nedition: forslag\n"
    b"municipality: {name: Nes kommune, invented: true}\ndate: 2026-11-03\n"
)

SWELLS = b"x0: &x0 [1]\n" + b"".join(
    b"x%d: &x%d [%s]\n" % (n, n, b",".join([b"*x%d" % (n - 1)] * 10)) for n in range(1, 10)
)


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    """A zip archive of (name or ZipInfo, content)."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        # zipfile warns about names that come twice, which are wanted here.
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(stream, "w", compression) as archive:
            for name, content in files:
                archive.writestr(name, content)
    return stream.getvalue()


def word(document=b"", extra=()):
    """A small Word file; `document` takes the place of its text, `extra` adds parts."""
    text = document or f'<w:document xmlns:w="{WORD}"><w:body><w:p/></w:body></w:document>'.encode()
    return zipped([("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", text), *extra])


def picture(width, height, rows=b""):
    """A PNG picture that says it is that large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def workbook(cells):
    """A workbook with one sheet of these cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>'
    )
    to_book = RELATIONS.replace(b"word/document.xml", b"xl/workbook.xml")
    to_sheet = RELATIONS.replace(b"word/document.xml", b"worksheets/sheet1.xml")
    to_sheet = to_sheet.replace(b'/officeDocument"', b'/worksheet"')
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>'
    sheet = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
    return zipped(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", to_book),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", to_sheet),
            ("xl/worksheets/sheet1.xml", sheet),
        ]
    )


def pdf(objects):
    """A PDF file of these objects; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def pdf_bomb():
    """A page whose content swells to a gigabyte."""
    squeezer = zlib.compressobj(9)
    content = b"".join(squeezer.compress(bytes(2**20)) for _ in range(1024)) + squeezer.flush()
    content = zlib.compress(content)
    stream = b"<</Length %d /Filter [/FlateDecode /FlateDecode]>>\nstream\n%s\nendstream" % (len(content), content)
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>"
    return pdf([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page, stream])


def pdf_of_pages(count):
    """A file with that many pages, all the same one."""
    kids = b"3 0 R " * count
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"
    return pdf([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, count), page])


def overlapping():
    """An archive with two entries that share their bytes (APPNOTE 4.3.12: the offset stands at byte 42)."""
    content = bytearray(zipped([("plan.yaml", "x" * 1000), ("b.md", "x" * 1000)], zipfile.ZIP_STORED))
    second = content.rindex(b"PK\1\2")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(content)


def linked():
    """An archive with a symbolic link out of the folder."""
    link = zipfile.ZipInfo("narrative")
    link.external_attr = 0o120777 << 16
    return zipped([("plan.yaml", HEAD), (link, "/etc")])


def folder(*files):
    """A zipped plan folder with these files."""
    return zipped([("plan.yaml", HEAD), *files])


def pictured(name, content=None):
    """A plan folder whose text shows that picture; it lies in the folder when it has a content."""
    text = ("narrative/a.md", f"![Kart over kommunen]({name})\n")
    return folder(text) if content is None else folder(text, (name, content))


PLANS = {
    "zip bomb": zipped([(f"{n}.csv", bytes(60 * 2**20)) for n in range(5)]),
    "zip, many files": zipped([(f"{n}.md", "") for n in range(2001)]),
    "zip, a name that leads out": zipped([("../plan.yaml", HEAD)]),
    "zip, a name twice": zipped([("plan.yaml", HEAD), ("Plan.yaml", HEAD)]),
    "zip, shared bytes": overlapping(),
    "zip, a link": linked(),
    "zip, cut off": folder()[:-30],
    "image of 41 megapixels": pictured("images/a.png", picture(8200, 5000)),
    "image that is none": pictured("images/a.png", b"GIF89a"),
    "image as SVG": pictured("images/a.svg", b"<svg onload='alert(1)'/>"),
    "image from elsewhere": pictured("http://169.254.169.254/latest/meta-data"),
    "image of the machine": pictured("../../../../etc/passwd"),
    "YAML that swells": zipped([("plan.yaml", HEAD + SWELLS)]),
    "YAML that makes objects": zipped([("plan.yaml", HEAD + b"x: !!python/object/apply:os.system ['id']\n")]),
    "YAML, deep": zipped([("plan.yaml", HEAD + b"x: " + b"[" * 20_000)]),
}
TABLES = {
    "workbook with a far cell": workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "workbook with entities": workbook("</sheetData><!DOCTYPE x [<!ENTITY a 'b'>]><sheetData>&a;"),
    "workbook that is none": b"PK\3\4 and no more",
    "table of nothing": b"\0" * 1000,
    "table of one long line": b"1;" * 500_000,
}
CHECKS = {
    "a.docx": {
        "Word bomb": zipped([("word/document.xml", bytes(60 * 2**20)), ("b.xml", bytes(60 * 2**20))]),
        "Word, entities": word(LAUGHS + b"]><w:document>&j;</w:document>"),
        "Word, outer entity": word(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'),
        "Word, macros": word(extra=[("word/vbaProject.bin", b"x")]),
        "Word, deep": word(b"<a>" * 100_000),
        "Word that is none": b"PK\3\4 and no more",
    },
    "a.pdf": {
        "PDF bomb": pdf_bomb(),
        "PDF of 2,001 pages": pdf_of_pages(2001),
        "PDF in circles": pdf([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R] /Count 1>>"]),
        "PDF that is none": b"%PDF-1.7 and no more",
        "PDF, deep": pdf(
            [b"<</Type /Catalog /Pages 2 0 R /X " + b"[" * 50_000 + b"]" * 50_000 + b">>", b"<</Kids []>>"]
        ),
    },
    "a.html": {
        "HTML, deep": b"<!doctype html>" + b"<div>" * 100_000,
        "HTML of one word": b"<!doctype html><p>" + b"a" * 5_000_000,
    },
}
