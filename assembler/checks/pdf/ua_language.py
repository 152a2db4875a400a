"""Natural language: named for every text, as a tag that can be looked up (ISO 14289-1, 7.2)."""

import re
from typing import Final

from assembler.checks.outcome import GOOD, Mark, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.painted import Frame
from assembler.pdf.plain import Entries, is_string, text_of
from assembler.problem import Place

# A language tag in outline: letters, then subtags of letters and digits (RFC 3066, 2.1, which PDF 1.7 names).
_TAG: Final = re.compile(r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")


def actual_text(facts: UaFacts) -> Marks:
    """The replacement text of an element has a language."""
    yield from _of_entry(facts, "/ActualText")


def alternative(facts: UaFacts) -> Marks:
    """The alternative text of an element has a language."""
    yield from _of_entry(facts, "/Alt")


def expansion(facts: UaFacts) -> Marks:
    """The expansion of an abbreviation has a language."""
    yield from _of_entry(facts, "/E")


def _of_entry(facts: UaFacts, key: str) -> Marks:
    for node in facts.tree.nodes:
        if key in node.entries and is_string(facts.objects.get(node.entries[key])):
            good = facts.lang is not None or facts.lang_of(node) is not None
            yield GOOD if good else failed(facts.place(node), text=text_of(facts.objects.get(node.entries[key]))[:60])


def annotation(facts: UaFacts) -> Marks:
    """The description of an annotation has a language: its own, or that of the document."""
    for one in facts.annotations:
        if is_string(facts.objects.get(one.entries.get("/Contents"))):
            good = facts.lang is not None or _names_language(facts, one.owner_entries)
            yield GOOD if good else failed(one.place())


def field_name(facts: UaFacts) -> Marks:
    """The name of a form field has a language: that of its element, or of the document."""
    places = {one.reference: one.place() for one in facts.annotations if one.kind == "Widget"}
    for reference, entries in facts.fields:
        name = facts.objects.get(entries.get("/TU"))
        if is_string(name):
            owner = facts.objects.entries(facts.owners.of_object(entries.get("/StructParent")))
            good = facts.lang is not None or _names_language(facts, owner)
            place = places.get(reference, Place(object=reference))
            yield GOOD if good else failed(place, text=text_of(name))


def _names_language(facts: UaFacts, owner: Entries) -> bool:
    """Whether the element that an annotation or a field stands in names a language itself."""
    return is_string(facts.objects.get(owner.get("/Lang")))


def tag_wrong(facts: UaFacts) -> Marks:
    """Every language that is named is a language tag."""
    if facts.lang is not None:
        yield _tag(facts.lang, Place())
    for node in facts.tree.nodes:
        if node.lang is not None:
            yield GOOD if _TAG.match(node.lang) else failed(facts.place(node), found=node.lang)
    for frame in (*facts.painted.frames, *facts.painted.asides):
        held = frame.properties.get("/Lang") if frame.properties else None
        if is_string(held):
            yield GOOD if _TAG.match(text_of(held)) else failed(Place(page=frame.page), found=text_of(held))


def _tag(lang: str, place: Place) -> Mark:
    return GOOD if _TAG.match(lang) else failed(place, found=lang)


def span_actual_text(facts: UaFacts) -> Marks:
    """The replacement text of marked content has a language."""
    yield from _of_span(facts, "/ActualText")


def span_alternative(facts: UaFacts) -> Marks:
    """The alternative text of marked content has a language."""
    yield from _of_span(facts, "/Alt")


def span_expansion(facts: UaFacts) -> Marks:
    """The expansion in marked content has a language."""
    yield from _of_span(facts, "/E")


def _of_span(facts: UaFacts, key: str) -> Marks:
    for frame in facts.painted.frames:
        if frame.tag == "Span" and is_string(frame.properties.get(key)):
            text = text_of(frame.properties[key])[:60]
            yield GOOD if _has_language(facts, frame) else failed(Place(page=frame.page), text=text)


def page_text(facts: UaFacts) -> Marks:
    """Text on the pages has a language, that of artifacts too."""
    if facts.lang is not None:
        if facts.painted.fonts:
            yield GOOD
        return
    for frame in facts.painted.frames:
        if frame.text:
            text = " ".join(facts.decoder.text(frame.shown[:20]).split())[:60]
            yield GOOD if _has_language(facts, frame) else failed(Place(page=frame.page, text=text), text=text)
    for page in facts.painted.pages:
        if page.unframed:
            yield failed(Place(page=page.number), text="–")


def _has_language(facts: UaFacts, frame: Frame) -> bool:
    if facts.lang is not None or frame.lang is not None:
        return True
    owner = next((one.owner for one in frame.chain() if one.owner), "")
    node = facts.tree.by_reference.get(owner)
    return node is not None and facts.lang_of(node) is not None


RULES: Final = {
    "ua_language.actual_text": actual_text,
    "ua_language.alternative": alternative,
    "ua_language.expansion": expansion,
    "ua_language.annotation": annotation,
    "ua_language.field_name": field_name,
    "ua_language.tag_wrong": tag_wrong,
    "ua_language.span_actual_text": span_actual_text,
    "ua_language.span_alternative": span_alternative,
    "ua_language.span_expansion": span_expansion,
    "ua_language.page_text": page_text,
}
