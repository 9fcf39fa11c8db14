"""Puts every error into words: what happened, what it means, what the person can do.

    message = messages.explain(error)
    bar.show_message(message)            # .title .sentence .remedy .details .action

An ``ArchiveError`` brings its own sentence. Anything else is a fault of the program: the person is told so
plainly and can copy a report.
"""

from __future__ import annotations

import platform
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt

from archive_app.domain import errors
from archive_app.i18n import mark, tr


@dataclass(frozen=True, slots=True)
class Message:
    """An error as shown.

    Attributes:
        title: A few words: what happened.
        sentence: What happened, where, and what it means for the work.
        remedy: What to do now; never "".
        details: Technical text that folds out, with a button to copy it.
        action: An action id offered as a button ("" when there is none); see ``actions``.
        bug: True when the program is at fault.
    """

    title: str
    sentence: str
    remedy: str
    details: str = ""
    action: str = ""
    bug: bool = False

    @property
    def text(self) -> str:
        """Sentence and remedy together, for a toast or a message bar."""
        return f"{self.sentence} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    remedy: str
    action: str = ""


# The nearest class in an error's ancestry is taken; its own remedy goes before this one.
_WORDS: Final[dict[type[BaseException], _Words]] = {
    errors.DiskFull: _Words(mark("The disk is full"), mark("Free some space, then try again.")),
    errors.ArchiveBusy: _Words(
        mark("The catalogue is in use"), mark("Close it in the other program, or open it for reading only.")
    ),
    errors.ArchiveReadOnly: _Words(
        mark("Nothing can be saved here"), mark("Open a copy in a folder that you may write to.")
    ),
    errors.ArchiveDamaged: _Words(
        mark("Part of the catalogue is damaged"), mark("Choose a backup to open a good copy."), "file.backups"
    ),
    errors.ArchiveTooNew: _Words(mark("A newer program wrote this catalogue"), mark("Install the newer program.")),
    errors.StoreError: _Words(mark("The catalogue cannot be reached"), mark("Check the disk, then try again.")),
    errors.UnknownFormat: _Words(
        mark("This kind of file is not known"), mark("Choose another file, or paste its text into Import.")
    ),
    errors.UnreadableSource: _Words(
        mark("A file cannot be read"), mark("The other files are fine; leave this one out.")
    ),
    errors.AddressRefused: _Words(
        mark("This address is not opened"), mark("Save the page with your browser, and import the saved file.")
    ),
    errors.NotFetched: _Words(
        mark("A page could not be fetched"), mark("Try again later, or save the page with your browser and import it.")
    ),
    errors.ExportRefused: _Words(mark("The export was not written"), mark("Put the fields right, then export again.")),
    errors.FormatError: _Words(mark("A file is not as expected"), mark("Choose another file or format.")),
    errors.QuerySyntaxError: _Words(mark("The saved search cannot be read"), mark("Correct it, then save it again.")),
    errors.InvalidRecord: _Words(mark("This value cannot be kept"), mark("Correct the marked field.")),
    errors.NotFound: _Words(mark("It is not there any more"), mark("Search for it again, or look in the bin.")),
    errors.SettingsError: _Words(mark("The settings cannot be used"), mark("Open Settings and choose again.")),
    errors.InputError: _Words(mark("This needs a correction"), mark("Correct it, then try again.")),
    errors.Conflict: _Words(
        mark("Somebody changed this record meanwhile"), mark("Look at the newer values, then change yours again.")
    ),
    errors.Cancelled: _Words(mark("Stopped"), mark("What was finished is kept; start again for the rest.")),
    errors.ArchiveError: _Words(mark("That did not work"), mark("Try again.")),
}


def explain(error: BaseException) -> Message:
    """Put an error into words."""
    for kind in type(error).__mro__:
        words = _WORDS.get(kind)
        if words is not None and isinstance(error, errors.ArchiveError):
            # People know a catalogue by its name; the folder it stands in makes the sentence unreadable.
            place = Path(error.where).stem if error.where.endswith(".archive") else error.where
            sentence = f"{place}: {error.message}" if place else error.message
            return Message(
                title=tr(words.title), sentence=tr(sentence), remedy=tr(error.remedy or words.remedy),
                details=report(error) if error.__cause__ is not None else "", action=words.action,
            )  # fmt: skip
    return Message(
        title=tr("The program made a mistake"),
        sentence=tr("Something unexpected happened. What you had saved is safe, and you can go on working."),
        remedy=tr("Copy the report and send it to whoever looks after this program."),
        details=report(error), action="help.copy_report", bug=True,
    )  # fmt: skip


def report(error: BaseException) -> str:
    """The technical text of an error: versions and the chain of calls."""
    return versions() + "\n" + "".join(traceback.format_exception(error))


def versions() -> str:
    """What somebody who helps needs to know first."""
    from PySide6 import __version__ as qt

    from archive_app import __version__

    return f"archive-app {__version__} · Python {platform.python_version()} · PySide6 {qt} · {platform.platform()}"


def local_time(moment: str, locale: QLocale) -> str:
    """A UTC moment of the catalogue on the person's own clock: the time today, the date before."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    if not when.isValid():
        return moment
    if when.date() == QDateTime.currentDateTime().date():
        return locale.toString(when.time(), QLocale.FormatType.ShortFormat)
    return locale.toString(when, QLocale.FormatType.ShortFormat)
