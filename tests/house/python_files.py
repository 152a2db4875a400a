"""The project's own files, for the tests of the house."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("assembler", "service", "templates", "samples", "tests", "docs", ".ci")
NOT_OURS = {"node_modules", "target", "__pycache__", "fonts", "corpus"}
TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".typ",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".java",
    ".xml",
    ".csv",
}


def engine():
    """Python files of the engine."""
    return sorted((ROOT / "assembler").rglob("*.py"))


def code():
    """Python files of the engine and the service."""
    return engine() + sorted((ROOT / "service").rglob("*.py"))


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path):
    return path.relative_to(ROOT).as_posix()


def everything():
    """Every file that the repository keeps, apart from what others made (fonts, packages of the judges)."""
    below = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    top = (path for path in ROOT.iterdir() if path.suffix in TEXT or path.name in {"Makefile", ".importlinter"})
    return sorted(path for path in (*below, *top) if path.is_file() and not NOT_OURS & set(path.parts))


def texts():
    """(name, content) of every text file."""
    for path in everything():
        if path.suffix in TEXT or not path.suffix:
            yield name(path), path.read_text(encoding="utf-8")
