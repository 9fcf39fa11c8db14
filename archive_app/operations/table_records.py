"""The records that rows speak of: new ones by their side, and what tells them from each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from archive_app.domain.errors import InvalidRecord
from archive_app.domain.records import Article, Authority, Photo, PhotoUse, Record, Video, VideoUse
from archive_app.domain.rights import RightsStatement
from archive_app.i18n import tr

Work = Article | Photo | Video | Authority

_FRESH: Final[Mapping[str, Callable[[], Record]]] = {
    "article": Article, "photo": Photo, "video": Video, "photo_use": PhotoUse, "video_use": VideoUse,
    "authority": Authority, "rights": RightsStatement,
}  # fmt: skip
_UID = re.compile(r"[0-9a-f]{32}")


def fresh(side: str) -> Record:
    """An empty record of a side."""
    return _FRESH[side]()


def uid_of(text: str) -> str:
    """A uid as the catalogue writes it; "" for nothing.

    Raises:
        InvalidRecord: It is none.
    """
    plain = text.strip().casefold().replace("-", "").removeprefix("urn:uuid:")
    if plain and not _UID.fullmatch(plain):
        sentence = tr("“{text}” is not an identifier of this program.").format(text=text[:60])
        raise InvalidRecord(sentence, [("uid", sentence)])
    return plain
