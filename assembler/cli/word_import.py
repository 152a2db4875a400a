"""`plansats word import`: an edited Word file back into its plan; a report, and with `--apply` the change itself.

Exit 0: everything can be brought in. 1: conflicts to settle, or changes that were refused. 2: the file was refused, and
nothing was written.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from assembler.cli.command import CHECK_FAILED, DONE, Terminal
from assembler.cli.word_files import read
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused
from assembler.reconcile.applying import apply
from assembler.reconcile.bringing import bring_back
from assembler.reconcile.folder_place import FolderPlace
from assembler.reconcile.outcome import Brought, Outcome
from assembler.reconcile.page import outcome_page
from assembler.reconcile.told import outcome_json

_OWN: Final = ".plansats/"


class WordImport:
    """Bring the changes in an edited Word file back to the plan."""

    name = "import"

    def help(self, lang: Lang) -> str:
        """One line saying what the step is for."""
        return label("word-import-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the arguments."""
        parser.add_argument("plan", metavar="PLAN", help=label("word-import-plan", lang))
        parser.add_argument("file", metavar="FILE.docx", help=label("word-import-file", lang))
        parser.add_argument("--apply", action="store_true", help=label("word-import-apply", lang))
        parser.add_argument("--json", action="store_true", help=label("word-import-json", lang))
        parser.add_argument("--report", metavar="FILE.html", help=label("word-import-report", lang))

    def run(self, arguments: Namespace) -> int:
        """Compare, apply if asked to, and tell."""
        place = FolderPlace(Path(arguments.plan))
        try:
            outcome = bring_back(place, read(arguments.file))
        except Refused as refused:
            raise Refused(problem.within(arguments.file) for problem in refused.problems) from None
        # The page comes first: a place that cannot be written to must not be found out after the plan was changed.
        if arguments.report:
            _report(arguments, outcome)
        written = list(apply(place, outcome).files) if arguments.apply else None
        shown = None if written is None else [name for name in written if not name.startswith(_OWN)]
        if arguments.json:
            Terminal(arguments.lang).json(outcome_json(outcome, arguments.lang, shown))
        else:
            _tell(Terminal(arguments.lang), outcome, shown)
        return DONE if outcome.is_clean else CHECK_FAILED


COMMAND = WordImport()


def _report(arguments: Namespace, outcome: Outcome) -> None:
    page = outcome_page(outcome, Path(arguments.file).name, arguments.lang, applied=arguments.apply)
    try:
        Path(arguments.report).write_text(page, encoding="utf-8")
    except OSError as fault:
        values = {"reason": fault.strerror or type(fault).__name__}
        raise Refused([Problem("word-import-report-failed", Place(file=arguments.report), values)]) from None


def _tell(terminal: Terminal, outcome: Outcome, written: list[str] | None) -> None:
    """What becomes of each block on standard output, what there is to know about it on standard error."""
    lang = terminal.lang
    changed = [block for block in outcome.blocks if block.state != "unchanged"]
    for block in changed:
        state = label(f"reconcile-page-state-{block.state}", lang)
        terminal.line(label("word-import-line", lang, state=state, title=_title(block, lang), id=block.id))
    if not changed:
        terminal.line(label("word-import-nothing", lang))
    for text in outcome.inbox:
        terminal.line(label("word-import-inbox", lang, file=text.file))
    if outcome.comments:
        terminal.line(label("word-import-comments", lang, count=len(outcome.comments)))
    terminal.problems([*outcome.notes, *(problem for block in outcome.blocks for problem in block.problems)])
    for name in written or ():
        terminal.say("word-import-written", file=name)
    if written is None and (changed or outcome.inbox):
        terminal.say("word-import-dry")
    if not outcome.is_clean:
        conflicts = sum(max(1, len(block.conflicts)) for block in changed if block.state == "conflict")
        refused = sum(block.state == "refused" for block in changed)
        terminal.say("word-import-open", conflicts=conflicts, refused=refused)
        if conflicts and written is not None:
            terminal.say("word-import-settle")


def _title(block: Brought, lang: Lang) -> str:
    if block.kind == "text":
        return block.title or block.id
    return label(f"reconcile-page-locked-{block.kind}", lang, name=block.id)
