"""The content of the pages: all of it tagged or marked as an artifact, nothing both (ISO 14289-1, 7.1 and 7.20)."""

from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.painted import Frame
from assembler.pdf.plain import Entries
from assembler.problem import Place


def artifact_in_tagged(facts: UaFacts) -> Marks:
    """Nothing inside tagged content is marked as an artifact."""
    for frame in facts.painted.frames:
        if frame.tag == "Artifact":
            yield failed(_place(facts, frame)) if frame.tagged else GOOD


def tagged_in_artifact(facts: UaFacts) -> Marks:
    """Nothing inside an artifact is tagged."""
    for frame in facts.painted.frames:
        if frame.tagged:
            yield failed(_place(facts, frame)) if frame.artifact else GOOD


def unmarked(facts: UaFacts) -> Marks:
    """Everything on a page is tagged or marked as an artifact."""
    for page in facts.painted.pages:
        if page.stray:
            yield failed(Place(page=page.number), count=sum(page.stray.values()))
        elif page.runs or page.boxes:
            yield GOOD


def reference_form(facts: UaFacts) -> Marks:
    """No form XObject takes its content from another file."""
    for reference, entries in _forms(facts):
        yield failed(Place(part=reference)) if "/Ref" in entries else GOOD


def form_repeated(facts: UaFacts) -> Marks:
    """A form XObject whose content belongs to elements is painted once."""
    for reference, entries in _forms(facts):
        if "/StructParents" in entries:
            times = facts.painted.forms[reference]
            yield failed(Place(part=reference), count=times) if times > 1 else GOOD


def _forms(facts: UaFacts) -> list[tuple[str, Entries]]:
    return [(reference, facts.objects.entries(reference)) for reference in facts.painted.forms]


def _place(facts: UaFacts, frame: Frame) -> Place:
    text = " ".join(facts.decoder.text(frame.shown[:20]).split())[:60]
    return Place(page=frame.page, text=text)


RULES: Final = {
    "ua_content.artifact_in_tagged": artifact_in_tagged,
    "ua_content.tagged_in_artifact": tagged_in_artifact,
    "ua_content.unmarked": unmarked,
    "ua_content.reference_form": reference_form,
    "ua_content.form_repeated": form_repeated,
}
