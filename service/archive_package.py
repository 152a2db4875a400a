"""The archive package (arkivpakke) of a document: what a case and archive system takes over, in one zip archive.

It holds the PDF/A and the Word file of one build, its report, `metadata.json` and `metadata.xml` with the same fields,
and `sha256sums.txt` in the form that `sha256sum --check` reads. Fields have the names of Noark 5 (metadata catalogue
v5.5: M020 tittel, M103 dokumentetsDato, M705 sjekksum …), so that whoever takes it over need not guess. The same build
gives the same bytes.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from assembler.assemble.child import order_of, supply_of
from assembler.assemble.order import Settled, settle
from service.archive import packed

# Format and M700 variantformat: the archive's version is PDF/A, the Word file is for further work. The report about
# them has no variant of its own in the catalogue, and says what it is.
_ARCHIVED: Final = "Arkivformat"
_WORKED_ON: Final = "Produksjonsformat"
_FORMATS: Final = {
    "docx": ("OOXML", _WORKED_ON),
    "html": ("HTML5", "Rapport"),
    "json": ("JSON", "Rapport"),
}
JOURNAL: Final = (
    "saksnummer",
    "journalpostnummer",
    "tittel",
    "offentligTittel",
    "administrativEnhet",
    "saksbehandler",
    "tilgangsrestriksjon",
    "skjermingshjemmel",
)


def pack(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The package of the built files `header["names"]`, whose contents come first in `blobs`; the plan comes last.

    `header` has also {"kind", "options"} as for `build_in_child`, and "journal": the fields that the caller gave.
    """
    files = dict(zip(header["names"], blobs[:-1], strict=True))
    with tempfile.TemporaryDirectory() as folder:
        plan = supply_of(header["kind"], blobs[-1], Path(folder)).loaded.plan
        settled = settle(plan, order_of(header["options"]))
    said = metadata(settled, files, header["journal"])
    whole = {
        **{f"{settled.stem}/{name}": content for name, content in files.items()},
        f"{settled.stem}/metadata.json": json.dumps(said, ensure_ascii=False, indent=1).encode(),
        f"{settled.stem}/metadata.xml": _xml(said),
    }
    whole[f"{settled.stem}/sha256sums.txt"] = _sums(whole, settled.stem)
    name = f"{settled.stem}-arkiv.zip"
    return {"outcome": header["outcome"], "files": [name], "detail": said}, (packed(whole),)


def metadata(settled: Settled, files: Mapping[str, bytes], journal: Mapping[str, str]) -> dict[str, Any]:
    """The fields, in the order of the catalogue; those of the journal only where the caller gave them."""
    plan, form = settled.plan, settled.form
    edition = settled.edition.name.nn if form == "nn" else settled.edition.name.nb
    kind = settled.type.name.nn if form == "nn" else settled.type.name.nb
    given = {name: journal[name] for name in JOURNAL if journal.get(name)}
    return {
        "tittel": f"{plan.title} – {edition}",
        **given,
        "arkivskaper": plan.municipality.name,
        **({"kommunenummer": plan.municipality.number} if plan.municipality.number else {}),
        "dokumenttype": kind,
        "dokumentstatus": "Dokumentet er ferdigstilt" if settled.edition.binding else "Dokumentet er under redigering",
        "versjon": edition,
        "dokumentetsDato": plan.date.isoformat(),
        "spraak": form,
        "dokumentobjekt": list(_objects(files)),
    }


def _objects(files: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    for name, content in files.items():
        suffix = name.rpartition(".")[2]
        format, variant = _pdf_format(content) if suffix == "pdf" else _FORMATS.get(suffix, ("", ""))
        yield {
            "referanseDokumentfil": name,
            "format": format,
            "variantformat": variant,
            "filstoerrelse": len(content),
            "sjekksum": hashlib.sha256(content).hexdigest(),
            "sjekksumAlgoritme": "SHA-256",
        }


def _pdf_format(content: bytes) -> tuple[str, str]:
    """What the file itself says it is: ("PDF/A-2a", the archive's variant), or "PDF", which no archive takes."""
    try:
        said = PdfReader(BytesIO(content)).xmp_metadata
        part, level = (said.pdfaid_part, said.pdfaid_conformance) if said else (None, None)
    except PyPdfError:
        part, level = None, None
    return (f"PDF/A-{part}{(level or '').lower()}", _ARCHIVED) if part else ("PDF", _WORKED_ON)


def _xml(said: Mapping[str, Any]) -> bytes:
    """The same fields as XML: one element a field, one `dokumentobjekt` a file."""
    root = ElementTree.Element("dokumentbeskrivelse")
    for name, value in said.items():
        for entry in value if isinstance(value, list) else [value]:
            element = ElementTree.SubElement(root, name)
            if isinstance(entry, dict):
                for inner, text in entry.items():
                    ElementTree.SubElement(element, inner).text = str(text)
            else:
                element.text = str(entry)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _sums(files: Mapping[str, bytes], stem: str) -> bytes:
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name.removeprefix(stem + '/')}\n" for name in sorted(files))
    return "".join(sums).encode()
