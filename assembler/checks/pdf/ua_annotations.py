"""Annotations, links and form fields: in the tree, described, and reached in its order (ISO 14289-1, 7.18)."""

from collections.abc import Iterator
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_actions import actions
from assembler.checks.pdf.ua_facts import Annotation, UaFacts
from assembler.checks.pdf.ua_tables import attributes_of
from assembler.pdf.nodes import Node
from assembler.pdf.plain import Entries, is_string, name_of, text_of
from assembler.problem import Place

_UNTAGGED: Final = frozenset({"Widget", "PrinterMark", "Link"})


def outside_annot(facts: UaFacts) -> Marks:
    """An annotation stands in an Annot element."""
    for one in facts.annotations:
        if one.kind not in _UNTAGGED and not one.ignored:
            yield GOOD if _role(facts, one) == "Annot" else failed(one.place(), kind=one.kind)


def undescribed(facts: UaFacts) -> Marks:
    """An annotation has a description: its own, or that of the element that it stands in."""
    for one in facts.annotations:
        if one.kind != "Widget" and not one.ignored:
            good = bool(_says(facts, one.entries, "/Contents") or _says(facts, one.owner_entries, "/Alt"))
            yield GOOD if good else failed(one.place(), kind=one.kind)


def field_unnamed(facts: UaFacts) -> Marks:
    """A form field has a name for those who cannot see its label."""
    for one in _widgets(facts):
        good = bool(_says(facts, one.field, "/TU") or _says(facts, one.owner_entries, "/Alt"))
        yield GOOD if good else failed(one.place(), text=text_of(facts.objects.get(one.field.get("/T"))))


def trap_net(facts: UaFacts) -> Marks:
    """There are no annotations for colour traps."""
    for one in facts.annotations:
        if not one.ignored:
            yield failed(one.place()) if one.kind == "TrapNet" else GOOD


def tab_order(facts: UaFacts) -> Marks:
    """On pages with annotations the tab key follows the structure."""
    for number, page in enumerate(facts.page_entries, 1):
        if any(isinstance(facts.objects.get(one), dict) for one in facts.objects.items(page.get("/Annots"))):
            yield GOOD if facts.objects.get(page.get("/Tabs")) == "/S" else failed(Place(page=number))


def field_outside_form(facts: UaFacts) -> Marks:
    """A form field stands in a Form element."""
    for one in _widgets(facts):
        text = text_of(facts.objects.get(one.field.get("/T")))
        yield GOOD if _role(facts, one) == "Form" else failed(one.place(), text=text)


def form_crowded(facts: UaFacts) -> Marks:
    """A Form element without a role holds one thing: its form field."""
    for node in facts.of_role("Form"):
        good = _has_role(facts, node) or (len(node.order) == 1 and len(node.objects) == 1 and _is_widget(facts, node))
        yield GOOD if good else failed(facts.place(node))


def link_untagged(facts: UaFacts) -> Marks:
    """A link stands in a Link element."""
    for one in _links(facts):
        yield GOOD if _role(facts, one) == "Link" else failed(one.place())


def link_undescribed(facts: UaFacts) -> Marks:
    """A link has a description."""
    for one in _links(facts):
        action = facts.objects.entries(one.entries.get("/A"))
        target = text_of(facts.objects.get(action.get("/URI"))) or "#"
        yield GOOD if _says(facts, one.entries, "/Contents") else failed(one.place(), target=target)


def media_type(facts: UaFacts) -> Marks:
    """A media clip says what kind of data it is."""
    for place, clip in _clips(facts):
        yield GOOD if is_string(facts.objects.get(clip.get("/CT"))) else failed(place)


def media_alternative(facts: UaFacts) -> Marks:
    """A media clip has alternative texts, each with its language."""
    for place, clip in _clips(facts):
        texts = [facts.objects.get(text) for text in facts.objects.items(clip.get("/Alt"))]
        good = bool(texts) and len(texts) % 2 == 0 and all(is_string(text) for text in texts)
        yield GOOD if good and all(text_of(text) for text in texts[1::2]) else failed(place)


def printer_mark(facts: UaFacts) -> Marks:
    """Printer's marks are no part of the structure."""
    for one in facts.annotations:
        if one.kind == "PrinterMark" and not one.ignored:
            yield failed(one.place()) if one.owner_entries else GOOD


def _widgets(facts: UaFacts) -> Iterator[Annotation]:
    return (one for one in facts.annotations if one.kind == "Widget" and not one.ignored)


def _links(facts: UaFacts) -> Iterator[Annotation]:
    return (one for one in facts.annotations if one.kind == "Link" and not one.ignored)


def _role(facts: UaFacts, one: Annotation) -> str:
    kind = facts.objects.get(one.owner_entries.get("/S"))
    return facts.tree.roles.standard(str(kind)[1:]) if kind else ""


def _says(facts: UaFacts, entries: Entries, key: str) -> str:
    return text_of(facts.objects.get(entries.get(key)))


def _has_role(facts: UaFacts, node: Node) -> bool:
    return bool(name_of(facts.objects.get(attributes_of(facts, node, "PrintField").get("/Role"))))


def _is_widget(facts: UaFacts, node: Node) -> bool:
    return bool(facts.objects.get(facts.objects.entries(node.objects[0]).get("/Subtype")) == "/Widget")


def _clips(facts: UaFacts) -> Iterator[tuple[Place, Entries]]:
    """The media clips that actions play (ISO 32000-1, 13.2.4.2)."""
    for place, action in actions(facts):
        rendition = facts.objects.entries(action.get("/R"))
        clip = facts.objects.entries(rendition.get("/C"))
        if facts.objects.get(action.get("/S")) == "/Rendition" and clip:
            yield place, clip


RULES: Final = {
    "ua_annotations.outside_annot": outside_annot,
    "ua_annotations.undescribed": undescribed,
    "ua_annotations.field_unnamed": field_unnamed,
    "ua_annotations.trap_net": trap_net,
    "ua_annotations.tab_order": tab_order,
    "ua_annotations.field_outside_form": field_outside_form,
    "ua_annotations.form_crowded": form_crowded,
    "ua_annotations.link_untagged": link_untagged,
    "ua_annotations.link_undescribed": link_undescribed,
    "ua_annotations.media_type": media_type,
    "ua_annotations.media_alternative": media_alternative,
    "ua_annotations.printer_mark": printer_mark,
}
