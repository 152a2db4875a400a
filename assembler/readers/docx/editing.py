"""Any .docx that comes back → what it says of the narrative, whatever program wrote it and whatever was done to it."""

from collections.abc import Sequence

from assembler.document.exported import Exported
from assembler.ooxml.package import read_package
from assembler.problem import Place, Problem, Severity
from assembler.readers.docx.chosen import chosen_blocks
from assembler.readers.docx.commented import Places, comments
from assembler.readers.docx.copy_part import copy_facts, export_names
from assembler.readers.docx.edited import EditedCopy, FoundBlock, NewPicture
from assembler.readers.docx.flow import spots
from assembler.readers.docx.inbox import inbox
from assembler.readers.docx.joins import joins
from assembler.readers.docx.outside import contents, notes_outside, outside
from assembler.readers.docx.parts import is_of_another, word_parts
from assembler.readers.docx.pictures import Pictures
from assembler.readers.docx.read import opened
from assembler.readers.docx.survey import Survey, survey


def export_id(content: bytes) -> tuple[str, str]:
    """The ids of the export and of the plan that a file says it is of; "" for what it does not say.

    `Refused` for what is no package. Nothing but the package is judged: `read_edited` does the rest.
    """
    return export_names(read_package(content))


def read_edited(content: bytes, base: Exported | None = None) -> EditedCopy:
    """What an edited file says. `Refused` for what is damaged, hostile or no Word document.

    `base` is what was exported, `None` when it is not known: then only what the file itself names is found, and
    nothing is bound again.
    """
    file = opened(content)
    parts = word_parts(file.package, file.main)
    facts = copy_facts(file.package, base)
    whole = survey(spots(file.document.body), facts, base, parts)
    pictures = Pictures(parts.main, facts)
    blocks, others = chosen_blocks(whole, pictures, joins(whole))
    between, told = inbox(whole, pictures, others)
    return EditedCopy(
        export=facts.export,
        plan=facts.plan,
        blocks=blocks,
        locked=whole.locked(blocks),
        inbox=between,
        comments=comments(parts, _places(whole)),
        program=parts.program,
        problems=(
            *file.document.warnings,
            *_of_program(parts.program, blocks),
            *told,
            *outside(whole),
            *notes_outside(whole),
            *contents(whole),
        ),
        pictures=tuple(NewPicture(name, held) for name, held in pictures.new.items()),
    )


def _places(whole: Survey) -> Places:
    places = Places()
    for spot, owner in zip(whole.spots, whole.owners, strict=True):
        block = owner.name if owner.kind == "block" else ""
        places.anchors(spot.before, block)
        places.leaf(spot.leaf, block)
    return places


def _of_program(program: str, blocks: Sequence[FoundBlock]) -> tuple[Problem, ...]:
    """LibreOffice drops controls and locks, and flattens some tracked changes: worth a look at every block.

    So is a file that lost all marks, whatever took them: boxes and styles went with them.
    """
    if not is_of_another(program):
        is_bare = bool(blocks) and all(block.found_by == "likeness" for block in blocks)
        return (Problem("readers-edit-bare", severity=Severity.WARNING),) if is_bare else ()
    return (Problem("readers-edit-other-program", Place(), {"program": program}, Severity.WARNING),)
