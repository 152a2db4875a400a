"""Writing an outcome into the plan: all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from assembler.merge.files import printed
from assembler.merge.values import Merged
from assembler.reconcile.inbox import inbox_file
from assembler.reconcile.narrative_file import read_file
from assembler.reconcile.outcome import Brought, Outcome
from assembler.reconcile.place import PlanPlace
from assembler.reconcile.record import read_record, record_name
from assembler.reconcile.told import comment_json


@dataclass(frozen=True, slots=True)
class Changes:
    """Files of the plan as they are to be, and as they were when the outcome was made; a new file was not."""

    files: Mapping[str, bytes]
    expected: Mapping[str, bytes]


def apply(place: PlanPlace, outcome: Outcome) -> Changes:
    """Write the outcome, all or none; what was written.

    Conflicts that are not settled stand as marked text in the files, which no build accepts. Deletions and moves are
    never made. `Refused`, and nothing written, when the plan changed since the outcome was made.
    """
    changes = changes_of(place, outcome)
    place.change(changes.files, changes.expected)
    return changes


def changes_of(place: PlanPlace, outcome: Outcome) -> Changes:
    """What applying would write."""
    files: dict[str, bytes] = {}
    expected: dict[str, bytes] = {}
    for block in outcome.blocks:
        written = _written(block)
        if written is not None and written != block.content:
            files[block.file] = written
            expected |= {} if block.is_new else {block.file: block.content}
    there = place.files()
    for text in outcome.inbox:
        content = inbox_file(text, outcome.export)
        if not text.known and there.get(text.file) != content:
            files[text.file] = content
            expected |= {text.file: there[text.file]} if text.file in there else {}
    written = b"".join(files.values())
    for picture in outcome.pictures:
        if picture.name.encode() in written and picture.name not in there:
            files[picture.name] = picture.content
    record = _record(outcome)
    if record != outcome.record:
        files[record_name(outcome.export)] = record
        expected |= {record_name(outcome.export): outcome.record} if outcome.record else {}
    return Changes(files, expected)


def _written(block: Brought) -> bytes | None:
    """The new content of the block's file; `None` when it stays as it is."""
    file = read_file(block.file, block.content, block.form) if block.pieces and block.file else None
    return file.with_body(printed(Merged(block.pieces))) if file else None


def _record(outcome: Outcome) -> bytes:
    """The record with all that this outcome brings; the same bytes when it brings nothing."""
    record = read_record(outcome.record)
    before = record
    for block in outcome.blocks:
        if block.kind == "text" and block.state != "refused" and block.theirs not in ("", block.base):
            record = record.with_text(block.id, block.theirs)
    for text in outcome.inbox:
        record = record.with_text("", text.text)
    for comment in outcome.comments:
        record = record.with_comment(comment_json(comment))
    return outcome.record if record == before else record.as_bytes()
