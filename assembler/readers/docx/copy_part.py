"""What an editing copy says of itself: the custom part that `docs/word-editing.md` describes, or what a base says.

Nothing in it is trusted further than to name things: a part that is damaged counts as one that is missing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from lxml import etree

from assembler.document.blocks import Block, Blocks, FactBox, Figure, Narrative, Section, Table
from assembler.document.codec import blocks_from_json
from assembler.document.exported import Exported
from assembler.document.identity import is_id
from assembler.document.inline import CrossReference
from assembler.document.walk import every_inline, walk
from assembler.ooxml.copy_names import EXPORT_PROPERTY, NAMESPACE, PICTURE, PLAN_PROPERTY, TABLE
from assembler.ooxml.ids import Ids
from assembler.ooxml.package import Package, parse_xml
from assembler.problem import Refused
from assembler.readers.docx.looks import number

_CUSTOM_KIND: Final = "/custom-properties"
_MARKUP: Final = re.compile(rb"<[^>]*>")
_PRINTED: Final = re.compile(rb"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """A narrative block of the copy: its bookmark, and the level on which its first headings stand."""

    id: str
    bookmark: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class CopyPart:
    """A block that says more than Word can: without title, rows and notes. `printed` are the labels of its columns."""

    block: Block
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """All that a copy says of itself. Names of bookmarks are in lower case, since Word does not tell them apart.

    `pictures` are those of the narratives by their SHA-256, and with the name "" the program's own.
    """

    export: str = ""
    plan: str = ""
    form: Literal["nb", "nn", ""] = ""
    blocks: tuple[CopyBlock, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, CopyPart] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    printed: frozenset[str] = frozenset()

    def full(self, tag: str) -> str:
        """The whole of a tag that was cut."""
        return self.names.get(tag, tag)


def copy_facts(package: Package, base: Exported | None) -> CopyFacts:
    """What is known of the file: what was kept with `base` when it went out, else what it says of itself."""
    own = _root(package)
    export, plan = _names(package, own)
    kept = _described(base)
    root = own if kept is None else kept
    if root is not None:
        return replace(_facts(root), export=export, plan=plan)
    return CopyFacts(export, plan) if base is None else _facts_of_base(base, export, plan)


def export_names(package: Package) -> tuple[str, str]:
    """The ids of the export and of the plan, "" for what the file does not say."""
    return _names(package, _root(package))


def _names(package: Package, own: etree._Element | None) -> tuple[str, str]:
    """A file that another program wrote may have nothing left but its text: there the id stands on the first page."""
    export, plan = _properties(package)
    if own is not None:
        export, plan = _id(_said(own, "export")) or export, _id(_said(own, "plan")) or plan
    return export or _printed_name(package), plan


def _printed_name(package: Package) -> str:
    for name, content in package.parts.items():
        if name.endswith("/document.xml"):
            # Other programs cut a line into runs as they please.
            found = _PRINTED.search(_MARKUP.sub(b"", content.replace(b":p>", b":p> ")))
            if found:
                return found[0].decode()
    return ""


def _described(base: Exported | None) -> etree._Element | None:
    """The file's own part as it went out, which is kept with the base; `None` without one."""
    if base is None or not base.described:
        return None
    try:
        return parse_xml(base.described.encode(), base.id)
    except Refused:
        return None


def _root(package: Package) -> etree._Element | None:
    mark = NAMESPACE.encode()
    for name, content in package.parts.items():
        if name.startswith("customXml/") and name.endswith(".xml") and mark in content:
            try:
                root = package.xml(name)
            except Refused:
                continue
            if root.tag == f"{{{NAMESPACE}}}copy":
                return root
    return None


def _properties(package: Package) -> tuple[str, str]:
    """The two names as document properties (ECMA-376-1, 22.3)."""
    said: dict[str, str] = {}
    for relationship in package.relationships(""):
        part = package.target("", relationship)
        if relationship.kind.endswith(_CUSTOM_KIND) and part in package.parts:
            said |= {str(entry.get("name")): "".join(map(str, entry.itertext())) for entry in package.xml(part)}
    return _id(said.get(EXPORT_PROPERTY, "")), _id(said.get(PLAN_PROPERTY, ""))


def _id(said: str) -> str:
    return said if is_id(said) else ""


def _each(root: etree._Element, wanted: str) -> Iterator[etree._Element]:
    return root.iterchildren(f"{{{NAMESPACE}}}{wanted}")


def _said(entry: etree._Element, wanted: str) -> str:
    return str(entry.get(wanted) or "")


def _facts(root: etree._Element) -> CopyFacts:
    blocks = tuple(
        CopyBlock(_said(entry, "id"), _said(entry, "bookmark").lower(), number(_said(entry, "level")) or 2)
        for entry in _each(root, "block")
        if is_id(_said(entry, "id"))
    )
    form = _said(root, "form")
    return CopyFacts(
        form="nb" if form == "nb" else "nn" if form == "nn" else "",
        blocks=blocks,
        names={_said(entry, "short"): _said(entry, "full") for entry in _each(root, "name")},
        anchors=_bookmarks(root, "anchor"),
        notes=_bookmarks(root, "note"),
        parts=dict(_parts(root)),
        pictures={_said(entry, "sha256").lower(): _said(entry, "file") for entry in _each(root, "picture")},
        printed=frozenset("".join(map(str, entry.itertext())) for entry in _each(root, "printed")),
    )


def _bookmarks(root: etree._Element, kind: str) -> dict[str, str]:
    return {
        _said(entry, "bookmark").lower(): _said(entry, "id") for entry in _each(root, kind) if is_id(_said(entry, "id"))
    }


def _parts(root: etree._Element) -> Iterator[tuple[str, CopyPart]]:
    for entry in _each(root, "part"):
        try:
            (block,) = blocks_from_json([json.loads("".join(map(str, entry.itertext())))])
        except (ValueError, Refused, RecursionError):
            continue
        printed = _said(entry, "printed")
        yield _said(entry, "tag"), CopyPart(block, tuple(printed.split("\t")) if printed else ())


def _facts_of_base(base: Exported, export: str, plan: str) -> CopyFacts:
    """The names that the writer gives, in the order in which it gives them, and the parts of the base's own blocks."""
    ids = Ids()
    everything: Blocks = tuple(Narrative(block.id, block.blocks) for block in base.blocks)
    anchors: dict[str, str] = {}
    parts: dict[str, CopyPart] = {}
    for block, _ in walk(everything):
        match block:
            case Section() | FactBox():
                anchors[ids.bookmark_name(block.id).lower()] = block.id
            case Table() | Figure():
                anchors[ids.bookmark_name(block.id).lower()] = block.id
                tag = TABLE if isinstance(block, Table) else PICTURE
                parts[tag + block.id] = CopyPart(block)
            case _:
                pass
    for inline in every_inline(everything):
        if isinstance(inline, CrossReference):
            anchors.setdefault(ids.bookmark_name(inline.target).lower(), inline.target)
    return CopyFacts(
        export=export,
        plan=plan,
        form=base.form,
        blocks=tuple(CopyBlock(block.id, f"_ps_b_{_bookmark(block.id)}") for block in base.blocks),
        anchors=anchors,
        parts=parts,
    )


def _bookmark(id: str) -> str:
    return "".join(sign if sign.isalnum() or sign == "_" else "_" for sign in id.lower())
