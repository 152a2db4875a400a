"""Reading a package that somebody else made: nothing in it is trusted, and all its faults come back at once.

Limits on the archive (zip bombs, overlapping and duplicate entries, names that climb out of a folder), on the XML
(no DTD, so no entity) and on what a document may reach (macros, OLE, ActiveX, altChunk, files and programs outside).
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from assembler.ooxml.names import CONTENT_TYPES_PART, PACKAGE_RELATIONSHIPS, W
from assembler.problem import Place, Problem, Refused, Value

MOST_PARTS: Final = 2_000
MOST_PART_BYTES: Final = 64 * 2**20
MOST_BYTES: Final = 256 * 2**20
MOST_RATIO: Final = 100
_RATIO_FROM: Final = 2**20
_HUGE_FROM: Final = 8 * 2**20
_LOCAL_HEADER: Final = 30
_XML_ENDINGS: Final = (".xml", ".rels")
_DANGEROUS_RELATIONS: Final = {
    "vbaProject": "ooxml-macro",
    "wordVbaData": "ooxml-macro",
    "keyMapCustomizations": "ooxml-macro",
    "attachedToolbars": "ooxml-macro",
    "oleObject": "ooxml-ole",
    "control": "ooxml-activex",
    "activeXControlBinary": "ooxml-activex",
    "aFChunk": "ooxml-alt-chunk",
}
_DANGEROUS_FIELDS: Final = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|MACROBUTTON|IMPORT|DATABASE)\b", re.I)
# An address may well have one of these words in its path; without a space in it, no field hides there.
_QUOTED_ADDRESS: Final = re.compile(r'"(?:https?|mailto):[^"\s]*"', re.I)
_LINK: Final = re.compile(r"(https?|mailto):", re.I)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part; `target` is as it stands in the file."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a package by name ("word/document.xml")."""

    parts: Mapping[str, bytes]

    def xml(self, part: str) -> etree._Element:
        """The root of a part. `KeyError` when there is no such part, `Refused` when it is not sound XML."""
        return parse_xml(self.parts[part], part)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part, "" for those of the package; none when it has none."""
        name = relationships_part(part)
        if name not in self.parts:
            return ()
        found = self.xml(name).iterfind(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship")
        return tuple(
            Relationship(
                entry.get("Id", ""),
                entry.get("Type", ""),
                entry.get("Target", ""),
                entry.get("TargetMode") == "External",
            )
            for entry in found
        )

    def target(self, part: str, relationship: Relationship) -> str:
        """The name of the part that an internal relationship of `part` points to."""
        if relationship.target.startswith("/"):
            return relationship.target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(part), relationship.target))


def relationships_part(part: str) -> str:
    """The name of the part that holds the relationships of `part` (ECMA-376-2, 9.3.3)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_xml(data: bytes, part: str = "") -> etree._Element:
    """The root element of `data`; `Refused` for what is not well-formed or has a document type declaration."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=len(data) > _HUGE_FROM, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        line = fault.lineno or 0
        raise Refused([Problem("ooxml-not-xml", Place(part=part, line=line))]) from None
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise Refused([Problem("ooxml-dtd", Place(part=part))])
    return root


def read_package(data: bytes) -> Package:
    """The package in `data`, unpacked within the limits; `Refused` with all faults of the archive."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused([Problem("ooxml-not-a-package")]) from None
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        problems = [*_archive_faults(entries, len(data))]
        if problems:
            raise Refused(problems)
        parts = {entry.filename: _unpacked(archive, entry) for entry in entries}
    if CONTENT_TYPES_PART not in parts:
        raise Refused([Problem("ooxml-part-missing", Place(part=CONTENT_TYPES_PART), {"part": CONTENT_TYPES_PART})])
    return Package(parts)


