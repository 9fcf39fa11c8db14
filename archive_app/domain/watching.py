"""Folders that a person has watched: what of them is offered for import, and when."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

QUIET_SECONDS: Final = 10.0
"""So long a file must not have changed before it is offered: it may still be being written."""

UNFINISHED: Final = (".part", ".crdownload", ".download", ".tmp", ".partial", ".opdownload", ".filepart")
"""Endings that programs give to files while they write them."""


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder whose new files wait for review, with its import profile.

    Attributes:
        uid: Its lasting name.
        path: The folder.
        enabled: Whether it is looked at.
        subfolders: Also what is in its subfolders.
        names: Patterns ("*.jpg") of the names that are offered; none for all.
        quiet: Seconds without a change before a file is offered.
    """

    uid: str
    path: str
    enabled: bool = True
    subfolders: bool = True
    names: tuple[str, ...] = ()
    quiet: float = QUIET_SECONDS

    def takes(self, name: str) -> bool:
        """Whether a file of this name is offered; hidden ones and those being written are not."""
        folded = PurePath(name).name.casefold()
        if folded.startswith((".", "~$")) or folded.endswith(UNFINISHED) or folded in ("thumbs.db", "desktop.ini"):
            return False
        return not self.names or any(fnmatch.fnmatch(folded, pattern.casefold()) for pattern in self.names)
