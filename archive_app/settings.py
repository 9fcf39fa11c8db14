"""What this person likes, on this machine: read when the program starts, written when it changes.

What belongs to a catalogue (its collections, saved searches, vocabularies) is in the catalogue, and the
window's size and panes are Qt's own affair (they may be lost). Settings are read at the edges, ``ui`` and
``cli``, and handed inwards as arguments.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import platformdirs
import tomli_w

from archive_app.domain.errors import SettingsError
from archive_app.i18n import tr

THEMES = ("system", "light", "dark", "high_contrast")
READING_SIZES = (12, 28)  # points, smallest and largest
RECENT_KEPT = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; the defaults are what a new person gets.

    Attributes:
        theme: One of THEMES; "system" follows the desktop.
        language: BCP 47 code of the window's and the command line's language; "" follows the system.
        rights_language: The language of verdicts and their reasons (RIGHTS_LANGUAGES); "" means the window's.
        user_name: Who is named in the history and in rights statements; "" means the system's user name.
        reading_size: Points of the reading face.
        reading_face: Family of the reading face; "" means the system's serif.
        view: How results are shown, "list" or "grid".
        sort: The order of results, as in ``operations.find``.
        last_catalogue: Opened when the window starts without one; "" means the first-run page.
        recent_catalogues, recent_searches: The newest first, at most RECENT_KEPT.
        backup_before_import: Whether each import starts with a backup.
        import_processes: How many processes read sources; 0 lets the program choose.
        citation_style: The style of copied citations, as ``archive-app cite --style`` names it; "" means the first.
        apply_rules: Whether source profiles and house rules are applied to what is read, before its review.
        proxy: Address of the proxy through which web pages are fetched ("http://proxy.example:3128"); "" means
            none. Proxies named in the environment are not used.
        diagnose: Whether the window watches itself for stalls and writes them to the log.
        unknown: What the file holds besides, from a newer program; written back as it was.
    """

    theme: str = "system"
    language: str = ""
    rights_language: str = ""
    user_name: str = ""
    reading_size: int = 16
    reading_face: str = ""
    view: str = "list"
    sort: str = "newest"
    last_catalogue: str = ""
    recent_catalogues: tuple[str, ...] = ()
    recent_searches: tuple[str, ...] = ()
    backup_before_import: bool = False
    import_processes: int = 0
    citation_style: str = ""
    apply_rules: bool = True
    proxy: str = ""
    diagnose: bool = False
    unknown: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False, repr=False)

    def with_catalogue(self, path: str | os.PathLike[str]) -> Settings:
        """The same settings after the catalogue at ``path`` was opened."""
        text = os.fspath(path)
        return replace(self, last_catalogue=text, recent_catalogues=_newest_first(text, self.recent_catalogues))

    def with_search(self, text: str) -> Settings:
        """The same settings after a search for ``text``; a search for nothing is not remembered."""
        text = text.strip()
        return replace(self, recent_searches=_newest_first(text, self.recent_searches)) if text else self


_CHOICES = {"theme": THEMES, "view": ("list", "grid")}
_LIMITS = {"reading_size": READING_SIZES, "import_processes": (0, 64)}


def settings_path() -> Path:
    """Where the settings are kept: ``settings.toml`` in the system's place for a program's settings."""
    return platformdirs.user_config_path("archive-app", appauthor=False) / "settings.toml"


def export_profiles_folder() -> Path:
    """Where export profiles of the program stand, for every catalogue."""
    return settings_path().parent / "export-profiles"


def load(path: Path | None = None) -> Settings:
    """The settings in the file at ``path`` (by default ``settings_path()``); the defaults where there is none.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or holds a value that cannot be meant. The words name
            the line or the key; the caller may go on with ``Settings()``, and must not save over the file.
    """
    path = path or settings_path()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _unusable(path, tr("it cannot be opened ({reason})").format(reason=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path, str(error)) from error
    known: dict[str, Any] = {}
    for item in fields(Settings):
        if item.name != "unknown" and item.name in found:
            known[item.name] = _checked(path, item.name, item.default, found.pop(item.name))
    return Settings(**known, unknown=MappingProxyType(found))


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole; whoever reads meanwhile sees the old file or the new one.

    Raises:
        SettingsError: The file cannot be written; the old one is as it was.
    """
    path = path or settings_path()
    values: dict[str, Any] = dict(settings.unknown)
    for item in fields(settings):
        if item.name != "unknown":
            value = getattr(settings, item.name)
            values[item.name] = list(value) if isinstance(value, tuple) else value
    content = tomli_w.dumps(values, multiline_strings=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace_file(path, content.encode())
    except OSError as error:
        message = tr("The settings could not be saved ({reason}); they hold until you close the program.")
        raise SettingsError(message.format(reason=error.strerror), where=os.fspath(path)) from error


def _replace_file(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-", suffix=".toml")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _checked(path: Path, name: str, default: object, value: object) -> object:
    """The value as the dataclass wants it, or SettingsError in words."""
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(value[:RECENT_KEPT])
        raise _unusable(path, tr("“{name}” must be a list of texts").format(name=name))
    # bool is an int to Python, but reading_size = true is a slip.
    if type(value) is not type(default):
        kinds = {str: tr("a text in quotation marks"), int: tr("a whole number"), bool: tr("true or false")}
        raise _unusable(path, tr("“{name}” must be {kind}").format(name=name, kind=kinds[type(default)]))
    if name in _CHOICES and value not in _CHOICES[name]:
        raise _unusable(path, tr("“{name}” must be one of: {choices}").format(
            name=name, choices=", ".join(_CHOICES[name])
        ))  # fmt: skip
    if name in _LIMITS and isinstance(value, int):
        low, high = _LIMITS[name]
        if not low <= value <= high:
            raise _unusable(path, tr("“{name}” must be from {low} to {high}").format(name=name, low=low, high=high))
    return value


def _unusable(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        tr("The settings file cannot be used: {reason}.").format(reason=reason.rstrip(".")),
        where=os.fspath(path),
        remedy=tr("Put it right in a text editor, or remove the file to start with the usual settings."),
    )


def _newest_first(text: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return (text, *(other for other in others if other != text))[:RECENT_KEPT]
