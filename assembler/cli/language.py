"""`plansats language`: where a text can be written more plainly; the ten sentences that hurt most, and why."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from textwrap import fill, shorten
from typing import Final

from assembler.checks.language_files import Prose, prose_of_file
from assembler.checks.language_findings import LanguageFinding
from assembler.checks.language_judged import Judged, judge, usual_form
from assembler.checks.language_table import chapter_reading
from assembler.checks.language_worst import Worst, worst_sentences
from assembler.cli.command import DONE, Terminal
from assembler.language.card import RULES_VERSION, cards
from assembler.language.hint import Settings
from assembler.language.limits import limits
from assembler.language.readability import Readability
from assembler.language.tokens import Form
from assembler.messages.catalogue import Lang, label
from assembler.messages.numbers import amount_text
from assembler.problem import Place, Problem, Refused

_WIDTH: Final = 96
_SENTENCE: Final = 190
_FEW: Final = 5
_PROSE: Final = (".md", ".markdown", ".txt", ".docx")


class Language:
    """Reads prose and says where it can be plainer; changes nothing and fails nothing."""

    name = "language"

    def help(self, lang: Lang) -> str:
        """One line saying what the command is for."""
        return label("language-cli-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """Declare the command's arguments."""
        parser.add_argument("files", nargs="+", metavar="FILE", help=label("language-cli-files", lang))
        parser.add_argument("--form", choices=("nb", "nn"), default="", help=label("language-cli-form", lang))
        parser.add_argument(
            "--depth", choices=("standard", "kort"), default="standard", help=label("language-cli-depth", lang)
        )
        parser.add_argument("--all", action="store_true", help=label("language-cli-all", lang))
        parser.add_argument("--json", action="store_true", help=label("language-cli-json", lang))

    def run(self, arguments: Namespace) -> int:
        """Judge every file; hints fail nothing, so the exit code is 0."""
        terminal = Terminal(arguments.lang)
        given = _understood(_read(arguments.files))
        for _, prose in given:
            terminal.problems(prose.problems)
        usual = usual_form(prose for _, prose in given)
        judged = [judge(name, prose, arguments.form, usual, Settings(arguments.depth)) for name, prose in given]
        if arguments.json:
            terminal.json({"rules": RULES_VERSION, "files": [one.as_json(arguments.lang) for one in judged]})
        else:
            _tell(terminal, judged, everything=arguments.all)
        return DONE


COMMAND = Language()


def _read(given: list[str]) -> list[tuple[str, bytes]]:
    names = [name for one in given for name in (_prose_in(Path(one)) if Path(one).is_dir() else [one])]
    missing = [name for name in names if name != "-" and not Path(name).is_file()]
    if missing:
        raise Refused(Problem("language-no-file", Place(file=name)) for name in missing)
    return [(name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()) for name in names]


def _understood(files: list[tuple[str, bytes]]) -> list[tuple[str, Prose]]:
    """The prose of every file; `Refused` with the faults of all that cannot be read."""
    given: list[tuple[str, Prose]] = []
    faults: list[Problem] = []
    for name, content in files:
        try:
            given.append((name, prose_of_file(name, content)))
        except Refused as refused:
            faults.extend(refused.problems)
    if faults:
        raise Refused(faults)
    return given


