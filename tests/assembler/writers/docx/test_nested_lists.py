"""Lists inside lists in an edition: Word counts each from where it should, on its own level."""

import io
import zipfile

from lxml import etree

from assembler.brand.load import load_brand
from assembler.document.blocks import Cover, Document, Narrative, Section
from assembler.document.inline import Text
from assembler.markup.markdown import read_markdown
from assembler.ooxml.names import W
from assembler.resources import templates
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials

NS = {"w": W}
SAID = """\
1. En

   4. Fire
   5. Fem

2. To

   1. Ett

      - Punkt
"""


def test_an_inner_list_begins_at_its_own_number() -> None:
    blocks, problems = read_markdown(SAID, file="a.md", form="nb")
    assert problems == ()
    chapter = Section("kap", (Text("Kap"),), (Narrative("a", blocks),), role="chapter", number="1")
    cover = Cover("Tittel", "2026", "Undertittel", "Kommune", "2026-01-01")
    document = Document("plan-1", "nb", "Tittel", "Kommune", "2026-01-01", "Kommune", cover, (chapter,))
    content = write_docx(document, Materials(load_brand(templates("brand", "default")), {})).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body, lists = (etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "numbering"))
    starts = {}
    for paragraph in body.xpath("//w:p[w:pPr/w:pStyle/@w:val='ListNumber']", namespaces=NS):
        number, level = (
            paragraph.xpath(f"string(w:pPr/w:numPr/w:{name}/@w:val)", namespaces=NS) for name in ("numId", "ilvl")
        )
        override = f"string(w:num[@w:numId='{number}']/w:lvlOverride[@w:ilvl='{level}']/w:startOverride/@w:val)"
        starts["".join(paragraph.itertext())] = (level, lists.xpath(override, namespaces=NS))
    assert starts == {"En": ("0", "1"), "To": ("0", "1"), "Fire": ("1", "4"), "Fem": ("1", "4"), "Ett": ("1", "1")}
