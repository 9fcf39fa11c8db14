"""The command line in process: what it prints, what it returns."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive_app.cli.main import main
from tests.operations import catalogue


@dataclass(frozen=True)
class Said:
    """What one command said and returned."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Shell:
    """Runs commands in a folder of its own, on the catalogue there."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: object, code: int | None = 0) -> Said:
        self._capsys.readouterr()
        try:
            returned = main([str(a) for a in arguments])
        except SystemExit as stop:  # argparse's own way out
            returned = stop.code if isinstance(stop.code, int) else 1
        out, err = self._capsys.readouterr()
        assert code is None or returned == code, (arguments, out, err)
        assert "Traceback" not in err
        return Said(returned, out, err)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVE_APP_CATALOGUE", raising=False)
    return Shell(capsys, tmp_path)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The known catalogue's folder, and its record ids by short names."""
    archive, found = catalogue.make(tmp_path_factory.mktemp("known") / "known")
    archive.close()
    return archive.folder, found


@pytest.fixture
def names(known: tuple[Path, dict[str, int]], tmp_path: Path, shell: Shell) -> dict[str, int]:
    """The record ids of the known catalogue, a copy of which lies in the shell's folder."""
    folder, found = known
    shutil.copytree(folder, tmp_path / folder.name)
    return found
