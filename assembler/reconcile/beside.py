"""Each narrative block three times: as exported, as the plan has it now, as the file has it; and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from assembler.document.blocks import Blocks
from assembler.document.exported import Exported, ExportedBlock
from assembler.document.inline import BoundFigure, CrossReference
from assembler.document.walk import every_inline
from assembler.language.tokens import Form
from assembler.markup.one_form import one_form
from assembler.merge.marked import is_marked, read_marked
from assembler.merge.narrative import Version, merge_narrative, read_narrative, version_of
from assembler.problem import Place, Problem, Refused, Severity
from assembler.readers.docx.edited import EditedCopy, FoundBlock, NewText
from assembler.reconcile.flattened import made_whole, note_texts, with_roles
from assembler.reconcile.laying import laid
from assembler.reconcile.likened import likened, pointed_at
from assembler.reconcile.narrative_file import NarrativeFile, narrative_files, new_file
from assembler.reconcile.order import moves
from assembler.reconcile.outcome import BlockState, Brought
from assembler.reconcile.record import Record
from assembler.reconcile.unsettled import with_waiting

# What stands after the title in the name of a control: status and owner.
_APART: Final = " · "
_FLATTENING: Final = ("libreoffice", "openoffice")
# What a program did to the whole file: LibreOffice has its own ways; another may leave nothing but the words.
Flattening: TypeAlias = Literal["", "office", "bare"]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the plan says: the form of its texts, and what was brought in before."""

    form: Form
    record: Record


def beside(
    files: Mapping[str, bytes], base: Exported, copy: EditedCopy, about: PlanFacts
) -> tuple[tuple[Brought, ...], tuple[NewText, ...]]:
    """Every exported block, in the order of the export; and the text of blocks that the plan has no place for."""
    found = {block.id: block for block in copy.blocks}
    narratives = narrative_files(files, about.form)
    moved = moves([block.id for block in base.blocks], [block.id for block in copy.blocks])
    texts = [*(block.blocks for block in base.blocks), *(block.current for block in copy.blocks)]
    pointed = pointed_at(texts, (file.body for file in narratives.values()))
    is_office = copy.program.lower().startswith(_FLATTENING)
    is_bare = bool(copy.blocks) and all(block.found_by == "likeness" for block in copy.blocks)
    flattening: Flattening = "office" if is_office else "bare" if is_bare else ""
    notes = note_texts(tuple(each for block in base.blocks for each in block.blocks)) if is_office else frozenset()
    brought = []
    for exported in base.blocks:
        file = _file_of(exported, base, narratives)
        if file is None and not exported.file:
            file = new_file(exported, files, None if base.form == about.form else base.form)
        desk = _Desk(exported, file, about.record, base.form, pointed, flattening, notes - note_texts(exported.blocks))
        block = desk.brought(found.get(exported.id))
        move = moved.get(exported.id)
        if move is not None:
            state: BlockState = "move-proposed" if block.state == "unchanged" else block.state
            block = replace(block, move=move, state=state)
        brought.append(block)
    return tuple(brought), tuple(_homeless(base, copy, brought))


def _file_of(exported: ExportedBlock, base: Exported, files: Mapping[str, NarrativeFile]) -> NarrativeFile | None:
    """The narrative file of a block, also when it was given another name; `None` when the plan has none."""
    named = files.get(exported.file)
    if named is not None and named.id == exported.id:
        return named
    return next((file for file in files.values() if (file.id, file.form) == (exported.id, base.form)), None)


def _homeless(base: Exported, copy: EditedCopy, brought: list[Brought]) -> Iterator[NewText]:
    exported = {block.id for block in base.blocks}
    states = {block.id: block for block in brought}
    before = ""
    for block in copy.blocks:
        if block.id not in exported:
            yield NewText(before, block.current, block.problems)
        elif _has_no_file(states[block.id]):
            yield NewText(block.id, block.current)
        before = block.id


def _has_no_file(block: Brought) -> bool:
    """Whether its text can be kept nowhere but in the inbox."""
    unwritable = any(problem.code == "reconcile-unwritable" for problem in block.problems)
    return block.state == "conflict" and not block.file or unwritable


