"""One writer at a time, across processes; readers beside it; a dead writer is in nobody's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from archive_app.domain.errors import ArchiveBusy, ArchiveReadOnly
from archive_app.store.archive import Archive
from tests.make import add, an_article

HOLD = """
import sys, time
from pathlib import Path
from archive_app.store.archive import Archive
archive = Archive.open(Path(sys.argv[1]), who="Maria")
print("held", flush=True)
time.sleep(600)
"""


def _holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    out: IO[str] | None = process.stdout
    assert out is not None
    assert out.readline() == "held\n"
    return process


def test_a_second_writer_is_refused_by_name_and_let_in_after_a_kill(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "shared") as made:
        folder = made.folder
        add(made, an_article())
    process = _holder(folder)
    try:
        with pytest.raises(ArchiveBusy, match=rf"by Maria \(process {process.pid}, since \d\d:\d\d UTC\)"):
            Archive.open(folder)
        with Archive.open(folder, read_only=True) as beside, beside.read() as reader:
            assert reader.finder.kind_counts()["article"] == 1
        with pytest.raises(ArchiveBusy):
            Archive.open(folder)
    finally:
        process.kill()
        process.communicate()
    with Archive.open(folder) as after:
        add(after, an_article("After the kill"))


def test_the_same_process_cannot_open_it_twice_for_writing(archive: Archive) -> None:
    with pytest.raises(ArchiveBusy, match="by Tester"):
        Archive.open(archive.folder)


def test_a_reader_sees_what_the_writer_does_only_when_it_is_done(archive: Archive) -> None:
    with Archive.open(archive.folder, read_only=True) as beside:
        with archive.operation("Add") as writer:
            writer.save(an_article())
            with beside.read() as reader:
                assert reader.finder.kind_counts()["article"] == 0
        with beside.read() as snapshot:
            assert snapshot.finder.kind_counts()["article"] == 1
            add(archive, an_article("Second"))
            assert snapshot.finder.kind_counts()["article"] == 1
        with beside.read() as later:
            assert later.finder.kind_counts()["article"] == 2


def test_read_only_means_that_nothing_can_be_changed(archive: Archive) -> None:
    with Archive.open(archive.folder, read_only=True) as beside:
        with pytest.raises(ArchiveReadOnly, match="open read-only"), beside.operation("Add") as writer:
            writer.save(an_article())
        with pytest.raises(ArchiveReadOnly):
            beside.rebuild_index(lambda *_: None)


def test_a_lock_left_by_nobody_is_no_obstacle(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "left") as made:
        folder = made.folder
    (folder / "catalogue.lock").write_text('\n{"pid": 1, "holder": "init", "since": "2020-01-01T00:00:00"}')
    Archive.open(folder).close()
    (folder / "catalogue.lock").write_bytes(b"\xff\x00 not a note")
    Archive.open(folder).close()
    with Archive.open(folder):
        (folder / "catalogue.lock").write_bytes(b"\nnonsense")
        with pytest.raises(ArchiveBusy, match="by another program"):
            Archive.open(folder)
