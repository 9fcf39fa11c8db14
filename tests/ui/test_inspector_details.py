"""Fields save themselves: one step a visit, nothing typed is lost, nothing is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain import fields
from archive_app.domain.records import Article, PhotoUse
from archive_app.operations import edit, field_visits, history
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.field_editors import FieldEditor
from archive_app.ui.field_inputs import Completion, LineInput, LongInput, Values
from archive_app.ui.inspector import Inspector
from tests.ui.inspecting import Ids, fill, pane, record, select, settle, steps


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive.create(tmp_path / "Test", who="Tester")
    yield made
    made.close()


@pytest.fixture
def ids(archive: Archive) -> Ids:
    return fill(archive)


@pytest.fixture
def inspector(qtbot: QtBot, context: Context, archive: Archive, ids: Ids) -> Inspector:
    made = pane(qtbot, context, archive)
    select(qtbot, context, made, ids.article)
    return made


def editor_of(inspector: Inspector, name: str) -> FieldEditor:
    form = inspector.details.form
    assert form is not None
    return form.editors[name]


def type_into(qtbot: QtBot, inspector: Inspector, name: str, text: str) -> FieldEditor:
    editor = editor_of(inspector, name)
    editor.input.setFocus()
    qtbot.waitUntil(editor.input.hasFocus)
    QTest.keyClick(editor.input, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor.input, text)
    return editor


def article(archive: Archive, ids: Ids) -> Article:
    found = record(archive, ids.article)
    assert isinstance(found, Article)
    return found


def test_leaving_a_field_saves_it_as_one_step_that_undo_takes_back(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    before = steps(archive)
    type_into(qtbot, inspector, "headline", "The strike ends")
    editor_of(inspector, "publisher").input.setFocus()
    settle(qtbot, context)
    assert article(archive, ids).headline == "The strike ends"
    assert steps(archive) == before + 1
    history.undo(archive)
    assert article(archive, ids).headline == "Harbour strike enters third week"


def test_enter_saves_and_leaving_afterwards_adds_no_step(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    before = steps(archive)
    editor = type_into(qtbot, inspector, "publisher", "City Gazette")
    QTest.keyClick(editor.input, Qt.Key.Key_Return)
    settle(qtbot, context)
    editor_of(inspector, "headline").input.setFocus()
    settle(qtbot, context)
    assert article(archive, ids).publisher == "City Gazette"
    assert steps(archive) == before + 1


def test_long_text_is_kept_after_a_pause_and_is_one_step_on_leaving(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    before = steps(archive)
    editor = type_into(qtbot, inspector, "standfirst", "Talks broke")
    qtbot.waitUntil(lambda: bool(field_visits.kept(archive, [ids.article])), timeout=4000)
    assert field_visits.kept(archive, [ids.article]) == {(ids.article, "standfirst"): "Talks broke"}
    QTest.keyClicks(editor.input, " off")
    editor_of(inspector, "headline").input.setFocus()
    settle(qtbot, context)
    assert article(archive, ids).standfirst == "Talks broke off"
    assert steps(archive) == before + 1
    assert not field_visits.kept(archive, [ids.article])


def test_selecting_another_record_while_typing_saves(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    type_into(qtbot, inspector, "headline", "Typed and left")
    select(qtbot, context, inspector, ids.other)
    assert article(archive, ids).headline == "Typed and left"
    assert editor_of(inspector, "headline").input.value() == "Dockers vote to return"


def test_text_that_cannot_be_stored_stays_with_a_sentence_and_is_there_again(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    editor = type_into(qtbot, inspector, "published", "the day after never")
    editor_of(inspector, "headline").input.setFocus()
    settle(qtbot, context)
    assert editor_of(inspector, "headline").input.hasFocus()  # leaving was not blocked
    assert "is not a date" in editor.message
    assert editor.input.property("invalid")
    assert article(archive, ids).published == "1978-03-14"
    select(qtbot, context, inspector, ids.other)
    assert editor_of(inspector, "published").input.value() == "1978-04-02"
    assert not editor_of(inspector, "published").input.property("invalid")
    select(qtbot, context, inspector, ids.article)
    again = editor_of(inspector, "published")
    assert again.input.value() == "the day after never"
    assert "is not a date" in again.message
    type_into(qtbot, inspector, "published", "15 March 1978")
    editor_of(inspector, "headline").input.setFocus()
    settle(qtbot, context)
    assert article(archive, ids).published == "1978-03-15"
    assert not field_visits.kept(archive, [ids.article])


def test_esc_puts_back_what_was_there_on_entering(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    before = steps(archive)
    editor = type_into(qtbot, inspector, "headline", "Never mind")
    QTest.keyClick(editor.input, Qt.Key.Key_Escape)
    assert editor.input.value() == "Harbour strike enters third week"
    editor_of(inspector, "publisher").input.setFocus()
    settle(qtbot, context)
    assert steps(archive) == before


def test_a_date_in_words_says_how_it_is_read(qtbot: QtBot, inspector: Inspector) -> None:
    editor = type_into(qtbot, inspector, "published", "5 October 2021")
    assert "2021-10-05" in editor.message


def test_a_conflict_overwrites_nothing_and_shows_both(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    editor = type_into(qtbot, inspector, "headline", "Mine")
    edit.set_field(archive, ids.article, "headline", "Theirs")  # somebody else, unseen by this window
    editor_of(inspector, "publisher").input.setFocus()
    settle(qtbot, context)
    assert article(archive, ids).headline == "Theirs"
    qtbot.waitUntil(lambda: "Theirs" in editor.message, timeout=4000)
    assert "Mine" in editor.message
    assert editor.input.value() == "Mine"
    editor.finish()  # leaving once more without having chosen overwrites nothing either
    settle(qtbot, context)
    inspector.reload()
    settle(qtbot, context)
    assert article(archive, ids).headline == "Theirs"
    assert "Theirs" in editor.message
    buttons = {button.text(): button for button in editor.findChildren(QPushButton)}
    buttons["Keep mine"].click()
    settle(qtbot, context)
    assert article(archive, ids).headline == "Mine"


def test_provenance_is_told_to_screen_readers(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    from archive_app.domain.records import Evidence

    with archive.operation("Note evidence") as writer:
        writer.note_evidence(ids.article, [Evidence("headline", "Harbour strike", "html:h1", 0.95)])
    inspector.reload()
    settle(qtbot, context)
    said = editor_of(inspector, "headline").input.accessibleDescription()
    assert "Found in the heading" in said
    assert "high confidence" in said
    type_into(qtbot, inspector, "headline", "By hand")
    editor_of(inspector, "publisher").input.setFocus()
    settle(qtbot, context)
    assert "Typed by a person" in editor_of(inspector, "headline").input.accessibleDescription()


def test_a_record_in_the_bin_is_read_only_and_can_be_restored(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    edit.to_bin(archive, [ids.article])
    inspector.reload()
    settle(qtbot, context)
    assert editor_of(inspector, "headline").input.isReadOnly()  # type: ignore[union-attr]  # a line of text has it
    inspector.header.restore_wanted.emit()
    settle(qtbot, context)
    assert not article(archive, ids).deleted
    assert not editor_of(inspector, "headline").input.isReadOnly()  # type: ignore[union-attr]  # as above


def test_nothing_selected_says_so(qtbot: QtBot, context: Context, inspector: Inspector) -> None:
    context.view.select(())
    settle(qtbot, context)
    assert inspector.page is None
    assert inspector._empty.title == "Nothing selected"


def test_text_is_never_saved_into_another_catalogue(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector, tmp_path: Path
) -> None:
    other = Archive.create(tmp_path / "Other", who="Tester")
    there = fill(other)
    assert there.article == ids.article  # the same number means another record there
    type_into(qtbot, inspector, "headline", "Of the first catalogue")
    context.set_archive(other)
    settle(qtbot, context)
    kept = record(other, there.article)
    assert isinstance(kept, Article)
    assert kept.headline == "Harbour strike enters third week"
    context.tasks.close()
    other.close()


def test_f2_goes_to_the_first_field(qtbot: QtBot, context: Context, inspector: Inspector) -> None:
    inspector.show_tab("history")
    inspector.edit()
    qtbot.waitUntil(editor_of(inspector, "headline").input.hasFocus, timeout=2000)
    assert inspector.current == "details"


@pytest.mark.parametrize("tab", ["details", "photos", "videos", "rights", "history", "appears", "files"])
def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector, tab: str
) -> None:
    if tab in {"appears", "files"}:
        select(qtbot, context, inspector, ids.photo)
    assert inspector.show_tab(tab)
    settle(qtbot, context)
    if tab == "rights":
        inspector.rights.write_new()
        inspector.rights.form.grants.add()
        inspector.rights.form.evidence.add()
    nameless = []
    for widget in inspector.findChildren(QWidget):
        reached = widget.focusPolicy() in {
            Qt.FocusPolicy.TabFocus,
            Qt.FocusPolicy.StrongFocus,
            Qt.FocusPolicy.WheelFocus,
        }
        if not widget.isVisible() or not reached:
            continue
        found = QAccessible.queryAccessibleInterface(widget)
        if not found.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless


def test_the_tabs_are_reached_by_commands(qtbot: QtBot, context: Context, inspector: Inspector) -> None:
    assert context.actions.run("view.tab4")
    assert inspector.current == "rights"
    assert context.actions.run("view.tab5")
    assert inspector.current == "history"
    context.view.select(())
    settle(qtbot, context)
    assert context.actions.reason("view.tab4") == "Select one record first"


def test_names_in_use_are_offered_while_typing(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    assert field_visits.values(archive, "publisher", "Morn") == [("Morning Post", 1)]
    line = LineInput(fields.field("article", "bylines"))
    qtbot.addWidget(line)
    asked: list[str] = []

    def ask(typed: str, done: Callable[[Values], None]) -> None:
        asked.append(typed)

    completion = Completion(line, ask, many=True)
    line.show()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus, timeout=3000)
    line.setText("Ann Example; Iv")
    completion._look()
    assert asked == ["Iv"]  # the name being typed, not the list
    completion._words = {"Ivan Primerov  ·  3": "Ivan Primerov"}
    completion._take("Ivan Primerov  ·  3")
    assert line.value() == "Ann Example; Ivan Primerov"


def test_typing_is_taken_back_before_steps_are(qtbot: QtBot, inspector: Inspector) -> None:
    editor = type_into(qtbot, inspector, "section", "Local")
    QTest.keyClick(editor.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.input.value() == ""
    assert not editor.dirty


def test_labels_stand_before_the_fields_where_the_pane_is_wide(qtbot: QtBot, inspector: Inspector) -> None:
    editor = editor_of(inspector, "headline")
    assert editor.label.y() < editor.input.y()
    inspector.resize(520, 800)
    qtbot.waitUntil(lambda: editor.label.x() + editor.label.width() <= editor.input.x(), timeout=3000)
    assert editor.label.buddy() is editor.input


def test_what_was_typed_before_a_crash_is_offered_again(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    field_visits.keep(archive, ids.article, "section", "Loc")
    field_visits.keep(archive, ids.article, "dateline", "Port Ald")
    inspector.reload()
    settle(qtbot, context)
    section, place = editor_of(inspector, "section"), editor_of(inspector, "dateline")
    assert section.input.value() == "Loc"
    assert "not saved yet" in section.message
    section.input.setFocus()
    qtbot.waitUntil(section.input.hasFocus)
    QTest.keyClick(section.input, Qt.Key.Key_Escape)
    assert section.input.value() == ""
    place.input.setFocus()
    qtbot.waitUntil(place.input.hasFocus)
    editor_of(inspector, "headline").input.setFocus()
    settle(qtbot, context)
    assert article(archive, ids).dateline == "Port Ald"
    assert article(archive, ids).section == ""
    assert not field_visits.kept(archive, [ids.article])


def test_a_photo_shows_its_picture_and_words_over_its_fields(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    assert inspector.details.photo.isHidden()  # an article has none
    select(qtbot, context, inspector, ids.photo)
    top = inspector.details.photo
    use = record(archive, ids.photo_use)
    assert isinstance(use, PhotoUse)

    assert (top.caption.text(), top.credit.text()) == (use.caption, use.credit_line)
    top.change.click()
    assert inspector.current == "appears"
    top.picture.opened.emit()
    assert (context.view.now.mode, context.view.now.record) == ("read", ids.photo)


def test_a_long_text_stands_at_the_side_it_is_read_from(qtbot: QtBot) -> None:
    made = LongInput(fields.field("article", "standfirst"))
    qtbot.addWidget(made)
    made.resize(400, 80)
    made.show()

    def left() -> float:
        return made.document().firstBlock().layout().lineAt(0).naturalTextRect().left()

    made.put("ضوء البحر")
    assert left() > 200
    made.put("The light of the sea")
    assert left() < 20
