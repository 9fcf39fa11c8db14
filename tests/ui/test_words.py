"""What is said about errors, and the two guards of the process."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain import errors
from archive_app.ui import canary, messages
from archive_app.ui.stall import StallDetector


def _all_errors(kind: type[errors.ArchiveError] = errors.ArchiveError) -> Iterator[type[errors.ArchiveError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _all_errors(child)


@pytest.mark.parametrize("kind", [one for one in _all_errors() if one.__module__ == errors.__name__])
def test_every_error_has_a_title_and_a_remedy_without_blame(kind: type[errors.ArchiveError]) -> None:
    error = kind.__new__(kind)
    errors.ArchiveError.__init__(error, "Something happened.", where="a.html")
    message = messages.explain(error)
    assert message.title
    assert message.remedy
    assert not message.bug
    assert len(message.text) <= 240
    assert "!" not in message.text
    assert not re.match(r"(?i)error|failed|invalid", message.title)


def test_a_fault_of_the_program_offers_a_report() -> None:
    try:
        raise KeyError("internal")
    except KeyError as error:
        message = messages.explain(error)
    assert message.bug
    assert message.action == "help.copy_report"
    assert "KeyError" in message.details
    assert "KeyError" not in message.text


def test_the_canary_dies_only_of_bad_gas() -> None:
    numbers = [10_000 - canary.CALLS, 10_000]
    assert canary.lost_references(lambda: None, numbers.pop) == canary.CALLS
    assert "6.11.3" in canary.verdict(canary.CALLS)
    assert canary.verdict(1) == ""


def test_the_installed_qt_is_sound(qapp: QApplication) -> None:
    assert canary.check() == ""


def test_a_stall_is_caught_with_its_place(qtbot: QtBot) -> None:
    detector = StallDetector(60)

    def caught() -> list[float]:
        # A busy machine makes stalls of its own, and may keep the watchdog waiting for a whole nap.
        time.sleep(0.25)
        QApplication.processEvents()
        return [stall.milliseconds for stall in detector.stalls if "time.sleep(0.25)" in stall.stack]

    qtbot.waitUntil(lambda: bool(caught()))
    detector.stop()
    assert max(caught()) > 180


def test_a_catalogue_is_named_not_its_folder() -> None:
    busy = errors.ArchiveBusy("This catalogue is already open.", where="/archives/City archive.archive")
    assert messages.explain(busy).sentence == "City archive: This catalogue is already open."
