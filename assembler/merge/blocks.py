"""A file of prose as blocks: paragraphs, headings and list items; and lines that are taken whole.

Plain text and Markdown alike. Front matter, fenced code and rows of tables are lines: a word put into the wrong one
would break them. Nothing is lost: the blocks with their gaps, one after another, are the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_RULE: Final = re.compile(r" {0,3}([-*_])[ \t]*+(?:\1[ \t]*+){2,}+$")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=++|-++)[ \t]*+$")
_ITEM: Final = re.compile(r"\s*(?:[-*+\u2022\u2013]|\d{1,9}[.)])(?:\s|$)")
_NOTE: Final = re.compile(r" {0,3}\[\^?[^\]\n]+\]:")
_ROW: Final = re.compile(r"\s*\|")
_DIVIDER: Final = re.compile(r"\s*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+$")
_BOUNDS: Final = ("---", "...")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item. `gap` is what stands between it and the next one: line ends, empty lines.

    A block that `is_line` is one line, and changes as a whole or not at all.
    """

    text: str
    gap: str = ""
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text, and the empty lines before the first one."""

    blocks: tuple[Block, ...]
    lead: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.lead + "".join(block.text + block.gap for block in self.blocks)


def of_paragraphs(paragraphs: Sequence[str]) -> Blocks:
    """Paragraphs as blocks, with an empty line between them."""
    blocks = [Block(text, "\n\n") for text in paragraphs if text.strip()]
    return Blocks(tuple([*blocks[:-1], *(replace(block, gap="") for block in blocks[-1:])]))


def split_blocks(text: str) -> Blocks:
    """The blocks of `text`; their text is `text` again."""
    lines = _LINE.findall(text)
    whole = _whole_lines(lines)
    found: list[list[str]] = []
    lead, closed = "", True
    is_line: list[bool] = []
    for number, line in enumerate(lines):
        body = line.rstrip("\r\n")
        end = line[len(body) :]
        if not body.strip():
            # A line of spaces is as empty as one without.
            if found:
                found[-1][1] += line
            else:
                lead += line
            closed = True
        elif number in whole or _RULE.match(body) and (closed or not _UNDERLINE.match(body)):
            found.append([body, end])
            is_line.append(True)
            closed = True
        elif closed or _begins(body, lines[number - 1]):
            found.append([body, end])
            is_line.append(False)
            closed = bool(_HEADING.match(body))
        else:
            found[-1] = [found[-1][0] + found[-1][1] + body, end]
            closed = bool(_UNDERLINE.match(body))
    return Blocks(tuple(Block(body, gap, whole) for (body, gap), whole in zip(found, is_line, strict=True)), lead)


def _begins(body: str, before: str) -> bool:
    """Whether a line begins a block though no empty line stands before it."""
    is_quote = body.lstrip().startswith(">")
    return bool(
        _HEADING.match(body)
        or _ITEM.match(body)
        or _NOTE.match(body)
        or is_quote != before.lstrip().startswith(">")
        and is_quote
    )


def _whole_lines(lines: Sequence[str]) -> frozenset[int]:
    front = _front_matter(lines)
    return frozenset([*range(front), *_fenced(lines, front), *_rows(lines, front)])


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines of front matter the file begins with."""
    if not lines or lines[0].strip() != _BOUNDS[0]:
        return 0
    return next((number + 1 for number, line in enumerate(lines) if number and line.strip() in _BOUNDS), 0)


def _fenced(lines: Sequence[str], start: int) -> Iterator[int]:
    """The lines between fences, and the fences; one that is not closed fences nothing in."""
    opened: list[int] = []
    fence = ""
    for number in range(start, len(lines)):
        found = _FENCE.match(lines[number])
        if not fence and found:
            fence, opened = found[1], [number]
        elif fence:
            opened.append(number)
            rest = lines[number].strip()
            if found and rest.startswith(fence) and not rest.strip(fence[0]):
                yield from opened
                fence = ""


def _rows(lines: Sequence[str], start: int) -> Iterator[int]:
    in_table = False
    for number in range(start, len(lines)):
        line = lines[number].rstrip("\r\n")
        following = lines[number + 1].rstrip("\r\n") if number + 1 < len(lines) else ""
        begins = "|" in line and _DIVIDER.match(following)
        in_table = bool(line.strip()) and bool(in_table and "|" in line or begins)
        if in_table or _ROW.match(line):
            yield number
