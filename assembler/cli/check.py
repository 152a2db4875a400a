"""`plansats check`: any Word, PDF or HTML file, or folders of them, against the rules; in words, JSON or a page."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assembler.checks.card import RULES_VERSION, profiles
from assembler.checks.catalogue import catalogue
from assembler.checks.commented import commented_copy
from assembler.checks.files import KINDS, MOST_BYTES, Given, check_files, kinds_of
from assembler.checks.findings import FileReport, Group
from assembler.checks.outcome import Outcome
from assembler.checks.pictures import pictures_of
from assembler.checks.report_page import check_page
from assembler.checks.sarif import sarif
from assembler.checks.statement import statement
from assembler.checks.statement_table import FORMS
from assembler.cli.command import CHECK_FAILED, DONE, Terminal
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place, Problem, Refused


class Check:
    """Checks files that somebody gives; changes nothing."""

    name = "check"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("checks-cli-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the command's arguments."""
        parser.add_argument("files", nargs="*", metavar="FILE", help=label("checks-cli-files", lang))
        names = ", ".join(profiles())
        parser.add_argument("--profile", default="", help=label("checks-cli-profile", lang, names=names))
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=label("checks-cli-json", lang))
        form.add_argument("--sarif", action="store_true", help=label("checks-cli-sarif", lang))
        parser.add_argument("--rules", action="store_true", help=label("checks-cli-rules", lang))
        said = label("checks-cli-statement", lang)
        parser.add_argument("--statement", nargs="?", choices=tuple(FORMS), const="text", default="", help=said)
        parser.add_argument("--comments", metavar="FILE", default="", help=label("checks-cli-comments", lang))
        parser.add_argument("--html", metavar="FILE", default="", help=label("checks-cli-html", lang))

    def run(self, arguments: Namespace) -> int:
        """Check every file; 1 when one has failed."""
        terminal = Terminal(arguments.lang)
        if arguments.rules:
            terminal.line(catalogue(arguments.lang).rstrip("\n"))
            return DONE
        given = _read(arguments.files, kinds_of(arguments.profile))
        _refuse_comments(given, arguments.comments)
        reports = check_files(given, arguments.profile, lambda index: _progress(terminal, given, index))
        if arguments.comments:
            _comment(given, reports, arguments.comments, arguments.lang)
        if arguments.html:
            Path(arguments.html).write_text(
                check_page(reports, arguments.lang, pictures_of(given, reports)), encoding="utf-8"
            )
        if arguments.json:
            terminal.json(_as_json(reports, arguments.statement, arguments.lang))
        elif arguments.sarif:
            terminal.json(sarif(reports, arguments.lang))
        elif arguments.statement:
            terminal.line(FORMS[arguments.statement](statement(reports), arguments.lang).rstrip("\n"))
        else:
            for report in reports:
                _tell(terminal, report)
        return CHECK_FAILED if any(report.outcome is Outcome.FAILED for report in reports) else DONE


COMMAND = Check()


def _read(names: Sequence[str], kinds: frozenset[str]) -> list[Given]:
    """The files named, and those of the kinds wanted in the folders named."""
    if not names:
        raise Refused([Problem("checks-no-files-given")])
    missing = [Problem("checks-no-file", Place(file=name)) for name in names if not Path(name).exists()]
    if missing:
        raise Refused(missing)
    return [_given(path) for name in names for path in _files(Path(name), kinds)]


def _given(path: Path) -> Given:
    if path.stat().st_size > MOST_BYTES:
        return Given(str(path), b"", Problem("checks-file-too-large", values={"megabytes": MOST_BYTES // 2**20}))
    return Given(str(path), path.read_bytes())


def _files(path: Path, kinds: frozenset[str]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(one for one in path.rglob("*") if KINDS.get(one.suffix.lower()) in kinds and one.is_file())
    if not found:
        raise Refused([Problem("checks-empty-folder", Place(file=str(path)))])
    yield from found


def _as_json(reports: Sequence[FileReport], stated: str, lang: Lang) -> dict[str, Any]:
    told: dict[str, Any] = {"rules": RULES_VERSION, "files": [report.as_json(lang) for report in reports]}
    return told | ({"statement": [one.as_json(lang) for one in statement(reports)]} if stated else {})


def _refuse_comments(given: Sequence[Given], copy: str) -> None:
    """A copy with comments is of one Word file, and never takes its place."""
    if copy and len(given) != 1:
        raise Refused([Problem("checks-comments-one-file")])
    if copy and Path(copy).resolve() == Path(given[0].name).resolve():
        raise Refused([Problem("checks-comments-same-file", Place(file=copy))])


def _comment(given: Sequence[Given], reports: Sequence[FileReport], copy: str, lang: Lang) -> None:
    Path(copy).write_bytes(commented_copy(given[0], reports[0], lang))


def _progress(terminal: Terminal, given: Sequence[Given], index: int) -> None:
    if len(given) > 1 and sys.stderr.isatty():
        terminal.say("checks-cli-done", file=given[index].name)


def _tell(terminal: Terminal, report: FileReport) -> None:
    lang = terminal.lang
    outcome = label(f"checks-page-outcome-{report.outcome.value}", lang)
    terminal.line(f"{report.file}: {outcome}")
    for group in report.groups():
        _tell_group(terminal, group)
    counts = {name: report.ran(name) for name in ("passed", "inapplicable")}
    terminal.line("  " + label("checks-page-rules-run", lang, **counts))
    terminal.line()


def _tell_group(terminal: Terminal, group: Group) -> None:
    lang = terminal.lang
    impact = label(f"checks-page-impact-{group.card.impact.value}", lang)
    terminal.line(f"\n  {group.title(lang)} — {impact} [{group.rule}; {', '.join(group.card.clauses)}]")
    for finding in group.findings:
        mark = label(f"checks-page-finding-{finding.outcome.value}", lang)
        where = finding.where(lang)
        terminal.line(f"    {mark}: {finding.message(lang)}" + (f" ({where})" if where else ""))
    if group.more:
        terminal.line("    " + label("checks-page-more", lang, count=group.more))
    for remedy in group.remedies(lang):
        terminal.line(f"    {label('checks-page-mend', lang)}: {remedy}")