def _archive_faults(entries: list[zipfile.ZipInfo], size: int) -> Iterator[Problem]:
    if len(entries) > MOST_PARTS:
        yield Problem("ooxml-too-many-parts", values={"found": len(entries), "most": MOST_PARTS})
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        yield Problem("ooxml-too-big", values={"found": total // 2**20, "most": MOST_BYTES // 2**20})
    if total > _RATIO_FROM and total > MOST_RATIO * size:
        yield Problem("ooxml-bomb", values={"most": MOST_RATIO})
    names: set[str] = set()
    for entry in entries:
        yield from _entry_faults(entry, names)
        names.add(entry.filename.lower())
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in zip(ordered, ordered[1:], strict=False):
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename.encode()) + entry.compress_size
        if end > following.header_offset:
            yield _fault("ooxml-overlap", following)


def _entry_faults(entry: zipfile.ZipInfo, names: set[str]) -> Iterator[Problem]:
    steps = entry.filename.split("/")
    if ".." in steps or "" in steps or "\\" in entry.filename or ":" in entry.filename:
        yield _fault("ooxml-bad-name", entry)
    if entry.filename.lower() in names:
        yield _fault("ooxml-duplicate", entry)
    if entry.flag_bits & 0x1:
        yield _fault("ooxml-encrypted", entry)
    if entry.file_size > MOST_PART_BYTES:
        yield _fault("ooxml-part-too-big", entry, most=MOST_PART_BYTES // 2**20)
    if entry.file_size > _RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        yield _fault("ooxml-bomb", entry, most=MOST_RATIO)


def _fault(code: str, entry: zipfile.ZipInfo, **values: Value) -> Problem:
    return Problem(code, Place(part=entry.filename), values)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as stream:
            # A directory may lie about the size: never read more than it says.
            content = stream.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError):
        raise Refused([_fault("ooxml-part-damaged", entry)]) from None
    if len(content) != entry.file_size:
        raise Refused([_fault("ooxml-part-damaged", entry)])
    return content


def dangers(package: Package) -> tuple[Problem, ...]:
    """Everything in a package that could run, embed or fetch something; every XML part is parsed on the way."""
    problems: list[Problem] = []
    for name in package.parts:
        if name.endswith(_XML_ENDINGS):
            try:
                problems.extend(_part_dangers(package, name))
            except Refused as refused:
                problems.extend(refused.problems)
        elif name.lower().endswith((".bin", ".exe", ".dll", ".js", ".vbs")):
            problems.append(Problem("ooxml-macro", Place(part=name)))
    return tuple(problems)


def _part_dangers(package: Package, name: str) -> Iterator[Problem]:
    root = package.xml(name)
    if name == CONTENT_TYPES_PART:
        yield from _macro_types(root)
    elif name.endswith(".rels"):
        yield from _relation_dangers(root, name)
    else:
        yield from _field_dangers(root, name)


def _macro_types(root: etree._Element) -> Iterator[Problem]:
    for entry in root:
        kind = str(entry.get("ContentType", "")).lower()
        if "macroenabled" in kind or "vba" in kind:
            yield Problem("ooxml-macro", Place(part=str(entry.get("PartName") or CONTENT_TYPES_PART).lstrip("/")))


def _relation_dangers(root: etree._Element, name: str) -> Iterator[Problem]:
    for entry in root:
        kind, target = str(entry.get("Type", "")).rsplit("/", 1)[-1], str(entry.get("Target", ""))
        if kind in _DANGEROUS_RELATIONS:
            yield Problem(_DANGEROUS_RELATIONS[kind], Place(part=name))
        elif entry.get("TargetMode") == "External" and not (kind == "hyperlink" and _LINK.match(target)):
            yield Problem("ooxml-external", Place(part=name), {"target": target[:200]})


def _field_dangers(root: etree._Element, name: str) -> Iterator[Problem]:
    """Instructions may be cut into many runs: all of a paragraph's are read as one text."""
    for paragraph in root.iter(f"{{{W}}}p"):
        said = "".join(str(part.text or "") for part in paragraph.iter(f"{{{W}}}instrText", f"{{{W}}}delInstrText"))
        simple = " ".join(str(part.get(f"{{{W}}}instr", "")) for part in paragraph.iter(f"{{{W}}}fldSimple"))
        found = _DANGEROUS_FIELDS.search(_QUOTED_ADDRESS.sub("", f"{said} {simple}"))
        if found:
            yield Problem("ooxml-field", Place(part=name), {"field": found[1].upper()})
    if next(root.iter(f"{{{W}}}altChunk"), None) is not None:
        yield Problem("ooxml-alt-chunk", Place(part=name))
