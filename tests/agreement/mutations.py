"""`python -m tests.agreement.mutations [FILE…]`: pdfua-1 against veraPDF on good files made bad in one way each.

The ways are the examples of the cards: every one is done to the specimen and, where it applies, to files of other
makers (FILE…; without any, pass files of the corpus and files that other programs make here). Both judge every file;
printed are, for each rule, how many files both fail, only we fail and only veraPDF fails, and each disagreement.
`--only RULE` takes the examples of one card. Ends with 1 when a disagreement is not explained in `EXPLAINED`.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pikepdf import Pdf, PdfError

from assembler.checks.card import cards, profiles
from tests.agreement.corpus import DEFAULT
from tests.agreement.made_elsewhere import made_elsewhere
from tests.agreement.pdf_rules import PROFILE, clauses, failed_tests
from tests.assembler.checks.change_pdf import NotApplicable, changed
from tests.assembler.checks.specimen_pdf import specimen
from tests.judges.panel import verapdf

MOST_FILES = 4
"""How many other files each way of being bad is tried on."""

EXPLAINED: Mapping[tuple[str, str], str] = {
    ("pdf-parent-missing", "7.1-12"): "veraPDF finds what such an element holds untagged (7.1-3) but not the lack of P",
}
"""By the card whose example was done, and the clause that one of the two does not find."""


@dataclass(frozen=True)
class Mutation:
    """A file made bad: the rule that it is meant for, and what it was made from."""

    rule: str
    source: str
    content: bytes


def mutations(sources: Mapping[str, bytes], only: str = "") -> Iterator[Mutation]:
    """Every example of every card, done to the specimen and to a few of `sources`."""
    for id in profiles()[PROFILE]:
        if id not in clauses() or (only and id != only):
            continue
        for number, example in enumerate(cards()[id].examples["pdf"]["fail"]):
            yield Mutation(id, f"specimen {number}", changed(specimen(), example["change"]))
            yield from _elsewhere(id, number, example["change"], sources)


def _elsewhere(id: str, number: int, change: list, sources: Mapping[str, bytes]) -> Iterator[Mutation]:
    # Each rule begins at another file, so that all files are used.
    turn = int(hashlib.sha256(f"{id}{number}".encode()).hexdigest(), 16) % max(1, len(sources))
    names = [*list(sources)[turn:], *list(sources)[:turn]]
    found = 0
    for name in names:
        if found == MOST_FILES:
            return
        try:
            with Pdf.open(BytesIO(sources[name])) as pdf:
                content = changed(pdf, change)
        except (NotApplicable, PdfError, AttributeError, KeyError, ValueError, TypeError, IndexError, StopIteration):
            continue
        found += 1
        yield Mutation(id, f"{name} {number}", content)


def compare(files: Mapping[str, bytes], judge: Callable[..., Any] = verapdf) -> dict[str, tuple[set[str], set[str]]]:
    """For each file, the clauses and tests that we and that veraPDF say it fails; `judge` is how veraPDF is called."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, (name, content) in enumerate(files.items()):
            paths[name] = Path(folder, f"{number}.pdf")
            paths[name].write_bytes(content)
        theirs = judge(list(paths.values()), ("ua1",))
    return {
        name: (failed_tests(content), {finding.rule.split()[1] for finding in theirs[paths[name]]})
        for name, content in files.items()
    }


def report(judged: Mapping[str, tuple[set[str], set[str]]]) -> int:
    """Prints the table; how many disagreements are not explained."""
    both, ours, theirs = Counter[str](), Counter[str](), Counter[str]()
    for we, they in judged.values():
        both.update(we & they)
        ours.update(we - they)
        theirs.update(they - we)
    print(f"{'rule':<14} {'both':>5} {'only we':>8} {'only veraPDF':>13}")
    for clause in sorted({*both, *ours, *theirs}):
        print(f"{clause:<14} {both[clause]:>5} {ours[clause]:>8} {theirs[clause]:>13}")
    open_ones = 0
    for name, (we, they) in judged.items():
        for clause in sorted(we ^ they):
            explained = EXPLAINED.get((name.partition(" ")[0], clause), "")
            open_ones += not explained
            print(f"{clause}: only {'we' if clause in we else 'veraPDF'}: {name} {explained}")
    decided = sum(both.values()) + sum(ours.values()) + sum(theirs.values())
    print(f"{len(judged)} files, {decided} findings of a rule in a file, agreed on {sum(both.values())}")
    missing = [numbers[0] for numbers in clauses().values() if not both[numbers[0]]]
    print(f"rules that no file shows to both: {', '.join(missing) or 'none'}")
    return open_ones


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.agreement.mutations")
    parser.add_argument("--only", default="")
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args(arguments)
    start = time.perf_counter()
    if asked.files:
        sources = {file.name: file.read_bytes() for file in asked.files}
    else:
        sources = {file.name: file.read_bytes() for file in sorted(DEFAULT.glob("*-pass-*.pdf"))} | made_elsewhere()
    made = {f"{one.rule} on {one.source}": one.content for one in mutations(sources, asked.only)}
    wholes = {} if asked.only else {"specimen": changed(specimen(), ()), **sources}
    left = report(compare({**wholes, **made}))
    print(f"{time.perf_counter() - start:.0f} s")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
