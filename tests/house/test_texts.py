"""Every code that the program names has a text, and every text is named: in nb, nn and en alike."""

import ast
import re

import yaml

from assembler.messages.catalogue import codes, known
from tests.house.python_files import ROOT, code, name, tree

TAKES_A_CODE = {"Problem", "label", "say", "known"}


PAGES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "service").rglob("*.html")]


def strings():
    """Every string constant of the code and of the Jinja pages, every scalar of the templates' YAML."""
    for page in PAGES:
        yield from re.findall(r"""["']([a-z0-9-]+)["']""", page.read_text(encoding="utf-8"))
    # A sample goes by the name of its folder.
    yield from (path.name for path in (ROOT / "samples").iterdir())
    for path in code():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in (ROOT / "templates").rglob("*.yaml"):
        yield from scalars(yaml.safe_load(path.read_text(encoding="utf-8")))


def scalars(value):
    match value:
        case dict():
            for key, entry in value.items():
                yield from scalars(key)
                yield from scalars(entry)
        case list():
            for entry in value:
                yield from scalars(entry)
        case str():
            yield value


def composed():
    """A pattern for each f-string of the code, and each joining in a page, that may make a code; a group a value."""
    for page in PAGES:
        for start in re.findall(r'"([a-z0-9-]+-)" ~', page.read_text(encoding="utf-8")):
            yield re.compile(f"{start}([a-z0-9-]+)")
    for path in code():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"([a-z0-9_-]+)"
                    for part in node.values
                ]
                if re.fullmatch(r"[a-z]+-.*", str(node.values[0].value)):
                    yield re.compile("".join(parts))


def named(takers=TAKES_A_CODE):
    """(place, code) wherever a call of one of `takers` names a code outright."""
    for path in code():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
                if called in takers and given and isinstance(given[0], ast.Constant):
                    yield f"{name(path)}:{node.lineno}", given[0].value


def test_every_code_that_is_named_has_a_text():
    assert [(place, code) for place, code in named() if not known(code)] == []


def test_every_problem_says_what_to_do_about_it():
    texts = {}
    for path in (ROOT / "assembler/messages/texts").glob("*.yaml"):
        texts |= yaml.safe_load(path.read_text(encoding="utf-8"))
    problems = {code for _, code in named({"Problem"}) if code in texts}
    assert [
        code for code in problems if not isinstance(texts[code]["nb"], dict) or not texts[code]["nb"].get("remedy")
    ] == []


def test_every_text_is_named_by_the_program():
    said = {text.replace("_", "-") for text in strings()}
    patterns = tuple(composed())

    def is_said(text, depth=3):
        """Outright, or put together from what is said."""
        if text.replace("_", "-") in said or text.isdigit():
            return True
        matches = (pattern.fullmatch(text) for pattern in patterns) if depth else ()
        return any(match and all(is_said(part, depth - 1) for part in match.groups()) for match in matches)

    assert [code for code in codes() if not is_said(code)] == []
