"""Toasts and the status bar say what is true, and go away when they should."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.errors import Conflict, DiskFull
from archive_app.operations.progress import Progress
from archive_app.ui import eta, theme
from archive_app.ui.notices import Notice
from archive_app.ui.status_bar import StatusBar
from archive_app.ui.tasks import Lane, Tasks
from archive_app.ui.theme import Theme
from archive_app.ui.toasts import KEPT, MOST, Toasts


@pytest.fixture
def window(qtbot: QtBot, light: Theme) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def test_never_more_than_three_and_all_are_kept(window: QWidget) -> None:
    toasts = Toasts(window)
    for number in range(5):
        toasts.show(Notice(f"Notice {number}"))
    assert [toast.notice.text for toast in toasts.shown] == ["Notice 2", "Notice 3", "Notice 4"][-MOST:]
    assert len(toasts.kept) == 5 <= KEPT


def test_toasts_stand_in_the_window_one_over_the_other(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show(Notice("Short"))
    toasts.show(Notice("A long sentence that needs several lines. " * 6))
    first, second = toasts.shown
    assert first.geometry().bottom() < second.geometry().top()
    assert window.rect().contains(second.geometry())


def test_toasts_make_room_for_the_button_that_is_pressed_next(qtbot: QtBot, window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show(Notice("Done"))
    [toast] = toasts.shown
    before = toast.geometry()
    button = QPushButton("Apply", window)
    button.setProperty("primary", True)
    button.setGeometry(860, 630, 120, 32)
    button.show()
    assert button.geometry().intersects(before)
    qtbot.waitUntil(lambda: not button.geometry().intersects(toast.geometry()))
    button.hide()
    qtbot.waitUntil(lambda: toast.geometry() == before)


def test_the_pointer_stops_the_clock(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show(Notice("Stay"))
    toast = toasts.shown[0]
    assert toast.waiting
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast.waiting


def test_undo_is_pressed_with_its_operation(qtbot: QtBot, window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show(Notice("Credit changed", button="Undo", action="edit.undo", operation=7))
    with qtbot.waitSignal(toasts.pressed) as pressed:
        toasts.shown[0].findChildren(QPushButton)[0].click()
    assert pressed.args[0].operation == 7
    assert not toasts.shown


def test_saved_is_said_only_after_the_commit(qtbot: QtBot, window: QWidget, tasks: Tasks) -> None:
    bar = StatusBar(tasks, window)
    bar.set_open(True)
    assert bar.save_state == "saved"
    go = threading.Event()
    tasks.run(Lane.WRITE, lambda _progress: go.wait(60))
    assert bar.save_state == "saving"
    go.set()
    qtbot.waitUntil(lambda: bar.save_state == "saved")


def test_a_failed_save_is_said_and_explained(qtbot: QtBot, window: QWidget, tasks: Tasks) -> None:
    bar = StatusBar(tasks, window)
    bar.set_open(True)

    def full(_progress: Progress) -> None:
        raise DiskFull("The disk is full.")

    tasks.run(Lane.WRITE, full, failed=lambda _error: None)
    qtbot.waitUntil(lambda: bar.save_state == "failed")
    with qtbot.waitSignal(bar.why_pressed):
        bar.findChildren(QPushButton)[-1].click()
    tasks.run(Lane.WRITE, lambda _progress: None)
    qtbot.waitUntil(lambda: bar.save_state == "saved")


def test_a_job_can_be_cancelled_from_the_bar(qtbot: QtBot, window: QWidget, tasks: Tasks) -> None:
    bar = StatusBar(tasks, window)
    started = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(1_000_000):
            progress.at(number, 1_000_000)
            started.set()
            threading.Event().wait(0.002)

    task = tasks.run(Lane.FILES, work, title="Importing")
    started.wait(60)
    cancel = next(one for one in bar.findChildren(QPushButton) if one.text() == "Cancel")
    qtbot.waitUntil(lambda: cancel.isVisibleTo(bar))
    cancel.click()
    qtbot.waitUntil(lambda: task.finished, timeout=1000)
    qtbot.waitUntil(lambda: not cancel.isVisibleTo(bar))


def test_the_time_left_waits_until_it_is_known() -> None:
    now = [0.0]
    estimate = eta.Estimate(lambda: now[0])
    assert estimate.at(0, 100) is None
    for done in range(1, 10):
        now[0] += 1
        estimate.at(done, 100)
    now[0] += 1
    assert estimate.at(10, 100) == pytest.approx(90)
    assert eta.words(90) == "about 2 minutes left"
    assert eta.words(38) == "about 40 s left"


def test_a_refused_step_leaves_nothing_unsaved(qtbot: QtBot, window: QWidget, tasks: Tasks) -> None:
    bar = StatusBar(tasks, window)
    bar.set_open(True)
    told: list[Exception] = []

    def conflict(_progress: Progress) -> None:
        raise Conflict("This was changed again since.")

    tasks.run(Lane.WRITE, conflict, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert bar.save_state == "saved"


def test_a_toast_changes_with_the_colours(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show(Notice("Kept"))
    before = toasts.shown[0].styleSheet()
    theme.use("dark")
    assert toasts.shown[0].styleSheet() != before
    theme.use("light")
