"""Plans and edited copies to test with: narrative as Markdown, a copy as what became of each block."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assembler.document.blocks import Blocks
from assembler.document.exported import Exported, ExportedBlock, LockedPart
from assembler.markup.markdown import read_markdown
from assembler.readers.docx.edited import EditedCopy, FoundBlock
from assembler.reconcile.folder_place import FolderPlace

PLAN = "nesfjord-tertial"


def blocks(text: str) -> Blocks:
    found, problems = read_markdown(text, file="", form="nb")
    assert not problems, problems
    return found


class Office:
    """A plan folder with narrative, an export of it, and editors who send copies back."""

    def __init__(self, root: Path, texts: Mapping[str, str], locked: Sequence[LockedPart] = ()) -> None:
        self.root = root
        (root / "narrative").mkdir(parents=True)
        (root / "plan.yaml").write_text(f"id: {PLAN}\nform: nb\n")
        for id, text in texts.items():
            self.write(id, text)
        exported = tuple(ExportedBlock(id, id.capitalize(), blocks(text), self.name(id)) for id, text in texts.items())
        self.base = Exported("export-1", PLAN, "forslag", "standard", "nb", exported, tuple(locked))
        self.place = FolderPlace(root)
        self.place.keep(self.base)

    def name(self, id: str) -> str:
        return f"narrative/{id}.md"

    def path(self, id: str) -> Path:
        return self.root / self.name(id)

    def head(self, id: str) -> str:
        return f"---\nid: {id}\nowner: 'Økonomisjefen'   # ikke rør\n---\n"

    def write(self, id: str, text: str) -> None:
        self.path(id).write_bytes((self.head(id) + text).encode())

    def text(self, id: str) -> str:
        return self.path(id).read_bytes().decode().removeprefix(self.head(id))

    def copy(self, edits: Mapping[str, str | None] = {}, order: Sequence[str] = (), **more: object) -> EditedCopy:
        """A copy in which `edits` were made; `None` is a block that is gone."""
        base = {block.id: block.blocks for block in self.base.blocks}
        current = base | {id: blocks(text) for id, text in edits.items() if text is not None}
        found = tuple(
            FoundBlock(id, "tag", current[id], base.get(id, ()))
            for id in order or base
            if edits.get(id, "") is not None
        )
        given: dict[str, object] = {"export": self.base.id, "plan": PLAN, "blocks": found}
        return EditedCopy(**(given | more))  # type: ignore[arg-type]
