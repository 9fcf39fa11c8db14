"""Memory is given back when the lanes rest, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from archive_app.store.archive import Archive
from archive_app.ui import memory_keeper
from archive_app.ui.context import Context
from archive_app.ui.memory_keeper import MemoryKeeper
from archive_app.ui.tasks import Lane


def test_it_is_given_back_once_after_work(
    qtbot: QtBot, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_keeper, "REST_MS", 0)
    started: list[Lane] = []
    with Archive.create(tmp_path / "c.archive") as archive:
        context.set_archive(archive)
        keeper = MemoryKeeper(context)
        context.tasks.busy_changed.connect(
            lambda busy: started.extend(task.lane for task in context.tasks.running()) if busy else None
        )
        rested = [keeper.at_rest]
        context.look(lambda archive: archive.folder, lambda _folder: None)
        rested.append(keeper.at_rest)
        assert rested == [True, False]
        qtbot.waitUntil(lambda: started == [Lane.READ, Lane.FILES] and not context.tasks.running())
        qtbot.wait(20)
        assert started == [Lane.READ, Lane.FILES]
        assert keeper.at_rest
        context.set_archive(None)


def test_without_a_catalogue_nothing_is_given_back(qtbot: QtBot, context: Context) -> None:
    keeper = MemoryKeeper(context)
    keeper.give()
    assert keeper.at_rest
    assert not context.tasks.running()
