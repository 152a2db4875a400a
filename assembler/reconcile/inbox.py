"""Text that has no place in the plan yet: it goes to files of the folder `inbox`, which no build reads."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from assembler.document.blocks import Block, Blocks, Section
from assembler.document.exported import Exported
from assembler.document.identity import slug
from assembler.merge.narrative import write_narrative
from assembler.plan.folder import INBOX
from assembler.problem import Refused
from assembler.readers.docx.edited import NewText
from assembler.reconcile.outcome import InboxText
from assembler.reconcile.plain_lines import plain_lines
from assembler.reconcile.record import Record, text_hash


def inbox_texts(base: Exported, found: Iterable[NewText], record: Record) -> tuple[InboxText, ...]:
    """The texts as files of the inbox; each text once."""
    texts: dict[str, InboxText] = {}
    for each in found:
        after, text = each.after, _text(each.blocks, base.form)
        if text.strip():
            name = f"{INBOX}/{slug(after) or base.id}-{text_hash(after + text)[:12]}.md"
            texts[name] = InboxText(after, text, name, record.has("", text), each.problems)
    return tuple(texts.values())


def inbox_file(text: InboxText, export: str) -> bytes:
    """The content of the inbox's file."""
    return f"---\nexport: {export}\nafter: {text.after or '~'}\n---\n{text.text}".encode()


def _text(blocks: Blocks, form: Literal["nb", "nn"]) -> str:
    """The text as Markdown; what no narrative can hold of it as plain lines."""
    try:
        return write_narrative(blocks, form)
    except Refused:
        return "\n".join(_part(block, form) for block in blocks)


def _part(block: Block, form: Literal["nb", "nn"]) -> str:
    try:
        return write_narrative((block,), form)
    except Refused:
        if isinstance(block, Section):
            title = write_narrative((replace(block, blocks=()),), form)
            return "\n".join((title, *(_part(inner, form) for inner in block.blocks)))
        return "".join(f"{line}\n\n" for line in plain_lines((block,)))
