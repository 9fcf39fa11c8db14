"""Every error a person may meet, as a tree by what can be done about it.

Each carries a sentence: what happened, where, and what to do. ``exit_code`` is what the command line
returns (0 done, 2 input, 3 format, 4 store, 5 conflict, 70 bug, 130 cancelled).
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath


class ArchiveError(Exception):
    """Something a person is told in a sentence; anything else that is raised is a bug.

    Args:
        message: What happened, in one sentence without codes.
        where: The file, record or field concerned, or "".
        remedy: What the person can do now, one sentence, or "".
    """

    exit_code = 4

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message} {self.remedy}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from reader processes; Exception's own pickling loses keyword arguments.
        return (_rebuild, (type(self), self.args, self.__dict__.copy()))


def _rebuild(kind: type[ArchiveError], args: tuple[object, ...], state: dict[str, object]) -> ArchiveError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class InputError(ArchiveError):
    """The person can put it right."""

    exit_code = 2


class QuerySyntaxError(InputError):
    """A saved query that must be exact (never a search box text) cannot be read."""

    def __init__(self, message: str, *, position: int, length: int = 1) -> None:
        super().__init__(message)
        self.position = position
        self.length = length


class InvalidRecord(InputError):
    """Values that cannot be stored; ``problems`` names each field with its sentence."""

    def __init__(self, message: str, problems: Sequence[tuple[str, str]] = (), *, where: str = "") -> None:
        super().__init__(message, where=where)
        self.problems = tuple(problems)


class NotFound(InputError):
    """No record, operation or collection of that name or number."""


class SettingsError(InputError):
    """The settings file cannot be used."""


class FormatError(ArchiveError):
    """A file outside is not what it claims to be, or cannot be written as asked."""

    exit_code = 3


class UnknownFormat(FormatError):
    """No importer or exporter knows this kind of file."""


class UnreadableSource(FormatError):
    """A source cannot be read: missing, empty, binary, too large, damaged."""


class NotFetched(ArchiveError):
    """A web address could not be fetched: no answer, a refusal, something that is not a page, too much of it."""

    exit_code = 3


class AddressRefused(NotFetched):
    """A web address that this program does not open, whoever asks."""


class ExportRefused(FormatError):
    """An export that would not be valid is not written."""


class StoreError(ArchiveError):
    """The surroundings failed, the program did not."""

    exit_code = 4


class ArchiveBusy(StoreError):
    """Another program holds the catalogue's lock."""


class ArchiveReadOnly(StoreError):
    """The catalogue, its folder or its disk cannot be written."""


class DiskFull(StoreError):
    """No room is left; nothing was half written."""


class ArchiveDamaged(StoreError):
    """The catalogue file is damaged or is not a catalogue."""


class ArchiveTooNew(StoreError):
    """The catalogue was written by a newer program."""

    def __init__(self, message: str, *, found: int, known: int, where: str = "") -> None:
        super().__init__(message, where=where, remedy="Install the newer program, or open a copy of an older backup.")
        self.found = found
        self.known = known


class Conflict(ArchiveError):
    """A record was changed since it was read, so nothing was overwritten."""

    exit_code = 5

    def __init__(self, message: str, *, record_id: int = 0, field: str = "", where: str = "", remedy: str = "") -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.record_id = record_id
        self.field = field


class Cancelled(ArchiveError):
    """The person asked for the work to stop; nothing is half done."""

    exit_code = 130

    def __init__(self, message: str = "Stopped.") -> None:
        super().__init__(message)


def path_text(path: str | PathLike[str]) -> str:
    """A path as shown in an error (always text, never escaped)."""
    return fspath(path)
