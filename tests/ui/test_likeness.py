"""Alike articles in the window: the four ways in a review, the list of the catalogue, comparisons, versions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from archive_app.domain.records import Kind
from archive_app.domain.word_diff import diff_paragraphs, words_changed
from archive_app.operations import ingest, versions
from archive_app.operations.comparing import Comparison, FieldComparison, compare_records
from archive_app.operations.page import record_page
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.diff_html import pieces_of_page, summary
from archive_app.ui.diff_page import DiffPage
from archive_app.ui.diff_view import DiffView
from archive_app.ui.import_page import ImportPage
from archive_app.ui.likeness_page import LikenessPage
from archive_app.ui.versions_box import VersionsBox
from archive_app.ui.view_state import State
from tests.make import a_draft
from tests.ui.importing import item_of, page_of, settle
from tests.unit.test_likeness import edited, story

BODY = tuple(story(1, 90))


@pytest.fixture
def archive(context: Context, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "test", who="Tester") as made:
        context.set_archive(made)
        yield made
        context.tasks.close()


def two(archive: Archive) -> list[int]:
    one = a_draft("Crew walks out", body=BODY, publisher="", name="one.html")
    other = a_draft("Ferries idle", body=tuple(edited(list(BODY), 0.05)), publisher="", name="two.html")
    return list(ingest.accept(archive, [one, other]).articles)


def compared(old: list[str], new: list[str]) -> Comparison:
    diffs = diff_paragraphs(old, new)
    same = FieldComparison("headline", "Headline", diff_paragraphs(["A"], ["A"]))
    return Comparison("A", "A", (same, FieldComparison("body", "Text", diffs)), words_changed(diffs))


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_what_came_and_went_is_told_without_colour_too(beside: bool, name: str) -> None:
    found = compared(["one <two> three", "four", "five six"], ["five six", "one seven three"])
    html = "".join(pieces_of_page(found, theme.THEMES[name], beside=beside, everything=False, heads=("Old", "New")))
    assert "line-through" in html.split("&lt;two&gt;")[0].rsplit("<span", 1)[1]
    assert "underline" in html.split("seven")[0].rsplit("<span", 1)[1]
    assert "<two>" not in html
    assert "Moved" in html
    assert "1 field is the same." in html
    assert summary(found) == "1 word added · 2 words taken out · 1 paragraph moved"


def test_what_is_the_same_is_folded_until_it_is_asked_for(qtbot: QtBot, context: Context, archive: Archive) -> None:
    one, other = two(archive)
    view = DiffView(context)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_comparison(lambda a: compare_records(a, one, one), ("Old", "New"))
    settle(qtbot, context)
    assert view.words.text() == "Both say the same."
    assert BODY[0] not in view.browser.toPlainText()
    view.everything.click()
    settle(qtbot, context)
    assert BODY[0] in view.browser.toPlainText()
    view.show_comparison(lambda a: compare_records(a, one, other))
    settle(qtbot, context)
    assert "Ferries idle" in view.browser.toPlainText()
    view.resize(400, 600)  # one column
    settle(qtbot, context)
    assert "Ferries idle" in view.browser.toPlainText()
    view.show_comparison(lambda a: compare_records(a, one, 999))
    settle(qtbot, context)
    assert "no such record" in view.words.text()


def test_two_selected_articles_are_compared(qtbot: QtBot, context: Context, archive: Archive) -> None:
    one, other = two(archive)
    page = DiffPage(context)
    qtbot.addWidget(page)
    page.enter(State(selected=(other, one), record=other))
    settle(qtbot, context)
    found = page.diff.found
    assert found is not None
    assert (found.old_id, found.new_id) == (one, other)


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> ImportPage:
    made = ImportPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def review(qtbot: QtBot, context: Context, page: ImportPage, folder: Path, title: str, name: str) -> None:
    """An item that is like what ``page_of("The quay is empty")`` was."""
    text = page_of("The quay is empty").replace("<h1>The quay is empty", f"<h1>{title}")
    (folder / name).write_text(text.replace("another week", "some more weeks"), encoding="utf-8")
    page.add([folder / name])
    settle(qtbot, context)
    page.list.go(item_of(page, name))
    settle(qtbot, context)


def test_an_item_becomes_a_new_version(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    [first] = ingest.accept(archive, ingest.read_text(page_of("The quay is empty"))).articles
    review(qtbot, context, page, tmp_path, "The quay stays empty", "later.html")
    item = item_of(page, "later.html")
    bar = page.review.duplicates
    assert bar.isVisible()
    assert "of the text is the same" in bar.accessibleName()
    assert bar.skip.isChecked()
    assert all(context.actions.bound(f"review.{one}") for one in ("version", "anyway", "different", "compare"))
    bar.version.click()
    assert bar.version.isChecked()
    assert item in list(page.model.wanted())
    page.start_import()
    settle(qtbot, context)
    rows = versions.history_of(archive, first)
    assert [row.title for row in rows] == ["The quay is empty", "The quay stays empty"]
    assert rows[1].current


def test_an_item_that_is_different_is_not_proposed_again(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    ingest.accept(archive, ingest.read_text(page_of("The quay is empty")))
    review(qtbot, context, page, tmp_path, "Another quay", "other.html")
    page.review.duplicates.different.click()
    settle(qtbot, context)
    item = item_of(page, "other.html")
    assert item.duplicates == ()
    assert item.standing == "new"
    assert not page.review.duplicates.isVisible()
    draft = item.draft
    assert draft is not None
    assert ingest.duplicates(archive, draft) == ()


def test_an_item_like_an_earlier_one_of_the_import_says_so(
    qtbot: QtBot, context: Context, archive: Archive, page: ImportPage, tmp_path: Path
) -> None:
    (tmp_path / "first.html").write_text(page_of("The quay is empty"), encoding="utf-8")
    page.add([tmp_path / "first.html"])
    settle(qtbot, context)
    review(qtbot, context, page, tmp_path, "The quay stays empty", "later.html")
    # Another reading began since; within one reading they are compared.
    page.model.clear()
    page.add([tmp_path / "first.html", tmp_path / "later.html"])
    settle(qtbot, context)
    item = item_of(page, "later.html")
    page.list.go(item)
    settle(qtbot, context)
    assert [d.record_id for d in item.duplicates] == [0]
    assert item.duplicates[0].item == item_of(page, "first.html").number
    assert page.review.duplicates.accessibleName().startswith("Like another item of this import")
    page.review.duplicates.compare.click()
    settle(qtbot, context)
    assert " added" in page.review.compare.words.text()
    page.review.duplicates.version.click()
    page.start_import(page.model.items)
    settle(qtbot, context)
    made = versions.history_of(archive, _newest(archive))
    assert [row.title for row in made] == ["The quay is empty", "The quay stays empty"]


def _newest(archive: Archive) -> int:
    with archive.read() as reader:
        return max(reader.ids_of(Kind.ARTICLE))


def test_pairs_of_the_catalogue_are_decided_by_keys(qtbot: QtBot, context: Context, archive: Archive) -> None:
    one, other = two(archive)
    page = LikenessPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.enter(State())
    settle(qtbot, context)
    assert [(p.one, p.other) for p in page.pairs] == [(one, other)]
    assert "1 possible duplicate" in page.header.words
    assert page.diff.found is not None
    QTest.keyClick(page.list, Qt.Key.Key_L)
    settle(qtbot, context)
    assert [row.record_id for row in versions.history_of(archive, one)] == [one, other]
    assert page.pairs == []
    assert page.empty.isVisible()
    archive.undo()
    page.run()
    settle(qtbot, context)
    assert len(page.pairs) == 1
    QTest.keyClick(page.list, Qt.Key.Key_D)
    settle(qtbot, context)
    assert versions.are_different(archive, (one, ""), (other, ""))
    archive.undo()
    page.run()
    settle(qtbot, context)
    page.bin_older.click()
    settle(qtbot, context)
    with archive.read() as reader:
        assert reader.record(one).deleted
        assert not reader.record(other).deleted


def test_the_inspector_lists_the_versions(qtbot: QtBot, context: Context, archive: Archive) -> None:
    one, other = two(archive)
    box = VersionsBox(context)
    qtbot.addWidget(box)
    box.show_page(record_page(archive, one), read_only=False)
    assert box.isHidden()
    versions.link(archive, other, one, note="as printed at noon")
    box.show_page(record_page(archive, other), read_only=False)
    assert not box.isHidden()
    first, second = (line.words.text() for line in box.rows)
    assert first == "Version 1 of 2 · 5 March 2021"
    assert second.startswith("Version 2 of 2 · 5 March 2021 · ")
    assert second.endswith(" · current · as printed at noon")
    enabled = {a.text(): a.isEnabled() for a in box.rows[1].menu.actions()}
    assert enabled == {
        "Compare with the version before": True,
        "Make it the current version": False,
        "Unlink it from the others": True,
    }
    box.rows[0].menu.actions()[1].trigger()
    settle(qtbot, context)
    assert [row.current for row in versions.history_of(archive, one)] == [True, False]
    box.show_page(record_page(archive, other), read_only=True)
    assert not any(a.isEnabled() for a in box.rows[1].menu.actions()[1:])
