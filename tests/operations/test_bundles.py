"""A bag brings records and files into another catalogue as they were; what was changed on the way is told."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.cli.main import main
from archive_app.domain.errors import FormatError
from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.json_lossless import JSON_LINES
from archive_app.formats.exporting.base import write_records
from archive_app.operations import bundles, export, find, reimport, sample, sorting
from archive_app.store.archive import Archive


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bag")
    made = sample.make(folder / "Sample.archive")
    made.close()
    with Archive.open(folder / "Sample.archive") as archive:
        export.write(archive, find.search(archive, "").ids, "bag", folder / "delivery")
    return folder / "delivery"


def everything(archive: Archive) -> list[object]:
    """All records as the lossless export has them, but for how often each was saved, in an order of their own."""
    with archive.read() as reader:
        found = [_ordered(export.gather(archive, reader, number)) for number in find.search(archive, "").ids]
    out = io.BytesIO()
    write_records(JSON_LINES, sorted(found, key=lambda one: one.work.uid), out)
    return [json.loads(line, object_hook=_plain) for line in out.getvalue().splitlines()]


def _ordered(record: ExportRecord) -> ExportRecord:
    """Articles in which a photo stands have no order of their own."""
    return replace(record, appears_in=tuple(sorted(record.appears_in, key=lambda one: one.use.uid)))


def _plain(value: dict[str, object]) -> dict[str, object]:
    kept = {key: one for key, one in value.items() if key != "revision"}
    for key, one in kept.items():
        if "evidence" in key and isinstance(one, list):
            kept[key] = sorted(one, key=json.dumps)  # they are a set
    return kept


def test_a_bag_is_equal_in_another_catalogue(bag: Path, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "Other.archive") as other:
        given = bundles.take_in(other, bag)
        # Two pictures of the sample are missing on purpose.
        assert all("not in the bag" in said for said in given.remarks)
        taken = reimport.take(other, given.bundles)
        assert taken.known == 0
        files = {path.name: path.read_bytes() for path in other.media.walk()}
        back = everything(other)
    with Archive.open(bag.parent / "Sample.archive") as archive:
        assert files == {path.name: path.read_bytes() for path in archive.media.walk()}
        before = everything(archive)
    for one, again in zip(before, back, strict=True):
        assert again == one


def test_on_the_command_line_a_folder_and_a_zip_are_taken_whole(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = shutil.make_archive(str(tmp_path / "delivery"), "zip", bag.parent, bag.name)
    for number, path in enumerate((str(bag), packed)):
        folder = tmp_path / f"{number}.archive"
        assert main(["new", str(folder)]) == 0
        assert main(["import", "-c", str(folder), path, "--quiet"]) == 0
        assert main(["search", "-c", str(folder), "", "--count"]) == 0
        assert "40" in capsys.readouterr().out
        assert main(["undo", "-c", str(folder)]) == 0


def test_a_file_that_was_changed_is_left_out_and_told(bag: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(bag, tmp_path / "copied")
    picture = next((copied / "data" / "media").glob("*.jpg"))
    picture.chmod(0o644)
    picture.write_bytes(picture.read_bytes() + b"x")
    with Archive.create(tmp_path / "Other.archive") as other:
        given = bundles.take_in(other, copied)
        assert any(picture.name in said and "checksum" in said for said in given.remarks)
        assert len(given.bundles) == 40


def test_records_that_were_changed_are_refused(bag: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(bag, tmp_path / "copied")
    with (copied / "data" / "records.jsonl").open("a", encoding="utf-8") as out:
        out.write("\n")
    with Archive.create(tmp_path / "Other.archive") as other, pytest.raises(FormatError):
        bundles.take_in(other, copied)


def test_of_a_bag_of_others_only_the_payload_is_offered(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8")
    (folder / "manifest-md5.txt").write_text("", encoding="utf-8")
    (folder / "data" / "story.txt").write_text("A headline\n\nA text.", encoding="utf-8")
    found = sorting.sort_out([folder])
    assert [path.name for path in found.sources] == ["story.txt"]
    assert {one.path.name for one in found.skipped} == {"bagit.txt", "manifest-md5.txt"}
