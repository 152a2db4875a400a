"""A specimen of everything that PDF/UA-1 speaks of, tagged by hand with pikepdf, without a fault.

One page with headings, text, a table with head, body and foot, a list, contents, a figure, a formula, notes, a link, a
form field, an annotation with a film, marked content with a replacement text, forms that are painted, five kinds of
fonts, layers, an embedded file, bookmarks. Examples of cards change one thing in it (`change_pdf`).
"""

from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

GLYPHS = [".notdef", "space", "A", "B", "C"]
WIDTHS = {".notdef": 500, "space": 250, "A": 600, "B": 620, "C": 640}
LETTERS = {0x20: "space", 0x41: "A", 0x42: "B", 0x43: "C"}
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Budsjett for Nesfjord
</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part><pdfuaid:amd>1</pdfuaid:amd><pdfuaid:corr>1</pdfuaid:corr>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def /Ordering (Specimen) def /Supplement 0 def end def /CMapName /Specimen-H def /CMapType 1 def
/WMode 0 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0000> <00FF> 0 endcidrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
TREE = [
    ("H1", "AB", {}),
    ("Avsnitt", "BA", {"ActualText": String("Ord"), "Alt": String("Ord"), "E": String("Ord")}),
    ("H2", "CA", {}),
    ("Table", [
        ("Caption", "CB", {}),
        ("THead", [("TR", [("TH", "A", {"Scope": "Column"}), ("TH", "B", {"Scope": "Column"})], {})], {}),
        ("TBody", [
            ("TR", [("TH", "C", {"Scope": "Row", "ID": String("rad")}), ("TD", "A", {"Headers": "rad"})], {}),
            ("TR", [("TH", "B", {"Scope": "Row"}), ("TD", "C", {})], {}),
        ], {}),
        ("TFoot", [("TR", [("TH", "A", {"Scope": "Row"}), ("TD", "B", {})], {})], {}),
    ], {}),
    ("L", [
        ("Caption", "A", {}),
        ("LI", [("Lbl", "A", {}), ("LBody", "B", {})], {}),
        ("LI", [("Lbl", "B", {}), ("LBody", "C", {})], {}),
    ], {}),
    ("TOC", [("Caption", "C", {}), ("TOCI", "AB", {}), ("TOCI", "BC", {})], {}),
    ("Figure", "A", {"Alt": String("Et kart over Nesfjord")}),
    ("Formula", "B", {"Alt": String("to pluss to")}),
    ("Note", "C", {"ID": String("note-1")}),
    ("Note", "A", {"ID": String("note-2")}),
    ("Link", "C", {}),
    ("Form", [], {}),
    ("Annot", "B", {}),
]  # fmt: skip


def specimen() -> Pdf:
    """The file, not saved yet."""
    return _Maker().made()


