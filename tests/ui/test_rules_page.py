"""The page of rules and source profiles: written, ordered, switched, tried, applied and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.house_rules import HouseRule, RuleParty
from archive_app.domain.records import Article, Draft, Kind, Photo, PhotoDraft, PhotoUse, Source
from archive_app.domain.source_profiles import SourceProfile
from archive_app.operations import ingest, rules
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.rules_page import RulesPage
from archive_app.ui.view_state import State
from tests.ui.importing import settle


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "own") as made:
        drafts = [
            Draft(
                source=Source(name=f"{n}.txt"), article=Article(headline=f"Story {n}", body=("A text.",)),
                photos=(PhotoDraft(Photo(), PhotoUse(caption="The quay", credit_line=line)),), content=f"{n}".encode(),
            )
            for n, line in enumerate(("Archiv", "Archiv", "Ann Lee/dpa"))
        ]  # fmt: skip
        ingest.accept(made, drafts)
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> Iterator[RulesPage]:
    context.set_archive(archive)
    window = QWidget()
    window.resize(1000, 800)
    qtbot.addWidget(window)
    made = RulesPage(context, window)
    made.resize(1000, 800)
    window.show()
    made.enter(State())
    settle(qtbot, context)
    yield made
    settle(qtbot, context)
    context.set_archive(None)


def _write(page: RulesPage, name: str, pattern: str, value: str) -> None:
    page.rules.new.click()
    page.form.name.setText(name)
    page.form.pattern.setText(pattern)
    page.form.value.setText(value)


def _lines(archive: Archive) -> list[str]:
    with archive.read() as reader:
        return [getattr(use, "credit_line", "") for use in reader.all_of(Kind.PHOTO_USE)]


def test_a_rule_is_written_tried_applied_and_taken_back(
    qtbot: QtBot, context: Context, page: RulesPage, archive: Archive
) -> None:
    _write(page, "Archive", "Archiv", "City Archive")
    page.form.save.click()
    settle(qtbot, context)
    assert (
        page.rules.list.item(0).text()
        == "Archive\n0 hits · Credit line as printed contains “Archiv” → replace that by “City Archive”"
    )
    page.trial.look.click()
    settle(qtbot, context)
    assert [(row.before, row.after) for row in page.trial.plan.plan.rows] == [("Archiv", "City Archive")] * 2
    assert page.trial.apply.text() == "Apply to 2 records"
    page.trial.plan.toggle(page.trial.plan.plan.index(0))
    assert page.trial.apply.text() == "Apply to 1 record"
    page.trial.apply.click()
    settle(qtbot, context)
    assert sorted(_lines(archive)) == ["Ann Lee/dpa", "Archiv", "City Archive"]
    assert page.rules.list.item(0).text().startswith("Archive\n1 hit ")
    assert not page.trial.apply.isEnabled()
    page.trial.back.click()
    settle(qtbot, context)
    assert _lines(archive) == ["Archiv", "Archiv", "Ann Lee/dpa"]


def test_what_is_wrong_is_said_beside_save_and_nothing_is_kept(
    qtbot: QtBot, context: Context, page: RulesPage, archive: Archive
) -> None:
    _write(page, "", "x", "y")
    page.form.save.click()
    assert page.form.wrong.text() == "A rule needs a name."
    page.form.name.setText("broken")
    page.form.how.setCurrentIndex(page.form.how.findData("regex"))
    page.form.pattern.setText("(")
    page.form.save.click()
    assert "cannot be read" in page.form.wrong.text()
    page.trial.look.click()
    settle(qtbot, context)
    assert rules.rules(archive) == []


def test_a_credit_rule_shows_only_what_it_needs(
    qtbot: QtBot, context: Context, page: RulesPage, archive: Archive
) -> None:
    form = page.form
    _write(page, "dpa", r"(.+)/(dpa)", "")
    form.kind.setCurrentIndex(form.kind.findData("credit"))
    form.how.setCurrentIndex(form.how.findData("regex"))
    assert not form.field.isVisible()
    assert form.parties.isVisible()
    form.parties.setText("$1 (Creator); $2 (Distributor)")
    form.flags.setText("Handout")
    form.save.click()
    settle(qtbot, context)
    [(rule, _hits)] = rules.rules(archive)
    assert rule.parties == (RuleParty("$1", "creator"), RuleParty("$2", "distributor"))
    assert (rule.flags, rule.field) == (("handout",), "use.credit_line")
    page.trial.text.setText("Ann Lee/dpa")
    page.trial.try_text()
    assert page.trial.outcome.text().startswith("→ Ann Lee (creator); dpa (distributor)")
    assert form.parties.text() == "$1 (Creator); $2 (Distributor)"


def test_rules_are_ordered_switched_and_removed(
    qtbot: QtBot, context: Context, page: RulesPage, archive: Archive
) -> None:
    for name in ("one", "two"):
        rules.save(archive, HouseRule(name=name, pattern=name, action="clear"))
    page.enter(State())
    settle(qtbot, context)
    assert page.rules.list.count() == 2
    assert not page.rules.up.isEnabled()
    page.rules.down.click()
    settle(qtbot, context)
    assert [r.name for r, _n in rules.rules(archive)] == ["two", "one"]
    assert page.form.name.text() == "one"  # the same one is still shown
    page.rules.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    settle(qtbot, context)
    assert [r.enabled for r, _n in rules.rules(archive)] == [True, False]
    page.rules.remove.click()
    settle(qtbot, context)
    assert [r.name for r, _n in rules.rules(archive)] == ["two"]


def test_a_profile_is_written_and_kept(qtbot: QtBot, context: Context, page: RulesPage, archive: Archive) -> None:
    page.tabs.setCurrentIndex(1)
    page.profiles.new.click()
    form = page.profile_form
    form.save.click()
    assert form.wrong.text() == "A profile needs a name."
    form.name.setText("Post")
    form.by.setCurrentIndex(form.by.findData("host"))
    form.pattern.setText("post.example")
    form.publisher.setText("The Post")
    form.rights.setText("House")
    form.save.click()
    settle(qtbot, context)
    [(kept, _hits)] = rules.profiles(archive)
    assert kept == SourceProfile(uid=kept.uid, name="Post", by="host", pattern="post.example", publisher="The Post",
                                 rights={"template": "House"})  # fmt: skip


def test_what_is_being_typed_is_not_written_over(
    qtbot: QtBot, context: Context, page: RulesPage, archive: Archive
) -> None:
    rules.save(archive, HouseRule(name="one", pattern="one", action="clear"))
    page.enter(State())
    settle(qtbot, context)
    page.form.name.setText("half typed")
    context.change(lambda own, _p: rules.save(own, HouseRule(name="other", pattern="x", action="clear"))[0])
    settle(qtbot, context)
    assert page.form.name.text() == "half typed"
    assert page.rules.list.count() == 2
