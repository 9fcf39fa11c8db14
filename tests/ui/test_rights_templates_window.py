"""Stating rights of many records at once: templates, the preview, one step with Undo; and templates from statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.rights import RightsStatement
from archive_app.operations import history, rights_templates
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.state_rights_page import StateRightsPage
from archive_app.ui.statement_card import StatementCard
from archive_app.ui.view_state import State
from tests.ui.rights_catalogue import FREE, Works, create, settle

HOUSE = replace(FREE, licence_id="CC-BY-4.0", credit_obligation="required", credit_text="House")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Archive, Works]]:
    archive, ids = create(tmp_path / "own")
    rights_templates.save_template(archive, "House", HOUSE)
    yield archive, ids
    archive.close()


@pytest.fixture
def archive(made: tuple[Archive, Works]) -> Archive:
    return made[0]


@pytest.fixture
def ids(made: tuple[Archive, Works]) -> Works:
    return made[1]


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive, ids: Works) -> Iterator[StateRightsPage]:
    context.set_archive(archive)
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    page = StateRightsPage(context, window)
    page.resize(1200, 800)
    window.show()
    page.enter(State(selected=(ids.ask, ids.unknown, ids.free)))
    settle(qtbot, context)
    yield page
    context.tasks.close()


def statements(archive: Archive, work: int) -> list[RightsStatement]:
    with archive.read() as reader:
        return [one for one in reader.rights_of([work]).get(work, ()) if one.status == "current"]


def previewed(qtbot: QtBot, context: Context, page: StateRightsPage) -> dict[str, tuple[str, str, int]]:
    page.look.click()
    settle(qtbot, context)
    return {row.title: (row.before.answer, row.after.answer, len(row.supersedes)) for row in page.model.rows}


def test_a_template_is_previewed_and_applied_as_one_step(
    qtbot: QtBot, context: Context, page: StateRightsPage, archive: Archive, ids: Works
) -> None:
    assert not page.apply.isEnabled()
    page.use_template("House")
    assert page.form.statement().credit_text == "House"
    conditions = "allowed_with_conditions"
    assert previewed(qtbot, context, page) == {
        "Ask": ("ask", conditions, 1), "Unknown": ("ask", conditions, 0), "Free": ("allowed", conditions, 1),
    }  # fmt: skip
    assert page.said.text() == "3 answers change. 2 statements are superseded."
    page.apply.click()
    settle(qtbot, context)
    assert {one.credit_text for n in (ids.ask, ids.unknown, ids.free) for one in statements(archive, n)} == {"House"}
    assert "3 records" in page.bar.text
    history.undo(archive)
    assert statements(archive, ids.unknown) == []


def test_what_is_unticked_is_left_alone(
    qtbot: QtBot, context: Context, page: StateRightsPage, archive: Archive, ids: Works
) -> None:
    page.use_template("House")
    previewed(qtbot, context, page)
    at = next(n for n, row in enumerate(page.model.rows) if row.work == ids.free)
    page.model.setData(page.model.index(at, 0), Qt.CheckState.Unchecked, int(Qt.ItemDataRole.CheckStateRole))
    assert page.apply.text() == "Apply to 2 records"
    page.apply.click()
    settle(qtbot, context)
    assert statements(archive, ids.free)[0].credit_text == ""
    assert statements(archive, ids.unknown)[0].credit_text == "House"


def test_statements_can_stay_beside_the_new_one(
    qtbot: QtBot, context: Context, page: StateRightsPage, archive: Archive, ids: Works
) -> None:
    page.use_template("House")
    page.beside.setChecked(True)
    assert previewed(qtbot, context, page)["Free"][2] == 0
    page.apply.click()
    settle(qtbot, context)
    assert len(statements(archive, ids.free)) == 2


def test_a_form_changed_after_the_preview_is_shown_again_before_anything_is_applied(
    qtbot: QtBot, context: Context, page: StateRightsPage, archive: Archive, ids: Works
) -> None:
    page.use_template("House")
    previewed(qtbot, context, page)
    page.form.editors["credit_text"].input.put("Other")
    page.apply.click()
    settle(qtbot, context)
    assert statements(archive, ids.unknown) == []
    assert "Nothing was applied yet" in page.bar.text
    page.apply.click()
    settle(qtbot, context)
    assert statements(archive, ids.unknown)[0].credit_text == "Other"


def test_what_cannot_be_stored_is_said_and_not_previewed(qtbot: QtBot, context: Context, page: StateRightsPage) -> None:
    page.form.editors["embargo_until"].input.put("whenever")
    page.look.click()
    settle(qtbot, context)
    assert page.model.rowCount() == 0
    assert "is not a date" in page.form.editors["embargo_until"].message


def test_templates_are_kept_renamed_and_removed(
    qtbot: QtBot, context: Context, page: StateRightsPage, archive: Archive
) -> None:
    page.form.editors["credit_text"].input.put("Mine")
    page.keep_template("My own")
    settle(qtbot, context)
    assert page.template.currentText() == "My own"
    page.rename_template("House")
    settle(qtbot, context)
    assert "already" in page.bar.text
    page.rename_template("Ours")
    settle(qtbot, context)
    assert [one.name for one in rights_templates.templates(archive)] == ["House", "Ours"]
    assert rights_templates.named(archive, "ours").statement.credit_text == "Mine"
    page.remove.click()
    settle(qtbot, context)
    assert [one.name for one in rights_templates.templates(archive)] == ["House"]
    history.undo(archive)
    assert len(rights_templates.templates(archive)) == 2


def test_a_statement_offers_to_become_a_template(qtbot: QtBot, page: StateRightsPage) -> None:
    card = StatementCard(replace(FREE, id=5), read_only=False, parent=page)
    with qtbot.waitSignal(card.template_wanted, timeout=1000):
        next(b for b in card.findChildren(type(page.keep)) if b.text() == "Template…").click()
