"""The import page: read, review by keyboard, import as one step that Undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Kind
from archive_app.operations import history
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.import_page import ImportPage
from tests.ui.importing import item_of, settle, story


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "small.archive")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> ImportPage:
    context.actions.set_situation(lambda: frozenset({"open", "writable", "startable"}))
    context.set_archive(archive)
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


def articles(archive: Archive) -> list[int]:
    with archive.read() as reader:
        return list(reader.ids_of(Kind.ARTICLE, deleted=False))


def test_reading_shows_what_was_found_and_writes_nothing(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    labels = [row.label for row in page.review.model.rows]
    assert page.review.model.rows[0].value == "The quay is empty"
    assert "Photo 1" in labels
    assert "Credit line" in labels
    assert not articles(archive)
    assert not history.recent(archive)


def test_the_row_under_review_is_lit_in_the_source(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    page.review.table.go(page.review.model.row_of("photo0.caption"))
    source = page.review.source
    assert source.words_of(source.current) == "Empty berths at the quay."
    row = page.review.model.row_of("photo0.credit_line")
    source.span_pressed.emit(next(n for n, s in enumerate(source.spans) if s.key == "photo0.credit_line"))
    assert page.review.table.currentIndex().row() == row


def test_one_import_is_one_operation_and_undo_takes_all_of_it_back(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty"), story(tmp_path, "The dome is open")])
    settle(qtbot, context)
    for item in page.model.items:
        page.model.tick(item, True)
    page.start_import()
    settle(qtbot, context)
    assert len(articles(archive)) == 2
    assert len([one for one in history.recent(archive) if one.verb == "import"]) == 1
    assert page.summary.isVisible()
    assert "2 articles" in page.summary.words.text()
    page.summary.undo_button.click()
    settle(qtbot, context)
    assert not articles(archive)
    with archive.read() as reader:
        assert not list(reader.ids_of(Kind.PHOTO, deleted=False))
    assert all(not item.imported for item in page.model.items)


def test_enter_accepts_delete_rejects_and_typed_values_are_a_persons(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    table, model = page.review.table, page.review.model
    table.go(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.currentIndex().row() == 1
    item = page.model.items[0]
    assert item.decisions["headline"].accepted
    table.go(model.row_of("publisher"))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    table.go(model.row_of("photo0.credit_line"))
    assert model.type_value(model.row_of("photo0.credit_line"), "Photo: Ivan Primerov")
    page.start_import([item])
    settle(qtbot, context)
    (number,) = articles(archive)
    made = record_page(archive, number)
    assert made.record.publisher == ""  # type: ignore[attr-defined]  # an Article
    use = made.photos[0]
    assert use.use.credit_line == "Photo: Ivan Primerov"
    assert [party.name for party in use.use.credit.parties] == ["Ivan Primerov"]
    typed = [one for one in use.evidence if one.field == "credit_line"]
    assert [one.method for one in typed] == ["person"]
    assert not [one for one in made.evidence if one.field == "publisher"]


def test_a_value_typed_in_the_cell_is_kept(qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    table, model = page.review.table, page.review.model
    table.go(0)
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = table.focusWidget()
    assert box is not None
    assert box is not table
    QTest.keyClicks(box, "Berths empty")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.data(model.index(0, 1)) == "Berths empty")
    assert table.currentIndex().row() == 0


def test_a_date_that_is_none_is_refused_with_a_sentence(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    model = page.review.model
    assert not model.type_value(model.row_of("published"), "some day")
    assert "some day" in page.review.remarks.text


def test_a_rejected_photo_is_left_out_with_all_its_words(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    model = page.review.model
    model.decide(model.row_of("photo0"), on=False)
    assert not model.is_taken(model.row_of("photo0.caption"))
    page.start_import(page.model.items)
    settle(qtbot, context)
    assert not record_page(archive, articles(archive)[0]).photos


def test_ctrl_enter_accepts_the_item_and_goes_on(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty"), story(tmp_path, "The dome is open")])
    settle(qtbot, context)
    first, second = page.model.items
    page.list.go(first)
    assert context.actions.run("review.accept")
    assert first.accepted
    assert page.list.current() is second
    context.actions.run("review.skip")
    assert not second.ticked
    page.start_import()
    settle(qtbot, context)
    (number,) = articles(archive)
    made = record_page(archive, number)
    assert made.title == "The quay is empty"
    assert made.record.reviewed  # type: ignore[attr-defined]  # an Article


def test_an_unreadable_file_says_so_and_the_others_go_on(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    bad = tmp_path / "scan.html"
    bad.write_bytes(b"\x00\x01\x02\x03" * 400)
    page.add([bad, tmp_path / "not-there.html", story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    states = [item.state for item in page.model.items]
    assert states.count("unreadable") == 2
    item = item_of(page, "scan.html")
    page.list.go(item)
    assert page.review.empty.isVisible()
    assert item.words
    page.start_import(page.model.items)
    settle(qtbot, context)
    assert len(articles(archive)) == 1
    assert "scan.html" in page.summary.problems.text()
    assert page.summary.retry_button.isVisible()


def test_a_likely_duplicate_is_skipped_unless_wanted(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    page.summary.more_pressed.emit()
    assert not page.model.items
    page.add([story(tmp_path, "The quay is empty", "again.html"), story(tmp_path, "The dome is open")])
    settle(qtbot, context)
    known = item_of(page, "again.html")
    assert known.state == "duplicate"
    assert known not in list(page.model.wanted())
    page.list.go(known)
    assert page.review.duplicates.isVisible()
    assert page.review.duplicates.skip.isChecked()
    page.review.duplicates.compare.click()
    settle(qtbot, context)
    assert page.review.compare.words.text() == "Both say the same."
    page.review.duplicates.anyway.click()
    assert known in list(page.model.wanted())


def test_the_same_file_twice_is_one_item_and_the_same_text_is_a_twin(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    one = story(tmp_path, "The quay is empty")
    page.add([one, one])
    settle(qtbot, context)
    page.add([one, story(tmp_path, "The quay is empty", "copy.html")])
    settle(qtbot, context)
    assert len(page.model.items) == 2
    assert page.model.items[1].twin
    assert not page.model.items[1].ticked


def test_items_wait_while_the_person_looks_elsewhere(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    context.view.open_page("import")
    context.view.close_mode()
    page.hide()
    context.view.open_page("import")
    page.show()
    page.enter(context.view.now)
    assert [item.title for item in page.model.items] == ["The quay is empty"]
    assert page.work.isVisible()


def test_records_that_filters_hide_are_told_of(
    qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path
) -> None:
    context.view.set_query("zebra")
    page.add([story(tmp_path, "The quay is empty")])
    settle(qtbot, context)
    page.start_import(page.model.items)
    settle(qtbot, context)
    assert "hidden by your filters" in page.summary.hidden_bar.text
    page.summary.filters_pressed.emit()
    assert context.view.now.place == "last_import"
    assert context.view.now.text == ""


def test_what_is_on_the_clipboard_is_read(qtbot: QtBot, context: Context, page: ImportPage, tmp_path: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("A headline stands here\n\nAnd a paragraph of the text follows it, long enough to be one.\n")
    page.paste()
    settle(qtbot, context)
    assert page.model.items[0].title.startswith("A headline")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(story(tmp_path, "The dome is open")))])
    clipboard.setMimeData(data)
    page.paste()
    settle(qtbot, context)
    assert "The dome is open" in [item.title for item in page.model.items]


def test_a_web_address_is_not_fetched(qtbot: QtBot, context: Context, page: ImportPage) -> None:
    page.add(["https://example.org/news/1"])
    settle(qtbot, context)
    assert page.model.items == []
    assert page.intake.card().box.toPlainText() == "https://example.org/news/1"  # the person is asked first
