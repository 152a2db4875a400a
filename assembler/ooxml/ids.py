"""The one allocator of ids for a document: no two parts of the writer can hand out the same one."""

import re
from itertools import count
from typing import Final

# A bookmark name is at most 40 characters: letters, digits, underscore (Word); a leading underscore hides it in lists.
_MOST: Final = 40
_PREFIX: Final = "_ps_"
_FIRST_CONTROL: Final = 100_001


class Ids:
    """Counters for drawings, bookmarks, lists, footnotes and relationships, and the names of bookmarks."""

    def __init__(self, first_num: int = 1, first_drawing: int = 1) -> None:
        """`first_num` and `first_drawing` are the first that the frame does not use itself."""
        self._drawing = count(first_drawing)
        self._bookmark = count(1)
        self._num = count(first_num)
        self._footnote = count(1)
        self._relationship = count(1)
        self._control = count(_FIRST_CONTROL)
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def drawing(self) -> int:
        """For `wp:docPr/@id`."""
        return next(self._drawing)

    def bookmark(self) -> int:
        """For `w:bookmarkStart/@w:id`."""
        return next(self._bookmark)

    def num(self) -> int:
        """For `w:num/@w:numId`."""
        return next(self._num)

    def footnote(self) -> int:
        """For `w:footnote/@w:id`; the separators have −1 and 0."""
        return next(self._footnote)

    def control(self) -> int:
        """For `w:sdt/w:sdtPr/w:id/@w:val`."""
        return next(self._control)

    def relationship(self) -> str:
        """For a relationship of the main part: "rIdPs1" … never meets the names that Word gives."""
        return f"rIdPs{next(self._relationship)}"

    def bookmark_name(self, block_id: str) -> str:
        """The bookmark of a block: always the same for the same id, never the same for two ids."""
        if block_id not in self._names:
            stem = _PREFIX + re.sub(r"[^A-Za-z0-9_]", "_", block_id)
            name, turn = stem[:_MOST], count(2)
            while name.lower() in self._taken:
                tail = f"_{next(turn)}"
                name = stem[: _MOST - len(tail)] + tail
            self._taken.add(name.lower())
            self._names[block_id] = name
        return self._names[block_id]

    def bookmark_names(self) -> dict[str, str]:
        """Every bookmark that has been asked for, by the id of its block."""
        return dict(self._names)
