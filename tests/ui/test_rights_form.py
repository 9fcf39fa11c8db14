"""The Rights tab: the verdict with its reasons, other questions, and statements that supersede each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from archive_app.domain import fields
from archive_app.domain.records import Kind
from archive_app.domain.rights import Grant, RightsAgent, RightsStatement, Use, Verdict
from archive_app.operations import clearance, rights_evidence, works
from archive_app.store.archive import Archive
from archive_app.ui.context import Context
from archive_app.ui.inspector import Inspector
from archive_app.ui.rights_form import RightsForm
from archive_app.ui.rights_lines import EvidenceLine, GrantLine
from archive_app.ui.statement_card import StatementCard
from archive_app.ui.verdict_words import answer_sentence, grant_words, question
from tests.ui.inspecting import Ids, fill, pane, select, settle


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
    select(qtbot, context, made, ids.photo)
    made.show_tab("rights")
    return made


def statements(archive: Archive, work: int) -> tuple[RightsStatement, ...]:
    with archive.read() as reader:
        return reader.rights_of([work]).get(work, ())


def allow(archive: Archive, work: int) -> None:
    works.save_rights(archive, RightsStatement(
        work_id=work, basis="licence", copyright_status="in_copyright", agents=(RightsAgent("City Archive"),),
        credit_obligation="required", credit_text="Photo: City Archive", confidence="documented",
        contract_ref="C-1", grants=(Grant(action="publish_online", ends="2048-12-31"),),
    ))  # fmt: skip


def write(form: RightsForm, name: str, text: str) -> None:
    box = form.editors[name].input
    assert isinstance(box, QLineEdit)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def test_a_record_nobody_looked_at_is_not_known(inspector: Inspector) -> None:
    assert inspector.rights.card.word.text() == "Not known"
    assert inspector.rights.new_button.text() == "Record rights…"


def test_every_field_of_the_model_is_in_the_form(inspector: Inspector) -> None:
    wanted = {f.name for f in fields.fields_of(Kind.RIGHTS) if f.editable and f.type != "link"}
    assert set(inspector.rights.form.editors) == wanted


def test_a_statement_is_written_and_decides(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    rights = inspector.rights
    rights.write_new()
    form = rights.form
    form.editors["basis"].input.put("licence")
    form.editors["copyright_status"].input.put("in_copyright")
    form.editors["credit_obligation"].input.put("required")
    form.editors["confidence"].input.put("documented")
    write(form, "agents", "City Archive")
    write(form, "credit_text", "Photo: City Archive")
    form.editors["contract_ref"].input.put("C-1")
    form.grants.add()
    line = form.grants.lines[0]
    assert isinstance(line, GrantLine)
    line.ends.setText("December 2048")
    form.save()
    settle(qtbot, context)
    made = statements(archive, ids.photo)
    assert len(made) == 1
    assert made[0].agents == (RightsAgent("City Archive"),)
    assert made[0].grants[0].ends == "2048-12"
    assert rights.card.word.text() == "May be published with conditions"
    assert "Photo: City Archive" in rights.card.sentence.text()
    assert "2048" in rights.card.sentence.text()
    assert rights.credit.text() == "Photo: City Archive"
    rights.copy_button.click()
    assert QGuiApplication.clipboard().text() == "Photo: City Archive"


def test_a_change_supersedes_and_withdrawing_leaves_it_on_record(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    allow(archive, ids.photo)
    inspector.reload()
    settle(qtbot, context)
    rights = inspector.rights
    rights.change(statements(archive, ids.photo)[0])
    write(rights.form, "credit_text", "City Archive / Harbour Office")
    rights.form.save()
    settle(qtbot, context)
    found = sorted(statements(archive, ids.photo), key=lambda one: one.id or 0)
    assert [one.status for one in found] == ["superseded", "current"]
    assert found[1].supersedes_id == found[0].id
    assert found[1].grants == found[0].grants
    assert "No longer in force (1)" in rights._older.head.text()
    rights.withdraw(found[1])
    settle(qtbot, context)
    assert {one.status for one in statements(archive, ids.photo)} == {"superseded", "withdrawn"}


def test_another_use_is_answered_at_once(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    allow(archive, ids.photo)
    inspector.reload()
    settle(qtbot, context)
    rights = inspector.rights
    assert rights.card.word.text() == "May be published with conditions"
    rights.open_question()
    rights.ask.action.put("broadcast")
    rights.ask.changed.emit()
    qtbot.waitUntil(lambda: rights.card.word.text() == "Check first", timeout=5000)
    rights.ask.action.put("publish_online")
    rights.ask.date.setText("1 March 2049")
    rights.ask.changed.emit()
    qtbot.waitUntil(lambda: "2049" in rights.card.asked.text(), timeout=5000)
    assert rights.card.word.text() != "May be published with conditions"
    rights.ask.back.click()
    qtbot.waitUntil(lambda: rights.card.word.text() == "May be published with conditions", timeout=5000)


def test_what_cannot_be_stored_is_marked_and_nothing_is_saved(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    rights = inspector.rights
    rights.write_new()
    write(rights.form, "embargo_until", "whenever")
    rights.form.save()
    settle(qtbot, context)
    assert not statements(archive, ids.photo)
    assert "is not a date" in rights.form.editors["embargo_until"].message
    assert rights.form._folds["embargo_until"].head.isChecked()


def test_an_unfinished_statement_waits_until_one_comes_back(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    inspector.rights.write_new()
    write(inspector.rights.form, "credit_text", "Half wri")
    select(qtbot, context, inspector, ids.article)
    inspector.show_tab("rights")
    assert inspector.rights.currentIndex() == 0
    select(qtbot, context, inspector, ids.photo)
    inspector.show_tab("rights")
    assert inspector.rights.currentIndex() == 1
    assert inspector.rights.form.editors["credit_text"].input.value() == "Half wri"
    inspector.rights.form.discard()
    assert inspector.rights.currentIndex() == 0
    assert not statements(archive, ids.photo)


@pytest.mark.parametrize(
    ("key", "basis", "status", "licence"),
    [("CC-BY-4.0", "licence", "in_copyright", "CC-BY-4.0"), ("public_domain", "public_domain", "public_domain", ""),
     ("CC0-1.0", "public_domain", "public_domain", "CC0-1.0"), ("InC", "copyright", "in_copyright", ""),
     ("nothing", "none_known", "undetermined", ""), ("contract", "licence", "in_copyright", "")],
)  # fmt: skip
def test_a_beginning_fills_in_what_goes_without_saying(
    inspector: Inspector, key: str, basis: str, status: str, licence: str
) -> None:
    rights = inspector.rights
    rights.write_new()
    write(rights.form, "agents", "City Archive")
    rights.form.start.chosen.emit(key)
    made = rights.form.statement()
    assert (made.basis, made.copyright_status, made.licence_id) == (basis, status, licence)
    assert made.agents == (RightsAgent("City Archive"),)  # what was typed stays


def test_a_file_is_attached_to_the_evidence_and_belongs_to_the_catalogue(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("You may.", encoding="utf-8")
    form = inspector.rights.form
    inspector.rights.write_new()
    form.evidence.add()
    line = form.evidence.lines[0]
    assert isinstance(line, EvidenceLine)
    form.files.attach(line, letter)
    settle(qtbot, context)
    assert line.source.text() == "letter.txt"
    form.save()
    settle(qtbot, context)
    [evidence] = statements(archive, ids.photo)[0].evidence
    assert rights_evidence.file_of(archive, evidence.attachment).read_text(encoding="utf-8") == "You may."
    with archive.read() as reader:
        assert reader.checks.files()["sources"][evidence.attachment] == "letter.txt"


def test_questions_that_were_kept_stand_with_their_record(
    qtbot: QtBot, context: Context, archive: Archive, ids: Ids, inspector: Inspector
) -> None:
    assert not inspector.rights.asked.isVisible()
    clearance.keep(archive, [ids.photo], Use(), outcome="used", occasion="Book", overrides={ids.photo: "By letter"})
    inspector.reload()
    settle(qtbot, context)
    assert inspector.rights.asked.head.text() == "Questions kept (1)"
    said = [label.text() for label in inspector.rights.asked.content.findChildren(QLabel)]
    assert any("Book" in text for text in said)
    assert any("By letter" in text for text in said)


def test_a_statement_card_says_what_is_granted(qtbot: QtBot, inspector: Inspector) -> None:
    one = RightsStatement(id=5, licence_id="CC-BY-4.0", grants=(Grant(action="publish_online", territory=("FR",)),))
    card = StatementCard(one, read_only=False, parent=inspector)
    assert "CC BY 4.0" in card.accessibleName()
    assert grant_words(one.grants[0]) == "Permitted: Put it on the web (FR)"


def test_sentences_name_question_credit_and_end() -> None:
    use = Use(territory="WORLD")
    allowed = Verdict("allowed_with_conditions", conditions=("attribute: AP",), may_change_on="2049-01-01")
    said = answer_sentence(allowed, use)
    assert said == "with the credit line “AP”, for editorial use on the web, worldwide, until 31 December 2048."
    assert question(use) == "Put it on the web — editorial use on the web, worldwide"
