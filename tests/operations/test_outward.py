"""What leaves the catalogue: whole or not at all, gated by rights, and taken back as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.domain.errors import Cancelled, ExportRefused, FormatError, NotFound, StoreError, UnknownFormat
from archive_app.domain.records import Name
from archive_app.formats.exporters.json_lossless import JSON
from archive_app.formats.exporting.base import ExportProfile, write_records
from archive_app.formats.importers.archive_json import read_bundle
from archive_app.operations import edit, export, find, folders, history, ingest, reimport, works
from archive_app.operations.gathering import gather_many
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from tests.make import a_draft, a_statement
from tests.operations import catalogue
from tests.store.dump import assert_index_is_right, logical


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, dict[str, int]]]:
    archive, names = catalogue.make(tmp_path_factory.mktemp("export") / "test")
    with archive:
        works.save_rights(archive, a_statement(names["lone"], takedown=True))
        yield archive, names


def _all(archive: Archive) -> list[int]:
    return list(find.search(archive, "").ids)


@pytest.mark.parametrize("name", [e.name for e in export.exporters()])
def test_every_exporter_writes_every_kind_of_record(
    shelf: tuple[Archive, dict[str, int]], tmp_path: Path, name: str
) -> None:
    archive, _ = shelf
    ids = _all(archive)
    report = export.write(archive, ids, name, tmp_path / "out")
    assert (report.left_out, report.path.stat().st_size > 0) == (0, True)
    assert report.written > 0
    for index in (0, 3, 99):
        try:
            text = export.preview(archive, ids, name, index=index)
        except ExportRefused as refused:  # a format with no place for this kind of record
            text = refused.message
        assert text or report.path.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")
    empty = export.write(archive, [], name, tmp_path / "empty")
    assert empty.written == 0


def test_the_rights_gate_leaves_out_what_it_is_told(shelf: tuple[Archive, dict[str, int]], tmp_path: Path) -> None:
    archive, names = shelf
    ids = _all(archive)
    gate = export.rights_of(archive, ids)
    assert gate["not_allowed"] == [names["lone"]]
    assert sorted(n for group in gate.values() for n in group) == sorted(ids)
    for answers in (["not_allowed"], ["not_allowed", "unknown"], ["ask"]):
        report = export.write(archive, ids, "json", tmp_path / "out.json", without_answers=answers)
        left = sum(len(gate[a]) for a in answers)
        assert (report.left_out, report.written) == (left, len(ids) - left)


def test_a_failed_export_leaves_the_old_file(shelf: tuple[Archive, dict[str, int]], tmp_path: Path) -> None:
    archive, names = shelf
    path = tmp_path / "out.json"
    path.write_text("the old export")
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 3 else None)
    with pytest.raises(Cancelled):
        export.write(archive, _all(archive), "json", path, progress=progress)
    with pytest.raises(NotFound):
        export.write(archive, [names["clip"], 999], "json", path)
    with pytest.raises(FormatError, match="Only articles, photos and videos"):
        export.write(archive, [names["clip"], names["roscosmos"]], "json", path)
    with pytest.raises(UnknownFormat):
        export.write(archive, [], "papyrus", path)
    assert path.read_text() == "the old export"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises((StoreError, FormatError)):
        export.write(archive, [], "json", tmp_path / "no" / "folder" / "x.json")


def _bytes(archive: Archive, ids: list[int]) -> dict[str, object]:
    out = io.BytesIO()
    with archive.read() as reader:
        bundles = [export.gather(archive, reader, n) for n in ids]
    write_records(JSON, bundles, out, ExportProfile())
    document: dict[str, object] = json.loads(out.getvalue(), object_hook=_without_revision)
    return document


def _without_revision(value: dict[str, object]) -> dict[str, object]:
    """How often a record was saved is counted anew in each catalogue."""
    return {k: v for k, v in value.items() if k != "revision"}


def test_an_export_taken_back_in_a_new_catalogue_exports_the_same(
    shelf: tuple[Archive, dict[str, int]], tmp_path: Path
) -> None:
    archive, _ = shelf
    ids = _all(archive)
    export.write(archive, ids, "json", tmp_path / "all.json")
    with Archive.create(tmp_path / "second") as second:
        taken = reimport.take(second, read_bundle((tmp_path / "all.json").read_bytes()))
        assert (taken.made, taken.known) == (len(ids), 0)
        with archive.read() as one, second.read() as other:
            there = [other.id_of_uid(one.record(n).uid) or 0 for n in ids]
        assert _bytes(second, there) == _bytes(archive, ids)
        assert_index_is_right(second)
        again = reimport.take(second, read_bundle((tmp_path / "all.json").read_bytes()))
        assert (again.made, again.known, bool(again.changes)) == (0, len(ids), False)
        history.undo(second)
        assert all(not rows for rows in logical(second).values())


def test_taking_back_is_whole_or_nothing(shelf: tuple[Archive, dict[str, int]], tmp_path: Path) -> None:
    archive, _ = shelf
    export.write(archive, _all(archive), "json", tmp_path / "all.json")
    content = (tmp_path / "all.json").read_bytes()
    progress = Progress(lambda done, _total, _note: progress.cancel() if done == 4 else None)
    with Archive.create(tmp_path / "second") as second:
        with pytest.raises(Cancelled):
            reimport.take(second, read_bundle(content), progress=progress)
        with pytest.raises(FormatError):
            reimport.take(second, read_bundle(content[: len(content) // 2]))
        assert all(not rows for rows in logical(second).values())


def test_a_part_taken_back_is_linked_to_what_is_there(archive: Archive, tmp_path: Path) -> None:
    """Erased, then brought back from an export: the photo finds its article again."""
    accepted = ingest.accept(
        archive, [a_draft(photos=[("https://e.org/a.jpg", "Quay", "AFP")], subjects=(Name("sea"),))]
    )
    folders.add_to_collection(archive, folders.new_collection(archive, "Shelf")[0], accepted.articles)
    ids = _all(archive)
    before = _bytes(archive, ids)
    export.write(archive, ids, "json", tmp_path / "all.json")
    [photo] = find.search(archive, "type:photo").ids
    with archive.operation("Erase") as writer:
        writer.erase(photo)
    taken = reimport.take(archive, read_bundle((tmp_path / "all.json").read_bytes()))
    assert (taken.made, taken.known) == (1, 1)
    [back] = find.search(archive, "type:photo").ids
    assert _bytes(archive, [accepted.articles[0] if n != photo else back for n in ids]) == before
    assert_index_is_right(archive)


def test_a_record_changed_since_is_not_overwritten(archive: Archive, tmp_path: Path) -> None:
    accepted = ingest.accept(archive, [a_draft()])
    export.write(archive, accepted.articles, "json", tmp_path / "all.json")
    edit.set_field(archive, accepted.articles[0], "headline", "Changed since")
    reimport.take(archive, read_bundle((tmp_path / "all.json").read_bytes()))
    assert [r.title for r in find.rows(archive, find.search(archive, "").ids)] == ["Changed since"]


def test_a_bundle_says_which_photo_decides(shelf: tuple[Archive, dict[str, int]]) -> None:
    archive, names = shelf
    with archive.read() as reader:
        bundle = export.gather(archive, reader, names["soyuz"])
    [photo] = bundle.photos
    assert photo.photo.id == names["soyuz_photo"]
    assert bundle.collections == ("Exhibition",)
    assert "Roscosmos" in [a.name for a in bundle.authorities]
    assert replace(bundle, photos=()).work.id == names["soyuz"]


class _StopsAt(Progress):
    """Somebody presses Stop after so many records."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def at(self, done: int, total: int, note: str = "") -> None:
        super().at(done, total, note)
        if done >= self._last:
            raise Cancelled("Stopped.")


