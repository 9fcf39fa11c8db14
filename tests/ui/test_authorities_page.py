"""The page of authorities as people go through it: find, edit, merge, take out, bin; link printed names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import (
    Variant,
)
from archive_app.operations import authorities, authority_desk, history
from archive_app.store.archive import Archive
from archive_app.ui.authorities_page import AuthoritiesPage
from archive_app.ui.authority_new import NewAuthority
from archive_app.ui.authority_picker import AuthorityPicker
from archive_app.ui.context import Context
from archive_app.ui.line_list import Line, LineView
from archive_app.ui.view_state import State
from tests.ui.importing import settle
from tests.ui.naming import catalogue, go, names, number_of, opened, wait


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with catalogue(tmp_path / "own") as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> Iterator[AuthoritiesPage]:
    with opened(qtbot, context, archive) as made:
        yield made


def test_names_are_found_in_any_script_and_counted(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    assert page.header.words == "4 authorities"
    assert names(page.list.list) == ["Quay Pictures", "Klim Shipenko", "Клим Шипенко", "Ann Example"]
    assert page.list.list.lines.lines[0].number == "2"
    assert page.list.count.text() == "4 authorities · 4 uses"
    page.list.box.setText("chipenko")
    wait(qtbot, context)
    assert set(names(page.list.list)) == {"Klim Shipenko", "Клим Шипенко"}
    assert page.list.count.text() == "2 of 4 · 2 uses"
    page.list.box.setText("К. Ш")
    wait(qtbot, context)
    assert page.list.list.lines.lines[0].more.startswith("also “")
    page.list.clear_filters()
    page.list.kind.setCurrentIndex(page.list.kind.findData("organization"))
    wait(qtbot, context)
    assert names(page.list.list) == ["Quay Pictures"]
    page.list.clear_filters()
    page.list.usage.setCurrentIndex(page.list.usage.findData("unused"))
    wait(qtbot, context)
    assert names(page.list.list) == ["Ann Example"]
    page.list.usage.setCurrentIndex(page.list.usage.findData("twice"))
    page.list.order.setCurrentIndex(page.list.order.findData("name"))
    wait(qtbot, context)
    assert names(page.list.list) == ["Klim Shipenko", "Клим Шипенко"]
    page.list.box.setText("zzzz")
    wait(qtbot, context)
    assert page.several.title == "No authority is called so"
    page.show_authority(number_of(archive, "Ann Example"))  # the filters would hide it
    wait(qtbot, context)
    assert page.view.title.text() == "\u2068Ann Example\u2069"
    assert len(page.list.list.lines.lines) == 4


def test_fields_are_edited_in_place_and_undone(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = go(qtbot, context, page, archive, "Klim Shipenko")
    page.view.form.editors["name"].take("Klim A. Shipenko")
    wait(qtbot, context)
    assert number_of(archive, "Klim A. Shipenko") == number
    assert "Klim A. Shipenko" in names(page.list.list)
    table = page.view.variants
    table.add.click()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText("Чипенко")
    QTest.keyClick(line, Qt.Key.Key_Return)
    wait(qtbot, context)
    assert authorities.page(archive, number).authority.variants == (Variant("Чипенко", "", "Cyrl"),)
    assert table.rows == [("Чипенко", "", "Cyrl")]
    page.view.numbers.edited.emit([("Wikidata", "Q1"), ("", "https://viaf.org/viaf/99/")])
    wait(qtbot, context)
    assert page.view.numbers.rows == [("Wikidata", "Q1"), ("VIAF", "99")]
    page.view.numbers.table.selectRow(1)
    page.view.copy.click()
    assert QGuiApplication.clipboard().text() == "https://viaf.org/viaf/99"
    for _step in range(3):
        context.feed.publish(history.undo(archive))
        wait(qtbot, context)
    assert page.view.title.text() == "\u2068Klim Shipenko\u2069"
    assert page.view.variants.rows == []
    assert page.view.numbers.rows == [("Wikidata", "Q1")]


def test_a_change_of_somebody_else_is_not_written_over(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = go(qtbot, context, page, archive, "Klim Shipenko")
    authority_desk.set_value(archive, number, "variants", (Variant("Theirs"),), seen=())
    page.view.variants.edited.emit([("Mine", "", "")])
    wait(qtbot, context)
    assert [v.text for v in authorities.page(archive, number).authority.variants] == ["Theirs"]
    assert "was changed meanwhile" in page.view.bar.text
    assert page.view.variants.rows == [("Theirs", "", "")]


def test_a_part_is_put_under_its_whole(qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive) -> None:
    number = go(qtbot, context, page, archive, "Ann Example")
    page.view.parent_choose.click()
    picker = page.window().findChild(AuthorityPicker)
    assert picker is not None
    settle(qtbot, context)
    assert "Ann Example" not in names(picker.list)
    picker.box.setText("quay")
    wait(qtbot, context)
    QTest.keyClick(picker.box, Qt.Key.Key_Return)
    wait(qtbot, context)
    assert page.view.parent_button.text() == "Quay Pictures"
    page.view.parent_button.click()
    wait(qtbot, context)
    assert page.view.title.text() == "\u2068Quay Pictures\u2069"
    assert [a.id for a in authorities.page(archive, page.view.number).children] == [number]
    page.view.set_parent(number)  # in a circle
    wait(qtbot, context)
    assert "cannot be part of what is part of it" in page.view.bar.text


def test_two_are_merged_with_a_preview_and_one_is_taken_out_again(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    kept = go(qtbot, context, page, archive, "Klim Shipenko")
    [propose] = page.view.relations.buttons["merge"]
    propose()
    settle(qtbot, context)
    merge = page.merge_view
    assert page.stack.currentWidget() is merge
    assert merge.keep[kept].isChecked()
    assert merge.preview is not None
    assert dict(merge.preview.links) == {"bylines": 1}
    other = number_of(archive, "Клим Шипенко")
    merge.keep[other].click()
    settle(qtbot, context)
    assert merge.apply.text() == "Merge into “Клим Шипенко”"
    merge.keep[kept].click()
    settle(qtbot, context)
    merge.reason.setText("The same man")
    QTest.keyClick(merge.reason, Qt.Key.Key_Return)
    wait(qtbot, context)
    assert page.stack.currentIndex() == 0
    assert names(page.list.list) == ["Klim Shipenko", "Quay Pictures", "Ann Example"]
    assert page.view.number == kept
    assert page.view.variants.rows == [("Клим Шипенко", "", "Cyrl"), ("К. Шипенко", "ru", "Cyrl")]
    [merged] = authorities.page(archive, kept).merged
    assert merged.reason == "The same man"
    [take_out] = page.view.relations.buttons["out"]
    take_out()
    wait(qtbot, context)
    assert page.view.variants.rows == []
    assert "Клим Шипенко" in names(page.list.list)


def test_several_are_chosen_and_never_the_same_is_kept_and_taken_back(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.list.box.setText("shipenko")
    wait(qtbot, context)
    page.list.list.selectAll()
    assert page.several.title == "2 authorities selected"
    next(b for b in page.several.findChildren(QPushButton) if b.text() == "Never the same").click()
    wait(qtbot, context)
    QTest.keyClick(page.list.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    assert not page.merge_view.apply.isEnabled()
    page.merge_view.back.click()
    wait(qtbot, context)
    assert page.merge_view.apply.isEnabled()
    page.merge_view.cancel.click()
    wait(qtbot, context)
    assert page.stack.currentIndex() == 0


def test_different_kinds_are_not_merged_and_it_is_said_why(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.merge([number_of(archive, "Ann Example"), number_of(archive, "Quay Pictures")])
    settle(qtbot, context)
    assert not page.merge_view.apply.isEnabled()
    said = [w.text() for w in page.merge_view.findChildren(type(page.merge_view.lead))]
    assert any("different kinds" in text for text in said)


def test_a_new_one_is_made_and_put_into_the_bin_with_a_warning_where_used(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.list.new.click()
    card = page.window().findChild(NewAuthority)
    assert card is not None
    card.box.setText("Zoë New")
    card.kind.setCurrentIndex(card.kind.findData("place"))
    QTest.keyClick(card.box, Qt.Key.Key_Return)
    wait(qtbot, context)
    assert page.view.title.text() == "\u2068Zoë New\u2069"
    page.list.list.setFocus()
    QTest.keyClick(page.list.list, Qt.Key.Key_Delete)  # nothing links to it: at once
    wait(qtbot, context)
    assert "Zoë New" not in names(page.list.list)
    go(qtbot, context, page, archive, "Quay Pictures")
    page.view.remove.click()
    assert page.view.bar.text.startswith("It is used: credit lines 2.")
    assert "Quay Pictures" in names(page.list.list)
    next(b for b in page.view.bar.findChildren(QPushButton) if b.text() == "Move to bin").click()
    wait(qtbot, context)
    assert "Quay Pictures" not in names(page.list.list)
    context.feed.publish(history.undo(archive))
    wait(qtbot, context)
    assert page.list.list.lines.lines[0].name == "Quay Pictures"


def test_what_lies_in_the_bin_is_listed_and_restored(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = number_of(archive, "Ann Example")
    context.feed.publish(authority_desk.remove(archive, [number]))
    wait(qtbot, context)
    assert "Ann Example" not in names(page.list.list)
    page.list.usage.setCurrentIndex(page.list.usage.findData("bin"))
    wait(qtbot, context)
    assert names(page.list.list) == ["Ann Example"]
    assert page.view.bar.text == "This authority lies in the bin."
    assert not page.view.remove.isEnabled()
    page.view.restore_wanted.emit()
    wait(qtbot, context)
    assert len(names(page.list.list)) == 4
    assert (page.view.number, page.view.bar.text) == (number, "")
    page.list.box.setText("quay")
    wait(qtbot, context)
    page.enter(State(mode="work", page="authorities", record=number))  # the filter would hide it
    wait(qtbot, context)
    assert page.view.number == number


def test_where_it_is_used_opens_the_record_and_the_way_back_leads_here(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = go(qtbot, context, page, archive, "Klim Shipenko")
    [line] = page.view.works.lines.lines
    assert (line.name, line.more) == ("One", "byline")
    page.view.works.setFocus()
    page.view.works.choose(line.key)
    QTest.keyClick(page.view.works, Qt.Key.Key_Return)
    assert (context.view.now.mode, context.view.now.record) == ("read", line.key)
    context.view.back()
    assert (context.view.now.page, context.view.now.record) == ("authorities", number)


def test_an_empty_catalogue_says_what_authorities_are(
    qtbot: QtBot, context: Context, tmp_path: Path, light: object
) -> None:
    with Archive.create(tmp_path / "empty") as archive:
        context.set_archive(archive)
        window = context.parent()
        assert isinstance(window, QWidget)
        page = AuthoritiesPage(context, window)
        window.show()
        page.show()
        page.enter(State())
        settle(qtbot, context)
        assert page.empty.title == "No authorities yet"
        page.tabs.setCurrentIndex(1)
        settle(qtbot, context)
        assert page.printed.empty.title == "Every printed name is linked"
        page.tabs.setCurrentIndex(0)
        next(b for b in page.empty.findChildren(QPushButton) if b.text() == "Add known agencies").click()
        wait(qtbot, context)
        assert page.list.total > 300
        assert page.stack.currentIndex() == 0
        context.set_archive(None)
        settle(qtbot, context)


def test_ten_thousand_lines_need_no_widgets(qtbot: QtBot, light: object) -> None:
    view = LineView("Lines")
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    before = len(view.findChildren(QWidget))
    view.show_lines([Line(n, f"Name {n}", "Person", str(n), "user") for n in range(10_000)], 9_000)
    assert view.current == 9_000
    assert len(view.findChildren(QWidget)) == before
    assert view.lines.data(view.lines.index(5), int(Qt.ItemDataRole.AccessibleTextRole)) == "Name 5, Person, 5"
