"""The merge measured against others: `python -m tests.merge_trials [TRIALS]` prints a table.

Four kinds of trials on real prose (the language corpus and the samples). Both sides edit a copy of the same paragraphs
at random, with words that occur nowhere else, so that every loss can be counted:

* neighbouring sentences: each side changes a word in one of two sentences that follow each other;
* distant words: both change the same sentence, more than two words apart;
* same word: both replace the same word;
* neighbour words: they replace words that stand beside each other.

The first two should merge clean; the last two should not, for nobody can say that the words fit together. A trial is
*lost in silence* when a merge of the last two kinds says that it is clean.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from assembler.language import sentences
from assembler.merge.align import matches
from assembler.merge.prose import merge_text

ROOT = Path(__file__).parents[1]
SEED = 20261123
KINDS = ("neighbouring sentences", "distant words", "same word", "neighbour words")

# What a merge says: the merged text, or None for a conflict.
Merge = Callable[[str, str, str], str | None]


def paragraphs() -> list[str]:
    """Real paragraphs of at least three sentences."""
    files = sorted([*(ROOT / "samples").rglob("narrative/*.md"), *(ROOT / "tests/corpus/language").rglob("*.txt")])
    found: list[str] = []
    for path in files:
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        found += [" ".join(block.split()) for block in blocks if not re.match(r"\s*[-#|>*{\[=@]|---", block)]
    return [text for text in dict.fromkeys(found) if len(sentences(text, "nb")) >= 3 and "{" not in text]


def by_ours(base: str, ours: str, theirs: str) -> str | None:
    """This project's merge."""
    merged = merge_text(base, ours, theirs)
    return None if merged.conflicts else merged.ours


def by_sentences(base: str, ours: str, theirs: str) -> str | None:
    """diff3 on sentences."""
    return diff3(*([text[a:b] for a, b in sentences(text, "nb")] for text in (base, ours, theirs)))


def by_words(base: str, ours: str, theirs: str) -> str | None:
    """diff3 on words."""
    return diff3(*(text.split() for text in (base, ours, theirs)))


def diff3(base: list[str], ours: list[str], theirs: list[str]) -> str | None:
    """Three-way merge of rows as Khanna, Kunal and Pierce describe diff3: stable chunks and what lies between."""
    our, their = dict(matches(base, ours)), dict(matches(base, theirs))
    stable = [(i, our[i], their[i]) for i in range(len(base)) if i in our and i in their]
    merged: list[str] = []
    at = (0, 0, 0)
    for place in [*stable, (len(base), len(ours), len(theirs))]:
        chunks = [row[a:b] for row, a, b in zip((base, ours, theirs), at, place, strict=True)]
        if chunks[0] == chunks[1]:
            merged += chunks[2]
        elif chunks[0] == chunks[2] or chunks[1] == chunks[2]:
            merged += chunks[1]
        else:
            return None
        merged += base[place[0] : place[0] + 1]
        at = (place[0] + 1, place[1] + 1, place[2] + 1)
    return " ".join(merged)


def by_patches(base: str, ours: str, theirs: str) -> str | None:
    """diff-match-patch: ours as patches on theirs; a patch that does not fit is a conflict."""
    matcher = sys.modules["diff_match_patch"].diff_match_patch()
    merged, fits = matcher.patch_apply(matcher.patch_make(base, ours), theirs)
    return merged if all(fits) else None


def trial(kind: str, chance: random.Random, corpus: Sequence[str]) -> tuple[str, str, str]:
    """One trial: base, ours, theirs. Our new word is «vårord», theirs «deresord»."""
    while True:
        base = "\n\n".join(chance.sample(corpus, 3)) + "\n"
        spans = sentences(base, "nb")
        number = chance.randrange(len(spans) - 1)
        if "\n" in base[spans[number][0] : spans[number + 1][1]]:
            continue
        first, second = (_words(base, *spans[n]) for n in (number, number + 1))
        pair = _places(kind, chance, first, second)
        if pair is not None:
            ours, theirs = (
                _replaced(base, span, word) for span, word in zip(pair, ("vårord", "deresord"), strict=True)
            )
            return base, ours, theirs


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.compile(r"[^\W\d_]+").finditer(text, start, end)]


def _places(
    kind: str, chance: random.Random, first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The words that the two sides replace; `None` when the sentences are too short."""
    if len(first) < 6 or not second:
        return None
    if kind == "neighbouring sentences":
        pair = [chance.choice(first), chance.choice(second)]
    elif kind == "distant words":
        place = chance.randrange(len(first) - 4)
        pair = [first[place], first[chance.randrange(place + 4, len(first))]]
    else:
        place = chance.randrange(len(first) - 1)
        pair = [first[place], first[place + (kind == "neighbour words")]]
    chance.shuffle(pair)
    return pair[0], pair[1]


def _replaced(text: str, span: tuple[int, int], word: str) -> str:
    return text[: span[0]] + word + text[span[1] :]


def measure(merge: Merge, trials: int) -> Counter[str]:
    """How many trials of each kind came out clean, with both new words in the text (for a conflict: none)."""
    clean: Counter[str] = Counter()
    corpus = paragraphs()
    for kind in KINDS:
        chance = random.Random(f"{SEED} {kind}")
        for _ in range(trials):
            merged = merge(*trial(kind, chance, corpus))
            wanted = kind in KINDS[:2]
            if merged is not None:
                clean[kind] += not wanted or ("vårord" in merged and "deresord" in merged)
    return clean


def main() -> None:
    """Print the table."""
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    merges: dict[str, Merge] = {"diff3 on sentences": by_sentences, "diff3 on words": by_words}
    try:
        __import__("diff_match_patch")
        merges["diff-match-patch"] = by_patches
    except ImportError:
        print("diff-match-patch is not installed, and left out", file=sys.stderr)
    merges["plansats word merge"] = by_ours
    print("| | clean: neighbouring sentences | clean: distant words | silent: same word | silent: neighbour words |")
    print("|---|---|---|---|---|")
    for name, merge in merges.items():
        clean = measure(merge, trials)
        print(f"| {name} | " + " | ".join(f"{100 * clean[kind] / trials:.4g} %" for kind in KINDS) + " |")


if __name__ == "__main__":
    main()
