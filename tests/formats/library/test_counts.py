"""What an export says it wrote is what stands in it: films in PBCore, files in folders of pictures."""

from __future__ import annotations

import io
from pathlib import Path

from archive_app.domain.export_record import ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.records import Article, Photo, PhotoUse, Video, VideoUse
from archive_app.formats.exporters.pbcore import PBCORE
from archive_app.formats.exporters.xmp import PICTURES, XMP
from archive_app.formats.exporting.base import ExportNotes, write_folder, write_records


def _uid(number: int) -> str:
    return f"{number:032x}"


VIDEO = Video(id=2, uid=_uid(2), title="Landing", notes="Seen twice")
PHOTO = Photo(id=3, uid=_uid(3), title="Crew", notes="Seen once")
ARTICLE = ExportRecord(
    work=Article(id=1, uid=_uid(1), headline="Crew returns", section="Science", body=("They are back.",)),
    photos=(PhotoInArticle(use=PhotoUse(id=4, uid=_uid(4), article_id=1, photo_id=3, alt_text="A crew"), photo=PHOTO),),
    videos=(VideoInArticle(use=VideoUse(id=5, uid=_uid(5), article_id=1, video_id=2, mention="see"), video=VIDEO),),
)
WITHOUT = ExportRecord(work=Article(id=6, uid=_uid(6), headline="Nothing to see"))


def _pbcore(*records: ExportRecord) -> tuple[ExportNotes, str]:
    out = io.BytesIO()
    return write_records(PBCORE, records, out), out.getvalue().decode()


def test_pbcore_counts_films_and_loses_nothing_of_the_articles_they_stand_in() -> None:
    notes, text = _pbcore(ARTICLE, WITHOUT)
    assert text.count("<pbcoreTitle") == 1
    assert notes.made == "1 video"
    assert (notes.written, notes.left_out) == (0, 2)
    lost = {one.field for one in notes.losses}
    assert "video.notes" in lost
    assert not [name for name in lost if name.startswith(("article.", "photo."))]
    assert "use.alt_text" not in lost


def test_pbcore_counts_a_film_once_however_often_it_stands_somewhere() -> None:
    notes, _text = _pbcore(ARTICLE, ExportRecord(work=VIDEO))
    assert notes.made == "1 video"
    assert (notes.written, notes.left_out) == (1, 1)


def test_folders_of_pictures_count_what_stands_in_them(tmp_path: Path) -> None:
    records = (ARTICLE, ExportRecord(work=PHOTO), ExportRecord(work=VIDEO), WITHOUT)
    for exporter in (XMP, PICTURES):
        folder = tmp_path / exporter.name
        folder.mkdir()
        notes = write_folder(exporter, records, folder)
        assert notes.made == "2 photos and videos"
        assert len(list(folder.iterdir())) == 2
