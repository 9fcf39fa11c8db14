"""Rules about the code itself, which no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "archive_app"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((REPOSITORY / "tests").rglob("*.py"))

MOST_LINES = 400

# Where `except Exception` may stand, and why. Everywhere else a bug must reach the one hook that logs it.
MAY_CATCH_ALL = {
    "archive_app/formats/registry.py": "an outsider's plug-in may raise anything; it is named, reported and skipped",
    "archive_app/operations/read_worker.py": "a reader process: whatever an importer raises is one failed file, logged",
    "archive_app/operations/media_worker.py": "a media process: whatever a library raises is one failed file, logged",
    "archive_app/cli/main.py": "the command line's one hook: a bug is logged and ends with exit code 70",
}

# Where print is the output.
MAY_PRINT = ("__main__.py", "doctor.py", "cli/")

# Qt's virtual methods keep Qt's names and Qt's documentation: those in camelCase, and these.
QT_VIRTUALS = frozenset(
    {"accept", "clone", "count", "data", "done", "event", "fixup", "flags", "index", "paint", "parent", "pixmap"}
    | {"reject", "sort", "span", "validate"}
)


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("path", MODULES + TESTS, ids=_name)
def test_no_module_outgrows_its_room(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{_name(path)} has {lines} lines; is it one thing?"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_everything_public_says_what_it_is(path: Path) -> None:
    silent = [f"line {line}: {name}" for name, line in _without_docstring(_tree(path))]
    assert not silent, f"{_name(path)}, no docstring:\n" + "\n".join(silent)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_postpones_its_annotations(path: Path) -> None:
    tree = _tree(path)
    code = [node for node in tree.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    imports = [node for node in code if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    plain = all(isinstance(node, ast.Assign) for node in code)  # __init__.py with a version, or with nothing
    assert imports or plain, "from __future__ import annotations is missing"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_command_line_prints(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix().startswith(MAY_PRINT):
        return
    prints = [
        node.lineno
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints, f"{_name(path)} prints in lines {prints}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nothing_swallows_every_exception(path: Path) -> None:
    places = list(_catching_all(_tree(path)))
    if _name(path) in MAY_CATCH_ALL:
        assert places, f"{_name(path)} need not be in the list any more"
        return
    assert not places, f"{_name(path)} catches everything in lines {places}; only the listed doors may"


def test_modules_are_named_for_what_they_are() -> None:
    homeless = {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager"}
    found = [_name(path) for path in MODULES if path.stem in homeless or homeless & set(path.parts)]
    assert not found


def test_no_test_is_called_by_a_name_pytest_does_not_see() -> None:
    lost = [
        f"{_name(path)}: {node.name}"
        for path in TESTS
        if not path.name.startswith("test_")
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert not lost


def test_the_docstring_rule_finds_what_is_missing() -> None:
    tree = ast.parse('"""Doc."""\nclass Open:\n    def shown(self): ...\n    def _own(self): ...\ndef f(): ...\n')
    assert [name for name, _ in _without_docstring(tree)] == ["Open", "Open.shown", "f"]


def test_the_rule_on_exceptions_finds_every_form() -> None:
    tree = ast.parse("try:\n  x\nexcept (ValueError, Exception):\n  y\ntry:\n  x\nexcept:\n  y\n")
    assert list(_catching_all(tree)) == [3, 7]


def test_tidying_up_and_raising_again_is_not_swallowing() -> None:
    tree = ast.parse("try:\n  x\nexcept BaseException:\n  tidy()\n  raise\n")
    assert not list(_catching_all(tree))


def _without_docstring(tree: ast.Module) -> Iterator[tuple[str, int]]:
    if ast.get_docstring(tree) is None:
        yield "the module", 1
    yield from _silent_members(tree.body, "")


def _silent_members(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, int]]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None and not _speaks_elsewhere(node, prefix):
            yield prefix + node.name, node.lineno
        if isinstance(node, ast.ClassDef):
            yield from _silent_members(node.body, f"{prefix}{node.name}.")


def _speaks_elsewhere(node: ast.stmt, prefix: str) -> bool:
    """Qt's virtual methods (data, paintEvent, sizeHint …) are documented by Qt; overloads by the function itself."""
    if not isinstance(node, ast.FunctionDef):
        return False
    names = {decorator.id for decorator in node.decorator_list if isinstance(decorator, ast.Name)}
    return "overload" in names or (bool(prefix) and (node.name in QT_VIRTUALS or not node.name.islower()))


def _catching_all(tree: ast.Module) -> Iterator[int]:
    """Lines of handlers that catch everything and keep it; one that tidies up and raises again swallows nothing."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        catches_all = any(
            kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in kinds
        )
        last = node.body[-1]
        if catches_all and not (isinstance(last, ast.Raise) and last.exc is None):
            yield node.lineno
