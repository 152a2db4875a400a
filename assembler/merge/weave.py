"""Base and both sides' edits woven into one text; gaps are merged like text, so that line ends stay as they were."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.merge.clashes import Group, Side, are_same
from assembler.merge.edits import Edit
from assembler.merge.script import Script
from assembler.merge.values import Clean, Conflict, Piece

_Whose: TypeAlias = Literal["ours", "theirs", "both"]


class _Places:
    """Where places of the base are in a side."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._edits = edits

    def before(self, place: int) -> int:
        """The place in the side, before anything that was inserted there."""
        return self._place(place, bisect_left(self._starts, place))

    def after(self, place: int) -> int:
        """The place in the side, after what was inserted there."""
        count = bisect_right(self._starts, place)
        while count and self._edits[count - 1].start == place and not self._edits[count - 1].is_insertion:
            count -= 1
        return self._place(place, count)

    def beside(self, place: int) -> int:
        """The place in the side for what the other side inserts there; -1 where this side changed what is beside it.

        A gap that closed over something deleted says nothing about the gaps around an insertion.
        """
        count = bisect_right(self._starts, place)
        near = self._edits[max(0, count - 2) : count]
        return -1 if any(place <= edit.end and not edit.is_insertion for edit in near) else self.before(place)

    def _place(self, place: int, count: int) -> int:
        """With the `count` first edits made; inside of a deletion, where the deletion is."""
        if not count:
            return place
        last = self._edits[count - 1]
        return last.last + max(0, place - last.end)


@dataclass(frozen=True, slots=True)
class _Step:
    """What happens to the tokens [start, end) of the base."""

    start: int
    end: int
    whose: _Whose
    ours: Edit | None = None
    theirs: Edit | None = None
    conflict: Group | None = None


class Weaver:
    """One weaving, from the beginning to the end. `pieces` is the result."""

    def __init__(self, base: Script, ours: Side, theirs: Side) -> None:
        """`ours` and `theirs` are what the sides made of `base`."""
        self._base, self._ours, self._theirs = base, ours, theirs
        self._our_places, self._their_places = _Places(ours.edits), _Places(theirs.edits)
        self.pieces: list[Piece] = []
        # What was written last ends at these places of the base and of the sides.
        self._at = self._our_at = self._their_at = 0
        self._has_gap = False

    def weave(self, groups: Sequence[Group]) -> list[Piece]:
        """The pieces of the merged text."""
        done = 0
        for step in _steps(groups, self._ours, self._theirs):
            self._keep(done, step.start)
            if step.conflict is not None:
                self._write_conflict(step.conflict)
            elif step.whose == "both":
                self._write_same(step)
            elif step.ours is not None:
                self._write_edit(step.ours, self._ours.script, "ours")
            elif step.theirs is not None:
                self._write_edit(step.theirs, self._theirs.script, "theirs")
            done = max(done, step.end)
        self._keep(done, self._base.length)
        self._write(self._gap_before_kept(self._base.length), "")
        return self.pieces

    def _write(self, gap: str, text: str) -> None:
        self.pieces.append(Clean(text if self._has_gap else gap + text))
        self._has_gap = False

    def _keep(self, start: int, end: int) -> None:
        """Write the tokens [start, end) of the base, which neither side touched."""
        if start >= end:
            return
        our, their = self._our_places.after(start), self._their_places.after(start)
        self._write(self._gap_before_kept(start), self._kept(start, end, our, their))
        self._at, self._our_at, self._their_at = end, our + end - start, their + end - start

    def _kept(self, start: int, end: int, our: int, their: int) -> str:
        """Three-way by the gaps inside, for the tokens are the same on all sides."""
        count = end - start
        before = self._base.passage(start, end)
        ours = self._ours.script.passage(our, our + count)
        theirs = self._theirs.script.passage(their, their + count)
        if before in (ours, theirs) or ours == theirs:
            return theirs if before == ours else ours
        parts = [self._base.words[start]]
        for step in range(1, count):
            gaps = (self._base.gap(start + step), *self._gaps(our + step, their + step))
            parts += [_three_way(*gaps), self._base.words[start + step]]
        return "".join(parts)

    def _gaps(self, our: int, their: int) -> tuple[str, str]:
        return self._ours.script.gap(our), self._theirs.script.gap(their)

    def _gap_before_kept(self, place: int) -> str:
        our, their = self._our_places.after(place), self._their_places.after(place)
        return self._settled(
            place,
            self._ours.script.gap(our) if our == self._our_at else None,
            self._theirs.script.gap(their) if their == self._their_at else None,
        )

    def _settled(self, place: int, ours: str | None, theirs: str | None) -> str:
        """The gap before `place` of the base; `None` for a side in which something stands in between."""
        before = self._base.gap(place) if self._at == place else None
        if ours is None or theirs is None:
            said = ours if ours is not None else theirs
            return self._base.gap(place) if said is None else said
        return _three_way(before, ours, theirs)

    def _write_edit(self, edit: Edit, script: Script, whose: _Whose) -> None:
        """Write what one side brought in the place of what went; a deletion writes nothing."""
        if edit.first == edit.last:
            return
        own = script.gap(edit.first)
        if not edit.is_insertion:
            other = self._others_gap(edit.start, whose)
            is_next = edit.first == (self._our_at if whose == "ours" else self._their_at)
            if is_next or other is not None:
                own = self._settled(edit.start, *_in_order(whose, own if is_next else None, other))
        self._write(own, script.passage(edit.first, edit.last))
        if edit.is_insertion:
            our, their = self._our_places.beside(edit.end), self._their_places.beside(edit.end)
        else:
            our, their = self._our_places.before(edit.end), self._their_places.before(edit.end)
        self._at = edit.end
        self._our_at = edit.last if whose == "ours" else our
        self._their_at = edit.last if whose == "theirs" else their

    def _others_gap(self, place: int, whose: _Whose) -> str | None:
        """The gap that the other side has before `place`; `None` where something stands in between there."""
        if whose == "ours":
            their = self._their_places.after(place)
            return self._theirs.script.gap(their) if their == self._their_at else None
        our = self._our_places.after(place)
        return self._ours.script.gap(our) if our == self._our_at else None

    def _write_same(self, step: _Step) -> None:
        """Write once what both sides did alike."""
        ours, theirs = step.ours, step.theirs
        if ours is None or theirs is None or ours.first == ours.last:
            return
        gaps = self._gaps(ours.first, theirs.first)
        gap = self._settled(ours.start, *gaps)
        our = self._ours.script.passage(ours.first, ours.last)
        their = self._theirs.script.passage(theirs.first, theirs.last)
        self._write(gap, max(our, their, key=_strength))
        self._at, self._our_at, self._their_at = ours.end, ours.last, theirs.last

    def _write_conflict(self, group: Group) -> None:
        our = _stretch(group, group.ours, self._our_places)
        their = _stretch(group, group.theirs, self._their_places)
        scripts = self._ours.script, self._theirs.script
        texts = scripts[0].passage(*our), scripts[1].passage(*their)
        before = self._base.passage(group.low, group.high)
        if all(texts):
            ours = scripts[0].gap(our[0]) if our[0] == self._our_at else None
            theirs = scripts[1].gap(their[0]) if their[0] == self._their_at else None
            self._write(self._settled(group.low, ours, theirs), "")
        elif texts[0]:
            texts = self._beside_nothing(scripts[0], our, scripts[1].gap(their[0])), ""
        elif texts[1]:
            texts = "", self._beside_nothing(scripts[1], their, scripts[0].gap(our[0]))
        self.pieces.append(Conflict(before, *texts))
        self._at, self._our_at, self._their_at = group.high, our[1], their[1]

    def _beside_nothing(self, script: Script, tokens: tuple[int, int], gap: str) -> str:
        """The tokens with those of the gaps around them that go with them when the other side has only `gap`."""
        text, left, right = script.passage(*tokens), script.gap(tokens[0]), script.gap(tokens[1])
        if self._has_gap or _division(left) == _division(gap):
            self._write(gap, "")
            self._has_gap = True
            return text + right
        return left + text