class _Maker:
    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.pdf.add_blank_page(page_size=(595, 842))
        self.page = self.pdf.pages[0].obj
        self.drawn: list[bytes] = []
        self.parents: list[Object] = []
        self.far: list[Object] = []
        self.annotations: list[Object] = []

    def made(self) -> Pdf:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._element("Document", TREE, {}, root)
        root.K = document
        root.RoleMap = Dictionary(Avsnitt=Name.P)
        self._paint(document)
        numbers = [0, self.pdf.make_indirect(Array(self.parents))]
        for number, owner in enumerate(self.far, 1):
            numbers += [number, owner]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        self._catalogue(root)
        return self.pdf

    def _element(self, role: str, held: Any, entries: dict[str, Any], parent: Object) -> Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent))
        if isinstance(held, list):
            element.K = Array([self._element(kind, kids, extra, element) for kind, kids, extra in held])
        else:
            element.K = Array([self._marked(element, held)])
        for key, value in entries.items():
            if key == "Scope":
                element.A = Dictionary(O=Name.Table, Scope=Name(f"/{value}"))
            elif key == "Headers":
                element.A = Dictionary(O=Name.Table, Headers=Array([String(value)]))
            else:
                element[f"/{key}"] = value
        maker = {"Link": self._link, "Form": self._field, "Annot": self._film}.get(role)
        if maker:
            element.K.append(self._reference(maker(), element))
        return element

    def _marked(self, element: Object, letters: str) -> int:
        number = len(self.parents)
        self.parents.append(element)
        element.Pg = self.page
        shown = "".join(f"{GLYPHS.index(letter):04X}" for letter in letters)
        self._draw(f"/P <</MCID {number}>> BDC BT /F0 12 Tf 50 {800 - 16 * number} Td <{shown}> Tj ET EMC")
        return number

    def _draw(self, operations: str) -> None:
        self.drawn.append(operations.encode("latin-1"))

    def _reference(self, annotation: Object, owner: Object) -> Object:
        self.far.append(owner)
        annotation.StructParent = len(self.far)
        self.annotations.append(annotation)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page)

    def _annotation(self, kind: str, **entries: Any) -> Object:
        at = 700 - 30 * len(self.annotations)
        held = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([400, at, 500, at + 12]), F=4, **entries
        )
        return self.pdf.make_indirect(held)

    def _link(self) -> Object:
        action = Dictionary(S=Name.URI, URI=String("https://www.nesfjord.example/"))
        return self._annotation("Link", Contents=String("Nesfjord kommune"), A=action)

    def _field(self) -> Object:
        return self._annotation("Widget", FT=Name.Tx, T=String("navn"), TU=String("Navnet ditt"), V=String(""))

    def _film(self) -> Object:
        clip = Dictionary(
            Type=Name.MediaClip, S=Name.MCD, CT=String("video/mp4"), Alt=Array([String("nb"), String("En film")]),
            D=Dictionary(Type=Name.Filespec, F=String("film.mp4"), UF=String("film.mp4")),
        )  # fmt: skip
        rendition = Dictionary(Type=Name.Rendition, S=Name.MR, C=clip)
        annotation = self._annotation("Screen", Contents=String("En film"), P=self.page)
        annotation.A = Dictionary(S=Name.Rendition, OP=0, AN=annotation, R=rendition)
        return annotation

    def _paint(self, document: Object) -> None:
        fonts = Dictionary(
            F0=self._composite(),
            F1=self._truetype("Latin", 32, Name.WinAnsiEncoding),
            F2=self._truetype("Signs", 4, None),
            F3=self._type1(),
            F4=self._compact(),
        )
        paragraph = self._element("P", "AC", {}, document)
        span = self._element("P", [], {}, document)
        marked = self._element("P", [], {}, document)
        document.K.extend([paragraph, span, marked])
        number = len(self.parents)
        self.parents.append(span)
        span.Pg, span.K = self.page, number
        self._draw(f"/P <</MCID {number}>> BDC /Span <</ActualText (ord) /Alt (ord) /E (ord)>> BDC")
        for font, letters in (("F1", "(ABC)"), ("F2", "(ABC)"), ("F3", "(ABC)"), ("F4", "<000200030004>")):
            self._draw(f"BT /{font} 12 Tf 300 {780 - 20 * int(font[1])} Td {letters} Tj ET")
        self._draw("/Fm0 Do EMC EMC")
        self._draw("/Artifact BMC 50 20 400 1 re f BT /F0 8 Tf 50 8 Td <00020003> Tj ET EMC /Fm1 Do")
        self.page.Resources = Dictionary(
            Font=fonts, XObject=Dictionary(Fm0=self._form(b"0 0 10 10 re f", None, fonts),
                                           Fm1=self._form(b"/P <</MCID 0>> BDC 20 0 10 10 re f EMC", marked, fonts)),
        )  # fmt: skip
        self.page.Contents = self.pdf.make_stream(b"\n".join(self.drawn))
        self.page.StructParents = 0
        self.page.Tabs = Name.S
        self.page.Annots = Array(self.annotations)

    def _form(self, content: bytes, owner: Object | None, fonts: Object) -> Object:
        form = self.pdf.make_stream(content)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
        form.Resources = Dictionary(Font=fonts)
        if owner is not None:
            self.far.append(Array([owner]))
            form.StructParents = len(self.far)
            owner.K = Array([Dictionary(Type=Name.MCR, Pg=self.page, Stm=form, MCID=0)])
        return form

    def _catalogue(self, root: Object) -> None:
        metadata = self.pdf.make_stream(XMP.encode())
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        catalogue = self.pdf.Root
        catalogue.StructTreeRoot, catalogue.Metadata = root, metadata
        catalogue.MarkInfo = Dictionary(Marked=True, Suspects=False)
        catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        catalogue.Lang = String("nb-NO")
        layer = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Kart")))
        catalogue.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Name=String("Lag"), Order=Array([layer])))
        catalogue.AcroForm = Dictionary(Fields=Array([one for one in self.annotations if "/FT" in one]))
        item = self.pdf.make_indirect(Dictionary(Title=String("Budsjett"), Dest=Array([self.page, Name.Fit])))
        catalogue.Outlines = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
        item.Parent = catalogue.Outlines
        held = self.pdf.make_stream(b"tall")
        held.Type = Name.EmbeddedFile
        named = Dictionary(Type=Name.Filespec, F=String("tall.txt"), UF=String("tall.txt"), EF=Dictionary(F=held))
        files = Dictionary(Names=Array([String("tall.txt"), self.pdf.make_indirect(named)]))
        catalogue.Names = Dictionary(EmbeddedFiles=files)

    def _descriptor(self, name: str, flags: int, key: str, program: bytes, **extra: Any) -> Object:
        stream = self.pdf.make_stream(program)
        if key == "FontFile2":
            stream.Length1 = len(program)
        elif key == "FontFile3":
            stream.Subtype = extra.pop("kind")
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=flags, FontBBox=Array([0, 0, 700, 700]),
                ItalicAngle=0, Ascent=700, Descent=0, CapHeight=700, StemV=80, **{key: stream}, **extra,
            )
        )  # fmt: skip

    def _simple(self, subtype: str, name: str, descriptor: Object, encoding: Any) -> Object:
        widths = Array([WIDTHS[LETTERS.get(code, ".notdef")] for code in range(32, 68)])
        font = Dictionary(
            Type=Name.Font, Subtype=Name(f"/{subtype}"), BaseFont=Name(f"/{name}"), FirstChar=32, LastChar=67,
            Widths=widths, FontDescriptor=descriptor, ToUnicode=self._unicode(1),
        )  # fmt: skip
        if encoding is not None:
            font.Encoding = encoding
        return self.pdf.make_indirect(font)

    def _truetype(self, name: str, flags: int, encoding: Any) -> Object:
        program = truetype(((1, 0),) if flags == 4 else ((3, 1),))
        descriptor = self._descriptor(f"AAAAAA+{name}", flags, "FontFile2", program)
        return self._simple("TrueType", f"AAAAAA+{name}", descriptor, encoding)

    def _type1(self) -> Object:
        descriptor = self._descriptor(
            "AAAAAA+Old", 32, "FontFile3", compact(), kind=Name.Type1C, CharSet=String("/space/A/B/C")
        )
        return self._simple("Type1", "AAAAAA+Old", descriptor, Name.WinAnsiEncoding)

    def _composite(self) -> Object:
        listed = self.pdf.make_stream(bytes([0b11111000]))
        descriptor = self._descriptor("AAAAAA+Wide", 4, "FontFile2", truetype(), CIDSet=listed)
        return self._type0("AAAAAA+Wide", "CIDFontType2", descriptor, Name("/Identity-H"), "Identity")

    def _compact(self) -> Object:
        descriptor = self._descriptor("AAAAAA+Thin", 4, "FontFile3", compact(), kind=Name.CIDFontType0C)
        cmap = self.pdf.make_stream(CMAP.encode())
        cmap.Type, cmap.CMapName, cmap.WMode = Name.CMap, Name("/Specimen-H"), 0
        cmap.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Specimen"), Supplement=0)
        return self._type0("AAAAAA+Thin", "CIDFontType0", descriptor, cmap, "Specimen")

    def _type0(self, name: str, below: str, descriptor: Object, encoding: Object, ordering: str) -> Object:
        inner = Dictionary(
            Type=Name.Font, Subtype=Name(f"/{below}"), BaseFont=Name(f"/{name}"), FontDescriptor=descriptor, DW=1000,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0),
            W=Array([0, Array([WIDTHS[glyph] for glyph in GLYPHS])]),
        )  # fmt: skip
        if below == "CIDFontType2":
            inner.CIDToGIDMap = Name.Identity
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{name}"), Encoding=encoding,
            DescendantFonts=Array([self.pdf.make_indirect(inner)]), ToUnicode=self._unicode(2),
        )  # fmt: skip
        return self.pdf.make_indirect(font)

    def _unicode(self, size: int) -> Object:
        codes = LETTERS if size == 1 else {GLYPHS.index(glyph): glyph for glyph in LETTERS.values()}
        letters = {glyph: letter for letter, glyph in LETTERS.items()}
        pairs = "\n".join(f"<{code:0{2 * size}X}> <{letters[glyph]:04X}>" for code, glyph in codes.items())
        space = f"<{'00' * size}> <{'FF' * size}>"
        return self.pdf.make_stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            f"1 begincodespacerange {space} endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
            "endcmap end end".encode()
        )