@pytest.mark.parametrize("name", [e.name for e in export.exporters()])
def test_a_stopped_export_leaves_what_was_there_and_nothing_else(
    shelf: tuple[Archive, dict[str, int]], tmp_path: Path, name: str
) -> None:
    archive, _ = shelf
    folder = tmp_path / "here"
    folder.mkdir()
    old = folder / "out.zip"
    old.write_text("precious")
    for last in (0, 2):
        with pytest.raises(Cancelled):
            export.write(archive, _all(archive), name, old, progress=_StopsAt(last), report=True, lossless_beside=True)
    assert old.read_text() == "precious"
    assert [one.name for one in folder.iterdir()] == ["out.zip"]


def test_bundles_gathered_together_are_those_gathered_alone(shelf: tuple[Archive, dict[str, int]]) -> None:
    archive, _ = shelf
    ids = _all(archive)
    with archive.read() as reader:
        alone = [export.gather(archive, reader, number) for number in ids]
        for size in (1, 3, 250):
            assert list(gather_many(reader, ids, size=size)) == alone
        bare = list(gather_many(reader, ids, wants=frozenset()))
    assert [one.work for one in bare] == [one.work for one in alone]
    assert not any(one.rights or one.evidence or one.verdict or one.authorities or one.source for one in bare)
