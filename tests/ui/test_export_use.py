"""An export for a stated use, in the window: what stays out and why, reasons to let through, the file beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.operations import clearance, history
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.export_page import ExportPage
from archive_app.ui.view_state import State
from tests.ui.rights_catalogue import Works, create, settle


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Archive, Works]]:
    archive, ids = create(tmp_path / "own")
    yield archive, ids
    archive.close()


@pytest.fixture
def ids(made: tuple[Archive, Works]) -> Works:
    return made[1]


@pytest.fixture
def page(qtbot: QtBot, context: Context, made: tuple[Archive, Works]) -> Iterator[ExportPage]:
    context.set_archive(made[0])
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    page = ExportPage(context, window)
    page.resize(1200, 800)
    window.show()
    page.enter(State())
    page.formats.setCurrentIndex(page.formats.findData("json"))
    settle(qtbot, context)
    yield page
    context.tasks.close()


def looked(qtbot: QtBot, context: Context, page: ExportPage) -> None:
    qtbot.waitUntil(lambda: page.stated.ready and not context.tasks.running(), timeout=8000)
    settle(qtbot, context)


def write(qtbot: QtBot, context: Context, page: ExportPage, path: Path) -> None:
    page.target.line.setText(str(path))
    assert page.run() is not None, page.export.toolTip()
    settle(qtbot, context)


def test_without_a_stated_use_it_works_as_before(
    qtbot: QtBot, context: Context, page: ExportPage, tmp_path: Path
) -> None:
    assert page.stated.use is None
    assert page.gate.text
    write(qtbot, context, page, tmp_path / "out.json")
    assert (tmp_path / "out.json").exists()
    assert not list(tmp_path.glob("*.rights.json"))


def test_what_may_not_be_used_so_stays_out_and_the_manifest_tells(
    qtbot: QtBot, context: Context, page: ExportPage, ids: Works, tmp_path: Path
) -> None:
    page.stated.tick.setChecked(True)
    assert not page.export.isEnabled()  # the answers are on their way
    looked(qtbot, context, page)
    assert set(page.going_out) == {ids.free, ids.credit, ids.ending}
    assert not page.gate.text  # the usual gate stands back
    assert "4 records stay out." in page.stated.said.text()
    assert "1 goes out with conditions" in page.stated.said.text()
    write(qtbot, context, page, tmp_path / "out.json")
    manifest = json.loads((tmp_path / "out.json.rights.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in manifest["left_out"]} == {ids.ask, ids.no, ids.unknown, ids.article}
    assert "out.json.rights.json" in page.bar.text
    assert "(4 left out)" in page.bar.text
    archive = context.archive
    assert archive is not None
    [kept] = clearance.asked_of(archive)
    assert (kept.outcome, kept.occasion) == ("exported", "out.json")


def test_letting_one_through_needs_a_reason(
    qtbot: QtBot, context: Context, page: ExportPage, ids: Works, tmp_path: Path
) -> None:
    page.stated.tick.setChecked(True)
    looked(qtbot, context, page)
    page.stated.let.setChecked(True)
    assert ids.ask not in page.going_out
    model = page.stated.reasons.model
    at = next(n for n, row in enumerate(model.rows) if row.id == ids.ask)
    model.setData(model.index(at, 1), "Agreed by letter", int(Qt.ItemDataRole.EditRole))
    assert ids.ask in page.going_out
    assert "1 goes out against its answer." in page.stated.said.text()
    write(qtbot, context, page, tmp_path / "out.json")
    manifest = json.loads((tmp_path / "out.json.rights.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["override"]) for one in manifest["overridden"]] == [(ids.ask, "Agreed by letter")]
    page.stated.let.setChecked(False)
    assert ids.ask not in page.going_out  # folded away, the reasons do not count


def test_one_reason_lets_all_through(qtbot: QtBot, context: Context, page: ExportPage) -> None:
    page.stated.tick.setChecked(True)
    looked(qtbot, context, page)
    page.stated.let.setChecked(True)
    page.stated.reasons.every.setText("Court order")
    page.stated.reasons.fill()
    assert len(page.going_out) == 7


def test_another_use_holds_back_others(qtbot: QtBot, context: Context, page: ExportPage, ids: Works) -> None:
    page.stated.tick.setChecked(True)
    looked(qtbot, context, page)
    page.stated.question.action.put("broadcast")
    page.stated.question.action.chosen.emit()
    looked(qtbot, context, page)
    assert page.going_out == ()
    assert page.export.toolTip() == "There is nothing to export"
    page.stated.tick.setChecked(False)
    assert ids.free in page.going_out
    assert page.gate.text


def test_the_export_is_a_step_of_the_history(qtbot: QtBot, context: Context, page: ExportPage, tmp_path: Path) -> None:
    archive = context.archive
    assert archive is not None
    before = len(history.recent(archive, 500))
    page.stated.tick.setChecked(True)
    looked(qtbot, context, page)
    write(qtbot, context, page, tmp_path / "out.json")
    assert len(history.recent(archive, 500)) == before + 1
