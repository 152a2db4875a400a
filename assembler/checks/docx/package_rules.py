"""The package around the stories (`docx-sound`): parts, relationships, content types (ISO 29500-2)."""

import re
from typing import Final

from assembler.checks.docx.markup import W
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.docx.word_file import CONTENT_TYPES, TYPES
from assembler.checks.outcome import GOOD, Mark, Marks, Outcome, judged
from assembler.ooxml.names import PACKAGE_CORE
from assembler.problem import Place

_MAIN_TYPES: Final = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in (
        "openxmlformats-officedocument.wordprocessingml.document",
        "openxmlformats-officedocument.wordprocessingml.template",
        "ms-word.document.macroEnabled",
        "ms-word.template.macroEnabledTemplate",
    )
)
# What a relationship leads to, by the last word of its type, and how the content type of such a part ends.
_TYPED_PARTS: Final = {
    **{
        kind: f"wordprocessingml.{name}+xml"
        for kind, name in (
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("settings", "settings"),
            ("footnotes", "footnotes"),
            ("endnotes", "endnotes"),
            ("header", "header"),
            ("footer", "footer"),
            ("comments", "comments"),
            ("fontTable", "fontTable"),
            ("webSettings", "webSettings"),
        )
    },
    "theme": "officedocument.theme+xml",
    "chart": "drawingml.chart+xml",
    "extended-properties": "extended-properties+xml",
    "custom-properties": "custom-properties+xml",
    "core-properties": "core-properties+xml",
}


_SINGLE: Final = frozenset(
    ["officeDocument", "core-properties", "extended-properties", "custom-properties", "styles", "numbering", "settings"]
    + ["fontTable", "theme", "footnotes", "endnotes", "comments", "webSettings"]
)
_ROOTS: Final = {
    "styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fonts", "header": "hdr",
    "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
}  # fmt: skip
# An id is an XML name (ISO 29500-2 8.5.3.1).
_NAME: Final = re.compile(r"[^\W\d][\w.-]*$")
_MODES: Final = ("", "Internal", "External")
_CORE_SPACES: Final = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://purl.org/dc/terms/}",
    f"{{{PACKAGE_CORE}}}",
)
_CORE_DATES: Final = (
    *("{http://purl.org/dc/terms/}" + name for name in ("created", "modified")),
    f"{{{PACKAGE_CORE}}}lastPrinted",
)
_MOMENT: Final = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")


def part_malformed(facts: WordFacts) -> Marks:
    """Every XML part is well-formed."""
    yield GOOD
    for part, problem in facts.file.broken_parts().items():
        yield Mark(Outcome.FAILED, Place(part=part), {}, problem)


def body_missing(facts: WordFacts) -> Marks:
    """The package leads to a document with a body."""
    yield judged(facts.file.body is not None, Place(part=facts.file.main))


def relation_missing(facts: WordFacts) -> Marks:
    """Every relationship id that a part uses is declared for that part."""
    declared = {part: {r.id for r in facts.file.relations(part)} for part in {n.kind for n in facts.sound.relations}}
    for named in facts.sound.relations:
        yield judged(named.name in declared[named.kind], named.place, id=named.name)


def target_missing(facts: WordFacts) -> Marks:
    """Every relationship inside the package leads to a part that is there."""
    for source, relation in facts.every_relation():
        if not relation.external and relation.target and not relation.target.startswith("#"):
            yield judged(relation.target in facts.file.parts, Place(part=source), target=relation.target)


def relation_repeated(facts: WordFacts) -> Marks:
    """No two relationships of a part have the same id, or lead to a part of which there is one."""
    seen: set[tuple[str, str]] = set()
    for source, relation in facts.every_relation():
        kind = relation.kind.rpartition("/")[2]
        only = {(source, relation.id)} | ({(source, f"/{kind}")} if kind in _SINGLE else set())
        yield judged(not only & seen, Place(part=source), id=relation.id)
        seen |= only


def relation_wrong(facts: WordFacts) -> Marks:
    """A relationship is written as it should be, and of the kind that is wanted where it is used."""
    kinds = {(part, one.id): one.kind.rpartition("/")[2] for part, one in facts.every_relation()}
    for source, one in facts.every_relation():
        good = bool(_NAME.match(one.id) and one.kind and one.mode in _MODES)
        yield judged(good, Place(part=source), id=one.id or "–")
        root = facts.file.tree(one.target) if not one.external and source == facts.file.main else None
        if root is not None and one.kind.rpartition("/")[2] in _ROOTS:
            wanted = W + _ROOTS[one.kind.rpartition("/")[2]]
            yield judged(root.tag == wanted, Place(part=one.target), id=one.id)
    for wanted, named in facts.sound.uses:
        found = kinds.get((named.kind, named.name), wanted)
        yield judged(found == wanted, named.place, id=named.name)


def core_wrong(facts: WordFacts) -> Marks:
    """The core properties stand once each, and dates are dates (ISO 29500-2 11.1)."""
    for part in facts.file.related("", "core-properties"):
        root = facts.file.tree(part)
        seen: set[str] = set()
        for one in root.iterchildren("*") if root is not None else ():
            tag = str(one.tag)
            good = tag not in seen and tag.startswith(_CORE_SPACES)
            if tag in _CORE_DATES:
                good = good and bool(_MOMENT.fullmatch((one.text or "").strip()))
            yield judged(good, Place(part=part), property=tag.rpartition("}")[2])
            seen.add(tag)


def type_missing(facts: WordFacts) -> Marks:
    """Every part has a content type."""
    for part in facts.file.parts:
        if part != CONTENT_TYPES and not part.endswith("/"):
            yield judged(bool(facts.content_type(part)), Place(part=part))


def type_wrong(facts: WordFacts) -> Marks:
    """The parts that Word reads first have the types that it expects."""
    main = facts.file.main
    if main in facts.file.parts:
        found = facts.content_type(main)
        yield judged(found in _MAIN_TYPES or not found, Place(part=main), found=found)
    for _, relation in facts.every_relation():
        kind, target = relation.kind.rpartition("/")[2], relation.target
        if target in facts.file.parts and (kind in _TYPED_PARTS or kind == "image"):
            found = facts.content_type(target)
            good = found.startswith("image/") if kind == "image" else found.endswith(_TYPED_PARTS[kind])
            yield judged(good or not found, Place(part=target), found=found)


def type_repeated(facts: WordFacts) -> Marks:
    """No part, and no ending, is given two content types."""
    root = facts.file.tree(CONTENT_TYPES)
    seen: set[str] = set()
    for item in root if root is not None else ():
        if item.tag in {TYPES + "Override", TYPES + "Default"}:
            name = (item.get("PartName") or "*." + item.get("Extension", "")).casefold()
            yield judged(name not in seen, Place(part=CONTENT_TYPES), name=name)
            seen.add(name)


RULES: Final = {
    "package.part_malformed": part_malformed,
    "package.body_missing": body_missing,
    "package.relation_missing": relation_missing,
    "package.target_missing": target_missing,
    "package.relation_repeated": relation_repeated,
    "package.relation_wrong": relation_wrong,
    "package.core_wrong": core_wrong,
    "package.type_missing": type_missing,
    "package.type_wrong": type_wrong,
    "package.type_repeated": type_repeated,
}
