"""The whole folder of hostile files, as a person would import them: what came of each is what its list says.

The run is a process of its own with a limit of memory; every process of it is watched for what it opens, and for
connections. How long a file took and how much memory was in use is measured.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

HOSTILE = REPOSITORY.parent / "shared" / "hostile"
SECONDS = 10.0
"""For one file, on a machine that has nothing else to do."""
MEGABYTES = 1024

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not at ../shared"),
    pytest.mark.skipif(sys.platform == "win32", reason="limits and names are those of Unix"),
]


class Run:
    """What came of a run."""

    def __init__(self, folder: Path, lines: list[dict[str, Any]], outside: str) -> None:
        self.folder = folder
        self.files = {line["file"]: line for line in lines[:-1]}
        self.end = lines[-1]
        self.outside = outside


def _business() -> float:
    """How many want a processor at a time now; seconds on the clock count for so much less."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _run(folder: Path, files: list[Path]) -> Run:
    home, report, watched = folder / "home", folder / "report.jsonl", folder / "outside.log"
    home.mkdir()
    scratch = folder / "tmp"
    scratch.mkdir()
    watched.touch()
    environment = {
        **os.environ,
        "HOME": str(home),
        "TMPDIR": str(scratch),
        **{f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "tests/journeys/watching"), str(REPOSITORY)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCH_LOG": str(watched),
        "WATCH_ALLOWED": str(folder),
    }
    names = [str(path) for path in files]
    run = subprocess.run(
        [sys.executable, "-m", "tests.journeys.hostile_run", str(folder / "cat"), str(report), *names],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=600 + 10 * SECONDS * len(files),
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:].decode(errors="replace")
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    return Run(folder, lines, watched.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def listed() -> dict[str, str]:
    """What is expected of each file; the tar of names has its own test."""
    rows = [json.loads(line) for line in (HOSTILE / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["file"]: row["expected"] for row in rows if row["file"] != "names.tar"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, listed: dict[str, str]) -> Run:
    """The run over all files."""
    return _run(tmp_path_factory.mktemp("hostile"), [HOSTILE / name for name in listed])


def test_every_file_ends_as_its_list_says(hostile: Run, listed: dict[str, str]) -> None:
    assert set(hostile.files) == set(listed)
    wrong = {
        name: f"{found['came']} instead of {listed[name]}: {found['said']}"
        for name, found in hostile.files.items()
        if not (found["came"] == listed[name] or (found["came"] == "imports" and listed[name].startswith("imports")))
    }
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_no_file_takes_long_or_much(hostile: Run) -> None:
    most = SECONDS * _business()
    slow = {name: found["seconds"] for name, found in hostile.files.items() if found["seconds"] > most}
    assert not slow
    assert hostile.end["megabytes"] < MEGABYTES
    assert hostile.end["reader_megabytes"] < MEGABYTES


def test_the_catalogue_is_sound_afterwards(hostile: Run) -> None:
    assert hostile.end["check"] == 0, hostile.end["said"]
    assert not list((hostile.folder / "cat.archive" / "staging").iterdir())


def test_nothing_was_opened_outside_and_nothing_was_connected(hostile: Run) -> None:
    assert hostile.outside == ""
    assert not list((hostile.folder / "tmp").iterdir()), "temporary files are cleared away"


def test_the_watch_sees_what_it_must(tmp_path: Path) -> None:
    log = tmp_path / "log"
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY / "tests/journeys/watching"),
        "WATCH_LOG": str(log),
        "WATCH_ALLOWED": str(tmp_path),
    }
    code = "open('/etc/passwd').close(); open('inside', 'w').close(); import socket; socket.socket().bind(('', 0))"
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=True)
    assert [line.split()[0] for line in log.read_text().splitlines()] == ["open", "socket.bind"]


def test_errors_are_sentences_without_codes(hostile: Run, listed: dict[str, str]) -> None:
    odd = {
        name: found["said"]
        for name, found in hostile.files.items()
        if listed[name] == "clear error" and any(word in found["said"] for word in ("Traceback", "Error(", "errno"))
    }
    assert not odd


def test_difficult_names_are_imported_and_loops_are_not_followed(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with tarfile.open(HOSTILE / "names.tar", encoding="utf-8", errors="surrogateescape") as packed:
        packed.extractall(scratch, filter="fully_trusted")  # noqa: S202 - links and a pipe are what is tested
    names = scratch / "names"
    ordinary = [
        Path(folder, name)
        for folder, _, files in os.walk(names)
        for name in files
        if stat.S_ISREG(Path(folder, name).lstat().st_mode)
    ]
    unreadable = [path for path in ordinary if not os.access(path, os.R_OK) or path.name == "no-read.jpg"]
    begun = time.monotonic()
    run = _run(tmp_path, [names])
    assert time.monotonic() - begun < SECONDS * _business() * len(ordinary)
    [found] = run.files.values()
    assert found["came"].startswith("imports"), found["said"]
    assert run.end["check"] == 0
    assert run.outside == ""
    kept = _titles(tmp_path / "cat.archive")
    readable_by_all = os.geteuid() == 0  # who may read everything
    expected = len(ordinary) - (0 if readable_by_all else len(unreadable))
    assert len(kept) == expected
    for path in ordinary:
        if path not in unreadable or readable_by_all:
            assert os.fsencode(path.name).decode("utf-8", "replace").removesuffix(path.suffix) in kept


def _titles(catalogue: Path) -> list[str]:
    from archive_app.domain.records import Photo
    from archive_app.store.archive import Archive

    with Archive.open(catalogue) as archive, archive.read() as reader:
        numbers = reader.connection.exec_driver_sql("SELECT id FROM photo ORDER BY id").scalars().all()
        records = [reader.record(number) for number in numbers]
    return [record.title for record in records if isinstance(record, Photo)]
