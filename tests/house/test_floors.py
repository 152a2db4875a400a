"""Who may know whom: the contract of .importlinter, and the tricks that would dodge it."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.python_files import ROOT, code, engine, name, tree

IMPORTS = (ast.Import, ast.ImportFrom)
# A clock, chance, a network: what the engine needs of these is an argument.
IMPURE = {"random", "secrets", "uuid", "socket", "ssl", "urllib.request", "http", "requests", "sqlite3", "locale"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime"}


def is_impure(module):
    return module in IMPURE or module.split(".")[0] in IMPURE


def test_the_floors_of_the_house_hold():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_import_hides_in_a_function_or_behind_type_checking():
    hidden = [
        f"{name(path)}:{node.lineno}"
        for path in code()
        for outer in ast.walk(tree(path))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If)
        for node in ast.walk(outer)
        if isinstance(node, IMPORTS)
    ]
    assert hidden == []


def test_the_engine_knows_no_clock_no_chance_and_no_network():
    found = []
    for path in engine():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found += [f"{name(path)}: {alias.name}" for alias in node.names if is_impure(alias.name)]
            elif isinstance(node, ast.ImportFrom) and is_impure(node.module or ""):
                found.append(f"{name(path)}: {node.module}")
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"datetime", "date", "time"}
                and node.func.attr in CLOCKS
            ):
                found.append(f"{name(path)}:{node.lineno}: {node.func.value.id}.{node.func.attr}")
    assert found == []


def test_one_file_starts_children_and_one_the_workers_of_the_service():
    starters = {
        name(path)
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import)
        and {"subprocess", "multiprocessing"} & {alias.name for alias in node.names}
        or isinstance(node, ast.ImportFrom)
        and node.module in {"subprocess", "multiprocessing"}
    }
    assert starters == {"assembler/isolate.py", "service/jobs/crew.py"}


def test_money_is_never_a_float():
    floats = [
        f"{name(path)}:{node.lineno}"
        for path in engine()
        if "finance" in path.parts
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert floats == []
