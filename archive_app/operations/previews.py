"""The previews that a catalogue keeps of its pictures and films: made in a confined process, found by hash.

A preview's name holds the SHA-256 of the file, its size and the version of the way it is made, so that it is never out
of date and can be thrown away at any time: what is missing is made when it is wanted.
"""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from archive_app.domain.errors import FormatError
from archive_app.formats.media import SIZES, MediaFacts, media_type_of
from archive_app.formats.media.thumbnails import VERSION
from archive_app.operations import media_reading
from archive_app.store.archive import Archive
from archive_app.store.files import StoredFile


def preview_path(archive: Archive, sha256: str, size: int) -> Path:
    """Where the preview of a media file stands (256 or 1024 pixels); it need not exist."""
    base = archive.previews.folder / sha256[:2] / f"{sha256}-{size}-v{VERSION}"
    png = base.with_suffix(".png")
    return png if png.exists() else base.with_suffix(".jpg")


def make_previews(archive: Archive, stored: StoredFile, found: MediaFacts) -> None:
    """Make the small pictures that lists show. What cannot be drawn has none; it is kept all the same."""
    if not found.media_type.startswith(("image/", "video/")):
        return
    wanted = [size for size in SIZES if not preview_path(archive, stored.sha256, size).exists()]
    if not wanted:
        return
    with contextlib.suppress(FormatError):
        keep_previews(archive, stored.sha256, media_reading.previews(stored.path, wanted))


def keep_previews(archive: Archive, sha256: str, made: dict[int, bytes]) -> None:
    """Write previews to their places; those of older versions beside them go.

    Raises:
        OSError: They cannot be written.
    """
    for size, content in made.items():
        suffix = ".png" if media_type_of(content) == "image/png" else ".jpg"
        target = preview_path(archive, sha256, size).with_suffix(suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.stem}.{uuid.uuid4().hex[:8]}.part")
        part.write_bytes(content)
        part.replace(target)
        for old in target.parent.glob(f"{sha256}-{size}*"):
            if old.stem != target.stem and not old.name.endswith(".part"):
                old.unlink(missing_ok=True)


def preview_of(archive: Archive, sha256: str, size: int) -> bytes:
    """A kept file's preview, made now when it is missing; b"" for what cannot be drawn or is not there. Any thread."""
    path = preview_path(archive, sha256, size)
    with contextlib.suppress(OSError):
        return path.read_bytes()
    # The ending is part of a media file's name, but a picture is asked for by its hash alone.
    for original in sorted(archive.media.path(sha256, "").parent.glob(f"{sha256}*")):
        with contextlib.suppress(FormatError):
            made = media_reading.previews(original, SIZES if size in SIZES else (*SIZES, size))
            if not archive.read_only:
                with contextlib.suppress(OSError):
                    keep_previews(archive, sha256, {one: made[one] for one in SIZES})
            return made[size]
    return b""
