"""Markdown ↔ blocks: narrative as it is written in a plan folder.

The dialect is CommonMark with pipe tables and footnotes (`dialect` shows the rest). Whatever has no block of ours is
reported with its line; nothing is dropped in silence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from assembler.document.blocks import Blocks
from assembler.markup.characters import judge_text
from assembler.markup.desk import Desk
from assembler.markup.dialect import parser
from assembler.markup.markdown_blocks import read_blocks
from assembler.markup.markdown_inlines import read_inlines
from assembler.markup.markdown_tables import surplus_rows
from assembler.markup.markdown_writer import written_blocks
from assembler.markup.narrative import judge
from assembler.markup.outline import nested
from assembler.problem import Problem


def read_markdown(text: str, *, file: str, form: str, first_line: int = 1) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks of `text`, and everything that is wrong with it, in the order of its lines.

    `file` and `first_line` (the line of the file on which `text` starts) place the problems, `form` is the language
    form ("nb", "nn") of the text. With an error among the problems the blocks are what could be understood.
    """
    desk = Desk(file, form, first_line)
    if not judge_text(desk, text):
        return (), tuple(desk.problems)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    environment: dict[str, Any] = {}
    root = SyntaxTreeNode(parser().parse("\n".join(lines), environment))
    for number in surplus_rows(lines, root):
        desk.at((number,))
        desk.fault("markup-table-cells")
    _read_notes(desk, root, environment)
    parts = read_blocks(desk, root.children, top=True)
    _judge_unused(desk, root, environment)
    return nested(parts), tuple(sorted(desk.problems, key=lambda problem: problem.place.line))


def write_markdown(blocks: Blocks) -> str:
    """Narrative blocks as Markdown that reads back as the same blocks; "" for none.

    What compose fills in (numbers, the texts of bound figures and cross references) is not written. Raises `Refused`,
    naming each block that no narrative can hold: charts, key figures, goal trees, text after a section on its level.
    """
    judge(blocks)
    return written_blocks(blocks)


def _read_notes(desk: Desk, root: SyntaxTreeNode, environment: Mapping[str, Any]) -> None:
    """Reads all notes before the text that refers to them: `[^label]:` by label, `^[…]` by its number."""
    desk.in_note = True
    for node in root.walk():
        if node.type == "footnote_reference":
            desk.at(node.map)
            _define(desk, f"{node.meta['label']}", node.children)
    for number, data in environment.get("footnotes", {}).get("list", {}).items():
        if "tokens" in data:
            inline = Token("inline", "", 0, content=data["content"], children=data["tokens"])
            desk.notes[f"^{number}"] = read_inlines(desk, SyntaxTreeNode([inline]).children[0])
    desk.in_note = False


def _define(desk: Desk, label: str, nodes: Sequence[SyntaxTreeNode]) -> None:
    if label in desk.notes:
        desk.fault("markup-note-defined-twice", found=label)
    if len(nodes) != 1 or nodes[0].type != "paragraph":
        desk.fault("markup-note-paragraphs", found=label)
    paragraphs = [node for node in nodes if node.type == "paragraph"]
    desk.notes[label] = read_inlines(desk, paragraphs[0].children[0]) if paragraphs else ()


def _judge_unused(desk: Desk, root: SyntaxTreeNode, environment: Mapping[str, Any]) -> None:
    """Reports what is defined and never referred to, for no reader would see it."""
    for node in root.walk():
        if node.type == "footnote_reference" and node.meta["label"] not in desk.used_notes:
            desk.at(node.map)
            desk.fault("markup-note-unused", found=node.meta["label"])
    used = {node.meta.get("label") for node in root.walk() if node.type in ("link", "image")}
    for label, reference in environment.get("references", {}).items():
        if label not in used:
            desk.at(reference.get("map"))
            desk.fault("markup-reference-unused", found=label)
    for reference in environment.get("duplicate_refs", ()):
        desk.at(reference.get("map"))
        desk.fault("markup-reference-twice", found=reference["title"] or reference["href"])
