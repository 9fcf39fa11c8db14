"""What a screen reader is told on every page, and that no words are cut off, in English and in longer languages."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton

from archive_app import i18n
from archive_app.ui import verdicts
from archive_app.ui.photo_canvas import PhotoCanvas
from tests.ui.auditing import cut_off, nodes, spoken
from tests.ui.places import PLACES, Places, program


class Longer(gettext.NullTranslations):
    """A language two fifths longer than English; its words end in letters no English word has."""

    def gettext(self, message: str) -> str:
        """The text, longer."""
        return _longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for a number, longer."""
        return _longer(msgid1 if n == 1 else msgid2)


def _longer(text: str) -> str:
    ending = "…" if text.endswith("…") else ""
    more = ("éàüñ öß " * (len(text) // 8 + 1))[: -(-len(text) * 2 // 5)]
    return f"{text.removesuffix(ending)} {more.strip()}{ending}" if text.strip() else text


@pytest.fixture(scope="module")
def places(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with program(tmp_path_factory.mktemp("spoken")) as opened:
        yield opened


@pytest.fixture(scope="module")
def longer(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    before = i18n._translation
    i18n._translation = Longer()
    with program(tmp_path_factory.mktemp("longer")) as opened:
        yield opened
    i18n._translation = before


@pytest.mark.parametrize("name", PLACES)
def test_what_takes_the_focus_is_named_and_no_words_are_cut_off(places: Places, name: str) -> None:
    window = places.go(name)
    assert spoken(window) + cut_off(window) == []


def test_each_card_of_the_grid_is_read_out_whole(places: Places) -> None:
    QAccessible.setActive(True)  # else Qt does not tell its cache of other rows
    places.go("list")
    places.window.results.model.layoutChanged.emit()
    places.go("grid")
    view = QAccessible.queryAccessibleInterface(places.window.results.grid)
    assert view.role() == QAccessible.Role.List
    first = view.child(0)
    row = places.window.results.model.row(0)
    assert row is not None
    assert first.role() == QAccessible.Role.ListItem
    assert row.title in first.text(QAccessible.Text.Name)
    assert verdicts.look(row.answer, row.nobody_looked).word.casefold() in first.text(QAccessible.Text.Name).casefold()


def test_a_photo_is_a_graphic_with_its_caption_as_name(places: Places) -> None:
    window = places.go("photo")
    canvas = window.findChild(PhotoCanvas)
    assert canvas is not None
    spoken_as = QAccessible.queryAccessibleInterface(canvas)
    assert spoken_as.role() == QAccessible.Role.Graphic
    assert len(spoken_as.text(QAccessible.Text.Name)) > len("Photo: ")


def test_the_audit_finds_a_button_without_a_name(places: Places) -> None:
    window = places.go("list")
    button = QPushButton(window)
    button.setGeometry(0, 0, 32, 32)
    button.show()
    found = spoken(window)
    button.setText("A name, and far more words than there is room for")
    cut = cut_off(window)
    button.setParent(None)
    button.deleteLater()
    assert [one for one in found if "no name" in one and "QPushButton" in one]
    assert [one for one in cut if "A name" in one]
    assert sum(1 for _node in nodes(QAccessible.queryAccessibleInterface(window))) > 100


@pytest.mark.parametrize("name", PLACES)
def test_longer_languages_fit(longer: Places, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(i18n, "_translation", Longer())  # other fixtures speak English before each test
    assert cut_off(longer.go(name)) == []
