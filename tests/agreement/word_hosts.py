"""Word files to be made bad: ours, and what pandoc, python-docx and LibreOffice make of a small good text."""

import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import docx as python_docx

from assembler.assemble.build import build
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.resources import samples
from tests.assembler.checks.example_docx import docx_example
from tests.judges.panel import libreoffice

TEXT = """---
title: Plan for Nesfjord
lang: nb-NO
---

# Budsjett

Kommunen har et budsjett for fire år.[^1] Les mer i [budsjettet for 2026](https://www.nesfjord.example/).

[^1]: Det står i loven.

## Mål

1. Skole
2. Helse

| Post  | 2026 | 2027 |
|-------|-----:|-----:|
| Skole |   10 |   20 |

: Tabell 1. Utgifter

## Tall

Teksten fortsetter her.
"""


def hosts() -> dict[str, bytes]:
    """The files by name; a program that is not on the machine makes nothing."""
    made = {"specimen": docx_example({"body": _SPECIMEN, "footnotes": [_NOTE]})}
    for sample in ("nesfjord", "stavanger-2016"):
        files = build(from_folder(samples(sample)), Order(formats=("docx",))).files
        made[sample] = next(content for name, content in files.items() if name.endswith(".docx"))
    made["python-docx"] = _python_docx()
    if shutil.which("pandoc"):
        made["pandoc"] = _converted(["pandoc", "-f", "markdown", "-o", "{to}", "{file}"])
    if shutil.which("soffice") and "pandoc" in made:
        made["LibreOffice"] = _by_libreoffice(made["pandoc"])
    return made


_NOTE = '<w:footnote w:id="1"><w:p><w:r><w:t>Det står i loven.</w:t></w:r></w:p></w:footnote>'
_SPECIMEN = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:keepNext/></w:pPr><w:bookmarkStart w:id="1" w:name="a"/><w:r>'
    '<w:t>Budsjett</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p><w:p><w:bookmarkStart w:id="2" w:name="b"/><w:r>'
    '<w:t>Kommunen har et budsjett for fire år.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
    '<w:bookmarkEnd w:id="2"/></w:p><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink r:id="rIdLink"><w:r><w:t>'
    'Budsjettet for 2026</w:t></w:r></w:hyperlink></w:p><w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>'
    'Tabell 1. Utgifter</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid/><w:tr>'
    "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr/><w:p><w:r><w:t>Post</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:tcPr/><w:p><w:r><w:t>2026</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p><w:r><w:t>2027</w:t></w:r>"
    "</w:p></w:tc></w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:p><w:r><w:t>Skole</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>20</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl><w:p><w:r><w:t>Slutt.</w:t></w:r></w:p>"
)


def _python_docx() -> bytes:
    document = python_docx.Document()
    document.core_properties.title = "Plan for Nesfjord"
    document.add_heading("Budsjett", 1)
    document.add_paragraph("Kommunen har et budsjett for fire år.")
    document.add_heading("Mål", 2)
    for word in ("Skole", "Helse"):
        document.add_paragraph(word, style="List Number")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _converted(command: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file, to = Path(folder, "plan.md"), Path(folder, "plan.docx")
        file.write_text(TEXT, encoding="utf-8")
        subprocess.run([part.format(file=file, to=to) for part in command], check=True, timeout=60)
        return to.read_bytes()


def _by_libreoffice(content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "plan.docx")
        file.write_bytes(content)
        (out := Path(folder, "out")).mkdir()
        return libreoffice(file, "docx", out, Path(folder, "profile")).read_bytes()
