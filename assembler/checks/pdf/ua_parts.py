"""Layers, embedded files, dynamic forms and encryption (ISO 14289-1, 7.10, 7.11, 7.15 and 7.16)."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.ooxml.package import parse_xml
from assembler.pdf.plain import Entries, Plain, is_string, text_of, whole_of
from assembler.problem import Place, Refused

_FOR_ACCESSIBILITY: Final = 1 << 9
_DEEPEST: Final = 20
# Where the configuration of a form says it (XML Forms Architecture 3.3, "Config common").
_AROUND: Final = ("acrobat7", "acrobat", "config")


def layers_unnamed(facts: UaFacts) -> Marks:
    """Every set of layers has a name."""
    for entries in _layer_sets(facts):
        yield GOOD if text_of(facts.objects.get(entries.get("/Name"))) else failed()


def layers_automatic(facts: UaFacts) -> Marks:
    """No set of layers switches itself on and off."""
    for entries in _layer_sets(facts):
        yield failed() if "/AS" in entries else GOOD


def _layer_sets(facts: UaFacts) -> Iterator[Entries]:
    layers = facts.objects.entries(facts.root.get("/OCProperties"))
    if layers:
        held = [layers.get("/D"), *facts.objects.items(layers.get("/Configs"))]
        yield from (facts.objects.entries(one) for one in held if isinstance(facts.objects.get(one), dict))


def file_unnamed(facts: UaFacts) -> Marks:
    """Every embedded file has a name, in both forms."""
    for reference, held in facts.objects.holding("/EF"):
        for entries in _specifications(held, 0):
            names = [facts.objects.get(entries.get(key)) for key in ("/F", "/UF")]
            good = all(is_string(name) and text_of(name) for name in names)
            yield GOOD if good else failed(Place(part=reference), found=next(map(text_of, filter(None, names)), ""))


def _specifications(held: Plain, depth: int) -> Iterator[Entries]:
    """The file specifications with an embedded file in an object, wherever they stand in it."""
    if depth > _DEEPEST:
        return
    if isinstance(held, dict):
        if "/EF" in held:
            yield held
        for value in held.values():
            if isinstance(value, dict | list):
                yield from _specifications(value, depth + 1)
    elif isinstance(held, list):
        for value in held:
            if isinstance(value, dict | list):
                yield from _specifications(value, depth + 1)


def dynamic_form(facts: UaFacts) -> Marks:
    """A form is not laid out anew by each reader."""
    form = facts.objects.entries(facts.root.get("/AcroForm"))
    if form:
        yield failed() if "/XFA" in form and _is_dynamic(facts, form["/XFA"]) else GOOD


def _is_dynamic(facts: UaFacts, held: Plain) -> bool:
    parts = facts.objects.get(held)
    streams = _named(facts, parts, "config") if isinstance(parts, list) else [held]
    return any(_requires(facts.objects.stream(part) or b"") for part in streams)


def _named(facts: UaFacts, parts: list[Plain], name: str) -> list[Plain]:
    """The packets with a name, in an array of names and packets (ISO 32000-1, 12.7.8)."""
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [packet for named, packet in pairs if text_of(facts.objects.get(named)) == name]


def _requires(packet: bytes) -> bool:
    """Whether a packet of the form asks for dynamic rendering."""
    try:
        root = parse_xml(packet)
    except (Refused, ValueError):
        return False
    found = (one for one in root.iter("{*}dynamicRender") if tuple(_names_above(one)) == _AROUND)
    return any((one.text or "").strip() == "required" for one in found)


def _names_above(element: etree._Element) -> Iterator[str]:
    """The names of the three elements around an element, the nearest first."""
    return (etree.QName(one).localname for one in islice(element.iterancestors(), len(_AROUND)))


def locked(facts: UaFacts) -> Marks:
    """An encrypted file lets screen readers read it."""
    encrypt = facts.objects.entries(facts.objects.trailer["/Encrypt"])
    if encrypt:
        permissions = facts.objects.get(encrypt.get("/P"))
        yield GOOD if permissions is not None and whole_of(permissions) & _FOR_ACCESSIBILITY else failed()


RULES: Final = {
    "ua_parts.layers_unnamed": layers_unnamed,
    "ua_parts.layers_automatic": layers_automatic,
    "ua_parts.file_unnamed": file_unnamed,
    "ua_parts.dynamic_form": dynamic_form,
    "ua_parts.locked": locked,
}
