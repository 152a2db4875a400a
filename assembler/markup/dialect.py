"""Our Markdown: CommonMark with pipe tables and footnotes, and four small rules of our own.

    {{reference|form}}            a bound figure
    [text]{lang=en}               a span with attributes; ![alt](images/x.png){#id} an image with attributes
    {.ingress}                    a line of attributes for the paragraph beneath it
    ::: fakta Title {#id} … :::   a box; boxes nest without longer fences

Everything that CommonMark knows and we have no block for (code, raw HTML, rules) is still recognised here, so that
the reader can report it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from assembler.markup.attributes import GROUP, trailing

DEEPEST = 40
LONGEST_PARAGRAPH = 10_000
_MOST_BRACKETS = 20
_BOUND = re.compile(r"\{\{[ \t]*([^{}|\n]*[^{}|\n \t])[ \t]*(?:\|[ \t]*([^{}|\n]*[^{}|\n \t])[ \t]*)?\}\}")
_FENCE = re.compile(r":{3,}(.*)")


class _Helpers:
    """The parser's helpers, but for the label of a link: CommonMark refuses every bracket in it, so a foreign word
    in a link's text could not be marked. A link in a link is refused by the reader instead."""

    parseLinkDestination = staticmethod(parseLinkDestination)
    parseLinkTitle = staticmethod(parseLinkTitle)

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, _: bool = False) -> int:
        """The place of the bracket that closes the one at `start`, -1 for none."""
        return parseLinkLabel(state, start, False)


def parser() -> MarkdownIt:
    """A parser of our dialect. Links are neither normalised nor judged: the reader does that, and reports."""
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST, "store_labels": True})
    md.enable("table").disable(["text_join"])
    md.use(footnote_plugin, inline=True, move_to_end=False)
    md.block.ruler.before("fence", "attribute_line", _attribute_line)
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("link", "bound", _bound)
    md.inline.ruler.after("link", "span", _span)
    md.inline.ruler.after("image", "image_attributes", _image_attributes)
    md.core.ruler.before("inline", "box_titles", _box_titles)
    md.core.ruler.before("inline", "trailing", _trailing)
    md.core.ruler.before("inline", "guard", _guard)
    md.helpers = _Helpers  # type: ignore[assignment]
    md.normalizeLink = _as_it_stands  # type: ignore[method-assign]
    md.validateLink = _every_link  # type: ignore[method-assign]
    return md


def _as_it_stands(url: str) -> str:
    return url


def _every_link(url: str) -> bool:
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = _line(state, start).rstrip(" \t")
    if state.is_code_block(start) or not GROUP.fullmatch(line):
        return False
    if not silent:
        token = state.push("attribute_line", "", 0)
        token.content, token.map = line, [start, start + 1]
        state.line = start + 1
    return True


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    fence = _FENCE.fullmatch(_line(state, start))
    if state.is_code_block(start) or fence is None or not fence[1].strip(" \t"):
        return False
    if not silent:
        close = _closing(state, start, end)
        token = state.push("box_open", "div", 1)
        token.info, token.map = fence[1].strip(" \t"), [start, min(close + 1, end)]
        token.meta["open"] = close == end
        _inside(state, start, close)
        state.push("box_close", "div", -1)
        state.line = min(close + 1, end)
    return True


def _closing(state: StateBlock, start: int, end: int) -> int:
    """The line of the fence that closes the box, `end` when there is none."""
    depth = 1
    for number in range(start + 1, end):
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return end
        fence = _FENCE.fullmatch(_line(state, number)) if state.sCount[number] == state.sCount[start] else None
        depth += 0 if fence is None else 1 if fence[1].strip(" \t") else -1
        if not depth:
            return number
    return end


def _inside(state: StateBlock, start: int, close: int) -> None:
    parent, last = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", close
    state.md.block.tokenize(state, start + 1, close)
    state.parentType, state.lineMax = parent, last


def _bound(state: StateInline, silent: bool) -> bool:
    found = _BOUND.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("bound", "", 0)
        token.meta = {"reference": found[1], "form": found[2] or ""}
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    start, last = state.pos + 1, state.posMax
    close = state.md.helpers.parseLinkLabel(state, state.pos, False)
    group = GROUP.match(state.src, close + 1, last) if close >= 0 else None
    if group is None:
        return False
    if not silent:
        state.pos, state.posMax = start, close
        state.push("span_open", "span", 1).content = group[0]
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = group.end(), last
    return True


def _image_attributes(state: StateInline, silent: bool) -> bool:
    if state.pending or not state.tokens or state.tokens[-1].type != "image" or "group" in state.tokens[-1].meta:
        return False
    group = GROUP.match(state.src, state.pos, state.posMax)
    if group is None:
        return False
    if not silent:
        state.tokens[-1].meta["group"] = group[0]
    state.pos = group.end()
    return True


def _box_titles(state: StateCore) -> None:
    """The title in a box's fence becomes an inline of its own, so that it is read like any other."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "box_open":
            token.info, _, title = token.info.partition(" ")
            tokens.append(Token("inline", "", 0, content=title.strip(), map=token.map, children=[], meta={"box": True}))
    state.tokens = tokens


def _trailing(state: StateCore) -> None:
    """Takes the attributes off headings, captions, cells and box titles, before they are read as text."""
    before = ""
    for token in state.tokens:
        caption = before == "paragraph_open" and token.content.startswith(": ")
        if token.type == "inline" and (caption or before in ("heading_open", "th_open", "td_open", "box_open")):
            token.content, token.meta["group"] = trailing(token.content)
        if caption:
            token.content, token.meta["caption"] = token.content[2:].strip(" "), True
        before = token.type


def _guard(state: StateCore) -> None:
    """Empties what would take the inline parser long; the reader sees the mark and reports it."""
    for token in state.tokens:
        if token.type == "inline" and (len(token.content) > LONGEST_PARAGRAPH or _brackets(token.content)):
            token.meta["guarded"] = "long" if len(token.content) > LONGEST_PARAGRAPH else "deep"
            token.content = ""


def _brackets(text: str) -> bool:
    depth = 0
    for found in re.finditer(r"\\.|[\[\]]", text):
        depth = max(0, depth + {"[": 1, "]": -1}.get(found[0], 0))
        if depth > _MOST_BRACKETS:
            return True
    return False
