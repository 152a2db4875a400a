"""A narrative file as bytes: its head, which is never touched, and its body, which may be rewritten."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from assembler.document.exported import ExportedBlock
from assembler.document.identity import free_id
from assembler.language.tokens import Form
from assembler.markup.front_matter import split_front_matter
from assembler.plan.narrative import record_of_file
from assembler.problem import errors

_ROOM: Final = "narrative/"
_MARKDOWN: Final = ".md"
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class NarrativeFile:
    """`head` is all before the text, as it stands; `body` the text with "\\n" as line end; `end` the file's own one.

    A file that `is_new` is not there yet.
    """

    name: str
    id: str
    form: Form
    content: bytes
    head: str
    body: str
    end: str
    is_new: bool = False

    def with_body(self, body: str) -> bytes:
        """The content of the file with another body; the same body gives the same bytes."""
        if body == self.body:
            return self.content
        gap = "" if not self.head or self.head.endswith(("\n", "\r", "\ufeff")) else self.end
        return (self.head + gap + body.replace("\n", self.end)).encode()


def narrative_files(files: Mapping[str, bytes], form: Form) -> dict[str, NarrativeFile]:
    """The narrative files of a plan of that form by their names; those that cannot be read are left out."""
    names = [name for name in files if name.startswith(_ROOM) and name.endswith(_MARKDOWN)]
    read = (read_file(name, files[name], form) for name in names)
    return {file.name: file for file in read if file is not None}


def new_file(block: ExportedBlock, files: Collection[str], form: Form | None) -> NarrativeFile:
    """The file to be made for a place of the document type that nobody had written for yet.

    `form` is that of the text, `None` when it is the plan's own. A file of the block's name is not overwritten.
    """
    name = free_id(block.id, {name[len(_ROOM) : -len(_MARKDOWN)] for name in files if name.startswith(_ROOM)})
    lines = [f"id: {block.id}"]
    lines += [f"slot: {block.slot}"] if block.slot not in {"", block.id} else []
    lines += [f"form: {form}"] if form else []
    head = "\n".join(["---", *lines, "---", ""])
    return NarrativeFile(
        f"{_ROOM}{name}{_MARKDOWN}", block.id, form or "nb", head.encode(), head, "", "\n", is_new=True
    )


def read_file(name: str, content: bytes, form: Form) -> NarrativeFile | None:
    """The file; `None` when it is not UTF-8 or its head is faulty. `form` is that of the plan."""
    record, problems = record_of_file(name, content)
    if record is None or errors(problems):
        return None
    text = content.decode()
    matter = split_front_matter(text, file=name)
    lines = _LINE.findall(text)
    head, body = "".join(lines[: matter.first_line - 1]), "".join(lines[matter.first_line - 1 :])
    if not head and body.startswith("\ufeff"):
        head, body = "\ufeff", body[1:]
    ends = [line[len(line.rstrip("\r\n")) :] for line in lines]
    end = max(("\n", "\r\n", "\r"), key=ends.count)
    own, id = record.at(("form",)).content, record.at(("id",)).content
    written = "nn" if own == "nn" else "nb" if own == "nb" else form
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    return NarrativeFile(name, str(id), written, content, head, plain, end)
