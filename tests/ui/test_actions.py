"""Each command exists once, with a name, a place in a menu and shortcuts of its own."""

from __future__ import annotations

import re
from itertools import combinations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from archive_app.assets import resource
from archive_app.ui import theme
from archive_app.ui.action_table import ACTIONS, BY_ID, MENUS, SCOPES
from archive_app.ui.actions import NEEDS, Actions


def test_ids_are_unique_and_the_table_refers_to_things_that_exist() -> None:
    assert len(BY_ID) == len(ACTIONS)
    for spec in ACTIONS:
        assert spec.menu in MENUS
        assert spec.scope in SCOPES
        assert set(spec.needs) <= set(NEEDS)
        assert not spec.icon or resource("icons", f"{spec.icon}.svg").is_file(), spec.icon


def test_no_two_commands_answer_to_one_shortcut_in_one_place() -> None:
    for one, other in combinations(ACTIONS, 2):
        if one.scope == other.scope or "window" in {one.scope, other.scope}:
            shared = {QKeySequence(k).toString() for k in one.keys} & {QKeySequence(k).toString() for k in other.keys}
            assert not shared, (one.id, other.id)


def test_no_bare_letter_is_a_command_outside_the_photo() -> None:
    for spec in ACTIONS:
        for keys in spec.keys:
            assert QKeySequence(keys).toString(), keys
            pinned = spec.id == f"record.tag{keys}"  # the digits are asked for: no title is looked for by them
            assert spec.scope == "photo" or pinned or not re.fullmatch(r"[\w+=-]", keys), spec.id
            assert "Ctrl+Alt" not in keys


def test_every_command_stands_in_exactly_one_menu(qtbot: QtBot, light: theme.Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    menus = actions.fill_menu_bar(window.menuBar())
    found = [action.objectName() for menu in menus.values() for action in menu.actions() if action.objectName()]
    assert sorted(found) == sorted(BY_ID)


def test_a_command_is_hidden_until_bound_and_says_why_it_cannot_run(qtbot: QtBot, light: theme.Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    ran: list[str] = []
    assert not actions["rights.copy_credit"].isVisible()
    actions.bind("rights.copy_credit", lambda: ran.append("copy"))
    assert actions["rights.copy_credit"].isVisible()
    assert not actions.run("rights.copy_credit")
    assert "Open a catalogue first" in actions["rights.copy_credit"].toolTip()
    actions.set_situation(lambda: frozenset({"open", "selection"}))
    assert actions.run("rights.copy_credit")
    assert ran == ["copy"]


def test_a_shortcut_taken_already_is_refused(qtbot: QtBot, light: theme.Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    assert actions.rebind({"record.merge": "Ctrl+I"}) == {"record.merge": "file.import"}
    assert actions.rebind({"record.merge": "Ctrl+Alt+J"}) == {}
    assert actions["record.merge"].shortcut().toString() == "Ctrl+Alt+J"
