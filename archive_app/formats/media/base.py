"""What is known of a media file from its bytes, and reading those bytes in safety."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """The facts of a media file, named as in ``MediaFile``.

    Attributes:
        media_type, suffix: From the content, never from the name (one exception: a camera's raw file is a TIFF by
            content, and its name says whose). The suffix has its dot.
        width, height: Pixels as a person sees them, after orientation; None when the format does not tell.
        duration: Seconds; None for pictures and where the container does not tell.
        perceptual_hash: 64-bit difference hash as 16 hex digits; "" for films and flat pictures.
        metadata_json: Embedded metadata as read: keys "exif", "iptc", "xmp"; "" when there is none.
        remarks: Sentences on what could not be read; the file is kept all the same.
    """

    media_type: str
    suffix: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    perceptual_hash: str = ""
    metadata_json: str = ""
    remarks: tuple[str, ...] = ()


def damaged(path: Path | None, reason: str = "") -> UnreadableSource:
    """The error for a file that is of a known kind but cannot be read."""
    text = tr("The file is damaged or incomplete and cannot be read.")
    if reason:
        text = tr("The file is damaged or incomplete and cannot be read: {reason}.").format(reason=reason)
    return UnreadableSource(text, where=_place(path), remedy=tr("Look for another copy of it."))


def first_bytes(path: Path, count: int) -> bytes:
    """The first bytes of an ordinary file that is not empty.

    Raises:
        UnreadableSource: There is no such file, it is empty, not a file (a pipe would never end), or may not be read.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableSource(tr("This is not a file."), where=_place(path), remedy=tr("Choose a single file."))
        with path.open("rb") as file:
            head = file.read(count)
    except FileNotFoundError as error:
        raise UnreadableSource(tr("There is no file of this name."), where=_place(path)) from error
    except OSError as error:
        raise UnreadableSource(
            tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=_place(path)
        ) from error
    if not head:
        raise UnreadableSource(tr("The file is empty."), where=_place(path), remedy=tr("Look for another copy of it."))
    return head


def _place(path: Path | None) -> str:
    return "" if path is None else path_text(path)
