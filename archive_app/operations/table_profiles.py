"""Saved mappings of tables: one TOML file each, in a folder that the caller names, or anywhere as a file to share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from archive_app.domain.errors import InputError, SettingsError
from archive_app.formats.tables.mapping import TableMapping, from_toml, to_toml
from archive_app.formats.tables.model import Table
from archive_app.formats.tables.words import key_of
from archive_app.formats.writing import write_whole
from archive_app.i18n import tr

SUFFIX = ".toml"
_UNFIT = re.compile(r"[^\w .()+-]+")


def names(folder: Path) -> tuple[str, ...]:
    """The names of the profiles in a folder; none where there is no folder."""
    try:
        return tuple(sorted(path.stem for path in folder.iterdir() if path.suffix == SUFFIX))
    except OSError:
        return ()


def load(folder: Path, name: str) -> TableMapping:
    """The profile of a name in the folder, or the one in a file.

    Args:
        folder: Where named profiles are kept.
        name: A name, or the path of a file that ends in ".toml".

    Raises:
        InputError: There is none of that name.
        SettingsError: The file cannot be read as a profile.
    """
    path = Path(name) if name.casefold().endswith(SUFFIX) else folder / f"{_safe(name)}{SUFFIX}"
    try:
        return from_toml(path.read_text(encoding="utf-8-sig"), where=str(path))
    except FileNotFoundError as error:
        known = ", ".join(names(folder))
        raise InputError(
            tr("There is no table profile “{name}”.").format(name=name),
            remedy=tr("There are: {names}.").format(names=known) if known else "",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(tr("The profile cannot be read."), where=str(path)) from error


def save(folder: Path, mapping: TableMapping) -> Path:
    """Keep a mapping in the folder under its name; one of that name is replaced. Raises as ``write_whole`` does."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_safe(mapping.name)}{SUFFIX}"
    write_whole(path, to_toml(mapping).encode())
    return path


def save_as(path: Path, mapping: TableMapping) -> None:
    """Write a mapping to a file that others can load."""
    write_whole(path, to_toml(mapping).encode())


def for_headings(folder: Path, headings: Sequence[str]) -> TableMapping | None:
    """The saved profile that was made for just these headings, fitted to their order; None when there is none."""
    wanted = {key_of(heading) or heading for heading in headings}
    for name in names(folder):
        try:
            found = load(folder, name)
        except (InputError, SettingsError):
            continue  # one broken file is told of when somebody asks for it
        if {key_of(column.heading) or column.heading for column in found.columns} == wanted:
            return found.fitted(headings)
    return None


def fitting(profile: TableMapping, table: Table) -> TableMapping:
    """A profile for this table.

    Raises:
        InputError: None of its headings is in the table.
    """
    made = profile.fitted(table.headings)
    if not made.mapped:
        raise InputError(
            tr("The profile “{name}” is for another table: none of its headings is here.").format(name=profile.name),
            where=str(table.path),
        )
    return made


def _safe(name: str) -> str:
    plain = _UNFIT.sub("-", name.strip()).strip(". ")[:80]
    if not plain:
        raise InputError(tr("A profile needs a name."))
    return plain
