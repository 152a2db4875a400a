"""Name trees (ISO 32000-1, 7.9.6), as the ID tree of a structure tree is one: sorted by bytes, in leaves of 64."""

from collections.abc import Iterator, Mapping
from typing import Final

from pikepdf import Array, Dictionary, Object, Pdf, String

_LEAF: Final = 64


def entries(tree: Object | None) -> Iterator[tuple[bytes, Object]]:
    """Every name with its value."""
    if tree is None:
        return
    names = tree.get("/Names")
    if names is not None:
        for at in range(0, len(names) - 1, 2):
            yield bytes(names[at]), names[at + 1]
    for kid in tree.get("/Kids", ()):
        yield from entries(kid)


def name_tree(pdf: Pdf, values: Mapping[bytes, Object]) -> Object:
    """A new name tree over `values`: one node when they are few, else a root over leaves."""
    names = sorted(values)
    leaves = [_leaf(names[at : at + _LEAF], values) for at in range(0, len(names), _LEAF)]
    if len(leaves) == 1:
        return Dictionary(Names=leaves[0].Names)
    return Dictionary(Kids=Array([pdf.make_indirect(leaf) for leaf in leaves]))


def _leaf(names: list[bytes], values: Mapping[bytes, Object]) -> Dictionary:
    pairs: list[Object] = []
    for name in names:
        pairs += [String(name), values[name]]
    return Dictionary(Names=Array(pairs), Limits=Array([String(names[0]), String(names[-1])]))
