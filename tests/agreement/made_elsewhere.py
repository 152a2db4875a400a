"""PDFs that other programs make, with faults on purpose: LibreOffice from HTML and text, Typst with and without tags.

A program that is not on the machine makes nothing.
"""

import shutil
import tempfile
from pathlib import Path

import typst

from tests.judges.panel import libreoffice

PAGE = """<html lang="{lang}"><head><title>{title}</title></head>
<body><h1>Budsjett</h1><p>Kommunen har et budsjett.</p>
<{second}>Mål</{second}><ul><li>Skole</li><li>Helse</li></ul><table border=1><tr><th>Post</th><th>2026</th></tr>
<tr><td>Skole</td><td>10</td></tr></table>
<p><a href="https://www.nesfjord.example/">Kommunens sider</a></p></body></html>
"""
PDF_UA = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
TYPST = """#set document(title: "Plan")
#set text(lang: "nb")
= Budsjett
Kommunen har et budsjett#footnote[For fire år.]. #link("https://www.nesfjord.example/")[Kommunens sider].
== Mål
- Skole
- Helse
#table(columns: 2, table.header[Post][2026], [Skole], [10])
#figure(rect(width: 2cm), alt: "Et rektangel", caption: [En figur])
$ a + b = c $
"""


def made_elsewhere() -> dict[str, bytes]:
    """The files by name."""
    return {**_typst(), **(_libreoffice() if shutil.which("soffice") else {})}


def _typst() -> dict[str, bytes]:
    source = TYPST.replace("$ a + b = c $", '#math.equation(block: true, alt: "a pluss b er c", $ a + b = c $)')
    # ua-1 refuses what a file without a standard may have: a skipped level, and a figure without alternative text.
    faulty = TYPST.replace("== Mål", "=== Mål").replace('alt: "Et rektangel", ', "")
    kinds = {
        "typst-ua": (source, ["ua-1"]),
        "typst-a2a": (TYPST.replace("$ a + b = c $", ""), ["a-2a"]),
        "typst-plain": (faulty, ["1.7"]),
    }
    return {name: typst.compile(text.encode(), pdf_standards=held) for name, (text, held) in kinds.items()}


def _libreoffice() -> dict[str, bytes]:
    made = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for id, lang, title, second in (("good", "nb", "Budsjett", "h2"), ("skips", "nn", "", "h4")):
            page = folder / f"{id}.html"
            page.write_text(PAGE.format(lang=lang, title=title, second=second), encoding="utf-8")
            for kind, to in (("ua", PDF_UA), ("plain", "pdf:writer_pdf_Export")):
                out = folder / kind
                made[f"libreoffice-{id}-{kind}"] = libreoffice(page, to, out, folder / "profile").read_bytes()
    return made