def _stretch(group: Group, edits: Sequence[Edit], places: _Places) -> tuple[int, int]:
    """The tokens of a side that stand in a group: those of the base that it kept, and what its edits brought."""
    if group.low == group.high:
        first, last = places.before(group.low), places.before(group.low)
    else:
        first, last = places.after(group.low), places.before(group.high)
    first = min([first, *(edit.first for edit in edits)])
    return first, max([first, last, *(edit.last for edit in edits)])


def _steps(groups: Sequence[Group], ours: Side, theirs: Side) -> Iterator[_Step]:
    for group in groups:
        if group.is_conflict:
            yield _Step(group.low, group.high, "both", conflict=group)
            continue
        steps = []
        alike: set[Edit] = set()
        for edit in group.ours:
            same = next((right for right in group.theirs if are_same(ours, edit, theirs, right)), None)
            if same is not None:
                alike.add(same)
                steps.append(_Step(edit.start, edit.end, "both", edit, same))
            else:
                steps.append(_Step(edit.start, edit.end, "ours", ours=edit))
        steps += [_Step(edit.start, edit.end, "theirs", theirs=edit) for edit in group.theirs if edit not in alike]
        yield from sorted(steps, key=_order)


def _order(step: _Step) -> tuple[int, int]:
    """By place; of what was inserted in one place, first what ends a sentence or paragraph, last what begins one."""
    edit = step.ours or step.theirs
    if edit is None or step.start < step.end:
        return step.start, 5
    if not edit.is_whole:
        return step.start, 4 if edit.low == step.start else 0
    if edit.block[0] == edit.block[1]:
        return step.start, 2
    return step.start, 3 if edit.block[0] == step.start else 1


def _in_order(whose: _Whose, own: str | None, other: str | None) -> tuple[str | None, str | None]:
    return (own, other) if whose == "ours" else (other, own)


def _three_way(before: str | None, ours: str, theirs: str) -> str:
    """The gap of the side that changed it. Where both did: the one that divides otherwise than before, or more."""
    if theirs in (ours, before):
        return ours
    if before == ours:
        return theirs
    if before is not None and _division(ours) == _division(before):
        return theirs
    if before is not None and _division(theirs) == _division(before):
        return ours
    return max(ours, theirs, key=_strength)


def _division(gap: str) -> int:
    """Whether a gap divides words, lines or paragraphs."""
    return min(2, gap.count("\n"))


def _strength(text: str) -> tuple[int, int, str]:
    return text.count("\n"), len(text), text
