"""A picture under review: what it looks like and what its file says of it. Any thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from archive_app.domain import fields
from archive_app.domain.date_display import display
from archive_app.domain.errors import ArchiveError
from archive_app.domain.records import Kind
from archive_app.i18n import language, tr
from archive_app.operations.media_reading import described, facts
from archive_app.operations.progress import Progress
from archive_app.ui.import_proposals import rights_words
from archive_app.ui.thumbnails import decode

PREVIEW = 320
_SHOWN = ("title", "description", "creators", "taken", "place", "people")


@dataclass(frozen=True, slots=True)
class PictureFound:
    """A picture file.

    Attributes:
        image: Small; null where it cannot be shown.
        lines: "Photographer: Ann Example", as its metadata has it.
        error: Why it cannot become a record.
    """

    image: QImage
    lines: tuple[str, ...] = ()
    error: ArchiveError | None = None


def look(path: Path, _progress: Progress) -> PictureFound:
    """Read a picture and its metadata."""
    try:
        found = facts(path)
        told = described(path, found.metadata_json)
    except ArchiveError as error:
        return PictureFound(QImage(), error=error)
    lines: list[str] = []
    for name in _SHOWN:
        line = fields.field(Kind.PHOTO, name)
        value = fields.shown_of(told.photo, line)
        if value:
            shown = display(value, language()) if line.type == "date" else value
            lines.append(f"{tr(line.label)}: {shown}")
    lines += [f"{tr('Rights')}: {rights_words(one)}" for one in told.rights]
    return PictureFound(decode(path, 2 * PREVIEW), tuple(" ".join(one.split())[:300] for one in lines))
