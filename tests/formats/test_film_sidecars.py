"""What XMP says of a film becomes a video record, not a photo."""

from __future__ import annotations

import pytest

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Draft, MediaFile, Name, Photo, Video
from archive_app.domain.rights import RightsStatement
from archive_app.formats.exporters.xmp.sidecars import described, sidecar
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.xmp import XmpImporter

FILM = Video(
    id=1, uid=f"{1:032x}", title="Landing", description="The crew lands.", creators=(Name("Ann Example"),),
    subjects=(Name("spaceflight"),), published="2024-09-23", duration=90.5,
)  # fmt: skip
HELD = MediaFile(id=2, uid=f"{2:032x}", sha256="0" * 64, suffix=".mp4", media_type="video/mp4", name="landing.mp4")
RIGHTS = RightsStatement(id=3, uid=f"{3:032x}", work_id=1, copyright_notice="© 2024 Roscosmos")


def written(record: ExportRecord) -> bytes:
    [told] = described(record, ExportProfile(), Losses())
    return sidecar(told.properties)


def read(content: bytes, name: str = "something.xmp") -> Draft:
    [draft] = XmpImporter().read(RawSource(name, content=content))
    return draft


def packet(properties: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
        f"<photoshop:Headline>Landing</photoshop:Headline>{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


@pytest.mark.parametrize("media", [HELD, None])
def test_a_film_comes_back_as_a_film(media: MediaFile | None) -> None:
    draft = read(written(ExportRecord(work=FILM, media=media, rights=(RIGHTS,))))
    assert draft.alone
    assert not draft.photos
    [back] = draft.videos
    film = back.video
    assert (film.title, film.description, film.published, film.duration) == (
        "Landing", "The crew lands.", "2024-09-23", 90.5,
    )  # fmt: skip
    assert (film.creators, film.subjects) == (FILM.creators, FILM.subjects)
    assert [one.copyright_notice for one in back.rights] == ["© 2024 Roscosmos"]
    assert {one.scope for one in back.rights} == {"video"}
    fields = {one.field for one in back.evidence}
    assert {"title", "description", "creators.0", "subjects.0", "published", "duration"} <= fields
    assert "film itself" in draft.remarks[-1]


def test_a_photo_stays_a_photo() -> None:
    photo = Photo(id=1, uid=f"{1:032x}", title="Pier")
    held = MediaFile(id=2, uid=f"{2:032x}", sha256="0" * 64, suffix=".jpg", media_type="image/jpeg", name="pier.jpg")
    content = written(ExportRecord(work=photo, media=held))
    assert b"<dc:format>image/jpeg</dc:format>" in content
    draft = read(content, "pier.mp4.xmp")  # what XMP says goes before a name
    assert [one.photo.title for one in draft.photos] == ["Pier"]
    assert not draft.videos


@pytest.mark.parametrize(
    ("properties", "name", "film"),
    [
        ("", "landing.mp4.xmp", True),
        ("", "landing.jpg.xmp", False),
        ("", "landing.xmp", False),
        ("<dc:format>video/quicktime</dc:format>", "landing.xmp", True),
        ("<xmpDM:videoFrameRate>25</xmpDM:videoFrameRate>", "landing.xmp", True),
        ("<xmpDM:pick>1</xmpDM:pick>", "landing.xmp", False),
        ("<dc:type><rdf:Bag><rdf:li>MovingImage</rdf:li></rdf:Bag></dc:type>", "landing.xmp", True),
        ("<dc:format>image/jpeg</dc:format><xmpDM:duration>3</xmpDM:duration>", "landing.xmp", False),
    ],
)
def test_how_a_film_is_told_from_a_photo(properties: str, name: str, film: bool) -> None:
    draft = read(packet(properties), name)
    assert (bool(draft.videos), bool(draft.photos)) == (film, not film)


@pytest.mark.parametrize(
    ("scale", "value", "seconds"),
    [("1/1000", "90500", 90.5), ("1001/30000", "300", 10.01), ("1", "7", 7.0), ("1/0", "7", None), ("x", "7", None)],
)
def test_lengths(scale: str, value: str, seconds: float | None) -> None:
    told = f'<xmpDM:duration xmpDM:value="{value}" xmpDM:scale="{scale}"/>'
    [back] = read(packet(told)).videos
    assert back.video.duration == seconds


def test_what_a_video_has_no_field_for_goes_into_its_notes() -> None:
    told = "<dc:format>video/mp4</dc:format><photoshop:DateCreated>1931-11</photoshop:DateCreated>"
    told += "<photoshop:City>Bergen</photoshop:City>"
    [back] = read(packet(told)).videos
    assert back.video.notes.splitlines() == ["Place: Bergen", "Date made: 1931-11"]
    assert {one.field for one in back.evidence} == {"title", "notes"}
