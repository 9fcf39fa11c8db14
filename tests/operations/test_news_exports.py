"""The sample catalogue in every news, photo, web and citation format: valid, and its pictures unchanged."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from archive_app.formats.exporting.base import ExportProfile
from archive_app.operations import citations, export, find, sample
from tests.formats.news.test_formats import CHECKS


def test_the_sample_is_valid_in_every_format(tmp_path: Path) -> None:
    with sample.make(tmp_path / "sample") as archive:
        ids = list(find.search(archive, "").ids)
        for exporter, valid in CHECKS:
            out = tmp_path / f"out-{exporter.name}{exporter.suffix}"
            profile = ExportProfile(options={"institution": "Sample Archive", "iim": "always"})
            report = export.write(archive, ids, exporter.name, out, profile=profile)
            valid(out if out.is_dir() else out.read_bytes())
            assert report.notes.invalid == ()
            assert report.notes.written + report.notes.left_out == len(ids)
        pictures = {path.name: path for path in (tmp_path / "out-pictures").glob("*.jpg")}
        assert len(pictures) > 10
        for photo in (tmp_path / "sample").rglob("media/*/*/*.jpg"):
            with Image.open(photo) as original:
                same = [path for path in pictures.values() if _pixels(path) == (original.size, original.tobytes())]
            assert same, photo.name
        assert all(one.text for one in citations.cite(archive, ids, "gost"))
        assert any(one.duty for one in citations.credit_lines(archive, ids))


def _pixels(path: Path) -> tuple[tuple[int, int], bytes]:
    with Image.open(path) as picture:
        return picture.size, picture.tobytes()
