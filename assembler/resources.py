"""The one resolver for the project's data: templates and samples.

In a source tree they stand at the top level; in the wheel they lie inside the package.
"""

from pathlib import Path

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
