"""Structure that Word refuses or repairs (`docx-sound`): what stands in the stories.

What Word opens without a word, and something is lost by, is left to a person.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final, TypeAlias

from assembler.checks.docx.sound_facts import Named
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.outcome import GOOD, Mark, Marks, failed, review
from assembler.problem import Place

_Say: TypeAlias = Callable[..., Mark]
"""`failed` where Word refuses or repairs the file, `review` where it opens it and something is lost without a word."""


def cell_without_paragraph(facts: WordFacts) -> Marks:
    """Every cell ends with a paragraph (ECMA-376 17.4.65)."""
    yield from _any(facts.sound.cells)
    yield from (failed(place) for place in facts.sound.cells_open)


def stray_text(facts: WordFacts) -> Marks:
    """Text stands in runs, never between elements."""
    yield from _any(facts.sound.paragraphs)
    yield from (failed(place, found=text) for text, place in facts.sound.stray)


def element_misplaced(facts: WordFacts) -> Marks:
    """Paragraphs, runs, rows and cells stand where they may."""
    yield from _any(facts.sound.paragraphs)
    yield from (failed(place, found=found, parent=parent) for found, parent, place in facts.sound.misplaced)


def properties_late(facts: WordFacts) -> Marks:
    """The properties of a paragraph, run, table, row or cell come first in it."""
    yield from _any(facts.sound.paragraphs)
    yield from (failed(place, found=found) for found, place in facts.sound.late)


def children_disordered(facts: WordFacts) -> Marks:
    """The children of properties, tables and content controls stand in the order of the schema."""
    yield from _any(facts.sound.paragraphs)
    yield from (failed(place, found=found, parent=parent) for found, parent, place in facts.sound.disordered)


def element_hollow(facts: WordFacts) -> Marks:
    """What an element cannot be without is there: rows in tables, cells in rows, a picture in a drawing."""
    yield from _any(facts.sound.paragraphs)
    yield from (failed(place, found=found, lacks=lacks) for found, lacks, place in facts.sound.hollow)


def attribute_wrong(facts: WordFacts) -> Marks:
    """Attributes that must be there are, and have values that Word knows."""
    yield from _any(facts.sound.paragraphs)
    for element, attribute, found, place in facts.sound.attributes:
        yield failed(place, element=element, attribute=attribute, found=found[:60] or "–")


def namespace_unknown(facts: WordFacts) -> Marks:
    """What Word does not know by itself, the file says that it may pass over (ECMA-376 part 3)."""
    yield from _any(facts.sound.paragraphs)
    for namespace, found in groupby(sorted(facts.sound.namespaces, key=lambda one: one[0]), key=lambda one: one[0]):
        yield failed(next(found)[1], found=namespace or "–")


def field_unbalanced(facts: WordFacts) -> Marks:
    """Every field that begins also ends, in that order (ECMA-376 17.16.18)."""
    yield from _any(facts.sound.fields)
    yield from (failed(place, found=kind) for kind, place in facts.sound.field_faults)


def bookmark_unpaired(facts: WordFacts) -> Marks:
    """Every bookmark that starts also ends, once (ECMA-376 17.13.6)."""
    sound = facts.sound
    yield from _any(len(sound.bookmark_starts))
    starts = Counter((b.kind, b.name) for b in sound.bookmark_starts)
    ends = Counter((b.kind, b.name) for b in sound.bookmark_ends)
    for bookmark in (*sound.bookmark_starts, *sound.bookmark_ends):
        key = (bookmark.kind, bookmark.name)
        if starts[key] == 0 or ends[key] != starts[key]:
            yield review(bookmark.place, id=bookmark.name)


def bookmark_repeated(facts: WordFacts) -> Marks:
    """No two bookmarks have the same name, or the same number in one part: Word keeps one of them."""
    sound = facts.sound
    yield from _any(len(sound.bookmark_starts))
    names = [Named("", named.name.casefold(), named.place) for named in sound.bookmark_names]
    for named in (*_repeated(names), *_repeated(sound.bookmark_starts)):
        yield review(named.place, name=named.place.text)


def _unique(kind: str, say: _Say = failed) -> Callable[[WordFacts], Marks]:
    def check(facts: WordFacts) -> Marks:
        of_kind = [Named(named.place.part, named.name, named.place) for named in facts.sound.ids if named.kind == kind]
        yield from _any(len(of_kind))
        yield from (say(named.place, id=named.name) for named in _repeated(of_kind))

    return check


def _resolves(kind: str, say: _Say = failed) -> Callable[[WordFacts], Marks]:
    def check(facts: WordFacts) -> Marks:
        defined = facts.defined(kind)
        for named in facts.sound.references:
            if named.kind == kind:
                yield GOOD if named.name in defined else say(named.place, name=named.name)

    return check


def _any_of(checks: Iterable[Callable[[WordFacts], Marks]]) -> Callable[[WordFacts], Marks]:
    parts = tuple(checks)

    def check(facts: WordFacts) -> Marks:
        for part in parts:
            yield from part(facts)

    return check


def style_circular(facts: WordFacts) -> Marks:
    """No style is based on itself, by any way round (ECMA-376 17.7.4.3)."""
    sheet = facts.sheet
    for style in sheet.by_id.values():
        last = sheet.chain(style.id)[-1]
        circular = bool(last.based_on) and last.based_on in {one.id for one in sheet.chain(style.id)}
        place = Place(part=next(iter(facts.file.related(facts.file.main, "styles")), ""), text=style.id)
        yield review(place, name=style.id) if circular else GOOD


def separators_missing(facts: WordFacts) -> Marks:
    """A part of notes has its two separators: Word calls the file corrupt without them (ECMA-376 17.11.23)."""
    for kind in ("footnotes", "endnotes"):
        for part, found in facts.note_separators(kind):
            yield GOOD if found >= {"separator", "continuationSeparator"} else failed(Place(part=part))


def section_not_last(facts: WordFacts) -> Marks:
    """The properties of the last section end the body, once (ECMA-376 17.6.17)."""
    for last in facts.section_ends():
        yield GOOD if last else failed(Place(part=facts.file.main))


def _repeated(named: Iterable[Named]) -> Iterator[Named]:
    seen: set[tuple[str, str]] = set()
    for one in named:
        key = (one.kind, one.name)
        if key in seen:
            yield one
        seen.add(key)


def _any(count: int) -> Marks:
    if count:
        yield GOOD


RULES: Final = {
    "sound.cell_without_paragraph": cell_without_paragraph,
    "sound.stray_text": stray_text,
    "sound.element_misplaced": element_misplaced,
    "sound.properties_late": properties_late,
    "sound.children_disordered": children_disordered,
    "sound.element_hollow": element_hollow,
    "sound.attribute_wrong": attribute_wrong,
    "sound.namespace_unknown": namespace_unknown,
    "sound.style_circular": style_circular,
    "sound.field_unbalanced": field_unbalanced,
    "sound.bookmark_unpaired": bookmark_unpaired,
    "sound.bookmark_repeated": bookmark_repeated,
    "sound.drawing_id_repeated": _unique("drawing"),
    "sound.control_id_repeated": _unique("control", review),
    "sound.paragraph_id_repeated": _unique("paragraph", review),
    "sound.note_id_repeated": _any_of(map(_unique, ("footnote", "endnote", "comment"))),
    "sound.style_id_repeated": _unique("style"),
    "sound.numbering_id_repeated": _any_of(_unique(kind, review) for kind in ("numbering", "abstract numbering")),
    "sound.style_undefined": _any_of(_resolves(kind, review) for kind in ("paragraph", "character", "table")),
    "sound.numbering_undefined": _any_of(_resolves(kind, review) for kind in ("numbering", "abstract numbering")),
    "sound.note_undefined": _any_of(map(_resolves, ("footnote", "endnote", "comment"))),
    "sound.separators_missing": separators_missing,
    "sound.section_not_last": section_not_last,
}
