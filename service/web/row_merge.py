"""Two edit a table at once: cell by cell, row by row, both edits are kept; where both wrote into a cell, both are told.

A row is known by the cells of its key; where it has none, or another row has the same, by which of these it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Rows: TypeAlias = tuple[tuple[str, ...], ...]
_Key: TypeAlias = tuple[str, ...]
_Cells: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CellClash:
    """A cell that both changed, by the heading of its column and the key of its row; "" for one that is not there."""

    row: str
    column: str
    theirs: str
    mine: str


def merge_rows(base: Rows, theirs: Rows, mine: Rows, key: Sequence[str]) -> tuple[Rows, tuple[CellClash, ...]]:
    """The rows with the edits of both, `mine` where they clash; rows have their headings first.

    `key` are the headings that a row is known by. A row that one took away and the other changed stays.
    """
    before, other, own = (_records(rows, key) for rows in (base, theirs, mine))
    columns = _columns((base, theirs, mine), before, other, own)
    merged: dict[_Key, _Cells] = {}
    clashes: list[CellClash] = []
    for id in _order(other, own):
        if id in own and id in other:
            merged[id] = _merged(before.get(id, {}), other[id], own[id], columns)
            clashes += _clashes(id, before.get(id, {}), other[id], own[id])
        elif _stays(id, before, own.get(id) or other[id]):
            merged[id] = own.get(id) or other[id]
    cells = tuple(tuple(record.get(column, "") for column in columns) for record in merged.values())
    return (columns, *cells), tuple(clashes)


def _columns(versions: tuple[Rows, Rows, Rows], *records: Mapping[_Key, _Cells]) -> tuple[str, ...]:
    """The columns of both, without those that one took away and the other did not write in."""
    base, theirs, mine = (rows[0] if rows else () for rows in versions)
    before, other, own = records

    def stays(name: str) -> bool:
        if name not in base or (name in theirs and name in mine):
            return True
        rest = other if name in theirs else own
        return any(cells.get(name, "") != before.get(id, {}).get(name, "") for id, cells in rest.items())

    return tuple(filter(stays, dict.fromkeys((*mine, *theirs))))


def _records(rows: Rows, key: Sequence[str]) -> dict[_Key, _Cells]:
    found: dict[_Key, _Cells] = {}
    seen: Counter[_Key] = Counter()
    for row in rows[1:]:
        cells = dict(zip(rows[0], row, strict=False))
        id = tuple(cells.get(name, "") for name in key)
        seen[id] += 1
        found[(*id, str(seen[id]))] = cells
    return found


def _order(other: Mapping[_Key, _Cells], own: Mapping[_Key, _Cells]) -> Iterator[_Key]:
    """The rows as the writer has them; each that only the other has comes after the row that it stands after there."""
    placed = list(own)
    before: _Key | None = None
    for id in other:
        if id not in own:
            placed.insert(placed.index(before) + 1 if before is not None else 0, id)
        before = id
    return iter(placed)


def _stays(id: _Key, before: Mapping[_Key, _Cells], cells: _Cells) -> bool:
    """Whether a row that only one of the two has stays: it is new, or it was changed since the other took it away."""
    return id not in before or any(before[id].get(name, "") != cell for name, cell in cells.items())


def _merged(before: _Cells, other: _Cells, own: _Cells, columns: Sequence[str]) -> _Cells:
    """Each cell as the one who changed it has it; as `own` has it where both did."""
    return {name: (own if _is_changed(name, before, own) else other).get(name, "") for name in columns}


def _clashes(id: _Key, before: _Cells, other: _Cells, own: _Cells) -> Iterator[CellClash]:
    row = ", ".join(filter(None, id[:-1])) or id[-1]
    for name in own:
        if name in other and _is_changed(name, before, own) and _is_changed(name, before, other):
            theirs, mine = other[name], own[name]
            if theirs != mine:
                yield CellClash(row, name, theirs, mine)


def _is_changed(name: str, before: _Cells, now: _Cells) -> bool:
    return name in now and now[name] != before.get(name, "")
