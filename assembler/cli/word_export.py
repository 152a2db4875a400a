"""`plansats word export`: a plan as a Word file to write in; what was exported is kept with the plan.

Exit 0: the file is there, and its base in the plan folder. 2: refused, and nothing was written.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from assembler.assemble.delivery import deliver
from assembler.assemble.editing import EditingCopy, editing_copy
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.cli.command import DONE, Terminal
from assembler.cli.dates import iso_date
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused
from assembler.reconcile.folder_place import FolderPlace


class WordExport:
    """Write the editing copy of a plan, or of some of its chapters."""

    name = "export"

    def help(self, lang: Lang) -> str:
        """One line saying what the step is for."""
        return label("word-export-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the arguments."""
        parser.add_argument("plan", type=Path, metavar="PLAN", help=label("word-export-plan", lang))
        parser.add_argument(
            "-o", "--out", type=Path, required=True, metavar="FILE.docx", help=label("word-export-out", lang)
        )
        parser.add_argument(
            "--chapter", action="append", default=[], metavar="ID", help=label("word-export-chapter", lang)
        )
        for option in ("edition", "depth", "form"):
            parser.add_argument(f"--{option}", default="", help=label(f"cli-build-{option}", lang))
        parser.add_argument("--date", type=iso_date, default=None, help=label("cli-build-date", lang))
        parser.add_argument("--no-comments", action="store_true", help=label("word-export-no-comments", lang))
        parser.add_argument("--force", action="store_true", help=label("word-export-force", lang))

    def run(self, arguments: Namespace) -> int:
        """Make the copy, keep its base, and only then put the file in its place."""
        _refuse_target(arguments.out, force=arguments.force)
        place = FolderPlace(arguments.plan)
        order = Order(
            edition=arguments.edition,
            depth=arguments.depth,
            form=arguments.form,
            date=arguments.date,
            lang=arguments.lang,
        )
        chapters = tuple(dict.fromkeys(arguments.chapter))
        copy = editing_copy(from_folder(arguments.plan), order, chapters, comments=not arguments.no_comments)
        # A base without a file harms nobody; a file without a base could not come back.
        place.keep(copy.exported)
        deliver({arguments.out.name: copy.content}, arguments.out.parent)
        _tell(Terminal(arguments.lang), copy, arguments.out)
        return DONE


COMMAND = WordExport()


def _refuse_target(path: Path, *, force: bool) -> None:
    """`Refused` for a name that Word would not open, and for a file that is there: somebody may have written in it."""
    if path.suffix.lower() != ".docx":
        raise Refused([Problem("word-export-ending", Place(file=str(path)))])
    if path.is_dir():
        raise Refused([Problem("word-export-folder", Place(file=str(path)))])
    if path.exists() and not force:
        raise Refused([Problem("word-export-exists", Place(file=str(path)))])


def _tell(terminal: Terminal, copy: EditingCopy, path: Path) -> None:
    terminal.problems(copy.problems)
    blocks = copy.exported.blocks
    terminal.say("word-export-done", texts=len(blocks), empty=sum(not block.blocks for block in blocks))
    terminal.line(str(path))
