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
    Article,
    Authority,
    Draft,
    Identifier,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Source,
    Variant,
)
from archive_app.operations import authorities, authority_desk, edit, history, ingest
from archive_app.store.archive import Archive
from archive_app.ui.authorities_page import AuthoritiesPage
from archive_app.ui.authority_new import NewAuthority
from archive_app.ui.authority_picker import AuthorityPicker
from archive_app.ui.context import Context
from archive_app.ui.line_list import Line, LineView
from archive_app.ui.name_chips import NameChip, NamesBox
from archive_app.ui.view_state import State
from tests.make import add
from tests.ui.importing import settle

NAMES = ("Klim Shipenko", "Клим Шипенко", "Ann Example", "Quay Pictures")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "own") as made:
        director, twin, ann, quay = add(
            made,
            Authority(name=NAMES[0], kind="person", identifiers=(Identifier("wikidata", "Q1"),)),
            Authority(name=NAMES[1], kind="person", variants=(Variant("К. Шипенко", "ru", "Cyrl"),)),
            Authority(name=NAMES[2], kind="person"),
            Authority(name=NAMES[3], kind="organization"),
        )
        assert (director, twin, ann, quay) == tuple(range(director, director + 4))
        drafts = [
            Draft(
                source=Source(name=f"{n}.txt"),
                article=Article(headline=headline, body=("A text.",), bylines=bylines, publisher="Evening Note"),
                photos=(PhotoDraft(Photo(title=f"Photo {n}"), PhotoUse(caption="Quay", credit_line=credit)),),
                content=f"{n}".encode(),
            )
            for n, (headline, bylines, credit) in enumerate((
                ("One", (Name(NAMES[0], authority_id=director),), "Photo: Quay Pictures"),
                ("Two", (Name(NAMES[1], authority_id=twin),), "Photo: Quay Pictures"),
                ("Three", (Name("Klim Chipenko"),), ""),
                ("Four", (Name("KLIM CHIPENKO"), Name("Omar Novel")), ""),
            ))
        ]  # fmt: skip
        ingest.accept(made, drafts)
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> Iterator[AuthoritiesPage]:
    context.set_archive(archive)
    window = context.parent()
    assert isinstance(window, QWidget)
    window.resize(1030, 800)
    made = AuthoritiesPage(context, window)
    made.resize(1030, 800)
    window.show()
    context.view.open_page("authorities")
    made.enter(State())
    settle(qtbot, context)
    yield made
    settle(qtbot, context)
    context.set_archive(None)
    settle(qtbot, context)


def _wait(qtbot: QtBot, context: Context) -> None:
    """The page waits a little after a change before it reads again."""
    settle(qtbot, context)
    qtbot.wait(160)
    settle(qtbot, context)


def _names(view: LineView) -> list[str]:
    return [line.name for line in view.lines.lines]


def _number(archive: Archive, name: str) -> int:
    with archive.read() as reader:
        return next(a.id or 0 for a in reader.authorities() if a.name == name)


def _go(qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive, name: str) -> int:
    number = _number(archive, name)
    page.show_authority(number)
    settle(qtbot, context)
    return number


