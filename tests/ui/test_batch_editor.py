"""Many records at once: present values, what will change, a preview that equals the result, one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from archive_app.domain.batch import FieldEdit
from archive_app.domain.errors import Cancelled
from archive_app.domain.records import Article, Name, PhotoUse
from archive_app.operations import batch, edit, history
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui.batch_editor import BatchEditor
from archive_app.ui.context import Context
from tests.ui.inspecting import Ids, fill, only, pane, record, select, settle, steps


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "Test", who="Tester")
    yield made
    made.close()


@pytest.fixture
def ids(archive: Archive) -> Ids:
    return fill(archive)


@pytest.fixture
def third(archive: Archive, ids: Ids) -> int:
    made = Article(headline="A third", publisher="Evening Courier", subjects=(Name("strike"), Name("harbour")))
    return only(archive, edit.save(archive, made).records)


@pytest.fixture
def editor(qtbot: QtBot, context: Context, archive: Archive, ids: Ids, third: int) -> BatchEditor:
    inspector = pane(qtbot, context, archive)
    select(qtbot, context, inspector, ids.article, ids.other, third)
    qtbot.waitUntil(lambda: bool(inspector.batch.fields), timeout=5000)
    return inspector.batch


def articles(archive: Archive, *numbers: int) -> list[Article]:
    found = [record(archive, number) for number in numbers]
    return [one for one in found if isinstance(one, Article)]


def type_in(editor: BatchEditor, name: str, text: str) -> None:
    box = editor.fields[name, False].box
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, text)


def test_present_values_are_shown_with_their_counts(editor: BatchEditor) -> None:
    assert editor.title.text() == "3 records selected"
    assert editor.fields["publisher", False].now.text() == "⟨2 different values⟩"
    assert editor.fields["publisher", False].survey.values == (("Evening Courier", 2), ("Morning Post", 1))
    assert editor.fields["notes", False].now.text() == "empty in all 3"
    assert not any(editor.edits())
    assert not editor.apply_button.isEnabled()


def test_typing_ticks_and_the_number_of_changes_is_said(qtbot: QtBot, context: Context, editor: BatchEditor) -> None:
    type_in(editor, "publisher", "Morning Post")
    assert editor.fields["publisher", False].tick.isChecked()
    qtbot.waitUntil(lambda: editor.plan is not None, timeout=5000)
    assert editor.said.text() == "Will change: Publisher in 2 records (1 already has it)"
    assert editor.apply_button.text() == "Apply to 2"


def test_the_preview_equals_the_result_and_one_undo_takes_it_all_back(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, third: int, editor: BatchEditor
) -> None:
    before = articles(archive, ids.article, ids.other, third)
    count = steps(archive)
    type_in(editor, "publisher", "Harbour Post")
    type_in(editor, "subjects", "quay")
    qtbot.waitUntil(lambda: editor.plan is not None, timeout=5000)
    editor.toggle_preview()
    plan = editor.plan
    assert plan is not None
    assert editor.preview.plan.rowCount() == len(plan.rows) == 6
    editor.apply()
    settle(qtbot, context)
    after = articles(archive, ids.article, ids.other, third)
    for row in plan.rows:
        now = next(one for one in after if one.id == row.record_id)
        shown = now.publisher if row.field == "publisher" else "; ".join(name.text for name in now.subjects)
        assert shown == row.after
    assert [one.publisher for one in after] == ["Harbour Post"] * 3
    assert [name.text for name in after[2].subjects] == ["strike", "harbour", "quay"]
    assert steps(archive) == count + 1
    history.undo(archive)
    again = articles(archive, ids.article, ids.other, third)
    assert [(one.publisher, one.subjects) for one in again] == [(one.publisher, one.subjects) for one in before]


def test_an_unticked_record_is_left_out(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, third: int, editor: BatchEditor
) -> None:
    type_in(editor, "section", "Local")
    qtbot.waitUntil(lambda: editor.plan is not None, timeout=5000)
    editor.toggle_preview()
    rows = [row.record_id for row in editor.preview.plan.rows]
    editor.preview.toggle(editor.preview.plan.index(rows.index(ids.other)))
    assert editor.apply_button.text() == "Apply to 2"
    assert "1 left out" in editor.said.text()
    editor.apply()
    settle(qtbot, context)
    assert [one.section for one in articles(archive, ids.article, ids.other, third)] == ["Local", "", "Local"]


def test_an_empty_box_changes_nothing_and_clear_is_said_in_words(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, third: int, editor: BatchEditor
) -> None:
    field = editor.fields["publisher", False]
    field.tick.setChecked(True)
    assert not any(editor.edits())
    field.clear_all()
    assert field.said.text() == "will be emptied in 3 records"
    assert editor.edits()[0] == (FieldEdit("publisher", "clear"),)
    editor.apply()
    settle(qtbot, context)
    assert [one.publisher for one in articles(archive, ids.article, ids.other, third)] == [""] * 3


def test_a_keyword_is_taken_out_of_all(
    qtbot: QtBot, context: Context, archive: Archive, third: int, editor: BatchEditor
) -> None:
    editor.fields["subjects", False].toggle_item("strike")
    editor.apply()
    settle(qtbot, context)
    assert [name.text for name in articles(archive, third)[0].subjects] == ["harbour"]


def test_find_and_replace_goes_through_the_captions_of_the_articles(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, editor: BatchEditor
) -> None:
    editor._replace.open()
    assert editor.where.currentText() == "Caption as printed"
    QTest.keyClicks(editor.find_box, "quay")
    QTest.keyClicks(editor.replacement, "pier")
    qtbot.waitUntil(lambda: editor.plan is not None, timeout=5000)
    editor.apply()
    settle(qtbot, context)
    use = record(archive, ids.photo_use)
    assert isinstance(use, PhotoUse)
    assert use.caption == "Empty berths at the pier"


def test_a_text_that_cannot_be_stored_is_refused_in_words(qtbot: QtBot, editor: BatchEditor) -> None:
    type_in(editor, "published", "never")
    qtbot.waitUntil(lambda: editor.plan is not None, timeout=5000)
    assert "3 cannot take it" in editor.said.text()
    assert not editor.apply_button.isEnabled()


def test_one_plan_holds_works_and_their_uses(archive: Archive, ids: Ids) -> None:
    plan = batch.plan(
        archive, [ids.article, ids.other], (FieldEdit("section", "set", "Local"),),
        (FieldEdit("credit_line", "set", "City Archive"),),
    )  # fmt: skip
    assert {(row.record_id, row.field) for row in plan.rows} >= {
        (ids.article, "section"), (ids.other, "section"), (ids.photo_use, "credit_line"),
    }  # fmt: skip
    count = steps(archive)
    edit.apply(archive, plan)
    assert steps(archive) == count + 1
    use = record(archive, ids.photo_use)
    assert isinstance(use, PhotoUse)
    assert use.credit_line == "City Archive"


def test_a_survey_of_mixed_kinds_has_only_what_they_share(archive: Archive, ids: Ids) -> None:
    found = batch.survey(archive, [ids.article, ids.photo, ids.video])
    assert dict(found.counts) == {"article": 1, "photo": 1, "video": 1}
    assert {one.line.name for one in found.fields if not one.of_uses} == {"subjects", "notes", "reviewed"}


def test_a_click_and_space_tick_once(qtbot: QtBot, editor: BatchEditor) -> None:
    type_in(editor, "section", "Local")
    qtbot.waitUntil(lambda: editor.plan is not None, timeout=5000)
    editor.toggle_preview()
    view = editor.preview
    qtbot.waitUntil(view.isVisible, timeout=2000)
    place = view.visualRect(view.plan.index(0)).topLeft()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place + QPoint(16, 14))
    assert len(view.plan.without) == 1
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not view.plan.without


def test_what_was_typed_for_other_records_is_given_up_at_once(
    qtbot: QtBot, context: Context, ids: Ids, third: int, editor: BatchEditor
) -> None:
    type_in(editor, "publisher", "Morning Post")
    assert editor.apply_button.isEnabled()
    editor.set_records((ids.article, third))
    assert not any(editor.edits()), "before the fields of the new selection are read"
    assert not editor.apply_button.isEnabled()
    assert editor.said.text() == "Reading the fields…"
    qtbot.waitUntil(lambda: bool(editor.fields), timeout=5000)
    assert editor.said.text() == "Type in a field to change it in all these records."


def test_looking_at_many_records_says_how_far_it_is_and_can_be_stopped(archive: Archive, ids: Ids, third: int) -> None:
    wanted = [FieldEdit("publisher", "set", "Morning Post")]
    many = [ids.article, ids.other, third] * batch.AT_ONCE
    seen: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _note: seen.append((done, total)))
    found = batch.plan(archive, many, wanted, progress=progress)
    assert seen == [(batch.AT_ONCE * part, len(many)) for part in range(3)]
    assert found.edits == tuple(wanted)
    progress.cancel()
    with pytest.raises(Cancelled):
        batch.plan(archive, many, wanted, progress=progress)
