"""A narrative block as its editors see it: front matter and text, in Markdown or HTML, kept as a Markdown file."""

import re
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assembler.markup.front_matter import split_front_matter
from assembler.markup.html import read_html
from assembler.markup.markdown import write_markdown
from assembler.problem import Problem, Refused, errors
from service.api.plan_shapes import BlockText
from service.judging import judge_text
from service.store.narrative import split_text, text_faults, with_head
from service.store.values import StoredPlan

# A longer text is judged in a child process: in this one it would keep others waiting.
_LONG: Final = 40_000
_NO_NAME: Final = re.compile(r"[^\w\-]+")


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A narrative file as it was read: front matter as JSON values, text, and everything to say about it by itself."""

    head: Mapping[str, Any]
    text: str
    faults: tuple[Problem, ...]


class BlockReader:
    """Reads narrative files, each content once: the same one is asked for again and again."""

    def __init__(self, most_bytes: int = 32 * 2**20) -> None:
        """Remembers what it read of the latest contents, of `most_bytes` together."""
        self._most, self._size, self._lock = most_bytes, 0, threading.Lock()
        self._read: OrderedDict[tuple[str, str, str], tuple[int, ReadBlock]] = OrderedDict()

    def read(self, file: str, sha256: str, form: str, fetch: Callable[[], bytes]) -> ReadBlock:
        """What the content of that SHA-256, which `fetch` gives, says as the file `file` of a plan in `form`."""
        key = (sha256, file, form)
        with self._lock:
            if known := self._read.get(key):
                self._read.move_to_end(key)
                return known[1]
        content = fetch()
        fresh = _read(file, content, form)
        with self._lock:
            if key not in self._read:
                self._read[key] = (len(content), fresh)
                self._size += len(content)
            while self._size > self._most:
                self._size -= self._read.popitem(last=False)[1][0]
        return fresh


def _read(file: str, content: bytes, form: str) -> ReadBlock:
    matter = split_front_matter(content.decode("utf-8-sig", "replace"), file=file)
    head = {name: _plain(value) for name, value in matter.values.items()}
    faults = (text_faults if len(content) <= _LONG else judge_text)(file, content, form)
    return ReadBlock(head, split_text(content)[1], faults)


def written_block(
    plan: StoredPlan, block: str, form: str | None, body: BlockText, before: tuple[str, bytes] | None
) -> tuple[str, bytes]:
    """The name and the content of the block's file; `before` are those it has now, `None` for a new block.

    Without a new head the front matter stays as it stands, to the byte. `Refused` for HTML that cannot be kept.
    """
    own = form or plan.head.form
    text = _markdown(body, own)
    if before is None:
        head = {"id": block, **({"form": own} if own != plan.head.form else {}), **(body.head or {})}
        return _file_name(plan, block, own), with_head(head | {"id": block}, text)
    file, content = before
    head_text, _ = split_text(content)
    if body.head is None and (head_text or not text.startswith("---")):
        return file, (head_text + text).encode()
    # Without a head of its own, a text that begins like one would be taken for it.
    return file, with_head((body.head or {}) | {"id": block}, text)


def _markdown(body: BlockText, form: str) -> str:
    if body.format == "markdown":
        return body.text.replace("\r\n", "\n").replace("\r", "\n")
    blocks, problems = read_html(body.text, file="", form=form)
    if errors(problems):
        raise Refused(problems)
    return write_markdown(blocks)


def _file_name(plan: StoredPlan, block: str, form: str) -> str:
    name = _NO_NAME.sub("-", unicodedata.normalize("NFC", block).lower()).strip("-")[:80] or "block"
    return f"narrative/{name}.md" if form == plan.head.form else f"narrative/{form}/{name}.md"


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)
