"""Checking finds what is wrong and nothing else; backups open; the sample is made and sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.errors import ArchiveReadOnly, Cancelled, InputError
from archive_app.domain.records import Photo
from archive_app.operations import find, ingest, sample, upkeep, works
from archive_app.operations.progress import Progress
from archive_app.store.archive import FILE, Archive, Writer
from tests.make import a_draft, add
from tests.store.dump import assert_index_is_right, logical


@pytest.fixture
def full(archive: Archive, tmp_path: Path) -> Archive:
    """A few articles with sources, one photo with a file."""
    ingest.accept(archive, [a_draft(f"Number {n}", photos=[("", "c", "AFP")]) for n in range(5)])
    Image.new("RGB", (60, 30), "navy").save(tmp_path / "quay.png")
    [photo] = add(archive, Photo(title="Quay"))
    works.attach_media(archive, photo, tmp_path / "quay.png")
    return archive


def test_a_sound_catalogue_is_clean(full: Archive) -> None:
    heard: list[tuple[int, int]] = []
    report = upkeep.check(full, progress=Progress(lambda done, total, _note: heard.append((done, total))))
    assert report.problems == ()
    assert report.counts | {"records": 0} == {
        "records": 0, "changed": 0, "missing": 0, "untracked": 0, "media": 1, "sources": 5}  # fmt: skip
    assert heard == [(n, 6) for n in range(1, 7)]
    with Archive.open(full.folder, read_only=True) as beside:
        assert upkeep.check(beside).clean


def test_a_changed_and_a_missing_file_are_named(full: Archive) -> None:
    [media] = full.media.walk()
    media.chmod(0o644)
    media.write_bytes(media.read_bytes()[:-1] + b"!")
    next(full.sources.walk()).unlink()
    report = upkeep.check(full)
    assert (report.counts["changed"], report.counts["missing"]) == (1, 1)
    assert any("“quay.png” has changed" in p for p in report.problems)
    assert any("“page.html” is missing" in p for p in report.problems)
    assert len(report.problems) == 2
    assert upkeep.check(full, files=False).clean


def test_a_check_can_be_stopped(full: Archive) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        upkeep.check(full, progress=progress)


def test_an_index_out_of_step_is_told_and_rebuilding_puts_it_right(full: Archive) -> None:
    def run(*statements: str) -> None:
        def work(writer: Writer) -> int:
            for statement in statements:
                writer.connection.exec_driver_sql(statement)
            return 0

        full.maintain(work)

    with full.read() as reader:
        trigger = reader.connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'item_text_changed'"
        ).scalar_one()
    run(
        "DROP TRIGGER item_text_changed",
        "UPDATE item_text SET title = 'spoiled' WHERE docid = (SELECT min(docid) FROM item)",
    )
    assert any("search index" in p for p in upkeep.check(full).problems)
    run(trigger)
    assert upkeep.rebuild_index(full) == 11
    assert upkeep.check(full).clean
    assert_index_is_right(full)


def test_damage_inside_the_database_is_found(full: Archive, tmp_path: Path) -> None:
    folder = full.folder
    full.close()
    file = folder / FILE
    content = bytearray(file.read_bytes())
    place = content.find(b"Number 3")
    assert place > 0
    page = place // 8192 * 8192
    content[page : page + 4] = b"\xff\xff\xff\xff"
    file.write_bytes(content)
    with Archive.open(folder, read_only=True) as damaged:
        report = upkeep.check(damaged, files=False)
    assert any("damaged" in p for p in report.problems)


def test_a_backup_is_a_catalogue_file_of_its_own(full: Archive, tmp_path: Path) -> None:
    copy = upkeep.back_up(full)
    before = logical(full)
    other = tmp_path / "restored.archive"
    other.mkdir()
    (other / FILE).write_bytes(copy.read_bytes())
    with Archive.open(other) as restored:
        assert logical(restored) == before
        assert upkeep.check(restored, files=False).clean
    with Archive.open(full.folder, read_only=True) as beside, pytest.raises(ArchiveReadOnly):
        upkeep.back_up(beside)
    assert [p.suffix for p in full.backups.iterdir()] == [".sqlite"]
    assert upkeep.back_up(full) != copy


def test_the_sample_is_made_whole_and_sound(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    with sample.make(tmp_path / "sample", progress=Progress(lambda d, t, _n: heard.append((d, t)))) as archive:
        report = upkeep.check(archive)
        assert [p for p in report.problems if "is missing" not in p] == []
        counts = find.sidebar(archive).counts
        assert min(counts["article"], counts["photo"], counts["video"]) > 0
        assert_index_is_right(archive)
    assert heard[-1][0] <= heard[-1][1]
    assert sorted(heard) == heard
    with pytest.raises(InputError, match="already something"):
        sample.make(tmp_path / "sample")


def test_making_the_sample_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 5 else None)
    with pytest.raises(Cancelled):
        sample.make(tmp_path / "sample", progress=progress)
    Archive.open(tmp_path / "sample").close()
