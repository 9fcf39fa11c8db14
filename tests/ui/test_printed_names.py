"""Printed names linked place by place, and names of a record linked from the inspector."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.records import (
    Article,
)
from archive_app.operations import authorities, edit
from archive_app.store.archive import Archive
from archive_app.ui.authorities_page import AuthoritiesPage
from archive_app.ui.authority_picker import AuthorityPicker
from archive_app.ui.context import Context
from archive_app.ui.name_chips import NameChip, NamesBox
from tests.ui.importing import settle
from tests.ui.naming import catalogue, names, number_of, opened, wait


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with catalogue(tmp_path / "own") as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: Context, archive: Archive) -> Iterator[AuthoritiesPage]:
    with opened(qtbot, context, archive) as made:
        yield made


def test_printed_names_are_proposed_and_only_what_is_ticked_is_linked(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.tabs.setCurrentIndex(1)
    settle(qtbot, context)
    printed = page.printed
    assert names(printed.list)[0].casefold() == "klim chipenko"
    assert printed.list.lines.lines[0].more == "bylines 2 · 2 forms"
    view = printed.view
    assert {spot.title for spot in view.spots} == {"Three", "Four"}
    assert [b.text() for b in view.links] == ["Link", "Link"]
    before = authorities.page(archive, number_of(archive, "Klim Shipenko")).uses
    assert before == {"bylines": 1}  # looking has linked nothing
    four = next(n for n, spot in enumerate(view.spots) if spot.title == "Four")
    view.places.setFocus()
    view.places.setCurrentIndex(view.places.lines.index(four))
    QTest.keyClick(view.places, Qt.Key.Key_Space)
    assert view.places_head.text() == "Printed in 2 places, 1 ticked"
    view.link_wanted.emit(number_of(archive, "Klim Shipenko"))
    wait(qtbot, context)
    found = authorities.page(archive, number_of(archive, "Klim Shipenko"))
    assert {title for _, title, _ in found.works} == {"One", "Three"}
    assert [spot.title for spot in view.spots] == ["Four"]
    view.all.click()
    view.menu.actions()[0].trigger()  # a new person of it
    wait(qtbot, context)
    made = number_of(archive, "KLIM CHIPENKO")
    assert authorities.page(archive, made).uses == {"bylines": 1}
    assert "KLIM CHIPENKO" not in names(printed.list)


def test_a_printed_name_is_linked_through_the_picker(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    page.tabs.setCurrentIndex(1)
    settle(qtbot, context)
    page.printed.box.setText("omar")
    wait(qtbot, context)
    assert names(page.printed.list) == ["Omar Novel"]
    assert page.printed.view.links == []
    page.printed.view.link_button.click()
    picker = page.window().findChild(AuthorityPicker)
    assert picker is not None
    settle(qtbot, context)
    picker.box.setText("ann")
    wait(qtbot, context)
    assert names(picker.list) == ["Ann Example"]
    QTest.keyClick(picker.box, Qt.Key.Key_Return)
    wait(qtbot, context)
    assert authorities.page(archive, number_of(archive, "Ann Example")).uses == {"bylines": 1}


def test_a_name_of_a_record_is_linked_and_let_go_from_its_chip(
    qtbot: QtBot, context: Context, page: AuthoritiesPage, archive: Archive
) -> None:
    with archive.read() as reader:
        number = next(n for n, a in reader.of_type(Article, range(1, 40)).items() if a.headline == "Four")
    window = context.parent()
    assert isinstance(window, QWidget)
    box = NamesBox(context, window)
    ann = number_of(archive, "Ann Example")

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
    assert shown()[2] == ("Evening Note", number_of(archive, "Evening Note"))
    edit.set_field(archive, number, "headline", "Four again")
    assert shown()[2] == ("Evening Note", number_of(archive, "Evening Note"))
