"""Correcting a credit line in the window, by keyboard, and applying it to lines like it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Credit
from archive_app.operations import rules
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.credit_editor import CreditEditor
from archive_app.ui.credit_parts import CreditParts
from archive_app.ui.printed_credit import PrintedCredit
from tests.operations.test_credit_corrections import credit_of, fill, said
from tests.ui.auditing import cut_off, spoken
from tests.ui.inspecting import settle

LINES = (
    "Photo: Ann Lee/Northlight",
    "Photo: Ann Lee/Northlight",
    "Bob Ray / Northlight",
    "Northlight",
    "Eva 🙂 Stone/AP",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "Test", who="Tester") as made:
        yield made


@pytest.fixture
def uses(archive: Archive) -> list[int]:
    return fill(archive, LINES)


def editor_of(qtbot: QtBot, context: Context, archive: Archive, use: int) -> CreditEditor:
    window = context.parent()
    assert isinstance(window, QWidget)
    window.resize(1000, 700)
    window.show()
    context.set_archive(archive)
    credit = credit_of(archive, use)
    made = CreditEditor(context, use, "".join(credit.literals), credit, window)
    settle(qtbot, context)
    return made


def choose(editor: CreditEditor, row: int, role: str) -> None:
    box = editor.rows.rows[row].role
    box.setCurrentIndex(box.findData(role))
    box.activated.emit(box.currentIndex())


def test_saving_offers_lines_that_are_alike_and_applies_to_them(
    qtbot: QtBot, context: Context, archive: Archive, uses: list[int]
) -> None:
    editor = editor_of(qtbot, context, archive, uses[0])
    choose(editor, 1, "distributor")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    assert said(archive, uses[0])[1][1] == "distributor"
    assert editor.stack.currentWidget() is editor.similar
    assert set(editor.similar.chosen) == {uses[1], uses[2]}  # alone in its line, only somebody can tell
    assert editor.similar.apply.text() == "Apply to 2 more"
    editor.similar.plan.setCurrentIndex(editor.similar.plan.plan.index(0))
    QTest.keyClick(editor.similar.plan, Qt.Key.Key_Space)
    assert editor.similar.chosen == [uses[2]]
    editor.similar.rule.setChecked(True)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    assert said(archive, uses[2])[1][1] == "distributor"
    assert said(archive, uses[1])[1][1] == "provider"
    assert len(rules.rules(archive)) == 1


def test_nothing_alike_closes_and_nothing_saved_changes_nothing(
    qtbot: QtBot, context: Context, archive: Archive, uses: list[int]
) -> None:
    editor = editor_of(qtbot, context, archive, uses[4])
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    settle(qtbot, context)
    before = credit_of(archive, uses[4])
    editor = editor_of(qtbot, context, archive, uses[4])
    editor.marks.put(("staff",))
    closed: list[bool] = []
    editor.destroyed.connect(lambda: closed.append(True))
    editor.save()
    settle(qtbot, context)
    assert closed
    assert credit_of(archive, uses[4]).flags == ("staff",)
    assert before.flags == ()


def test_a_name_is_added_by_keyboard_alone_even_behind_an_emoji(
    qtbot: QtBot, context: Context, archive: Archive, uses: list[int]
) -> None:
    editor = editor_of(qtbot, context, archive, uses[4])
    editor.rows.show_parties(())
    cursor = editor.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.text.setTextCursor(cursor)
    for _ in "AP":
        QTest.keyClick(editor.text, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert editor.add_button.isEnabled()
    QTest.keyClick(editor.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [(p.name, p.start) for p in editor.credit().parties] == [("AP", LINES[4].index("AP"))]
    assert "".join(editor.credit().literals) == LINES[4]


def test_what_cannot_be_kept_is_said_and_not_saved(
    qtbot: QtBot, context: Context, archive: Archive, uses: list[int]
) -> None:
    editor = editor_of(qtbot, context, archive, uses[0])
    assert editor.save_button.isEnabled()
    assert "[Photo: ] [Ann Lee] [/] [Northlight]" in editor.joined.text()
    editor.year.setText("20x1")
    editor.year.textEdited.emit("20x1")
    assert not editor.save_button.isEnabled()
    assert "20x1" in editor.joined.text()
    editor.year.setText("2021")
    editor.year.textEdited.emit("2021")
    editor.rows.rows[1].name.setText("North Light Ltd")
    editor.rows.rows[1].name.textEdited.emit("")
    assert "North Light Ltd" in editor.joined.text()
    assert editor.save_button.isEnabled()
    editor.rows.rows[0].remove.click()
    assert len(editor.rows.rows) == 1


def test_everything_is_reached_by_tab_and_has_a_name(
    qtbot: QtBot, context: Context, archive: Archive, uses: list[int]
) -> None:
    editor = editor_of(qtbot, context, archive, uses[0])
    editor.activateWindow()
    editor.text.setFocus()
    reached = set()
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or editor, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    wanted: list[QWidget] = [row.role for row in editor.rows.rows] + [row.name for row in editor.rows.rows]
    wanted += [editor.marks, editor.licence, editor.year, editor.medium, editor.save_button, editor.leave_button]
    assert set(wanted) <= reached
    assert not spoken(editor)
    assert not cut_off(editor)


def test_the_inspector_shows_the_line_with_numbers_and_opens_the_editor(
    qtbot: QtBot, context: Context, archive: Archive, uses: list[int]
) -> None:
    window = context.parent()
    assert isinstance(window, QWidget)
    context.set_archive(archive)
    parts = CreditParts(context, window)
    window.show()
    parts.show_credit(credit_of(archive, uses[0]), uses[0], read_only=False)
    parts.show()
    assert parts.line.text().count("<sup") == 2
    assert parts.line.accessibleName() == "Credit line as read: Photo: Ann Lee (creator)/Northlight (provider)"
    parts.correct_button.click()
    settle(qtbot, context)
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, CreditEditor) and one.isVisible()]
    parts.show_credit(credit_of(archive, uses[0]), uses[0], read_only=True)
    assert parts.correct_button.isHidden()


def test_a_line_with_signs_of_markup_is_shown_as_it_is(qtbot: QtBot, light: object) -> None:
    label = PrintedCredit()
    qtbot.addWidget(label)
    label.show_credit(Credit(literals=("<b>Ann</b> & Co",)))
    assert "&lt;b&gt;Ann&lt;/b&gt; &amp; Co" in label.text()
