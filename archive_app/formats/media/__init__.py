"""Reads the facts of media files and makes previews; nothing here writes, plays or fetches anything."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.formats.media.base import MediaFacts, first_bytes
from archive_app.formats.media.heif import heif_facts
from archive_app.formats.media.image import LargePicture, picture_facts
from archive_app.formats.media.sniff import ENOUGH, RAW_TYPES, type_of
from archive_app.formats.media.thumbnails import SIZES, make_preview, media_type_of
from archive_app.formats.media.video import film_facts
from archive_app.i18n import tr

__all__ = ["SIZES", "LargePicture", "MediaFacts", "facts", "make_preview", "media_type_of"]


def facts(path: Path) -> MediaFacts:
    """The facts of a picture, film or sound recording, its type told by content and not by name.

    Raises:
        UnreadableSource: It is no media file that we know, is empty, damaged, or a picture of more than 400 megapixels.
    """
    kind = type_of(first_bytes(path, ENOUGH))
    if kind is None:
        raise UnreadableSource(
            tr("This is neither a picture nor a film of a kind that this program knows."),
            where=path_text(path),
            remedy=tr("Convert it to JPEG, PNG, TIFF or MP4, then try again."),
        )
    if kind.family != "picture":
        return film_facts(path, kind)
    if kind.reader == "heif":
        return heif_facts(path, kind)
    if kind.reader == "pillow":
        return picture_facts(path)
    return MediaFacts(
        media_type=kind.media_type,
        suffix=path.suffix.lower() if path.suffix.lower() in RAW_TYPES else kind.suffix,
        remarks=(tr("The picture is kept, but this program cannot draw its type."),),
    )
