"""A small good PDF, tagged by hand with pikepdf, and what an example changes in it.

Keys of an example: `tree` (a list of `{role: text}`, `{role: [children]}` or `{Figure: {alt, caption}}`; `Link` makes
an annotation too), `title`, `lang`, `long` (paragraphs and no heading), `pages` (that many), `metadata` (text, other
text), `picture` (a page with a picture and no text), `mixed` (a picture and text), `bytes` (the whole file). Entries to
set (`null` leaves one out): `catalogue`, `page`, `element` (by role), `annotation`, `font`, `descriptor`.
With `specimen` or `change` it is the specimen of PDF/UA instead (`specimen_pdf`, `change_pdf`).
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Encryption, Name, Object, Pdf, String

from assembler.resources import templates
from tests.assembler.checks.change_pdf import changed
from tests.assembler.checks.specimen_pdf import specimen

_TREE = [{"H1": "Budsjett"}, {"P": "Kommunen har et budsjett for fire år."}]
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>
</rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Nesfjord kommune</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>2025-12-10T00:00:00Z</xmp:CreateDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def pdf_example(example: Mapping[str, Any]) -> bytes:
    """The bytes of the file."""
    if "bytes" in example:
        return str(example["bytes"]).encode()
    if "specimen" in example or "change" in example:
        return changed(specimen(), example.get("change", ()))
    return _Maker(example).bytes()


class _Maker:
    """One page (or several), one font, one tree."""

    def __init__(self, example: Mapping[str, Any]) -> None:
        self.example = example
        self.pdf = Pdf.new()
        face = next(path for path in sorted(templates("brand").rglob("*.ttf")))
        self.face = TTFont(face)
        self.cmap = self.face.getBestCmap()
        self.font = self._font(face.read_bytes())
        for _ in range(example.get("pages", 1)):
            self.pdf.add_blank_page(page_size=(595, 842))
        self.page = self.pdf.pages[0].obj
        self.drawn: list[bytes] = []
        self.parents: list[Object] = []
        self.annotations: list[Object] = []

    def bytes(self) -> bytes:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree = [{"P": "Kommunen bygger skoler. " * 10}] * self.example.get("long", 0)
        document = self._element("Document", self.example.get("tree", tree or _TREE), root)
        root.K = document
        self._page()
        numbers = Array([0, self.pdf.make_indirect(Array(self.parents))])
        for index, annotation in enumerate(self.annotations, 1):
            annotation.StructParent = index
            numbers.extend([index, annotation.pop_owner])
            del annotation.pop_owner
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        self._catalogue(root)
        target = BytesIO()
        if self.example.get("script"):
            self.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        if self.example.get("locked"):
            self.pdf.save(target, encryption=Encryption(owner="eier", user=""))
        else:
            self.pdf.save(target, deterministic_id=True)
        return target.getvalue()

    def _page(self) -> None:
        content = b"".join(self.drawn)
        if self.example.get("picture"):
            content = b"q 500 0 0 700 40 40 cm /Im0 Do Q"
            self.page.Resources = Dictionary(XObject=Dictionary(Im0=self._picture()))
        else:
            self.page.Resources = Dictionary(Font=Dictionary(F0=self.font))
        if self.example.get("mixed"):
            self.page.Resources.XObject = Dictionary(Im0=self._picture())
            content += b"/Artifact BMC q 50 0 0 70 40 40 cm /Im0 Do Q EMC"
        self.page.Contents = self.pdf.make_stream(content)
        self.page.StructParents = 0
        self.page.Tabs = Name.S
        if self.annotations:
            self.page.Annots = Array(self.annotations)
        _change(self.page, self.example.get("page", {}))

    def _picture(self) -> Object:
        image = self.pdf.make_stream(b"\x80")
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 1, 1, 8, Name.DeviceGray
        return image

    def _element(self, role: str, held: Any, parent: Object) -> Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent))
        if isinstance(held, list):
            element.K = Array([self._element(*next(iter(kid.items())), element) for kid in held])
        elif isinstance(held, Mapping):
            if "alt" in held:
                element.Alt = String(held["alt"])
            element.K = Array([self._marked(element, "", 8)])
            if "caption" in held:
                element.K.append(self._element("Caption", held["caption"], element))
        else:
            element.K = Array([self._marked(element, str(held), 12)] if held else [])
        if role == "TH":
            element.A = Dictionary(O=Name.Table, Scope=Name.Column)
        if role == "Note":
            element.ID = String(f"note-{len(self.parents)}")
        if role == "Link":
            element.K.append(self._annotation(element, str(held)))
        _change(element, self.example.get("element", {}).get(role, {}))
        return element

    def _marked(self, element: Object, text: str, size: int) -> int:
        number = len(self.parents)
        self.parents.append(element)
        element.Pg = self.page
        codes = b"".join(self.face.getGlyphID(self.cmap[ord(letter)]).to_bytes(2, "big") for letter in text)
        at = 800 - 16 * number
        shown = f"BT /F0 {size} Tf 50 {at} Td <{codes.hex()}> Tj ET" if text else f"50 {at} 20 8 re f"
        self.drawn.append(f"/{str(element.S)[1:]} <</MCID {number}>> BDC {shown} EMC\n".encode())
        return number

    def _annotation(self, element: Object, text: str) -> Object:
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([50, 700, 200, 712]),
                F=4,
                Contents=String(text or "Lenke"),
                A=Dictionary(S=Name.URI, URI=String("https://www.nesfjord.example/budsjett")),
            )
        )
        _change(annotation, self.example.get("annotation", {}))
        annotation.pop_owner = element
        self.annotations.append(annotation)
        return self.pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page))

    def _catalogue(self, root: Object) -> None:
        title = self.example.get("title", "Budsjett for Nesfjord 2026")
        packet = _XMP.format(title=title)
        for old, new in self.example.get("metadata", ()):
            assert old in packet, old
            packet = packet.replace(old, new)
        metadata = self.pdf.make_stream(packet.encode())
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        catalogue = self.pdf.Root
        catalogue.StructTreeRoot, catalogue.Metadata = root, metadata
        catalogue.MarkInfo = Dictionary(Marked=True)
        catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if self.example.get("lang", "nb-NO"):
            catalogue.Lang = String(self.example.get("lang", "nb-NO"))
        if self.example.get("pages", 1) > 1:
            item = self.pdf.make_indirect(Dictionary(Title=String("Budsjett"), Dest=Array([self.page, Name.Fit])))
            outlines = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
            item.Parent = outlines
            catalogue.Outlines = outlines
        _change(catalogue, self.example.get("catalogue", {}))

    def _font(self, program: bytes) -> Object:
        widths = Array([self.face["hmtx"][name][0] for name in self.face.getGlyphOrder()])
        stream = self.pdf.make_stream(program)
        stream.Length1 = len(program)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/AAAAAA+Face"),
            Flags=4,
            FontBBox=Array([-500, -300, 1500, 1000]),
            ItalicAngle=0,
            Ascent=900,
            Descent=-300,
            CapHeight=700,
            StemV=80,
            FontFile2=stream,
        )
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/AAAAAA+Face"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=self.pdf.make_indirect(descriptor),
            W=Array([0, widths]),
            DW=1000,
        )
        _change(descriptor, self.example.get("descriptor", {}))
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/AAAAAA+Face"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([self.pdf.make_indirect(inner)]),
            ToUnicode=self.pdf.make_stream(self._unicode()),
        )
        _change(font, self.example.get("font", {}))
        return self.pdf.make_indirect(font)

    def _unicode(self) -> bytes:
        # A sign may stand for several characters (a space and a no-break space): the first one counts.
        signs: dict[int, int] = {}
        for code in sorted(code for code in self.cmap if code < 0x250 or 0x2010 <= code <= 0x2212):
            signs.setdefault(self.face.getGlyphID(self.cmap[code]), code)
        pairs = "\n".join(f"<{sign:04X}> <{code:04X}>" for sign, code in signs.items())
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(signs)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
        ).encode()


def _change(holder: Object, entries: Mapping[str, Any]) -> None:
    """Set entries: a text that begins with a stroke is a name, `null` takes the entry out."""
    for name, value in entries.items():
        key = f"/{name}"
        if value is None:
            if key in holder:
                del holder[key]
        elif isinstance(value, Mapping):
            held = Dictionary()
            _change(held, value)
            holder[key] = held
        elif isinstance(value, str):
            holder[key] = Name(value) if value.startswith("/") else String(value)
        else:
            holder[key] = value
