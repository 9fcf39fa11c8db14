"""Reading credit lines again in the window: shown first, ticked, applied as one step, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Authority
from archive_app.operations import edit, history
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.rereading_page import RereadingPage
from tests.operations.test_credit_corrections import fill, said
from tests.ui.auditing import cut_off
from tests.ui.inspecting import settle


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "Test", who="Tester") as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> RereadingPage:
    window = context.parent()
    assert isinstance(window, QWidget)
    window.resize(1000, 700)
    window.show()
    context.set_archive(archive)
    made = RereadingPage(context, window)
    made.resize(1000, 700)
    made.show()
    return made


def test_nothing_is_changed_before_apply_and_only_what_is_ticked_then(
    qtbot: QtBot, context: Context, archive: Archive, page: RereadingPage
) -> None:
    uses = fill(archive, ("Foto: Harbour Field", "Harbour Field/AP", "Foto: Ann Lee"))
    edit.save(archive, Authority(name="Harbour Field", kind="organization"))
    assert not page.apply.isEnabled()
    page.look.click()
    settle(qtbot, context)
    assert page.told.text() == "2 lines would be read otherwise. 3 lines were looked at."
    assert page.apply.text() == "Read 2 lines again"
    assert not cut_off(page)
    assert said(archive, uses[0]) == [("Harbour Field", "creator", "person")]
    second = next(n for n, row in enumerate(page.plan.plan.rows) if row.record_id == uses[1])
    was = said(archive, uses[1])
    page.plan.plan.setData(page.plan.plan.index(second), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert page.apply.text() == "Read 1 line again"
    page.apply.click()
    settle(qtbot, context)
    assert said(archive, uses[0]) == [("Harbour Field", "provider", "organization")]
    assert said(archive, uses[1]) == was
    assert not page.apply.isEnabled()
    history.undo(archive)
    assert said(archive, uses[0]) == [("Harbour Field", "creator", "person")]


def test_only_the_records_found_are_looked_at(
    qtbot: QtBot, context: Context, archive: Archive, page: RereadingPage
) -> None:
    fill(archive, ("Foto: Harbour Field", "Foto: Ann Lee"))
    edit.save(archive, Authority(name="Harbour Field", kind="organization"))
    context.view.go("all", text='credit:"Ann Lee"')
    page.scope.setCurrentIndex(page.scope.findData("results"))
    page.look.click()
    settle(qtbot, context)
    assert page.told.text().startswith("0 lines would be read otherwise. 1 line was looked at.")
