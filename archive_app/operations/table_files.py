"""Finds the picture or film that a cell of a table names: beside the table, or in the folders under it."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

from archive_app.formats.media.sniff import ENOUGH, type_of
from archive_app.i18n import tr

_MOST_FILES = 200_000


class FileFinder:
    """Looks in one folder and below; what lies elsewhere is not the table's to name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._by_name: dict[str, list[Path]] | None = None

    def find(self, text: str) -> tuple[Path | None, str]:
        """The file that is meant, or None and a sentence that says why there is none.

        Args:
            text: A path as the cell has it, with either slash, or a bare name.
        """
        plain = text.strip().strip("\"'").replace("\\", "/").removeprefix("file://")
        if not plain or "\0" in plain or len(plain) > 4000:
            return None, tr("“{name}” is no file name.").format(name=text[:60])
        try:
            direct = (self._folder / plain).resolve()
            if direct.is_relative_to(self._folder) and direct.is_file():
                return direct, ""
        except (OSError, ValueError, RuntimeError):
            return None, tr("“{name}” is no file name.").format(name=text[:60])
        parts = [part for part in plain.split("/") if part not in {"", ".", ".."}]
        alike = self._index().get(parts[-1].casefold(), []) if parts else []
        if len(alike) > 1:
            # The more of the path's folders a file has, the likelier it is meant.
            ends = [path for path in alike if _tail(path, len(parts)) == [part.casefold() for part in parts]]
            alike = ends or alike
        if len(alike) == 1:
            return alike[0], ""
        if alike:
            return None, tr("Several files beside the table are called “{name}”.").format(name=parts[-1])
        return None, tr("The file “{name}” is not beside the table.").format(name=plain[-80:])

    def _index(self) -> dict[str, list[Path]]:
        if self._by_name is None:
            found: defaultdict[str, list[Path]] = defaultdict(list)
            seen = 0
            for folder, folders, files in os.walk(self._folder):
                folders[:] = sorted(one for one in folders if not one.startswith("."))
                for name in files:
                    found[name.casefold()].append(Path(folder) / name)
                seen += len(files)
                if seen > _MOST_FILES:
                    break
            self._by_name = dict(found)
        return self._by_name


def sort_of(path: Path) -> str:
    """Tell “image” or “video” by the file's first bytes; "" when it is neither."""
    try:
        with path.open("rb") as file:
            found = type_of(file.read(ENOUGH))
    except OSError:
        return ""
    sort = found.media_type.partition("/")[0] if found is not None else ""
    return sort if sort in {"image", "video"} else ""


def _tail(path: Path, length: int) -> list[str]:
    return [part.casefold() for part in path.parts[-length:]]
