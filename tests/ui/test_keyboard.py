"""Everything by keyboard: commands in menus, shortcuts of their own, Tab that comes round, focus that is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from archive_app.ui.action_table import ACTIONS, BY_ID
from tests.ui.auditing import changed_pixels
from tests.ui.places import PLACES, Places, program

MOST_STOPS = 400  # links in a text are stops too
RING = 30  # pixels; the line of a text cursor has fewer

# The tabs of the inspector differ in fields only; one of each kind of page is enough here.
WALKED = [name for name in PLACES if not re.search("tab [234]|table|grid|import, empty", name)]


@pytest.fixture(scope="module")
def places(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with program(tmp_path_factory.mktemp("keyboard")) as opened:
        yield opened


@pytest.fixture(scope="module")
def looked_at() -> set[QWidget]:
    """What was looked at on one page is not looked at again on the next."""
    return set()


def stops(window: QWidget) -> list[QWidget]:
    """Where Tab leads until it is back where it began."""
    focus: QWidget | None = QApplication.focusWidget()
    found: list[QWidget] = []
    for _press in range(MOST_STOPS):
        QTest.keyClick(focus or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None, "Tab lost the focus"
        if found and focus is found[-1]:
            continue  # a text goes from link to link
        if focus in found:
            assert focus is found[0], f"Tab goes round without {found[0]}, from {focus}"
            return found
        found.append(focus)
    pytest.fail(f"Tab never leaves {focus}")


@pytest.mark.parametrize("name", WALKED)
def test_tab_comes_round_and_what_has_the_focus_is_named(places: Places, name: str) -> None:
    window = places.go(name)
    begun: QWidget | None = QApplication.focusWidget()
    assert begun is None or begun is window or begun.accessibleName() or hasattr(begun, "text"), f"{begun} has no name"
    round_trip = stops(window)
    assert len(round_trip) > 1
    for stop in round_trip:
        assert stop.isVisible(), stop
        assert stop.window() is window, stop


@pytest.mark.parametrize("name", WALKED)
def test_the_focus_is_seen(places: Places, looked_at: set[QWidget], name: str) -> None:
    window = places.go(name)
    new = [stop for stop in stops(window) if stop not in looked_at]
    looked_at.update(new)
    unseen = []
    for stop in new:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        lit = stop.grab().toImage()
        stop.clearFocus()
        if changed_pixels(lit, stop.grab().toImage()) < RING:
            unseen.append(f"{type(stop).__name__} {stop.accessibleName()!r}")
    assert not unseen, "; ".join(unseen)


def test_every_command_somebody_carries_out_is_in_a_menu(places: Places) -> None:
    in_menus = {
        action.objectName()
        for menu in places.window.menuBar().findChildren(QMenu)
        for action in menu.actions()
    }  # fmt: skip
    actions = places.window.context.actions
    assert {name for name in BY_ID if actions.bound(name)} - in_menus == set()


def test_shortcuts_do_not_meet(places: Places) -> None:
    actions = places.window.context.actions
    for one, other in combinations(ACTIONS, 2):
        if one.scope != other.scope and "window" not in {one.scope, other.scope}:
            continue
        shared = {keys.toString() for keys in actions[one.id].shortcuts()} & {
            keys.toString() for keys in actions[other.id].shortcuts()
        }
        assert not shared, (one.id, other.id)


def test_a_key_without_ctrl_or_alt_is_a_command_only_where_nothing_is_typed(places: Places) -> None:
    actions = places.window.context.actions
    for spec in ACTIONS:
        for keys in actions[spec.id].shortcuts():
            if re.fullmatch(r"\S", keys.toString()):
                allowed = {"photo": "+-=01", "results": "123456789"}  # digits put pinned tags on what is selected
                assert keys.toString() in allowed.get(spec.scope, ""), spec.id
