"""What pdfua-1 says of a file, as clauses and test numbers, to be held against what another program says."""

import re
from collections.abc import Mapping
from functools import cache

from assembler.checks.card import cards, profiles
from assembler.checks.run import check_content

PROFILE = "pdfua-1"
_CLAUSE = re.compile(r"^ISO 14289-1 (\d[\d.]*-\d+)$")


@cache
def clauses() -> Mapping[str, tuple[str, ...]]:
    """The clauses with test number on the card of each rule, the rule's own first."""
    found = {}
    for id in profiles()[PROFILE]:
        matches = [_CLAUSE.match(clause) for clause in cards()[id].clauses]
        found[id] = tuple(match[1] for match in matches if match)
    return {id: numbers for id, numbers in found.items() if numbers}


def failed_rules(content: bytes, name: str = "file.pdf") -> set[str]:
    """The ids of the rules of pdfua-1 that the file breaks; `file-readable` for one that cannot be read."""
    checks = [[id, cards()[id].check] for id in profiles()[PROFILE]]
    said, _ = check_content({"name": name, "kind": "pdf", "checks": checks}, (content,))
    return {id for id, marks in said.items() if any(one["outcome"] == "failed" for one in marks["findings"])}


def failed_tests(content: bytes) -> set[str]:
    """The same as clause and test number, each rule by its own."""
    return {clauses()[id][0] if id in clauses() else id for id in failed_rules(content)}
