"""Bags: valid by the standard, complete, and never trusted when they come from elsewhere."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import bagit
import pytest

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile, Photo, Source
from archive_app.formats.bags import reading
from archive_app.formats.bags.writing import BagWriter
from archive_app.formats.exporters.bag import BAG, RIGHTS_COLUMNS
from archive_app.formats.exporters.website import WEBSITE
from archive_app.formats.exporting.base import ExportProfile, KeptFile
from archive_app.formats.importers.archive_json import read_bundle
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_contract import check_exporter, exported_folder
from tests.formats.export_records import full_records


@dataclass
class Kept:
    """Originals for every media file and source: their content is their own hash."""

    folder: Path
    given: dict[str, KeptFile] = field(default_factory=dict)

    def media(self, held: MediaFile | None) -> KeptFile | None:
        return None if held is None else self._file(held.sha256, held.name)

    def source(self, source: Source | None) -> KeptFile | None:
        return None if source is None else self._file(source.sha256, source.name)

    def _file(self, sha256: str, name: str) -> KeptFile:
        if sha256 not in self.given:
            path = self.folder / sha256
            path.write_bytes(sha256.encode())
            self.given[sha256] = KeptFile(path, name, sha256, 64)
        return self.given[sha256]


def bag_of(folder: Path, records: list[ExportRecord], **options: str | bool) -> Path:
    kept = folder / "kept"
    kept.mkdir()
    made = folder / "bag"
    exported_folder(BAG, records, made, ExportProfile(options=options), Kept(kept))
    return made


def valid(folder: Path) -> None:
    bagit.Bag(str(folder)).validate()


def test_a_bag_is_valid_and_holds_everything(tmp_path: Path) -> None:
    records = [article_bundle(), photo_bundle()]
    made = bag_of(tmp_path, records, organisation="City Archive", sha512=True)
    valid(made)
    back = list(read_bundle((made / "data" / "records.jsonl").read_bytes()))
    assert [one.work.uid for one in back] == [one.work.uid for one in records]
    info = (made / "bag-info.txt").read_text(encoding="utf-8")
    assert "Source-Organization: City Archive" in info
    assert "Payload-Oxum: " in info
    assert (made / "manifest-sha512.txt").is_file()
    assert (made / "data" / "viewer" / "index.html").is_file()
    with (made / "data" / "rights.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table))
    assert tuple(rows[0]) == RIGHTS_COLUMNS
    assert {row[0] for row in rows[1:]} == {one.work.uid for one in records}


def test_files_are_taken_along_byte_for_byte_and_once(tmp_path: Path) -> None:
    photo = next(one for one in full_records(30) if isinstance(one.work, Photo) and one.media is not None)
    made = bag_of(tmp_path, [photo, photo])
    assert photo.media is not None
    files = list((made / "data" / "media").iterdir())
    assert [one.read_bytes() for one in files] == [photo.media.sha256.encode()]


def test_every_exporters_promises(tmp_path: Path) -> None:
    check_exporter(BAG, valid, folder=tmp_path, many=25)


def test_the_website_needs_no_server_and_runs_nothing_of_strangers(tmp_path: Path) -> None:
    def whole(folder: Path) -> None:
        index = (folder / "index.html").read_text(encoding="utf-8")
        for shard in (folder / "search").glob("*.js"):
            assert f"search/{shard.name}" in index
            text = shard.read_text(encoding="utf-8")
            rows = json.loads(text[text.index("(") + 1 : text.rindex(")")])
            for row in rows:
                assert (folder / row[4]).is_file()
                assert not row[5] or (folder / row[5]).is_file()
        for page in folder.rglob("*.html"):
            text = html.unescape(page.read_text(encoding="utf-8"))
            assert "default-src 'none'" in text
            assert "<script>" not in text

    check_exporter(WEBSITE, whole, folder=tmp_path, many=25)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    writer = BagWriter(folder)
    writer.path("one.txt").write_text("one", encoding="utf-8")
    writer.list_file("one.txt")
    writer.path("with%and\nline.txt").write_text("two", encoding="utf-8")
    writer.list_file("with%and\nline.txt")
    writer.close({"Source-Organization": "Us"})
    return folder


def problems(path: Path) -> tuple[str, ...]:
    with reading.opened(path) as found:
        return reading.verified(found)


def packed(folder: Path, inside: str) -> Path:
    made = folder.with_suffix(".zip")
    with zipfile.ZipFile(made, "w") as out:
        for path in folder.rglob("*"):
            if path.is_file():
                out.write(path, f"{inside}{path.relative_to(folder).as_posix()}")
    return made


@pytest.mark.parametrize("inside", [None, "", "small/"], ids=["folder", "zip", "zip with a folder"])
def test_our_own_bags_are_found_sound(bag: Path, inside: str | None) -> None:
    path = bag if inside is None else packed(bag, inside)
    assert reading.is_bag(path)
    assert problems(path) == ()
    with reading.opened(path) as found:
        assert found.info["Source-Organization"] == ("Us",)
        assert "data/with%and\nline.txt" in found.manifest


def test_what_was_changed_added_or_taken_away_is_told(bag: Path) -> None:
    (bag / "data" / "one.txt").write_text("other", encoding="utf-8")
    (bag / "data" / "new.txt").write_text("new", encoding="utf-8")
    (bag / "data" / "with%and\nline.txt").unlink()
    told = " ".join(problems(bag))
    assert "one.txt is not what it was" in told
    assert "new.txt is in no manifest" in told
    assert "is missing" in told


def hostile() -> Iterator[tuple[str, str, str]]:
    digest = hashlib.sha256(b"").hexdigest()
    yield "out of it", "manifest-sha256.txt", f"{digest}  data/../../outside.txt\n"
    yield "absolute", "manifest-sha256.txt", f"{digest}  /etc/passwd\n"
    yield "a backslash", "manifest-sha256.txt", f"{digest}  data\\..\\x\n"
    yield "no checksum", "manifest-sha256.txt", "nonsense\n"
    yield "to be fetched", "fetch.txt", "https://example.org/a - data/a\n"
    yield "no version", "bagit.txt", "Hello\n"


@pytest.mark.parametrize(("what", "name", "text"), list(hostile()), ids=lambda one: one if "." not in one else "")
def test_a_bag_that_leads_elsewhere_is_refused_in_words(bag: Path, what: str, name: str, text: str) -> None:
    (bag / name).write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        problems(bag)
    assert str(refused.value).endswith(".")


def test_links_in_a_bag_are_not_followed(bag: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("one", encoding="utf-8")
    (bag / "data" / "one.txt").unlink()
    (bag / "data" / "one.txt").symlink_to(secret)
    assert any("one.txt is missing" in told for told in problems(bag))


def test_a_broken_zip_is_no_bag(tmp_path: Path) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert not reading.is_bag(path)
    with pytest.raises(UnreadableSource), reading.opened(path):
        pass
