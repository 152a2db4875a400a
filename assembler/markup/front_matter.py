"""The head of a narrative file: YAML between two lines `---`, before the text."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from assembler.problem import Place, Problem

LONGEST_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`values` is what the head says (empty when there is none), `lines` the line of the file each key stands on.

    `body` is the text after it, `first_line` the line of the file on which the body starts (from 1). With a problem,
    `values` is empty and the body is still what follows the head.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    first_line: int = 1
    problems: tuple[Problem, ...] = ()


class _Loader(yaml.SafeLoader):
    """YAML's safe subset without aliases (they can be made to explode) and without repeated keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuses aliases."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise ConstructorError(None, None, "alias", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        """Refuses a key that stands twice."""
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                raise ConstructorError(None, None, f"twice: {key}", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def split_front_matter(text: str, *, file: str) -> FrontMatter:
    """The head and the body of `text`; a text that does not start with a line `---` is all body."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != "---":
        return FrontMatter(body="\n".join(lines))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        return FrontMatter(problems=(_problem("markup-head-open", file, 1),))
    head, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    values, keys, problems = _load(head, file)
    return FrontMatter(values, keys, body, end + 2, problems)


def _problem(code: str, file: str, line: int, **values: str) -> Problem:
    return Problem(code, Place(file=file, line=line), values)


def _load(head: str, file: str) -> tuple[dict[str, Any], dict[str, int], tuple[Problem, ...]]:
    if len(head) > LONGEST_HEAD:
        return {}, {}, (_problem("markup-head-long", file, 2),)
    try:
        return _mapping(_Loader(head), file)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        return {}, {}, (_yaml_fault(fault, file),)


def _mapping(loader: _Loader, file: str) -> tuple[dict[str, Any], dict[str, int], tuple[Problem, ...]]:
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}, ()
        if not isinstance(node, yaml.MappingNode) or not all(key.tag.endswith(":str") for key, _ in node.value):
            return {}, {}, (_problem("markup-head-mapping", file, 2),)
        values = loader.construct_document(node)
    finally:
        loader.dispose()
    return values, {key.value: key.start_mark.line + 2 for key, _ in node.value}, ()


def _yaml_fault(fault: Exception, file: str) -> Problem:
    mark = getattr(fault, "problem_mark", None)
    line = mark.line + 2 if mark else 2
    reason = str(getattr(fault, "problem", None) or type(fault).__name__)
    if reason.startswith("twice: "):
        return _problem("markup-head-twice", file, line, found=reason.removeprefix("twice: "))
    return _problem("markup-head-alias" if reason == "alias" else "markup-head-yaml", file, line)
