"""The list `accounts` in plan.yaml: a ledger that is uploaded is named there, and all else in the file stays."""

from typing import Any, Final

import yaml

from assembler.plan.yaml_tree import read_yaml
from service.store.values import HEAD

_KEY: Final = "accounts"


def ledgers_of(content: bytes) -> list[dict[str, Any]]:
    """The ledgers that plan.yaml names: `file`, `year` and `version`, `None` where it does not say."""
    entries = [entry for entry in _accounts(content) if isinstance(entry, dict)]
    return [
        {
            "file": str(entry.get("file")),
            "year": year if isinstance(year := entry.get("year"), int) else None,
            "version": version if isinstance(version := entry.get("version"), str) else None,
        }
        for entry in entries
    ]


def with_ledger(content: bytes, entry: dict[str, Any]) -> bytes | None:
    """plan.yaml with one more ledger in its list; `None` where that cannot be done without touching the rest."""
    before = _plain(content)
    if not before:
        return None
    line = yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, width=1000).strip()
    try:
        made = _inserted(content.decode("utf-8"), line).encode()
    except (yaml.YAMLError, ValueError):
        return None
    return made if _plain(made) == {**before, _KEY: [entry, *_accounts(content)]} else None


def _inserted(text: str, line: str) -> str:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    found = next((value for key, value in pairs if key.value == _KEY), None)
    if found is None:
        return f"{text.rstrip()}\n{_KEY}:\n  - {line}\n"
    if not isinstance(found, yaml.SequenceNode):
        raise ValueError("not a list")
    # In front of the others: where a list ends, comments may follow that belong to what comes after it.
    start = found.start_mark.index
    if found.flow_style:
        following = ", " if found.value else ""
        return f"{text[: start + 1]}{line}{following}{text[start + 1 :]}"
    return f"{text[:start]}- {line}\n{' ' * found.start_mark.column}{text[start:]}"


def _accounts(content: bytes) -> list[Any]:
    found = _plain(content).get(_KEY)
    return found if isinstance(found, list) else []


def _plain(content: bytes) -> dict[str, Any]:
    """The values of plan.yaml; none of a file that the plan's own reader refuses."""
    tree, problems = read_yaml(content, HEAD)
    value = {} if problems else tree.plain()
    return value if isinstance(value, dict) else {}
