"""`plansats language`: where a text can be written more plainly; the ten sentences that hurt most, and why."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from textwrap import shorten, wrap
from typing import Any, Final

from assembler.checks.language_files import Prose, prose_of_file
from assembler.checks.language_findings import LanguageFinding, UnitReport, review_units
from assembler.checks.language_rules import readability_json
from assembler.checks.language_worst import worst_sentences
from assembler.cli.command import DONE, Terminal
from assembler.language.card import RULES_VERSION, cards
from assembler.language.hint import Settings
from assembler.language.identify import Verdict, identify
from assembler.language.readability import Readability
from assembler.language.tokens import Form
from assembler.messages.catalogue import Lang, label
from assembler.messages.numbers import amount_text
from assembler.problem import Place, Problem, Refused

_WIDTH: Final = 96
_SENTENCE: Final = 190


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with what the rules say of it."""

    name: str
    form: Form
    verdict: Verdict
    units: tuple[UnitReport, ...]

    @property
    def findings(self) -> tuple[LanguageFinding, ...]:
        """Every finding in reading order."""
        return tuple(finding for unit in self.units for finding in unit.findings)

    @property
    def readability(self) -> Readability:
        """The whole file's."""
        return sum((unit.readability for unit in self.units), Readability())

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The form of `check --json` for a file, with readability and the worst sentences beside the findings."""
        return {
            "file": self.name,
            "kind": "prose",
            "form": self.form,
            "language": self.verdict.language,
            "outcome": "needs-review" if self.findings or self.verdict.is_foreign else "passed",
            "readability": readability_json(self.readability),
            "findings": [finding.as_json(lang) for finding in self.findings],
            "worst": [worst.as_json(lang) for worst in worst_sentences(self.units)],
        }


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
        judged = []
        for name, content in _read(arguments.files):
            prose = prose_of_file(name, content)
            terminal.problems(prose.problems)
            judged.append(_judge(name, prose, arguments))
        if arguments.json:
            terminal.json({"rules": RULES_VERSION, "files": [one.as_json(arguments.lang) for one in judged]})
            return DONE
        for one in judged:
            _tell(terminal, one, everything=arguments.all)
        return DONE


COMMAND = Language()


def _read(names: list[str]) -> list[tuple[str, bytes]]:
    missing = [name for name in names if name != "-" and not Path(name).is_file()]
    if missing:
        raise Refused(Problem("language-no-file", Place(file=name)) for name in missing)
    return [(name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()) for name in names]


def _judge(name: str, prose: Prose, arguments: Namespace) -> Judged:
    verdict = identify(prose.text)
    form: Form = arguments.form or ("nn" if verdict.language == "nn" else "nb")
    units = () if verdict.is_foreign else review_units(prose.units, form, Settings(arguments.depth))
    return Judged(name, form, verdict, units)


def _tell(terminal: Terminal, judged: Judged, *, everything: bool) -> None:
    lang = terminal.lang
    terminal.line(f"{judged.name} ({label(f'language-name-{judged.form}', lang)})")
    if judged.verdict.is_foreign:
        language = label(f"language-name-{judged.verdict.language}", lang)
        terminal.line("  " + label("language-foreign", lang, language=language))
        return
    measured = judged.readability
    if not measured.words:
        terminal.line("  " + label("language-empty", lang))
        return
    terminal.line("  " + _summary(measured, lang))
    foreign = sum(unit.review.verdict.is_foreign for unit in judged.units)
    if foreign:
        terminal.line("  " + label("language-foreign-part", lang, count=foreign))
    if not judged.findings:
        terminal.line("  " + label("language-good", lang))
        return
    _tell_worst(terminal, judged)
    _tell_counts(terminal, judged)
    if everything:
        _tell_all(terminal, judged)
    terminal.line("  " + label("language-hint", lang))


def _summary(measured: Readability, lang: Lang) -> str:
    numbers = readability_json(measured)
    comma = "." if lang == "en" else ","
    form: Form = "nn" if lang == "nn" else "nb"
    return label(
        "language-summary",
        lang,
        words=amount_text(Decimal(measured.words), form),
        sentences=measured.sentences,
        average=str(numbers["words_per_sentence"]).replace(".", comma),
        lix=round(measured.lix),
        passives=round(numbers["passives_per_100"]),
    )


def _tell_worst(terminal: Terminal, judged: Judged) -> None:
    worst = worst_sentences(judged.units)
    if not worst:
        return
    terminal.line("\n  " + label("language-worst", terminal.lang))
    for number, one in enumerate(worst, 1):
        under = f" [{one.place.under}]" if one.place.under else ""
        lines = wrap(f"«{shorten(one.sentence, _SENTENCE, placeholder=' …')}»{under}", _WIDTH - 6)
        for index, line in enumerate(lines):
            terminal.line(f"  {number:>2}. {line}" if not index else f"      {line}")
        for line in wrap(" ".join(one.reasons(terminal.lang)), _WIDTH - 8):
            terminal.line(f"      – {line}" if line else "")
    terminal.line()


def _tell_counts(terminal: Terminal, judged: Judged) -> None:
    counts = Counter(finding.hint.rule for finding in judged.findings)
    named = [f"{cards()[rule].texts[terminal.lang].title} {count}" for rule, count in counts.most_common()]
    for line in wrap(f"{label('language-counts', terminal.lang)} {'; '.join(named)}.", _WIDTH - 2):
        terminal.line("  " + line)


def _tell_all(terminal: Terminal, judged: Judged) -> None:
    lang = terminal.lang
    terminal.line("\n  " + label("language-all", lang))
    for finding in judged.findings:
        terminal.line(f"  {finding.hint.rule} «{finding.place.text}»")
        terminal.line(f"      {finding.message(lang)} {finding.attempt(lang)}")
