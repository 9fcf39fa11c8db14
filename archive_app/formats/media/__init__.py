"""Reads the facts of media files and makes previews; nothing here writes, plays or fetches anything."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from pathlib import Path

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.formats.media.base import MediaFacts, first_bytes
from archive_app.formats.media.film_details import film_details
from archive_app.formats.media.gather import gather
from archive_app.formats.media.image import LargePicture, picture_facts
from archive_app.formats.media.raw_previews import raw_kind
from archive_app.formats.media.sniff import ENOUGH, Type, type_of
from archive_app.formats.media.thumbnails import SIZES, make_preview, media_type_of
from archive_app.formats.media.video import film_facts
from archive_app.i18n import tr

__all__ = ["SIZES", "LargePicture", "MediaFacts", "facts", "make_preview", "media_type_of", "misnamed"]


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
    return _facts(path, kind)


def misnamed(path: Path, media_type: str) -> str:
    """What to say of a name that promises something else, a film for a picture; "" when it does not."""
    if not path.suffix:
        return tr("The name has no ending; by its content this is {type}.").format(type=media_type)
    claimed = (mimetypes.guess_type(f"x{path.suffix}")[0] or "").partition("/")[0]
    if claimed in ("", media_type.partition("/")[0]) or {claimed, media_type.partition("/")[0]} == {"audio", "video"}:
        return ""
    return tr("The name says something else; by its content this is {type}.").format(type=media_type)


def _facts(path: Path, kind: Type) -> MediaFacts:
    raw = raw_kind(path, kind)
    if kind.family != "picture":
        found = _film_facts(path, kind)
    elif raw is not None:
        found = _raw_facts(path, raw)
    elif kind.reader in ("pillow", "heif"):
        found = picture_facts(path)
    else:
        found = MediaFacts(
            media_type=kind.media_type,
            suffix=kind.suffix,
            remarks=(tr("The picture is kept, but this program cannot draw its type."),),
        )
    gathered = gather(path, kind)
    remarks = found.remarks
    if not gathered.whole:
        remarks = (*remarks, tr("Some of the embedded metadata is damaged and was not read."))
    blocks = gathered.blocks
    if found.width is None and blocks.width and blocks.height and kind.family == "picture":
        found = replace(found, width=blocks.width, height=blocks.height)
    return replace(found, metadata_json=gathered.json, remarks=remarks)


def _film_facts(path: Path, kind: Type) -> MediaFacts:
    """The facts of a film: by our own readers, and by MediaInfo where these do not know the container."""
    found = film_facts(path, kind)
    if found.duration is not None or kind.reader:
        return found
    details = film_details(path)
    size = details.size or (None, None)
    return replace(found, duration=details.duration, width=found.width or size[0], height=found.height or size[1])


def _raw_facts(path: Path, kind: Type) -> MediaFacts:
    """A camera's raw file: its type by its name, its size from its own tags, its looks from the picture inside."""
    fingerprint, remark = "", tr("A camera’s raw file: it is kept, but its pixels are not read.")
    try:
        fingerprint = picture_facts(path).perceptual_hash
        remark = tr("A camera’s raw file: what is shown is the preview that the camera put in.")
    except UnreadableSource:
        pass
    gathered = gather(path, kind)
    width, height = gathered.blocks.width or None, gathered.blocks.height or None
    exif = gathered.layers.get("exif")
    turned = exif.get("Orientation") if isinstance(exif, dict) else 1
    if isinstance(turned, int) and turned >= 5:
        width, height = height, width
    return MediaFacts(
        media_type=kind.media_type,
        suffix=kind.suffix,
        width=width,
        height=height,
        perceptual_hash=fingerprint,
        remarks=(remark,),
    )
