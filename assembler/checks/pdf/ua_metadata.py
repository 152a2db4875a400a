"""The file, its catalogue and its metadata (ISO 14289-1, 5, 6 and 7.1)."""

import re
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.checks.pdf.xmp import read_xmp
from assembler.pdf.plain import text_of
from assembler.problem import Place

# ISO 32000-1, 7.5.2; nothing but the line end may follow the version.
_HEADER: Final = re.compile(rb"^%PDF-1\.[0-7][\r\n]")
_PREFIX: Final = "pdfuaid"
_ONE: Final = re.compile(r"\+?0*1\Z")


def claim_missing(facts: UaFacts) -> Marks:
    """The metadata say that the file follows PDF/UA."""
    if facts.xmp is not None:
        yield GOOD if facts.xmp.claims else failed()


def claim_part(facts: UaFacts) -> Marks:
    """The part that is claimed is the one that the file is held against."""
    if facts.xmp is not None and facts.xmp.claims:
        part = facts.xmp.claims.get("part", ("", ""))[1]
        yield GOOD if _ONE.match(part) else failed(found=part)


def part_prefix(facts: UaFacts) -> Marks:
    """The claim's part has the prefix of the schema."""
    yield from _prefixed(facts, "part")


def amendment_prefix(facts: UaFacts) -> Marks:
    """The claim's amendment has the prefix of the schema."""
    yield from _prefixed(facts, "amd")


def corrigendum_prefix(facts: UaFacts) -> Marks:
    """The claim's corrigendum has the prefix of the schema."""
    yield from _prefixed(facts, "corr")


def _prefixed(facts: UaFacts, part: str) -> Marks:
    if facts.xmp is not None and part in facts.xmp.claims:
        prefix = facts.xmp.claims[part][0]
        yield GOOD if prefix == _PREFIX else failed(found=prefix)


def header(facts: UaFacts) -> Marks:
    """The file begins as a PDF of version 1.0 to 1.7."""
    if facts.head:
        first = facts.head.split(b"\n", 1)[0].strip()[:20].decode("latin-1")
        yield GOOD if _HEADER.match(facts.head) else failed(found=first)


def tagged(facts: UaFacts) -> Marks:
    """The file says that it is tagged."""
    mark = facts.objects.entries(facts.root.get("/MarkInfo"))
    yield GOOD if facts.objects.get(mark.get("/Marked")) is True else failed()


def suspects(facts: UaFacts) -> Marks:
    """The program that tagged the file stands by its tags."""
    mark = facts.objects.entries(facts.root.get("/MarkInfo"))
    yield failed() if facts.objects.get(mark.get("/Suspects")) is True else GOOD


def metadata_missing(facts: UaFacts) -> Marks:
    """The file has metadata."""
    yield GOOD if facts.is_metadata(facts.root.get("/Metadata")) else failed()


def title_missing(facts: UaFacts) -> Marks:
    """The metadata name the document's title."""
    if facts.xmp is not None:
        yield failed() if facts.xmp.title is None else GOOD


def title_shown(facts: UaFacts) -> Marks:
    """The window shows the title of the document."""
    preferences = facts.objects.entries(facts.root.get("/ViewerPreferences"))
    yield GOOD if facts.objects.get(preferences.get("/DisplayDocTitle")) is True else failed()


def tree_missing(facts: UaFacts) -> Marks:
    """The file has a structure tree."""
    yield GOOD if facts.objects.entries(facts.root.get("/StructTreeRoot")) else failed()


def metadata_language(facts: UaFacts) -> Marks:
    """Texts of metadata in the default language have one: that of the document. Parts of it may have metadata too."""
    for name in facts.xmp.defaults if facts.xmp is not None else ():
        yield GOOD if facts.lang is not None else failed(found=name)
    if facts.lang is None:
        for reference in _metadata_of_parts(facts):
            said = read_xmp(facts.objects.stream(reference) or b"")
            for name in said.defaults if said is not None else ():
                yield failed(Place(object=reference), found=name)


def _metadata_of_parts(facts: UaFacts) -> set[str]:
    held = {str(entries["/Metadata"]) for _, entries in facts.objects.holding("/Metadata")
            if isinstance(entries, dict) and "/Metadata" in entries}  # fmt: skip
    return {one for one in held if one != facts.root.get("/Metadata") and facts.is_metadata(one)}


def outline_language(facts: UaFacts) -> Marks:
    """Bookmarks are in the language of the document: it is named."""
    for entries in facts.outline:
        yield GOOD if facts.lang is not None else failed(text=text_of(facts.objects.get(entries.get("/Title"))))


RULES: Final = {
    "ua_metadata.claim_missing": claim_missing,
    "ua_metadata.claim_part": claim_part,
    "ua_metadata.part_prefix": part_prefix,
    "ua_metadata.amendment_prefix": amendment_prefix,
    "ua_metadata.corrigendum_prefix": corrigendum_prefix,
    "ua_metadata.header": header,
    "ua_metadata.tagged": tagged,
    "ua_metadata.suspects": suspects,
    "ua_metadata.metadata_missing": metadata_missing,
    "ua_metadata.title_missing": title_missing,
    "ua_metadata.title_shown": title_shown,
    "ua_metadata.tree_missing": tree_missing,
    "ua_metadata.metadata_language": metadata_language,
    "ua_metadata.outline_language": outline_language,
}
