"""Which catalogue a command means, and opening it."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Sequence
from pathlib import Path

from archive_app.domain.errors import InputError, NotFound
from archive_app.i18n import tr
from archive_app.settings import Settings
from archive_app.store.archive import SUFFIX, Archive, is_catalogue

VARIABLE = "ARCHIVE_APP_CATALOGUE"


def open_for(arguments: argparse.Namespace, settings: Settings, *, write: bool) -> Archive:
    """Open the catalogue that ``--catalogue``, the environment, this folder or the last use names.

    Reading opens it read-only, so an open window does not stand in the way.

    Raises:
        InputError: None is named, or there is none there.
        StoreError: It cannot be opened; the message names who holds it.
    """
    return Archive.open(path_of(arguments, settings), read_only=not write, who=who(settings))


def path_of(arguments: argparse.Namespace, settings: Settings) -> Path:
    """The folder of the catalogue that is meant. Raises InputError when nothing says which."""
    named = arguments.catalogue or os.environ.get(VARIABLE, "")
    if named:
        return Path(named).expanduser()
    here = [p for p in sorted(Path.cwd().glob(f"*{SUFFIX}")) if is_catalogue(p)]
    if len(here) == 1:
        return here[0]
    if not here and settings.last_catalogue and is_catalogue(Path(settings.last_catalogue)):
        return Path(settings.last_catalogue)
    if here:
        raise InputError(
            tr("There are several catalogues in this folder."),
            remedy=tr("Say which one with --catalogue NAME.archive."),
        )
    raise InputError(
        tr("No catalogue is named, and there is none in this folder."),
        remedy=tr("Name one with --catalogue NAME.archive, or make one with: archive-app new NAME"),
    )


def require(archive: Archive, numbers: Sequence[int]) -> None:
    """Raise NotFound for the first number that is no record of the catalogue."""
    with archive.read() as reader:
        there = reader.kinds(numbers)
    for number in numbers:
        if number not in there:
            raise NotFound(tr("There is no such record in this catalogue."), where=f"record {number}")


def who(settings: Settings) -> str:
    """The name noted in the history."""
    if settings.user_name:
        return settings.user_name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