def truetype(cmaps: tuple[tuple[int, int], ...] = ((3, 1),)) -> bytes:
    """A TrueType program with these cmaps: (1, 0) is of a byte each."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(LETTERS)
    builder.setupGlyf({name: _square(TTGlyphPen(None), name).glyph() for name in GLYPHS})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=700, descent=0)
    builder.setupNameTable({"familyName": "Specimen", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    font = builder.font
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [_cmap(*cmap) for cmap in cmaps]
    return _saved(font)


def _cmap(platform: int, encoding: int) -> CmapSubtable:
    table = CmapSubtable.newSubtable(0 if platform == 1 else 4)
    table.platformID, table.platEncID, table.language, table.cmap = platform, encoding, 0, dict(LETTERS)
    return table


def compact() -> bytes:
    """A CFF program with the same glyphs."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(LETTERS)
    glyphs = {name: _square(T2CharStringPen(WIDTHS[name], None), name).getCharString() for name in GLYPHS}
    builder.setupCFF("Specimen", {}, glyphs, {})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=700, descent=0)
    return bytes(builder.font.getTableData("CFF "))


def _square(pen: Any, name: str) -> Any:
    if name != "space":
        side = WIDTHS[name] - 100
        pen.moveTo((50, 0))
        for corner in ((50, side), (side, side), (side, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen


def _saved(font: Any) -> bytes:
    font["head"].created = font["head"].modified = 0
    target = BytesIO()
    font.recalcTimestamp = False
    font.save(target)
    return target.getvalue()
