"""What is found by its name: the project's data (templates and samples), and what is loaded only when it is asked for.

In a source tree the data stand at the top level; in the wheel they lie inside the package.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates(*parts: str) -> Path:
    """A path below `templates/`."""
    return _folder("templates").joinpath(*parts)


def samples(*parts: str) -> Path:
    """A path below `samples/`."""
    return _folder("samples").joinpath(*parts)


def named(target: str) -> Any:
    """The value that `target` ("package.module:name") names, its module loaded now.

    For registers alone, whose entries each bring a library that most runs do not need; a test loads every entry.
    `ModuleNotFoundError` where the module, or one that it needs, is not installed.
    """
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
