"""The measurements of the language room, printed as tables: `python -m tests.measure_language [TREEBANK FOLDER]`.

Precision and recall of the rules on the hand-marked prose of `tests/corpus/language`, first on what was there while the
rules were made, then on the unseen set, with sentences and passives too; the s-passives of nynorsk on the hand-marked
sentences there, and, when a folder with Universal Dependencies files is given, sentence splitting and passives on these
(`nob-*.conllu`, `nno-*.conllu`). Rules that only count (K01–K04, K18, K20) are exact by definition; unit tests hold
them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assembler.language import passives, sentences
from assembler.language.hint import STANDARD, Settings
from assembler.language.passage import Passage, Role
from assembler.language.review import review_all
from assembler.language.tokens import Form, Span

CORPUS = Path(__file__).parent / "corpus" / "language"
COUNTING = {"K01", "K02", "K03", "K04", "K18", "K20"}
ON_BLOCK = {"K05", "K06", "K21"}
PROSE = ("prose", "later")
UNSEEN = ("unseen", "unseen-2")
PASSIVES = {"S": "K05", "B": "K06"}
FORMS: tuple[Form, ...] = ("nb", "nn")


@dataclass
class Block:
    """A block of the corpus: its passages and what was marked, by passage and rule.

    Marks of rules are `marks`; `ends` are those of sentences and `passives` (S and B), where the file has them.
    """

    passages: list[Passage] = field(default_factory=list)
    marks: list[tuple[int, str, int, int]] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    ends: list[set[int]] = field(default_factory=list)
    passives: list[list[tuple[str, int, int]]] = field(default_factory=list)

    def expected(self) -> set[str]:
        """The rules that should find the block as a whole: those marked, and those that follow from its passives."""
        running = [number for number, passage in enumerate(self.passages) if passage.role != "heading"]
        count = sum(len(self.ends[number]) for number in running)
        kinds = Counter(kind for number in running for kind, _, _ in self.passives[number])
        limits = STANDARD.limits
        dense = {
            rule
            for kind, rule in PASSIVES.items()
            if limits["passives-together"].judge(kinds[kind])
            and limits["passives-per-hundred"].judge(100 * kinds[kind] / count)
        }
        return dense | set(self.whole)


def corpus_blocks(path: Path) -> list[Block]:
    """The blocks of a corpus file; a heading belongs to the block under it."""
    blocks: list[Block] = []
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        block = Block()
        for line in part.splitlines():
            add_line(block, line)
        if block.passages:
            blocks.append(block)
    return blocks


def add_line(block: Block, line: str) -> None:
    """Takes one line of the corpus into `block`."""
    if line.startswith("{block: "):
        block.whole.extend(line.removeprefix("{block: ").rstrip("}").split())
    elif line and not line.startswith("# "):
        role: Role = "heading" if line.startswith("## ") else "item" if line.startswith("- ") else "paragraph"
        text, marks = unmarked(line.removeprefix("## ").removeprefix("- "))
        block.marks.extend((len(block.passages), rule, start, end) for rule, start, end in marks if rule[0] == "K")
        block.passages.append(Passage(text, role))
        block.ends.append({start for rule, start, _ in marks if rule == "|"} | {len(text)})
        block.passives.append([mark for mark in marks if mark[0][0] in PASSIVES])


def unmarked(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The line without its marks, and the marks; they may stand inside each other. "|" marks the end of a sentence."""
    text = ""
    marks: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    for piece in re.split(r"(\[\[(?:K\d\d|S|B)\??:|\]\]| \| )", line):
        if re.fullmatch(r"\[\[(?:K\d\d|S|B)\??:", piece):
            opened.append((piece[2:-1], len(text)))
        elif piece == "]]":
            rule, start = opened.pop()
            marks.append((rule, start, len(text)))
        elif piece == " | ":
            marks.append(("|", len(text), len(text) + 1))
            text += " "
        else:
            text += piece
    return text, marks


