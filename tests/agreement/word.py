"""`python -m tests.agreement.word [--judges] [FILE…]`: the Word rules on good files made bad, against other programs.

Printed as Markdown: for each rule, how many bad files it caught, alone or with others; with `--judges`, for each way of
breaking the structure, what `docx-sound`, the Open XML SDK and LibreOffice say of each host. FILE… are files of other
makers, whose findings are listed. Ends with 1 when a rule has missed a file, or a difference has no explanation.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assembler.checks.card import cards, profiles
from assembler.checks.files import DEFAULT_PROFILES
from assembler.checks.run import check_content
from tests.agreement.word_hosts import hosts
from tests.agreement.word_mutations import SOUND, Host, Lacking
from tests.agreement.word_readers import READERS
from tests.assembler.checks.example_docx import docx_example
from tests.judges.panel import openxml_sdk

SMALL = 60_000
"""Bytes of a host that is held against LibreOffice."""

EXPLAINED: Mapping[str, str] = {
    "docx-cell-without-paragraph": "the SDK does not ask for the paragraph; Word refuses the file",
    "docx-stray-text": "the SDK looks at elements, not at text between them",
    "docx-element-hollow": "a row without cells is valid by the schema; Word refuses it",
    "docx-field-unbalanced": "pairs are no matter of the schema; Word repairs, or shows the rest as the field",
    "docx-bookmark-unpaired": "pairs are no matter of the schema; references to the bookmark break",
    "docx-bookmark-repeated": "the SDK does not compare names; Word keeps the first and references may lead wrong",
    "docx-control-id-repeated": "the SDK does not compare them; Word gives one a new id without a word",
    "docx-paragraph-id-repeated": "the SDK does not compare them; threads of comments are tied to the id",
    "docx-numbering-id-repeated": "the SDK does not compare them; Word takes the first",
    "docx-style-undefined": "the SDK does not look styles up; Word uses the default style",
    "docx-numbering-undefined": "the SDK does not look numberings up; the list loses its numbers",
    "docx-style-circular": "the SDK does not follow styles; Word breaks the circle",
    "docx-core-wrong": "the SDK does not read the values; Word takes the properties for damaged",
    "docx-relation-wrong": "the SDK asks for the kind of headers, footers and parts, not of links",
    "docx-separators-missing": "no matter of the schema; Word draws no line over the notes",
}
"""Why the SDK may be silent of what the rule says."""


@dataclass(frozen=True)
class Bad:
    """A file made bad: the rule that is meant, the host, and what the host was found to have before."""

    rule: str
    host: str
    content: bytes
    before: Counter[str]


def found(content: bytes, name: str = "plan.docx") -> Counter[str]:
    """How many findings each rule has."""
    ids = list(dict.fromkeys(id for profile in DEFAULT_PROFILES["docx"] for id in profiles()[profile]))
    said, _ = check_content(
        {"name": name, "kind": "docx", "checks": [[id, cards()[id].check] for id in ids]}, (content,)
    )
    return Counter({id: len(marks["findings"]) + marks["more"] for id, marks in said.items() if marks["findings"]})


def from_cards() -> Iterator[Bad]:
    """The examples of the cards, done to the specimen."""
    for id in dict.fromkeys(id for profile in DEFAULT_PROFILES["docx"] for id in profiles()[profile]):
        for example in cards()[id].examples.get("docx", {}).get("fail", ()):
            if "bytes" not in example:
                yield Bad(id, f"card ({example.get('name', 'plan.docx')})", docx_example(example), Counter())


def from_hosts(made: Mapping[str, bytes]) -> Iterator[Bad]:
    """Every way, done to every host that has what it needs, and not the same fault already."""
    for host, content in made.items():
        before = found(content)
        for rule, change in {**SOUND, **READERS}.items():
            if before[rule]:
                continue
            bad = Host(content)
            try:
                change(bad)
            except (Lacking, IndexError):
                continue
            yield Bad(rule, host, bad.content(), before)


def table(bad: Iterable[Bad]) -> tuple[list[str], list[str]]:
    """The table per rule, and the files that were missed."""
    caught: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[str] = []
    for one in bad:
        name = one.host[6:-1] if one.host.startswith("card") else "plan.docx"
        new = found(one.content, name) - one.before
        others = sorted(set(new) - {one.rule})
        if one.rule not in new:
            missed.append(f"{one.rule} on {one.host}: found {dict(new)}")
        caught[one.rule].update(["files", "alone" if one.rule in new and not others else "not alone"])
        caught[one.rule].update(f"with {other}" for other in others)
    lines = ["| Rule | Files | Caught alone | Caught with others |", "|---|---:|---:|---|"]
    for rule, counts in sorted(caught.items()):
        others = ", ".join(f"`{k[5:]}` {v}" for k, v in sorted(counts.items()) if k.startswith("with "))
        lines.append(f"| `{rule}` | {counts['files']} | {counts['alone']} | {others} |")
    total = sum(counts["files"] for counts in caught.values())
    alone = sum(counts["alone"] for counts in caught.values())
    return [*lines, "", f"{total} files; caught: {total - len(missed)}; by that rule alone: {alone}."], missed


def judged(made: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """What the SDK and LibreOffice say of every file whose structure was broken; differences without explanation."""
    broken = [one for one in from_hosts(made) if one.rule in SOUND]
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, one in enumerate(broken):
            paths[number] = Path(folder, f"b{number}.docx")
            paths[number].write_bytes(one.content)
        for host, content in made.items():
            Path(folder, f"host-{host}.docx").write_bytes(content)
        clean = {host: Path(folder, f"host-{host}.docx") for host in made}
        said = openxml_sdk([*paths.values(), *clean.values()])
        texts = _opened(Path(folder), [*paths.values(), *clean.values()])
        rows: dict[str, Counter[str]] = defaultdict(Counter)
        for number, one in enumerate(broken):
            more = set(map(str, said[paths[number]])) - set(map(str, said[clean[one.host]]))
            rows[one.rule].update(["files", *(["sdk"] if more else [])])
            rows[one.rule].update([_compared(texts.get(paths[number]), texts.get(clean[one.host]))])
    lines = ["| Broken so | Files | SDK finds | LibreOffice | Difference |", "|---|---:|---:|---|---|"]
    strange = []
    for rule, counts in sorted(rows.items()):
        agrees = counts["sdk"] == counts["files"]
        why = "" if agrees else EXPLAINED.get(rule, "")
        strange += [] if agrees or why else [rule]
        office = ", ".join(
            f"{state} {counts[state]}" for state in ("same text", "other text", "refused") if counts[state]
        )
        lines.append(f"| `{rule}` | {counts['files']} | {counts['sdk']} | {office} | {why} |")
    return [*lines, "", f"{len(broken)} broken files."], strange


def _opened(folder: Path, files: list[Path]) -> dict[Path, str]:
    """The text that LibreOffice reads in each file; none for one that it refuses. One process for all."""
    out, profile = folder / "text", folder / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=False, capture_output=True, timeout=570)
    made = {file: out / f"{file.stem}.txt" for file in files}
    return {file: text.read_text(encoding="utf-8", errors="replace") for file, text in made.items() if text.exists()}


def _compared(text: str | None, good: str | None) -> str:
    if text is None:
        return "refused"
    return "same text" if text == good else "other text"


def elsewhere(files: Iterable[str]) -> Iterator[str]:
    """The findings on files of other makers."""
    for name in files:
        counts = found(Path(name).read_bytes(), Path(name).name)
        said = ", ".join(f"`{rule}` {count}" for rule, count in sorted(counts.items())) or "none"
        yield f"| {Path(name).name} | {said} |"


def main() -> int:
    """The tables."""
    parser = argparse.ArgumentParser(prog="tests.agreement.word")
    parser.add_argument("--judges", action="store_true", help="hold docx-sound against the SDK and LibreOffice")
    parser.add_argument("files", nargs="*", metavar="FILE")
    asked = parser.parse_args()
    made = hosts()
    # LibreOffice takes long over whole plans; what it does with a fault does not depend on the length.
    small = {host: content for host, content in made.items() if len(content) < SMALL}
    lines, missed = table([*from_cards(), *from_hosts(made)])
    strange: list[str] = []
    print("## Caught\n", *lines, sep="\n")
    if asked.judges:
        more, strange = judged(small)
        print("\n## Judged\n", *more, sep="\n")
    if asked.files:
        print("\n## Made elsewhere\n", "| File | Findings |", "|---|---|", *elsewhere(asked.files), sep="\n")
    print(*(f"missed: {one}" for one in missed), *(f"not explained: {one}" for one in strange), sep="\n")
    return 1 if missed or strange else 0


if __name__ == "__main__":
    sys.exit(main())
