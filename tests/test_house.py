"""The house keeps its order: layers, purity below the edges, sizes of rooms and functions."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = ("read", "repair", "tasks", "facts")
# From the ground up; a module may import only from floors below its own, a room from itself and the floors below it.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"values", "rule", "alternation"}),
    frozenset({"traced"}),
    frozenset({"outline"}),
    frozenset({"notice"}),
    frozenset(ROOMS),
    frozenset(
        {"identity", "account", "kind", "overhead", "progress", "body", "compose", "wording", "issues", "verdict", "parse"}
    ),
)
IMPURE = frozenset({"os", "time", "random", "pathlib", "socket", "subprocess", "tempfile", "shutil", "glob", "logging"})
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 5
CLASS = re.compile(r"\[\^?(?:\\.|[^\]\\])*\]")
FIGURES = re.compile("[〇零○一二三四五六七八九十百千万亿两廿卅年月日号第]")
HAN = re.compile("[\u4e00-\u9fff]{2,}")
SIGNS = frozenset(
    {
        "省市县区州盟旗",
        "和与及",
        "和及与",
        "和及",
        "和及与至",
        "和及与或等",
        "局委办厅部院会处科站所队社行校司府心关",
        "镇乡道等位门县区市",
        "府政的要项",
    }
)
"""Characters that stand in a row in the code and are no word: ends of names, joints, samples of bytes."""


def _name(path: Path) -> str:
    """The module's place: `values`, or its room."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _floor(name: str) -> int:
    return next((i for i, names in enumerate(FLOORS) if name in names), len(FLOORS))


def _imports(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_the_floors_below_it(path: Path) -> None:
    own = _name(path)
    for module in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = module.split(".")
        if parts[0] != "pipeline" or len(parts) == 1 or parts[1] == own:
            continue
        floor = _floor(parts[1])
        if _floor(own) == len(FLOORS):
            continue
        if own in ROOMS:
            assert floor < _floor(own), f"{path.name} of room {own} imports {module}"
        else:
            assert floor <= _floor(own), f"{own} imports {module}, which is above it"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if _floor(_name(p)) < len(FLOORS)], ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_nothing_below_the_edges_reads_a_clock_a_file_or_the_environment(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not {m.split(".")[0] for m in _imports(tree)} & IMPURE
    called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not called & {"open", "print", "input", "eval", "exec"}
    methods = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert not methods & {"now", "today", "utcnow", "getenv", "environ"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_stay_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            assert len([a for a in given if a.arg not in ("self", "cls")]) <= MOST_PARAMETERS, node.name


def _words_in(path: Path) -> set[str]:
    """Chinese words in the strings of a module, but for docstrings, classes of characters, and what numbers and dates are made of."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in told)
    return {word for said in strings for word in HAN.findall(FIGURES.sub(" ", CLASS.sub(" ", said)))} - SIGNS


@pytest.mark.parametrize(
    "path", [p for p in MODULES if _floor(_name(p)) < len(FLOORS)], ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_chinese_words_stand_in_the_rules_and_not_in_the_code(path: Path) -> None:
    assert _words_in(path) == set()


def test_a_word_in_the_code_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('"""说明文字。"""\nX = r"[省市县]{2}(?:牵头|十二)年度?"\n', encoding="utf-8")
    assert _words_in(tmp_path / "a.py") == {"牵头"}


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not {p.stem for p in MODULES} & {"utils", "util", "helpers", "common", "constants", "misc"}