def _prose_in(folder: Path) -> list[str]:
    """The files of prose in a folder and the folders in it, by name; the folder itself when there is none."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _PROSE and path.is_file()]
    # Word keeps a "~$" file beside each document that is open.
    return [str(path) for path in found if not path.name.startswith(("~$", "."))] or [str(folder)]


def _tell(terminal: Terminal, judged: list[Judged], *, everything: bool) -> None:
    """One screen: a line or two for each file, or for all when they are many, then the worst sentences of all."""
    lang = terminal.lang
    if len(judged) > _FEW and not everything:
        _tell_many(terminal, judged)
    else:
        for one in judged:
            _tell_file(terminal, one)
    units = [unit for one in judged for unit in one.units]
    findings = [finding for one in judged for finding in one.findings]
    if findings:
        _tell_worst(terminal, worst_sentences(units))
        _tell_counts(terminal, findings)
        if everything:
            _tell_all(terminal, findings)
        terminal.line("  " + label("language-hint", lang))
    elif any(one.verdict.words and not one.verdict.is_doubtful for one in judged):
        terminal.line("  " + label("language-good", lang))


def _tell_many(terminal: Terminal, judged: Sequence[Judged]) -> None:
    """All files together, and those that are heaviest to read."""
    lang, known = terminal.lang, limits()
    terminal.line(label("language-files", lang, count=len(judged)))
    terminal.line("  " + _summary(sum((one.readability for one in judged), Readability()), lang))
    for one in judged:
        if one.verdict.is_foreign or one.verdict.is_doubtful:
            _tell_file(terminal, one)
    measured = [one for one in judged if one.readability.words >= known["measured-words"].first]
    heavy = [one for one in measured if known["lix"].judge(one.readability.lix)]
    if heavy:
        terminal.line("  " + label("language-heaviest", lang))
        for one in sorted(heavy, key=lambda one: -one.readability.lix)[:_FEW]:
            terminal.line(f"    LIX {round(one.readability.lix)}  {one.name}")


def _tell_file(terminal: Terminal, judged: Judged) -> None:
    lang, verdict = terminal.lang, judged.verdict
    name = label(f"language-name-{verdict.language if verdict.is_foreign else judged.form}", lang)
    terminal.line(f"{judged.name} ({name})")
    if verdict.is_foreign:
        terminal.line("  " + label("language-foreign", lang, language=name))
    elif judged.readability.words and verdict.words:
        terminal.line("  " + _summary(judged.readability, lang))
        if verdict.is_doubtful:
            terminal.line("  " + label("language-doubtful", lang))
    else:
        terminal.line("  " + label("language-empty", lang))
    foreign = sum(len(unit.review.foreign) for unit in judged.units)
    if foreign:
        terminal.line("  " + label("language-foreign-part", lang, count=foreign))


def _summary(measured: Readability, lang: Lang) -> str:
    row = chapter_reading("", measured)
    form: Form = "nn" if lang == "nn" else "nb"
    average = amount_text(row.words_per_sentence, form)
    return label(
        "language-summary" if measured.words >= limits()["measured-words"].first else "language-summary-short",
        lang,
        words=amount_text(Decimal(row.words), form),
        sentences=amount_text(Decimal(row.sentences), form),
        average=average.replace(",", ".") if lang == "en" else average,
        lix=round(row.lix),
        passives=round(row.passives_per_100),
    )


def _tell_worst(terminal: Terminal, worst: Sequence[Worst]) -> None:
    if not worst:
        return
    terminal.line("\n  " + label("language-worst", terminal.lang))
    several = len({one.place.file for one in worst}) > 1
    for number, one in enumerate(worst, 1):
        where = ", ".join(part for part in (one.place.file if several else "", one.place.under) if part)
        quoted = f"«{shorten(one.sentence, _SENTENCE, placeholder=' …')}»" + (f" [{where}]" if where else "")
        terminal.line(fill(quoted, _WIDTH, initial_indent=f"  {number:>2}. ", subsequent_indent="      "))
        reasons = " ".join(one.reasons(terminal.lang))
        terminal.line(fill(reasons, _WIDTH, initial_indent="      – ", subsequent_indent="        "))
    terminal.line()


def _tell_counts(terminal: Terminal, findings: Sequence[LanguageFinding]) -> None:
    counts = Counter(finding.hint.rule for finding in findings)
    named = [f"{cards()[rule].texts[terminal.lang].title} {count}" for rule, count in counts.most_common()]
    text = f"{label('language-counts', terminal.lang)} {'; '.join(named)}."
    terminal.line(fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  "))


def _tell_all(terminal: Terminal, findings: Sequence[LanguageFinding]) -> None:
    lang = terminal.lang
    terminal.line("\n  " + label("language-all", lang))
    for finding in findings:
        terminal.line(f"  {finding.hint.rule} «{finding.place.text}»")
        text = f"{finding.message(lang)} {finding.attempt(lang)}"
        terminal.line(fill(text, _WIDTH, initial_indent="      ", subsequent_indent="      "))