@dataclass(frozen=True, slots=True)
class _Desk:
    """One block of the export, with the file that it came from.

    `pointed` are the ids that references point at, `strangers` the notes of other blocks in a file that was flattened.
    """

    exported: ExportedBlock
    file: NarrativeFile | None
    record: Record
    form: Form
    pointed: frozenset[str]
    flattening: Flattening
    strangers: frozenset[str]

    def brought(self, found: FoundBlock | None) -> Brought:
        """What becomes of the block."""
        base = version_of(self.exported.blocks, self.form)
        block = self._begun(base.text, found)
        if found is None or not found.current:
            gone = self.file is None or self.file.is_new or not base.text
            return replace(block, state="unchanged" if gone else "deletion-proposed")
        if note_texts(found.current) & self.strangers:
            block = replace(block, problems=(*block.problems, self._problem("reconcile-notes-mixed")))
        try:
            theirs = self._theirs(found.current)
        except Refused as refused:
            problems = (*block.problems, self._problem("reconcile-unwritable"), *map(_warning, refused.problems))
            return replace(block, state="refused", problems=problems)
        block = replace(block, theirs=theirs.text)
        if theirs.text == base.text:
            return block
        problems = (*block.problems, *self._untracked(base.text, found))
        return self._settled(replace(block, problems=problems), base, theirs)

    def _begun(self, base: str, found: FoundBlock | None) -> Brought:
        return Brought(
            id=self.exported.id,
            kind="text",
            state="unchanged",
            title=self.exported.title.partition(_APART)[0].removesuffix(f"[{self.exported.id}]").strip(),
            file=self.file.name if self.file else "",
            base=base,
            ours=self.file.body if self.file else "",
            content=self.file.content if self.file else b"",
            is_new=self.file is not None and self.file.is_new,
            form=self.form,
            found_by=found.found_by if found else "",
            authors=found.authors if found else (),
            printed=tuple(_printed(self.exported.blocks)),
            problems=found.problems if found else (),
        )

    def _untracked(self, base: str, found: FoundBlock) -> Iterator[Problem]:
        """A warning when the text was changed without a trace: rejecting all changes does not give what went out."""
        try:
            original = self._theirs(found.original).text
        except Refused:
            original = ""
        if original != base:
            yield self._problem("reconcile-untracked")

    def _settled(self, block: Brought, base: Version, theirs: Version) -> Brought:
        """What becomes of a block that the file has with another text than it went out with."""
        known = self.record.has(block.id, theirs.text)
        if self.file is None:
            return replace(block, state="unchanged" if known else "conflict", known=known)
        if is_marked(self.file.body):
            return self._marked(replace(block, known=known), base, theirs)
        blocks = read_narrative(self.file.body, self.form)
        if blocks is None and not known:
            return replace(block, state="refused", problems=(*block.problems, self._problem("reconcile-faulty")))
        ours = version_of(blocks or (), self.form)
        merged = merge_narrative(base, ours, theirs, self.form)
        done = replace(block, ours=ours.text)
        if not merged.conflicts and merged.ours == ours.text:
            return replace(done, known=known)
        if known:
            told = replace(self._problem("reconcile-known"), severity=Severity.NOTE)
            return replace(done, known=True, problems=(*done.problems, told))
        state: BlockState = "conflict" if merged.conflicts else "changed" if ours.text == base.text else "merged"
        return replace(done, state=state, pieces=laid(merged, done, self.file.body))

    def _marked(self, block: Brought, base: Version, theirs: Version) -> Brought:
        """A file in which conflicts wait already: what the Word file adds to them, or that they come first."""
        pieces = read_marked(block.ours) if block.known else with_waiting(block, base, theirs)
        if pieces:
            return replace(block, state="conflict", pieces=pieces)
        problem = self._problem("reconcile-unsettled")
        return replace(block, state="refused", problems=(*block.problems, problem))

    def _theirs(self, blocks: Blocks) -> Version:
        if self.flattening == "bare":
            blocks = with_roles(blocks, self.exported.blocks)
        if self.flattening:
            blocks = made_whole(one_form(blocks, self.form), self.exported.blocks, self.strangers)
        return version_of(likened(blocks, self.exported.blocks, self.pointed), self.form)

    def _problem(self, code: str) -> Problem:
        place = Place(file=self.file.name if self.file else "", block=self.exported.id)
        return Problem(code, place, severity=Severity.WARNING)


def _printed(blocks: Blocks) -> Iterator[tuple[str, str]]:
    for inline in every_inline(blocks):
        match inline:
            case BoundFigure(reference, form, text) if text:
                yield f"{{{{{reference}|{form}}}}}" if form else f"{{{{{reference}}}}}", text
            case CrossReference(target, text) if text:
                yield f"[](#{target})", text
            case _:
                pass


def _warning(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING)
