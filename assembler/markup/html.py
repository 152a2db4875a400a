"""HTML ↔ blocks: narrative as it comes and goes over the API and in editors.

A closed list of elements (`html_tree.KNOWN`). Everything else is cleaned away, and reported with its line.
"""

from assembler.document.blocks import Blocks
from assembler.markup.characters import judge_characters
from assembler.markup.desk import Desk
from assembler.markup.html_blocks import read_flow
from assembler.markup.html_tree import read_tree
from assembler.markup.html_writer import written_blocks
from assembler.markup.narrative import judge
from assembler.markup.outline import nested
from assembler.problem import Problem


def read_html(text: str, *, file: str, form: str, first_line: int = 1) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks of `text`, and everything that is wrong with it, what was cleaned away included.

    `file` and `first_line` place the problems, `form` is the language form ("nb", "nn") of the text. With an error
    among the problems the blocks are what could be understood.
    """
    desk = Desk(file, form, first_line)
    root = read_tree(desk, text) if judge_characters(desk, text) else None
    if root is None:
        return (), tuple(desk.problems)
    parts = read_flow(desk, root.children, top=True)
    return nested(parts), tuple(sorted(desk.problems, key=lambda problem: problem.place.line))


def write_html(blocks: Blocks) -> str:
    """Narrative blocks as HTML that reads back as the same blocks; "" for none.

    What compose fills in is not written. Raises `Refused`, naming each block that no narrative can hold.
    """
    judge(blocks)
    return written_blocks(blocks)
