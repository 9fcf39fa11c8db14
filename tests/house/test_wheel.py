"""What is installed is whole: the wheel holds the code, the resources and the schema, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built in a folder of its own and without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; the test tools bring it")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=REPOSITORY, check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def test_every_resource_travels(wheel: Path) -> None:
    names = _names(wheel)
    for folder in ("resources", "schema"):
        ours = {
            f"archive_app/{path.relative_to(REPOSITORY).as_posix()}"
            for path in (REPOSITORY / folder).rglob("*")
            if path.is_file()
        }
        assert ours, f"{folder}/ is empty"
        assert ours <= names


def test_every_module_travels_and_no_test_does(wheel: Path) -> None:
    names = _names(wheel)
    modules = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "archive_app").rglob("*.py")}
    assert modules <= names
    strange = {name for name in names if not name.startswith(("archive_app/", "archive_app-0", "archive_app-1"))}
    assert not strange


def test_an_installed_copy_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from archive_app.assets import resource, schema
print(resource("icons").is_dir(), schema("migrations").is_dir())
"""
    found = subprocess.run(
        [sys.executable, "-I", "-c", code],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout.split() == ["True", "True"]


def test_the_command_is_installed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        points = archive.read(entry).decode()
    assert "archive-app = archive_app.__main__:main" in points
    assert "archive-app-gui = archive_app.__main__:gui" in points
