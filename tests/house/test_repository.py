"""Rules about the files of the repository: versions, paths, pictures, who imports whom."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import archive_app
from tests.conftest import REPOSITORY

TEXT = {".py", ".md", ".toml", ".txt", ".html", ".sql", ".json", ".xml", ".xsd", ".svg", ".yml", ".tsv", ".css", ""}

# Put together here, so that this file does not hold what it forbids.
MACHINE_PATHS = tuple(f"/{name}/" for name in ("work", "home", "root", "Users"))
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("registry", "yarnpkg"),
    )
)


def _project() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def _tracked() -> list[Path]:
    """The files git knows; without git (an unpacked source distribution) all that is not made by tools."""
    if shutil.which("git") and (REPOSITORY / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(REPOSITORY), "ls-files", "-z"], capture_output=True, text=True, check=False
        )
        found = [REPOSITORY / name for name in listed.stdout.split("\0") if name]
    else:
        found = []
    if not found:
        tools = {"build", "dist", "sample-out", "__pycache__"}
        parts = ((path, path.relative_to(REPOSITORY).parts) for path in REPOSITORY.rglob("*"))
        found = [path for path, names in parts if not tools & set(names) and not names[0].startswith(".")]
    return [path for path in found if path.is_file()]


def test_one_version_everywhere() -> None:
    version = _project()["project"]["version"]
    assert archive_app.__version__ == version
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(version)}\]", changelog, re.MULTILINE), "CHANGELOG.md does not name it"


def test_no_path_of_a_machine_and_no_registry_stands_in_a_file() -> None:
    found = []
    for path in _tracked():
        if path.suffix not in TEXT or path.name == "LICENSE":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if any(re.search(rf"(?<![\w.}}]){re.escape(place)}", line) for place in MACHINE_PATHS) or any(
                host in line for host in REGISTRIES
            ):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_only_what_belongs_there_is_at_the_top() -> None:
    allowed = {
        ".ci", ".gitignore", ".gitattributes", "archive_app", "resources", "schema", "tests", "pyproject.toml",
        "Makefile", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    }  # fmt: skip
    assert {path.relative_to(REPOSITORY).parts[0] for path in _tracked()} <= allowed


def test_readme_shows_the_two_commands() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_every_picture_a_page_shows_is_there() -> None:
    pages = [path for path in _tracked() if path.suffix == ".md" and not {"sample", "data"} & set(path.parts)]
    missing = [
        f"{page.relative_to(REPOSITORY)}: {target}"
        for page in pages
        for target in re.findall(r"!\[[^]]*\]\(([^)#?]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).is_file()
    ]
    assert not missing, "\n".join(missing)


def test_every_icon_named_in_the_code_exists() -> None:
    there = {path.stem for path in (REPOSITORY / "resources" / "icons").glob("*.svg")}
    named: dict[str, str] = {}
    for path in (REPOSITORY / "archive_app" / "ui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"""\b(?:icon|icons\.icon|themed_icon)\(\s*["']([a-z0-9-]+)["']""", text):
            named[name] = path.name
        for name in re.findall(r"""\bicon(?:_name)?\s*=\s*["']([a-z0-9-]+)["']""", text):
            named[name] = path.name
    missing = {name: file for name, file in named.items() if name not in there}
    assert not missing


@pytest.mark.parametrize("folder", ["resources", "schema"])
def test_files_travel_in_a_form_every_system_can_hold(folder: str) -> None:
    names = [path.relative_to(REPOSITORY).as_posix() for path in _tracked() if folder in path.parts]
    assert len({name.casefold() for name in names}) == len(names), "two names differ in case alone"
    odd = [name for name in names if re.search(r'[<>:"\\|?*]|[ .]$', name)]
    assert not odd


def test_imports_point_inwards(capsys: pytest.CaptureFixture[str]) -> None:
    # The command's own function would switch off every logger there is; this is what it calls after that.
    import importlinter.cli  # noqa: F401 - sets up the linter's parts
    from importlinter.application.use_cases import lint_imports

    passed = lint_imports(config_filename=str(REPOSITORY / "pyproject.toml"), cache_dir=None, no_logo=True)
    assert passed, capsys.readouterr().out
