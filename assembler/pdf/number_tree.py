"""Number trees (ISO 32000-1, 7.9.7), as the parent tree of a structure tree is one."""

from typing import Final

from assembler.pdf.plain import Objects, Plain

_MOST_NODES: Final = 200_000


def number_tree(objects: Objects, root: Plain) -> dict[int, Plain]:
    """Every number with its value, not resolved; a node that is met twice counts once."""
    found: dict[int, Plain] = {}
    waiting: list[Plain] = [root]
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_NODES:
        node = waiting.pop()
        if isinstance(node, str):
            if node in seen:
                continue
            seen.add(node)
        entries = objects.entries(node)
        pairs = objects.items(entries.get("/Nums"))
        found |= {key: value for key, value in zip(pairs[::2], pairs[1::2], strict=False) if isinstance(key, int)}
        waiting += objects.items(entries.get("/Kids"))
    return found
