"""What this person likes, for the window: ``settings.Settings`` with a signal, saved a moment after a change.

size = context.preferences.now.reading_size
context.preferences.change(reading_size=size + 1)
context.preferences.changed.connect(self._again)
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from archive_app import settings
from archive_app.domain.errors import SettingsError
from archive_app.ui.one_shot import one_shot

log = logging.getLogger(__name__)
SAVED_AFTER_MS = 400


class Preferences(QObject):
    """The settings in force; ``keep`` False never writes them (tests, or a file that could not be read)."""

    changed = Signal()

    def __init__(
        self, now: settings.Settings | None = None, *, keep: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now or settings.Settings()
        self._keep = keep
        self._later = one_shot(self, SAVED_AFTER_MS, self._save_beside)
        self._beside = ThreadPoolExecutor(1, "settings")  # to wait for the disk is not the window's business

    @property
    def now(self) -> settings.Settings:
        """The settings in force."""
        return self._now

    def change(self, **values: Any) -> None:
        """Set fields of ``Settings``; they hold at once and are saved a moment later."""
        self.set(replace(self._now, **values))

    def set(self, value: settings.Settings) -> None:
        """Put other settings in force."""
        if value != self._now:
            self._now = value
            self.changed.emit()
            self._later.start()

    def save(self) -> None:
        """Write them now. A file that cannot be written is logged; the settings hold until the program ends."""
        self._save_beside().result()

    def _save_beside(self) -> Future[None]:
        self._later.stop()
        return self._beside.submit(_save, self._now if self._keep else None)


def _save(wanted: settings.Settings | None) -> None:
    if wanted is None:
        return
    try:
        settings.save(wanted)
    except SettingsError:
        log.warning("The settings could not be saved", exc_info=True)
