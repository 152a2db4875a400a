"""Small by habit: functions stop at 40 lines, files at 350; no drawer that everything lands in."""

import ast

from tests.house.python_files import ROOT, code, everything, name, texts, tree

MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_FILE = 350
DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "shared", "base", "core", "lib"}
NAMES_ON = {"assembler/language/__init__.py"}
# Written in pieces, so that this file does not find itself.
MACHINE = ("/" + "work/", "/" + "root/", "/" + "tmp/venv", "/" + "home/")
REGISTRIES = (
    "pypi" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "repo." + "maven",
    "maven" + ".org",
    "crates" + ".io",
)


def test_functions_stop_at_forty_lines():
    long = [
        f"{name(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_files_stop_at_350_lines():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code()}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_no_module_is_named_after_a_drawer():
    modules = [path for path in everything() if path.suffix == ".py"]
    assert [
        name(path) for path in modules if DRAWERS & {part.split(".")[0] for part in path.relative_to(ROOT).parts}
    ] == []


def test_an_init_hands_nothing_on_but_for_one():
    said = {
        name(path): [node for node in tree(path).body if not isinstance(node, ast.Expr)]
        for path in code()
        if path.name == "__init__.py"
    }
    assert {path for path, nodes in said.items() if nodes} <= NAMES_ON
    for path in code():
        if path.name == "__init__.py" and path.parent.parent != ROOT and name(path) not in NAMES_ON:
            assert not path.read_text(encoding="utf-8").strip(), name(path)


def test_every_room_is_a_package():
    rooms = {path.parent for path in code()}
    assert [name(room) for room in rooms if not (room / "__init__.py").exists()] == []


def test_no_file_knows_this_machine_or_where_packages_come_from():
    found = [(path, word) for path, text in texts() for word in (*MACHINE, *REGISTRIES) if word in text]
    assert found == []
