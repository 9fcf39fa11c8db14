"""Every task's outcome arrives once, on the main thread, at the right place."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.operations.progress import Progress
from archive_app.ui.tasks import Lane, Tasks


def _append(to: list[int], number: int, _progress: Progress) -> None:
    to.append(number)


def test_done_is_called_once_on_the_main_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[object, int]] = []
    tasks.run(Lane.READ, lambda _progress: 42, done=lambda value: seen.append((value, threading.get_ident())))
    qtbot.waitUntil(lambda: not tasks.running())
    qtbot.wait(20)
    assert seen == [(42, threading.get_ident())]


def test_nothing_is_delivered_before_run_returns(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []
    for _ in range(50):
        tasks.run(Lane.READ, lambda _progress: 1, done=seen.append)
        assert not seen
    qtbot.waitUntil(lambda: not tasks.running())
    assert len(seen) == 50


def test_an_error_goes_to_failed_and_nowhere_else(qtbot: QtBot, tasks: Tasks) -> None:
    failed: list[Exception] = []
    done: list[object] = []
    troubled: list[object] = []
    tasks.troubled.connect(troubled.append)

    def work(progress: Progress) -> None:
        raise ValueError("no")

    tasks.run(Lane.FILES, work, done=done.append, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert (str(failed[0]), done, troubled) == ("no", [], [])


def test_an_error_nobody_waits_for_is_not_lost(qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.waitSignal(tasks.troubled) as caught:
        tasks.run(Lane.FILES, lambda _progress: 1 // 0)
    assert isinstance(caught.args[0], ZeroDivisionError)


@pytest.mark.parametrize("waits", [True, False])
def test_cancelled_work_says_stopped_and_nothing_else(qtbot: QtBot, tasks: Tasks, waits: bool) -> None:
    go = threading.Event()
    seen: list[str] = []

    def work(progress: Progress) -> None:
        go.wait(60)
        progress.at(1, 2)

    blocker = tasks.run(Lane.WRITE, work) if waits else None
    task = tasks.run(
        Lane.WRITE, work, done=lambda _value: seen.append("done"), failed=lambda _: seen.append("failed"),
        stopped=lambda: seen.append("stopped"),
    )  # fmt: skip
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: not tasks.running())
    assert seen == ["stopped"]
    assert blocker is None or blocker.finished


def test_a_deleted_owner_is_left_alone(qtbot: QtBot, tasks: Tasks) -> None:
    go = threading.Event()
    owner = QObject()
    seen: list[object] = []
    tasks.run(Lane.READ, lambda _progress: go.wait(60), done=seen.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not tasks.running())
    assert seen == []


def test_progress_is_thinned_but_the_last_word_arrives(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for number in range(1, 5001):
            progress.at(number, 5000, "n")

    tasks.run(Lane.READ, work, progressed=lambda *where: seen.append(where))
    qtbot.waitUntil(lambda: not tasks.running())
    assert seen[-1] == (5000, 5000, "n")
    assert len(seen) < 100


def test_writes_run_one_after_the_other_and_are_counted(qtbot: QtBot, tasks: Tasks) -> None:
    order: list[int] = []
    counts: list[int] = []
    tasks.writes_changed.connect(counts.append)
    for number in range(5):
        tasks.run(Lane.WRITE, partial(_append, order, number))
    qtbot.waitUntil(lambda: not tasks.running())
    assert order == [0, 1, 2, 3, 4]
    assert max(counts) >= 1
    assert counts[-1] == 0


def test_closing_finishes_what_is_being_saved(qapp: QApplication) -> None:
    made = Tasks()
    saved: list[int] = []
    for number in range(3):
        made.run(Lane.WRITE, partial(_append, saved, number))
    made.close()
    assert saved == [0, 1, 2]