@dataclass
class Score:
    """True and false finds, and misses."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def row(self, name: str) -> str:
        """A line of a table."""
        found, gold = self.hits + self.false, self.hits + self.missed
        precision, recall = self.hits / max(found, 1), self.hits / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{name:<28}{gold:>7}{found:>7}{precision:>11.3f}{recall:>9.3f}{f1:>8.3f}"


HEAD = f"{'':<28}{'marked':>7}{'found':>7}{'precision':>11}{'recall':>9}{'F1':>8}"


def measure_rules(verbose: bool, names: tuple[str, ...] = PROSE) -> Iterator[str]:
    """The table of the rules on the prose of `names`."""
    scores: dict[str, Score] = {}
    counted: Counter[Form] = Counter()
    for form in FORMS:
        blocks = [block for name in names for block in corpus_blocks(CORPUS / f"{name}.{form}.txt")]
        reviews = review_all([block.passages for block in blocks], form, Settings())
        for block, review in zip(blocks, reviews, strict=True):
            counted[form] += sum(len(sentences(passage.text, form)) for passage in block.passages)
            found = [hint for hint in review.hints if hint.rule not in COUNTING]
            spans = [(h.passage, h.rule, h.start, h.end) for h in found if h.rule not in ON_BLOCK]
            yield from compare(block, spans, scores, verbose, form)
            yield from compare_blocks(block, {h.rule for h in found if h.rule in ON_BLOCK}, scores, verbose)
    yield HEAD
    yield from (scores[rule].row(rule) for rule in sorted(scores))
    yield f"sentences: {counted['nb']} bokmål, {counted['nn']} nynorsk"


def compare(
    block: Block, found: list[tuple[int, str, int, int]], scores: dict[str, Score], verbose: bool, form: Form
) -> Iterator[str]:
    """Counts finds that overlap a mark of the same rule; a mark with "?" and what is found there count neither way."""
    left = list(block.marks)
    for passage, rule, start, end in found:
        score = scores.setdefault(rule, Score())
        match = next(
            (m for m in left if (m[0], m[1].rstrip("?")) == (passage, rule) and m[2] < end and start < m[3]), None
        )
        if match:
            left.remove(match)
            score.hits += not match[1].endswith("?")
        else:
            score.false += 1
            if verbose:
                yield f"  false  {form} {rule} «{block.passages[passage].text[start:end]}»"
    for passage, rule, start, end in left:
        if rule.endswith("?"):
            continue
        scores.setdefault(rule, Score()).missed += 1
        if verbose:
            yield f"  missed {form} {rule} «{block.passages[passage].text[start:end]}»"


def compare_blocks(block: Block, found: set[str], scores: dict[str, Score], verbose: bool) -> Iterator[str]:
    """Counts finds on blocks as wholes."""
    expected = block.expected()
    for rule in sorted(found | expected):
        score = scores.setdefault(rule, Score())
        score.hits += rule in found and rule in expected
        score.false += rule not in expected
        score.missed += rule not in found
        if verbose and not (rule in found and rule in expected):
            yield f"  {'missed' if rule in expected else 'false '} {rule} on «{block.passages[-1].text[:60]}…»"


def measure_unseen_analysis(verbose: bool) -> Iterator[str]:
    """Sentences and passives on the unseen prose."""
    for form in FORMS:
        scores = {kind: Score() for kind in ("|", "S", "B")}
        for block in (block for name in UNSEEN for block in corpus_blocks(CORPUS / f"{name}.{form}.txt")):
            for passage, ends, marked in zip(block.passages, block.ends, block.passives, strict=True):
                if passage.role != "heading":
                    found = {(end, end) for _, end in sentences(passage.text, form)}
                    yield from tally(scores["|"], passage.text, {(end, end) for end in ends}, found, verbose)
                spans = set(passives(passage.text, form))
                for kind in ("S", "B"):
                    own = {span for span in spans if (" " in passage.text[slice(*span)]) == (kind == "B")}
                    gold = {(start, end) for name, start, end in marked if name == kind}
                    either = {(start, end) for name, start, end in marked if name == f"{kind}?"}
                    yield from tally(scores[kind], passage.text, gold, own - either, verbose)
        yield scores["|"].row(f"sentences {form}, unseen")
        yield scores["S"].row(f"s-passive {form}, unseen")
        yield scores["B"].row(f"bli-/verte-passive {form}, unseen")


def tally(score: Score, text: str, gold: set[Span], found: set[Span], verbose: bool) -> Iterator[str]:
    """Adds to `score` what was found of `gold`."""
    score.hits += len(gold & found)
    score.false += len(found - gold)
    score.missed += len(gold - found)
    for start, end in sorted(gold ^ found) if verbose else ():
        yield f"  {'missed' if (start, end) in gold else 'false '} «{text[max(0, start - 20) : end + 20]}»"


def measure_nynorsk_s_passives(verbose: bool) -> Iterator[str]:
    """The table of s-passives in nynorsk, on sentences marked by hand."""
    score = Score()
    lines = (CORPUS / "s-passives.nn.txt").read_text(encoding="utf-8").splitlines()
    marked = [line for line in lines if line and not line.startswith("# ")]
    for line in marked:
        text, gold = without_brackets(line)
        found = {span for span in passives(text, "nn") if " " not in text[slice(*span)]}
        score.hits += len(gold & found)
        score.false += len(found - gold)
        score.missed += len(gold - found)
        if verbose and gold != found:
            yield f"  {line}  found {[text[slice(*span)] for span in sorted(found)]}"
    yield score.row(f"s-passive nn ({len(marked)} lines)")


def without_brackets(line: str) -> tuple[str, set[Span]]:
    """The line without double brackets, and the spans that they marked."""
    text = ""
    spans: set[Span] = set()
    for number, piece in enumerate(re.split(r"\[\[|\]\]", line)):
        if number % 2:
            spans.add((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


def trees(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The sentences of a CoNLL-U file: text and token rows."""
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        lines = part.splitlines()
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), "")
        if text:
            yield text, [row for row in (line.split("\t") for line in lines) if row[0].isdigit()]


