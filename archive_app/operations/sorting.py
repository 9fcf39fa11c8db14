"""Sorts what a person gave for an import: articles to read, media files, exports of ours, tables; and what is left out.

Files in folders are found here too. What is no document of anybody's is skipped and named: hidden files, what systems
and office programs leave about, programs, links (a link may lead out of the folder or in circles), pipes and sockets.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.errors import UnknownFormat
from archive_app.formats.bags.reading import is_bag
from archive_app.formats.importers import archive_json
from archive_app.formats.importers.base import HEAD_BYTES
from archive_app.formats.media.sniff import ENOUGH, RAW_TYPES, type_of
from archive_app.formats.reading.html.saved import is_saved_folder
from archive_app.formats.registry import importer_for, importers
from archive_app.formats.tables import is_table
from archive_app.i18n import tr
from archive_app.operations.bundles import is_our_bag
from archive_app.operations.picture_metadata import describes, is_sidecar

SKIPPED_FOLDERS = {"__pycache__", "node_modules", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"}
_LITTER = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "ntuser.dat"}
_PROGRAMS = {
    ".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".dll", ".sys", ".ps1", ".vbs", ".lnk", ".jar", ".app", ".apk",
    ".dmg", ".pkg", ".deb", ".rpm", ".so", ".dylib", ".desktop", ".sh",
}  # fmt: skip
_PAGES = {".html", ".htm", ".xhtml"}
_MEDIA_ENDINGS = {
    ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".tif", ".tiff", ".webp", ".psd", ".bmp", ".heic", ".heif", ".avif",
    ".jp2", ".j2k", ".jxl", ".svg", ".pcx", ".dds", ".tga", ".ppm", ".pnm", ".ico", ".icns", ".wmf", ".emf", ".eps",
    ".ai", ".fli", ".flc", ".blp", ".crw", ".raf", ".rw2", ".orf", ".x3f", ".mp4", ".m4v", ".mov", ".avi", ".mkv",
    ".webm", ".mpg", ".mpeg", ".wmv", ".flv", ".mxf", ".ogv", ".3gp", ".mts", ".m2ts", *RAW_TYPES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not offered for import, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return tr("{name}: left out; {reason}.").format(name=self.path.name, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What was given, by what is done with it; each in the order in which it was given or found.

    Attributes:
        sources: To be read into drafts; what nobody can read ends there with its error.
        media: Pictures and films, by their content or, where that is damaged, by their name.
        bundles: Exports of this program.
        tables: CSV, TSV and workbooks.
        skipped: Not offered.
    """

    sources: tuple[Path, ...] = ()
    media: tuple[Path, ...] = ()
    bundles: tuple[Path, ...] = ()
    tables: tuple[Path, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def total(self) -> int:
        """How many files are offered."""
        return len(self.sources) + len(self.media) + len(self.bundles) + len(self.tables)


def sort_out(paths: Iterable[Path | str], looked: Callable[[int, Path], object] | None = None) -> Sorted:
    """Sort files and folders.

    Args:
        paths: As given. A file that is named is never too odd to be tried, but for litter and programs; of a folder,
            everything below it that somebody might want is offered.
        looked: Hears of each file, with how many it heard of; what it raises ends the sorting.
    """
    found: dict[str, list[Path]] = {"source": [], "media": [], "bundle": [], "table": []}
    skipped: list[Skipped] = []
    seen: set[Path] = set()
    given = [Path(one) for one in paths]
    for path, inside in _files(given, skipped):
        if path in seen:
            continue
        seen.add(path)
        if looked is not None:
            looked(len(seen), path)
        beside = is_sidecar(path) and (inside or any(describes(path, other) for other in given))
        if reason := tr("it is read with its picture") if beside else _why_skipped(path):
            skipped.append(Skipped(path, reason))
            continue
        kind = _kind(path)
        if kind == "" and inside:
            skipped.append(Skipped(path, tr("this kind of file cannot be imported")))
        else:
            found[kind or "source"].append(path)
    return Sorted(
        tuple(found["source"]),
        tuple(found["media"]),
        tuple(found["bundle"]),
        tuple(found["table"]),
        tuple(skipped),
    )


def _files(paths: Iterable[Path | str], skipped: list[Skipped]) -> Iterator[tuple[Path, bool]]:
    """Each file, and whether it was found in a folder."""
    for given in paths:
        path = Path(given)
        if not _is_folder(path) or is_our_bag(path):
            yield path, False
            continue
        for folder, folders, files in os.walk(path):
            if is_our_bag(Path(folder)):
                folders.clear()
                yield Path(folder), True
                continue
            if is_bag(Path(folder)):
                skipped += [
                    Skipped(Path(folder, name), tr("it belongs to the bag, not to what is in it")) for name in files
                ]
                files.clear()
            pages = {Path(name).stem for name in files if Path(name).suffix.casefold() in _PAGES}
            folders[:] = sorted(
                name
                for name in folders
                if not (
                    name.startswith(".")
                    or name in SKIPPED_FOLDERS
                    or is_saved_folder(name, pages)
                    or _leads_elsewhere(Path(folder, name), skipped)
                )
            )
            for name in sorted(files):
                file = Path(folder, name)
                if not _leads_elsewhere(file, skipped):
                    yield file, True


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _leads_elsewhere(path: Path, skipped: list[Skipped]) -> bool:
    """Whether it is a link or no ordinary file or folder; those in a folder are not followed."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return False  # told in words when it is read
    if stat.S_ISLNK(mode):
        skipped.append(Skipped(path, tr("it is a link to another place")))
        return True
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        skipped.append(Skipped(path, tr("it is not an ordinary file")))
        return True
    return False


def _why_skipped(path: Path) -> str:
    name = path.name
    if name.startswith(("~$", ".~lock.")):
        return tr("an office program left it while a document was open")
    if name.casefold() in _LITTER or name.startswith("._") or name == ".DS_Store":
        return tr("the system keeps it for itself")
    if name.startswith(".") and path.stem.strip("."):
        return tr("it is hidden")
    if path.suffix.casefold() in _PROGRAMS:
        return tr("it is a program by its name")
    return ""


def _kind(path: Path) -> str:
    """What is done with a file; "" for one that neither its name nor its content speaks for."""
    ending = path.suffix.casefold()
    if is_our_bag(path):
        return "bundle"
    if is_table(path):
        return "table"
    head = _head(path)
    if archive_json.recognises(head):  # whatever it is called
        return "bundle"
    suffixes = tuple({suffix for known in importers() for suffix in known.suffixes})
    if path.name.casefold().endswith(suffixes):
        return "source"
    kind = type_of(head)
    if kind is not None and kind.family in ("picture", "film"):
        return "media"
    if ending in _MEDIA_ENDINGS:
        return "media"
    try:
        known = importer_for(path.name, head[:HEAD_BYTES])
    except UnknownFormat:
        return ""
    # Any file of letters is plain text, a program's log and its settings too.
    return "" if known.name in ("text", "markdown") else "source"


def _head(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(ENOUGH)
    except (OSError, ValueError):
        return b""