def test_names_are_found_in_any_script_and_counted(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    assert page.header.words == "4 authorities"
    assert _names(page.list.list) == ["Quay Pictures", "Klim Shipenko", "Клим Шипенко", "Ann Example"]
    assert page.list.list.lines.lines[0].number == "2"
    assert page.list.count.text() == "4 authorities · 4 uses"
    page.list.box.setText("chipenko")
    _wait(qtbot, context)
    assert set(_names(page.list.list)) == {"Klim Shipenko", "Клим Шипенко"}
    assert page.list.count.text() == "2 of 4 · 2 uses"
    page.list.box.setText("К. Ш")
    _wait(qtbot, context)
    assert page.list.list.lines.lines[0].more.startswith("also “")
    page.list.clear_filters()
    page.list.kind.setCurrentIndex(page.list.kind.findData("organization"))
    _wait(qtbot, context)
    assert _names(page.list.list) == ["Quay Pictures"]
    page.list.clear_filters()
    page.list.usage.setCurrentIndex(page.list.usage.findData("unused"))
    _wait(qtbot, context)
    assert _names(page.list.list) == ["Ann Example"]
    page.list.usage.setCurrentIndex(page.list.usage.findData("twice"))
    page.list.order.setCurrentIndex(page.list.order.findData("name"))
    _wait(qtbot, context)
    assert _names(page.list.list) == ["Klim Shipenko", "Клим Шипенко"]
    page.list.box.setText("zzzz")
    _wait(qtbot, context)
    assert page.several.title == "No authority is called so"
    page.show_authority(_number(archive, "Ann Example"))  # the filters would hide it
    _wait(qtbot, context)
    assert page.view.title.text() == "\u2068Ann Example\u2069"
    assert len(page.list.list.lines.lines) == 4


def test_fields_are_edited_in_place_and_undone(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = _go(qtbot, context, page, archive, "Klim Shipenko")
    page.view.form.editors["name"].take("Klim A. Shipenko")
    _wait(qtbot, context)
    assert _number(archive, "Klim A. Shipenko") == number
    assert "Klim A. Shipenko" in _names(page.list.list)
    table = page.view.variants
    table.add.click()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText("Чипенко")
    QTest.keyClick(line, Qt.Key.Key_Return)
    _wait(qtbot, context)
    assert authorities.page(archive, number).authority.variants == (Variant("Чипенко", "", "Cyrl"),)
    assert table.rows == [("Чипенко", "", "Cyrl")]
    page.view.numbers.edited.emit([("Wikidata", "Q1"), ("", "https://viaf.org/viaf/99/")])
    _wait(qtbot, context)
    assert page.view.numbers.rows == [("Wikidata", "Q1"), ("VIAF", "99")]
    page.view.numbers.table.selectRow(1)
    page.view.copy.click()
    assert QGuiApplication.clipboard().text() == "https://viaf.org/viaf/99"
    for _step in range(3):
        context.feed.publish(history.undo(archive))
        _wait(qtbot, context)
    assert page.view.title.text() == "\u2068Klim Shipenko\u2069"
    assert page.view.variants.rows == []
    assert page.view.numbers.rows == [("Wikidata", "Q1")]


def test_a_change_of_somebody_else_is_not_written_over(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = _go(qtbot, context, page, archive, "Klim Shipenko")
    authority_desk.set_value(archive, number, "variants", (Variant("Theirs"),), seen=())
    page.view.variants.edited.emit([("Mine", "", "")])
    _wait(qtbot, context)
    assert [v.text for v in authorities.page(archive, number).authority.variants] == ["Theirs"]
    assert "was changed meanwhile" in page.view.bar.text
    assert page.view.variants.rows == [("Theirs", "", "")]


def test_a_part_is_put_under_its_whole(qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive) -> None:
    number = _go(qtbot, context, page, archive, "Ann Example")
    page.view.parent_choose.click()
    picker = page.window().findChild(AuthorityPicker)
    assert picker is not None
    settle(qtbot, context)
    assert "Ann Example" not in _names(picker.list)
    picker.box.setText("quay")
    _wait(qtbot, context)
    QTest.keyClick(picker.box, Qt.Key.Key_Return)
    _wait(qtbot, context)
    assert page.view.parent_button.text() == "Quay Pictures"
    page.view.parent_button.click()
    _wait(qtbot, context)
    assert page.view.title.text() == "\u2068Quay Pictures\u2069"
    assert [a.id for a in authorities.page(archive, page.view.number).children] == [number]
    page.view.set_parent(number)  # in a circle
    _wait(qtbot, context)
    assert "cannot be part of what is part of it" in page.view.bar.text


def test_two_are_merged_with_a_preview_and_one_is_taken_out_again(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    kept = _go(qtbot, context, page, archive, "Klim Shipenko")
    [propose] = page.view.relations.buttons["merge"]
    propose()
    settle(qtbot, context)
    merge = page.merge_view
    assert page.stack.currentWidget() is merge
    assert merge.keep[kept].isChecked()
    assert merge.preview is not None
    assert dict(merge.preview.links) == {"bylines": 1}
    other = _number(archive, "Клим Шипенко")
    merge.keep[other].click()
    settle(qtbot, context)
    assert merge.apply.text() == "Merge into “Клим Шипенко”"
    merge.keep[kept].click()
    settle(qtbot, context)
    merge.reason.setText("The same man")
    QTest.keyClick(merge.reason, Qt.Key.Key_Return)
    _wait(qtbot, context)
    assert page.stack.currentIndex() == 0
    assert _names(page.list.list) == ["Klim Shipenko", "Quay Pictures", "Ann Example"]
    assert page.view.number == kept
    assert page.view.variants.rows == [("Клим Шипенко", "", "Cyrl"), ("К. Шипенко", "ru", "Cyrl")]
    [merged] = authorities.page(archive, kept).merged
    assert merged.reason == "The same man"
    [take_out] = page.view.relations.buttons["out"]
    take_out()
    _wait(qtbot, context)
    assert page.view.variants.rows == []
    assert "Клим Шипенко" in _names(page.list.list)


def test_several_are_chosen_and_never_the_same_is_kept_and_taken_back(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.list.box.setText("shipenko")
    _wait(qtbot, context)
    page.list.list.selectAll()
    assert page.several.title == "2 authorities selected"
    next(b for b in page.several.findChildren(QPushButton) if b.text() == "Never the same").click()
    _wait(qtbot, context)
    QTest.keyClick(page.list.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    assert not page.merge_view.apply.isEnabled()
    page.merge_view.back.click()
    _wait(qtbot, context)
    assert page.merge_view.apply.isEnabled()
    page.merge_view.cancel.click()
    _wait(qtbot, context)
    assert page.stack.currentIndex() == 0


def test_different_kinds_are_not_merged_and_it_is_said_why(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.merge([_number(archive, "Ann Example"), _number(archive, "Quay Pictures")])
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
    _wait(qtbot, context)
    assert page.view.title.text() == "\u2068Zoë New\u2069"
    page.list.list.setFocus()
    QTest.keyClick(page.list.list, Qt.Key.Key_Delete)  # nothing links to it: at once
    _wait(qtbot, context)
    assert "Zoë New" not in _names(page.list.list)
    _go(qtbot, context, page, archive, "Quay Pictures")
    page.view.remove.click()
    assert page.view.bar.text.startswith("It is used: credit lines 2.")
    assert "Quay Pictures" in _names(page.list.list)
    next(b for b in page.view.bar.findChildren(QPushButton) if b.text() == "Move to bin").click()
    _wait(qtbot, context)
    assert "Quay Pictures" not in _names(page.list.list)
    context.feed.publish(history.undo(archive))
    _wait(qtbot, context)
    assert page.list.list.lines.lines[0].name == "Quay Pictures"


def test_where_it_is_used_opens_the_record_and_the_way_back_leads_here(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    number = _go(qtbot, context, page, archive, "Klim Shipenko")
    [line] = page.view.works.lines.lines
    assert (line.name, line.more) == ("One", "byline")
    page.view.works.setFocus()
    page.view.works.choose(line.key)
    QTest.keyClick(page.view.works, Qt.Key.Key_Return)
    assert (context.view.now.mode, context.view.now.record) == ("read", line.key)
    context.view.back()
    assert (context.view.now.page, context.view.now.record) == ("authorities", number)


def test_printed_names_are_proposed_and_only_what_is_ticked_is_linked(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.tabs.setCurrentIndex(1)
    settle(qtbot, context)
    printed = page.printed
    assert _names(printed.list)[0].casefold() == "klim chipenko"
    assert printed.list.lines.lines[0].more == "bylines 2 · 2 forms"
    view = printed.view
    assert {spot.title for spot in view.spots} == {"Three", "Four"}
    assert [b.text() for b in view.links] == ["Link", "Link"]
    before = authorities.page(archive, _number(archive, "Klim Shipenko")).uses
    assert before == {"bylines": 1}  # looking has linked nothing
    four = next(n for n, spot in enumerate(view.spots) if spot.title == "Four")
    view.places.setFocus()
    view.places.setCurrentIndex(view.places.lines.index(four))
    QTest.keyClick(view.places, Qt.Key.Key_Space)
    assert view.places_head.text() == "Printed in 2 places, 1 ticked"
    view.link_wanted.emit(_number(archive, "Klim Shipenko"))
    _wait(qtbot, context)
    found = authorities.page(archive, _number(archive, "Klim Shipenko"))
    assert {title for _, title, _ in found.works} == {"One", "Three"}
    assert [spot.title for spot in view.spots] == ["Four"]
    view.all.click()
    view.menu.actions()[0].trigger()  # a new person of it
    _wait(qtbot, context)
    made = _number(archive, "KLIM CHIPENKO")
    assert authorities.page(archive, made).uses == {"bylines": 1}
    assert "KLIM CHIPENKO" not in _names(printed.list)


def test_a_printed_name_is_linked_through_the_picker(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.tabs.setCurrentIndex(1)
    settle(qtbot, context)
    page.printed.box.setText("omar")
    _wait(qtbot, context)
    assert _names(page.printed.list) == ["Omar Novel"]
    assert page.printed.view.links == []
    page.printed.view.link_button.click()
    picker = page.window().findChild(AuthorityPicker)
    assert picker is not None
    settle(qtbot, context)
    picker.box.setText("ann")
    _wait(qtbot, context)
    assert _names(picker.list) == ["Ann Example"]
    QTest.keyClick(picker.box, Qt.Key.Key_Return)
    _wait(qtbot, context)
    assert authorities.page(archive, _number(archive, "Ann Example")).uses == {"bylines": 1}


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
        _wait(qtbot, context)
        assert page.list.total > 300
        assert page.stack.currentIndex() == 0
        context.set_archive(None)
        settle(qtbot, context)


def test_a_name_of_a_record_is_linked_and_let_go_from_its_chip(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    with archive.read() as reader:
        number = next(n for n, a in reader.of_type(Article, range(1, 40)).items() if a.headline == "Four")
    window = context.parent()
    assert isinstance(window, QWidget)
    box = NamesBox(context, window)
    ann = _number(archive, "Ann Example")

    def shown() -> list[tuple[str, int | None]]:
        settle(qtbot, context)
        with archive.read() as reader:
            box.show_record(reader.of_type(Article, [number])[number], read_only=False)
        return [(chip.name.text, chip.name.authority) for chip in box.chips]

    assert shown() == [("KLIM CHIPENKO", None), ("Omar Novel", None), ("Evening Note", None)]
    assert "Not linked" in box.chips[1].accessibleName()
    box.chips[1].link(ann)
    assert shown()[1] == ("Omar Novel", ann)
    chip: NameChip = box.chips[1]
    chip.fill()
    texts = [action.text() for action in chip.menu_.actions() if action.text()]
    assert texts == ["Go to authority", "Link to another…", "New authority", "Unlink"]
    chip.menu_.actions()[0].trigger()
    assert (context.view.now.page, context.view.now.record) == ("authorities", ann)
    chip.link(None)
    assert shown()[1] == ("Omar Novel", None)
    box.chips[2].make("organization")
    assert shown()[2] == ("Evening Note", _number(archive, "Evening Note"))
    edit.set_field(archive, number, "headline", "Four again")
    assert shown()[2] == ("Evening Note", _number(archive, "Evening Note"))


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
