"""A process that saves revision after revision, and says each one that was acknowledged: it is there to be killed."""

import sys
from pathlib import Path

from service.store.engine import Database, url_of
from service.store.files import digest
from service.store.plans import Author, PlanStore

FILE = "narrative/drift.md"


def text_of(number: int) -> bytes:
    """The text of a revision: its number, in a length that differs each time."""
    return f"Revisjon {number}.\n".encode() * (1 + number % 977)


def main(data: str, plan: str) -> None:
    """Save until killed."""
    store = PlanStore(Database(url_of(Path(data))))
    state = store.read(plan, FILE)[0]
    sha256, number = state.sha256, state.number
    while True:
        [saved] = store.save(plan, {FILE: text_of(number + 1)}, {FILE: sha256}, Author("nes", "user:kari"))
        sha256, number = digest(text_of(number + 1)), saved.number
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
