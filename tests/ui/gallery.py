"""A small catalogue with pictures for the tests of the viewer and of exports: made, not kept, and quick to make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from archive_app.domain.records import MediaFile, PhotoUse, Video, VideoUse
from archive_app.domain.rights import Grant
from archive_app.operations import works
from archive_app.store.archive import Archive
from tests.make import a_photo, a_statement, add, an_article

LONG = "The crane drivers left the quay before noon and did not come back that week. " * 12


@dataclass(frozen=True)
class Gallery:
    """Where the catalogue is, and the numbers of its records."""

    folder: Path
    article: int
    reprint: int
    wide: int  # 1600 × 1000, printed in both articles with two captions, may be published
    tall: int  # 600 × 900, with a very long caption, must not be published
    lost: int  # its file and its preview are gone
    bare: int  # never had a file; a right-to-left caption; nobody looked at its rights
    video: int
    wide_file: Path
    lost_file: Path


def picture(path: Path, width: int, height: int, colour: str) -> Path:
    """A picture file with a frame, so that its corners can be told from its middle."""
    image = Image.new("RGB", (width, height), "white")
    image.paste(Image.new("RGB", (width - 40, height - 40), colour), (20, 20))
    image.save(path, quality=90)
    return path


def make_gallery(folder: Path) -> Gallery:
    """Make the catalogue in a folder."""
    archive = Archive.create(folder / "Gallery.archive")
    article, reprint = add(archive, an_article("Harbour strike"), an_article("A look back", publisher="Gazette"))
    captions = {
        "wide": ("Empty berths at dawn", "Photo: Tomas Reel / Northlight Press"),
        "tall": (LONG, "Handout / Dockers’ Union"),
        "lost": ("The comet in January", "Observatory"),
        "bare": ("المنارة مساء السبت", "تصوير: ليلى"),
    }
    ids: dict[str, int] = {}
    for name, (caption, credit) in captions.items():
        use = PhotoUse(caption=caption, credit_line=credit, alt_text="Cranes stand still" if name == "wide" else "")
        use_id, changes = works.add_photo(archive, article, a_photo(f"Photo {name}"), use)
        ids[name] = next(n for n in changes.records if n not in {use_id, article})
    with archive.read() as reader:
        wide = reader.record(ids["wide"])
    works.add_photo(archive, reprint, wide, PhotoUse(caption="The port, years ago", credit_line="Gazette archive"))  # type: ignore[arg-type]  # a photo, by its number
    wide_file = picture(folder / "wide.jpg", 1600, 1000, "navy")
    lost_file = picture(folder / "lost.jpg", 800, 500, "black")
    works.attach_media(archive, ids["wide"], wide_file)
    works.attach_media(archive, ids["tall"], picture(folder / "tall.jpg", 600, 900, "green"))
    works.attach_media(archive, ids["lost"], lost_file)
    _lose(archive, ids["lost"])
    works.save_rights(archive, a_statement(ids["wide"]))
    works.save_rights(archive, a_statement(ids["tall"], grants=(Grant(action="publish_online", effect="prohibit"),)))
    video = Video(title="Pickets at the gate", url="https://video.example/watch?v=1", status="linked")
    use_id, changes = works.add_video(archive, article, video, VideoUse(mention="see the film below"))
    number = next(n for n in changes.records if n not in {use_id, article})
    archive.close()
    return Gallery(
        archive.folder, article, reprint, ids["wide"], ids["tall"], ids["lost"], ids["bare"], number, wide_file,
        lost_file,
    )  # fmt: skip


def _lose(archive: Archive, photo: int) -> None:
    with archive.read() as reader:
        media_id = getattr(reader.record(photo), "media_id", 0)
        media = reader.of_type(MediaFile, [media_id])[media_id]
    works.media_path(archive, media).unlink()
    for preview in archive.previews.folder.rglob(f"{media.sha256}*"):
        preview.unlink()
