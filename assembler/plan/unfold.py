"""A plan that came as one JSON document as the files of a plan folder, so that it can be kept and edited as one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from assembler.plan.fields import declarations

_NO_NAME: Final = re.compile(r"[^\w\-]+")
_LONGEST_NAME: Final = 80


def unfolded(value: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the plan folder that says the same as a JSON document which `load_json` took.

    Records become `<entity>.yaml`, tables `tables/<id>.yaml`, narrative Markdown with front matter. A `file` of a
    narrative record that is a name below `narrative/` stays.
    """
    keyed = {declared.name for declared in declarations().entities.values() if declared.key}
    files = {"plan.yaml": _yaml({name: member for name, member in value.items() if name not in keyed})}
    for name in sorted(keyed - {"tables", "narrative"} & value.keys()):
        if value.get(name):
            files[f"{name}.yaml"] = _yaml(value[name])
    for record in value.get("tables") or ():
        _put(files, f"tables/{_named(record['id'])}.yaml", _yaml(record))
    for record in value.get("narrative") or ():
        _put(files, _place(record, str(value.get("form") or "nb")), _markdown(record))
    return files


def _place(record: Mapping[str, Any], form: str) -> str:
    """The name of a narrative file; texts in the other form lie in a folder of that form."""
    given = PurePosixPath(str(record.get("file") or ""))
    if given.suffix == ".md" and _is_plain(given.parts):
        return str(given)
    other = record.get("form") or form
    folder = "narrative" if other == form else f"narrative/{other}"
    return f"{folder}/{_named(record['id'])}.md"


def _is_plain(parts: tuple[str, ...]) -> bool:
    return parts[:1] == ("narrative",) and all(re.fullmatch(r"\w[\w.\- ]{0,79}", part) for part in parts)


def _markdown(record: Mapping[str, Any]) -> bytes:
    head = {name: member for name, member in record.items() if name not in ("file", "text") and member is not None}
    return b"---\n" + _yaml(head) + b"---\n" + str(record["text"]).encode()


def _yaml(value: Any) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000).encode()


def _named(id: object) -> str:
    return _NO_NAME.sub("-", unicodedata.normalize("NFC", str(id)).lower()).strip("-")[:_LONGEST_NAME] or "x"


def _put(files: dict[str, bytes], name: str, content: bytes) -> None:
    """Under `name`, or under the next one that is free: two ids may differ in case or in signs only."""
    path = PurePosixPath(name)
    files[next(free for free in _names(path) if free not in files)] = content


def _names(path: PurePosixPath) -> Iterable[str]:
    yield str(path)
    number = 2
    while True:
        yield str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        number += 1