def measure_sentences(path: Path, form: Form) -> Iterator[str]:
    """Sentence splitting by boundary: texts with an end mark joined by a space; all texts on lines of their own."""
    texts = [text for text, _ in trees(path)]
    ended = [text for text in texts if text[-1] in '.!?:…»”")']
    for name, chosen, separator in (("joined by space", ended, " "), ("a line each", texts, "\n")):
        gold: set[int] = set()
        length = 0
        for text in chosen:
            length += len(text)
            gold.add(length)
            length += 1
        found = {end for _, end in sentences(separator.join(chosen), form)}
        score = Score(len(gold & found), len(found - gold), len(gold - found))
        yield score.row(f"sentences {form}, {name}")


def measure_passives(path: Path, form: Form) -> Iterator[str]:
    """Passives against `Voice=Pass` (bokmål) and `aux:pass`."""
    s_score, bli_score = Score(), Score()
    for text, rows in trees(path):
        spans = token_spans(text, rows)
        gold_s = {spans[row[0]] for row in rows if "Voice=Pass" in row[5]}
        gold_bli = {(spans[row[0]][0], spans[row[6]][1]) for row in rows if row[7].startswith("aux:pass")}
        found = set(passives(text, form))
        found_s = {span for span in found if " " not in text[slice(*span)]}
        for score, gold, own in ((s_score, gold_s, found_s), (bli_score, gold_bli, found - found_s)):
            score.hits += len(gold & own)
            score.false += len(own - gold)
            score.missed += len(gold - own)
    if form == "nb":
        yield s_score.row("s-passive nb")
    yield bli_score.row(f"bli-/verte-passive {form}")


def token_spans(text: str, rows: list[list[str]]) -> dict[str, Span]:
    """Where each token of a tree stands in its text."""
    spans: dict[str, Span] = {}
    place = 0
    for row in rows:
        start = text.index(row[1], place)
        place = start + len(row[1])
        spans[row[0]] = (start, place)
    return spans


def main() -> None:
    """Print every table."""
    verbose = "-v" in sys.argv
    folders = [Path(word) for word in sys.argv[1:] if word != "-v"]
    print(*measure_rules(verbose), "", *measure_nynorsk_s_passives(verbose), sep="\n")
    print("", "unseen", *measure_rules(verbose, UNSEEN), *measure_unseen_analysis(verbose), sep="\n")
    for folder in folders:
        for form, name in zip(FORMS, ("nob", "nno"), strict=True):
            for path in sorted(folder.glob(f"{name}-*.conllu")):
                print("", path.name, HEAD, *measure_sentences(path, form), *measure_passives(path, form), sep="\n")


if __name__ == "__main__":
    main()
