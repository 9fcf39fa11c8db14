"""The palette finds commands by beginnings, acronyms and scattered letters, and says why one cannot run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.ui.command_palette import CommandPalette, Entry, PaletteModel, score
from archive_app.ui.theme import Theme


def entries(ran: list[str]) -> list[Entry]:
    return [
        Entry("file.import", "Import…", "File menu", lambda: ran.append("import"), keys="Ctrl+I"),
        Entry("rights.copy", "Copy credit line", "Rights menu", lambda: ran.append("copy"), reason="Select a photo"),
        Entry("collection/3", "Harbour", "Collections", lambda: ran.append("harbour"), "#"),
        Entry("record.collect", "Add to collection…", "Record menu", lambda: ran.append("collect")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "text"),
    [("imp", "Import…"), ("ccl", "Copy credit line"), ("credit", "Copy credit line"), ("ato", "Add to collection…")],
)
def test_ways_of_naming_a_command(typed: str, text: str) -> None:
    scores = {entry.text: score(typed, entry.text) for entry in entries([])}
    assert max(scores, key=lambda one: scores[one]) == text


def test_nonsense_finds_nothing() -> None:
    assert score("zzzq", "Import…") == 0


def test_a_sign_shows_one_sort_only(qapp: QApplication) -> None:
    model = PaletteModel()
    model.set_entries(entries([]))
    model.filter("#")
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Harbour"]


def test_what_was_used_last_comes_first(qapp: QApplication) -> None:
    model = PaletteModel()
    model.set_entries(entries([]), recent=["record.collect"])
    assert model.index(0, 0).data() == "Add to collection…"


def test_a_reason_is_spoken(qapp: QApplication) -> None:
    model = PaletteModel()
    model.set_entries(entries([]))
    model.filter("ccl")
    assert "Select a photo" in str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_enter_runs_what_can_run(qtbot: QtBot, light: Theme) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    ran: list[str] = []
    palette = CommandPalette(window)
    palette.open_with(entries(ran), "ccl")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert ran == []
    palette.box.setText("imp")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert ran == ["import"]
    assert palette.isHidden()
