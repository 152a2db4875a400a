"""Text that has no place in the plan yet: it goes to files of the folder `inbox`, which no build reads."""

from collections.abc import Iterable
from typing import Literal

from assembler.document.blocks import Blocks
from assembler.document.exported import Exported
from assembler.document.identity import slug
from assembler.document.walk import own_inlines, plain_text, walk
from assembler.merge.narrative import write_narrative
from assembler.plan.folder import INBOX
from assembler.problem import Refused
from assembler.readers.docx.edited import NewText
from assembler.reconcile.outcome import InboxText
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
    """The text as Markdown; as plain lines when it holds what no narrative can hold."""
    try:
        return write_narrative(blocks, form)
    except Refused:
        runs = (plain_text(run) for block, _ in walk(blocks) for run in own_inlines(block))
        return "".join(f"{run}\n\n" for run in runs if run.strip())
