"""Export profiles by name: kept with the catalogue (with undo), with the program, or in a file for others.

The file is TOML (``exporters.base.profile_to_toml``); the format that a profile is for stands among its options as
``format``. Of two profiles of one name that of the catalogue is taken.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound, SettingsError, path_text
from archive_app.formats.exporting.base import ExportProfile, profile_from_toml, profile_to_toml
from archive_app.formats.exporting.names import safe_name
from archive_app.formats.writing import in_words, write_whole
from archive_app.i18n import tr
from archive_app.store.archive import Archive
from archive_app.store.export_profiles import profile_rows, remove_profile_row, save_profile_row

Place = Literal["catalogue", "program", "file"]

_FORMAT = "format"
_MOST_BYTES = 200_000
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class SavedProfile:
    """A profile that was kept.

    Attributes:
        profile: Fields and options, without the format.
        exporter: The format it is for; "" when it does not say.
        place: Where it is kept.
        path: Its file; None for one of the catalogue.
    """

    profile: ExportProfile
    exporter: str
    place: Place
    path: Path | None = None

    @property
    def name(self) -> str:
        """What the person called it."""
        return self.profile.name


def profiles(archive: Archive | None, folder: Path | None) -> tuple[SavedProfile, ...]:
    """All profiles: those of the catalogue, then those of the program, each by name; what cannot be read is left out.

    Args:
        archive: The catalogue; None where none is open.
        folder: Where the program keeps its own; None to leave them out.
    """
    found: list[SavedProfile] = []
    if archive is not None:
        with archive.read() as reader:
            rows = profile_rows(reader)
        for row in rows:
            with contextlib.suppress(SettingsError):
                found.append(_read(row["content"], row["name"], "catalogue"))
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob(f"*{SUFFIX}"), key=lambda one: one.name.casefold()):
            with contextlib.suppress(SettingsError, InputError):
                found.append(read_file(path, place="program"))
    return tuple(found)


def profile_named(archive: Archive | None, folder: Path | None, name: str) -> SavedProfile:
    """The profile of a name (letter case ignored), or in a file of that path.

    Raises:
        NotFound: There is none; says which there are.
        SettingsError: The file is no profile.
    """
    known = profiles(archive, folder)
    for one in known:
        if one.name.casefold() == name.strip().casefold():
            return one
    path = Path(name)
    if path.suffix.casefold() == SUFFIX or path.is_file():
        return read_file(path)
    names = ", ".join(dict.fromkeys(one.name for one in known))
    raise NotFound(
        tr("There is no export profile “{name}”.").format(name=name),
        remedy=tr("Profiles are: {names}.").format(names=names) if names else tr("Save one on the export page."),
    )


def read_file(path: Path, *, place: Place = "file") -> SavedProfile:
    """The profile in a file.

    Raises:
        InputError: The file cannot be opened or is far too large for one.
        SettingsError: It is no profile; says where.
    """
    try:
        with path.open("rb") as source:
            content = source.read(_MOST_BYTES + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            tr("The profile cannot be read."), where=path_text(path), remedy=tr("Choose another file.")
        ) from error
    if len(content) > _MOST_BYTES:
        raise InputError(tr("This file is too large for an export profile."), where=path_text(path))
    return replace(_read(text, path.stem, place, where=path_text(path)), path=path)


def save_profile(archive: Archive, saved: SavedProfile, *, initiator: str = "") -> Changes:
    """Keep a profile with the catalogue, in place of one that bears its name already.

    Raises:
        InputError: It has no name.
        ArchiveReadOnly: The catalogue is open for reading only.
    """
    name = _name_of(saved)
    label = tr("Keep the export profile “{name}”").format(name=name)
    with archive.operation(label, verb="export", initiator=initiator) as writer:
        save_profile_row(writer, name, as_text(saved))
    return writer.changes


def remove_profile(archive: Archive, name: str, *, initiator: str = "") -> Changes:
    """Remove a profile from the catalogue. Raises NotFound."""
    with archive.read() as reader:
        row = next((one for one in profile_rows(reader) if one["name"].casefold() == name.casefold()), None)
    if row is None:
        raise NotFound(tr("There is no export profile “{name}”.").format(name=name))
    label = tr("Remove the export profile “{name}”").format(name=row["name"])
    with archive.operation(label, verb="export", initiator=initiator) as writer:
        remove_profile_row(writer, row["id"])
    return writer.changes


def save_for_program(folder: Path, saved: SavedProfile) -> Path:
    """Keep a profile with the program, for every catalogue; gives its file.

    Raises:
        InputError: It has no name.
        ArchiveReadOnly, DiskFull, StoreError: The file cannot be written.
    """
    name = _name_of(saved)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise in_words(error, folder) from error
    old = next((one.path for one in profiles(None, folder) if one.name.casefold() == name.casefold()), None)
    path = old or folder / safe_name(name, SUFFIX, fallback="profile")
    write_whole(path, as_text(saved).encode("utf-8", "replace"))
    return path


def remove_from_program(folder: Path, name: str) -> None:
    """Remove a profile that the program keeps. Raises NotFound."""
    for one in profiles(None, folder):
        if one.name.casefold() == name.casefold() and one.path is not None:
            one.path.unlink(missing_ok=True)
            return
    raise NotFound(tr("There is no export profile “{name}”.").format(name=name))


def as_text(saved: SavedProfile) -> str:
    """The profile as the text of its file."""
    options = dict(saved.profile.options)
    if saved.exporter:
        options[_FORMAT] = saved.exporter
    return profile_to_toml(replace(saved.profile, name=_name_of(saved), options=options))


def _read(text: str, name: str, place: Place, *, where: str = "") -> SavedProfile:
    profile = profile_from_toml(text, where=where or name)
    options = dict(profile.options)
    exporter = str(options.pop(_FORMAT, ""))
    return SavedProfile(ExportProfile(profile.name or name, profile.fields, options), exporter, place)


def _name_of(saved: SavedProfile) -> str:
    name = saved.profile.name.strip()
    if not name:
        raise InputError(tr("An export profile needs a name."))
    return name
