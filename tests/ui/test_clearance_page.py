"""“May we use these?”: the question, its answers with counts and reasons, what is lost soon, and what is kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.rights import Use
from archive_app.operations import clearance, history, works
from archive_app.store.archive import Archive
from archive_app.ui import territories
from archive_app.ui.clearance_page import ClearancePage
from archive_app.ui.context import Context
from archive_app.ui.use_question import UseQuestion
from archive_app.ui.view_state import State
from tests.ui.rights_catalogue import FREE, Works, create


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Archive, Works]]:
    archive, ids = create(tmp_path / "own")
    yield archive, ids
    archive.close()


@pytest.fixture
def archive(made: tuple[Archive, Works]) -> Archive:
    return made[0]


@pytest.fixture
def ids(made: tuple[Archive, Works]) -> Works:
    return made[1]


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> Iterator[ClearancePage]:
    context.set_archive(archive)
    window = QWidget()
    window.resize(1100, 700)
    qtbot.addWidget(window)
    made = ClearancePage(context, window)
    made.resize(1100, 700)
    window.show()
    made.enter(State())
    answered(qtbot, context, made)
    yield made
    context.tasks.close()


def answered(qtbot: QtBot, context: Context, page: ClearancePage) -> None:
    qtbot.waitUntil(lambda: not page.asking.running and not context.tasks.running(), timeout=8000)
    qtbot.wait(30)
    qtbot.waitUntil(lambda: not page.asking.running and not context.tasks.running(), timeout=8000)


def answers(page: ClearancePage) -> dict[str, str]:
    return {row.title: row.answer for row in page.model.rows}


def test_every_record_found_has_an_answer_and_chips_count_them(page: ClearancePage) -> None:
    assert answers(page) == {
        "Free": "allowed", "Credit": "allowed_with_conditions", "Ending": "allowed", "Ask": "ask",
        "Forbidden": "not_allowed", "Unknown": "unknown", "Harbour": "not_allowed",
    }  # fmt: skip
    said = {key: chip.accessibleName() for key, chip in page.chips.chips.items()}
    assert said == {
        "not_allowed": "Do not publish, 2", "ask": "Check first, 1", "unknown": "Not known, 1",
        "allowed_with_conditions": "May be published with conditions, 1", "allowed": "May be published, 2",
    }  # fmt: skip


def test_chips_narrow_the_table(qtbot: QtBot, page: ClearancePage) -> None:
    page.chips.chips["ask"].click()
    page.chips.chips["unknown"].click()
    assert set(answers(page)) == {"Ask", "Unknown"}
    page.chips.chips["ask"].click()
    page.chips.chips["unknown"].click()
    assert page.model.rowCount() == 7


def test_another_question_has_other_answers(qtbot: QtBot, context: Context, page: ClearancePage) -> None:
    page.question.action.put("publish_print")
    page.question.action.chosen.emit()
    assert page.question.channel.value() == "print"  # it goes without saying
    answered(qtbot, context, page)
    assert answers(page)["Free"] == "ask"
    assert page.report is not None
    assert page.report.clearance.use.action == "publish_print"


def test_a_selection_is_asked_about_alone(qtbot: QtBot, context: Context, page: ClearancePage, ids: Works) -> None:
    page.enter(State(selected=(ids.free, ids.ask)))
    answered(qtbot, context, page)
    assert set(answers(page)) == {"Free", "Ask"}


def test_one_record_shows_its_whole_chain_and_an_article_leads_to_its_part(
    qtbot: QtBot, context: Context, page: ClearancePage, ids: Works
) -> None:
    opened: list[int] = []
    page.detail.opened.connect(opened.append)
    row = next(n for n, one in enumerate(page.model.rows) if one.id == ids.article)
    page.table.setCurrentIndex(page.model.index(row, 0))
    answered(qtbot, context, page)
    assert page.detail.title.text() == "Harbour"
    assert page.detail.card.word.text() == "Do not publish"
    assert page.detail.reasons.shown[0].startswith("Photo 2: Do not publish")
    page.detail.reasons.part_wanted.emit(ids.no)
    assert opened == [ids.no]


def test_the_summary_names_whom_to_ask(page: ClearancePage) -> None:
    assert "North Press 1" in page.summary.lines


def test_columns_sort_the_answers(qtbot: QtBot, context: Context, page: ClearancePage) -> None:
    page.table.horizontalHeader().sectionClicked.emit(1)
    answered(qtbot, context, page)
    assert [row.answer for row in page.model.rows][:2] == ["not_allowed", "not_allowed"]
    page.table.horizontalHeader().sectionClicked.emit(1)
    answered(qtbot, context, page)
    assert page.model.rows[0].answer == "allowed"


def test_what_is_lost_soon_is_listed_with_its_day(
    qtbot: QtBot, context: Context, page: ClearancePage, ids: Works
) -> None:
    page.tabs.setCurrentIndex(1)
    answered(qtbot, context, page)
    assert [loss.work for loss in page.losses.model.rows] == [ids.ending]
    page.losses.days.setValue(10)
    qtbot.waitUntil(lambda: page.losses.model.rowCount() == 0, timeout=5000)
    assert page.losses.empty.title == "Nothing is lost"


def test_the_report_is_saved_as_table_and_as_text(
    qtbot: QtBot, context: Context, page: ClearancePage, tmp_path: Path
) -> None:
    page.save_report(tmp_path / "report.csv")
    page.save_report(tmp_path / "report.md")
    answered(qtbot, context, page)
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 8
    assert "## Whom to ask" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_a_question_is_kept_as_asked(qtbot: QtBot, context: Context, page: ClearancePage, archive: Archive) -> None:
    page.begin_keeping()
    page.keep.occasion.setText("Spring exhibition")
    page.keep.save.click()
    answered(qtbot, context, page)
    [kept] = clearance.asked_of(archive)
    assert (kept.outcome, kept.occasion, kept.who, len(kept.answers)) == ("asked", "Spring exhibition", "Tester", 7)
    page.tabs.setCurrentIndex(2)
    answered(qtbot, context, page)
    assert page.asked.topLevelItemCount() == 1
    top = page.asked.topLevelItem(0)
    assert top is not None
    assert "Spring exhibition" in top.text(1)
    history.undo(archive)
    assert clearance.asked_of(archive) == ()


def test_used_leaves_out_what_has_no_yes_unless_a_reason_is_given(
    qtbot: QtBot, context: Context, page: ClearancePage, archive: Archive, ids: Works
) -> None:
    page.begin_keeping()
    page.keep.used.setChecked(True)
    assert page.keep.save.text() == "Keep it for 3 records"
    model = page.keep.reasons.model
    asked = next(n for n, row in enumerate(model.rows) if row.id == ids.ask)
    model.setData(model.index(asked, 1), "Agreed by telephone", int(Qt.ItemDataRole.EditRole))
    assert page.keep.save.text() == "Keep it for 4 records"
    page.keep.save.click()
    answered(qtbot, context, page)
    [kept] = clearance.asked_of(archive)
    overrides = {answer.work: answer.override for answer in kept.answers}
    assert overrides == {ids.free: "", ids.credit: "", ids.ending: "", ids.ask: "Agreed by telephone"}


def test_one_reason_fills_only_the_empty_places(page: ClearancePage, ids: Works) -> None:
    page.begin_keeping()
    page.keep.used.setChecked(True)
    reasons = page.keep.reasons
    reasons.model.setData(reasons.model.index(0, 1), "Own", int(Qt.ItemDataRole.EditRole))
    reasons.every.setText("Court order")
    reasons.fill()
    assert sorted(set(reasons.given.values())) == ["Court order", "Own"]
    assert page.keep.save.text() == "Keep it for 7 records"


def test_new_statements_are_asked_about_again(qtbot: QtBot, context: Context, page: ClearancePage, ids: Works) -> None:
    from dataclasses import replace

    context.change(lambda archive, _p: works.save_rights(archive, replace(FREE, work_id=ids.unknown)))
    answered(qtbot, context, page)
    assert answers(page)["Unknown"] == "allowed"


def test_nothing_found_says_so(qtbot: QtBot, context: Context, page: ClearancePage) -> None:
    page.enter(State(text="nothingofthekind"))
    answered(qtbot, context, page)
    assert page.model.rowCount() == 0
    assert page.empty.isVisible()
    assert not page.keep_button.isEnabled()


def test_countries_are_understood_by_name_and_code() -> None:
    assert territories.codes_of("France; Deutschland, uk; EU") == (("FR", "DE", "GB", "EU"), ())
    assert territories.codes_of("fr de") == (("FR", "DE"), ())
    assert territories.codes_of("Atlantis") == ((), ("Atlantis",))
    assert territories.names_of("FR EU") == "France, European Union"
    assert ("Germany", 0) in territories.offered("germ")


def test_the_form_says_what_it_cannot_read(qtbot: QtBot, context: Context) -> None:
    form = UseQuestion()
    qtbot.addWidget(form)
    form.territory.setText("France; Atlantis")
    form.date.setText("whenever")
    assert form.use() == Use(territory="FR")
    assert "Atlantis" in form.problem.text()
    assert "whenever" in form.problem.text()
    form.put(Use("broadcast", "commercial", "broadcast", "FR DE", "2027-03-05", "schools", "800"))
    assert form.use() == Use("broadcast", "commercial", "broadcast", "FR DE", "2027-03-05", "schools", "800")
