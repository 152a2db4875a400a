"""The package around the stories (`docx-sound`): parts, relationships, content types (ISO 29500-2)."""

from typing import Final

from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.docx.word_file import CONTENT_TYPES, TYPES
from assembler.checks.outcome import GOOD, Mark, Marks, Outcome, judged
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
    """No two relationships of a part have the same id."""
    seen: set[tuple[str, str]] = set()
    for source, relation in facts.every_relation():
        yield judged((source, relation.id) not in seen, Place(part=source), id=relation.id)
        seen.add((source, relation.id))


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
        ending = _TYPED_PARTS.get(relation.kind.rpartition("/")[2])
        if ending and relation.target in facts.file.parts:
            found = facts.content_type(relation.target)
            yield judged(found.endswith(ending) or not found, Place(part=relation.target), found=found)


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
    "package.type_missing": type_missing,
    "package.type_wrong": type_wrong,
    "package.type_repeated": type_repeated,
}
