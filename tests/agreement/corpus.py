"""`python -m tests.agreement.corpus [FOLDER]`: pdfua-1 on a corpus whose file names say clause, test and outcome.

A fail file must be caught by a rule whose card carries the clause and test of its name; a pass file must have no
failed rule. Prints a table by clause and ends with 1 when a file is judged otherwise. FOLDER is the folder of the
veraPDF corpus for PDF/UA-1, by default `../shared/data/pdf-ua-corpus` beside the repository.
"""

import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.agreement.pdf_rules import clauses, failed_rules

DEFAULT = Path(__file__).parents[3] / "shared/data/pdf-ua-corpus"
_NAME = re.compile(r"(?P<clause>\d+(?:[.-]\d+)*)-t(?P<test>\d+)-(?P<outcome>pass|fail)")


@dataclass(frozen=True)
class Judged:
    """One file: what its name says, and which rules it broke."""

    name: str
    clause: str
    outcome: str
    rules: frozenset[str]

    @property
    def agrees(self) -> bool:
        """Whether it was judged as its name says."""
        if self.outcome == "pass":
            return not self.rules
        return any(self.clause in clauses().get(rule, ()) for rule in self.rules)


def judged(file: Path) -> Judged:
    """The verdict on one file of the corpus."""
    match = _NAME.search(file.name)
    assert match, file.name
    clause = f"{match['clause'].replace('-', '.')}-{int(match['test'])}"
    return Judged(file.name, clause, match["outcome"], frozenset(failed_rules(file.read_bytes(), file.name)))


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DEFAULT
    files = sorted(folder.rglob("*.pdf"))
    start = time.perf_counter()
    verdicts = [judged(file) for file in files]
    seconds = time.perf_counter() - start
    table = Counter((one.clause, one.outcome, one.agrees) for one in verdicts)
    print("clause-test     fail: caught / files   pass: clean / files")
    for clause in sorted({one.clause for one in verdicts}, key=_order):
        shown = []
        for outcome in ("fail", "pass"):
            good = table[clause, outcome, True]
            shown.append(f"{good} / {good + table[clause, outcome, False]}")
        print(f"{clause:<15} {shown[0]:>20}   {shown[1]:>19}")
    bad = [one for one in verdicts if not one.agrees]
    for one in bad:
        print(f"otherwise: {one.name}: {', '.join(sorted(one.rules)) or 'nothing found'}")
    totals = Counter((one.outcome, one.agrees) for one in verdicts)
    for outcome, word in (("fail", "caught"), ("pass", "clean")):
        good = totals[outcome, True]
        print(f"{outcome} files: {good} of {good + totals[outcome, False]} {word}")
    print(f"{len(files)} files in {seconds:.1f} s")
    return 1 if bad or not files else 0


def _order(clause: str) -> list[int]:
    return [int(part) for part in re.split(r"[.-]", clause)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
