"""The help: every link leads somewhere, every command is in it, and what it says of searching is true."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.assets import resource
from archive_app.cli.main import parser
from archive_app.domain.choices import STATES
from archive_app.domain.query_fields import QUERY_FIELDS
from archive_app.domain.query_text import parse
from archive_app.formats.registry import exporters, importers
from archive_app.ui import help_pages, theme
from archive_app.ui.action_table import ACTIONS, BY_ID
from archive_app.ui.actions import Actions
from archive_app.ui.help_window import HelpWindow


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Kept alive by the fixture as long as the test runs."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, light: theme.Theme) -> HelpWindow:
    return HelpWindow(Actions(parent), parent)


def complete(name: str, window: HelpWindow) -> str:
    return help_pages.text_of(name, window._actions.shortcut_sheet())


def test_every_page_of_the_list_is_there_and_no_other() -> None:
    files = {one.name.removesuffix(".md") for one in resource("help").iterdir() if one.name.endswith(".md")}
    assert files == set(help_pages.PAGES)


@pytest.mark.parametrize("name", help_pages.PAGES)
def test_every_link_leads_somewhere(window: HelpWindow, name: str) -> None:
    text = complete(name, window)
    for link in help_pages.links(text):
        if link.startswith("action:"):
            assert link.removeprefix("action:") in BY_ID, link
            continue
        page, _, heading = link.partition("#")
        page = page.removesuffix(".md") or name
        assert page in help_pages.PAGES, link
        if heading:
            assert heading in help_pages.anchors(complete(page, window)), link


@pytest.mark.parametrize("name", help_pages.PAGES)
def test_every_page_is_linked_from_the_first_steps(name: str) -> None:
    assert name == "index" or f"{name}.md" in help_pages.links(help_pages.text_of("index"))


def test_every_command_with_keys_is_in_the_keyboard_page(window: HelpWindow) -> None:
    window.open_page("keyboard")
    shown = window.text.toPlainText()
    for spec in ACTIONS:
        action = window._actions[spec.id]
        if spec.keys:
            assert action.text().replace("…", "").replace("&", "") in shown, spec.id
            assert action.shortcut().toString(action.shortcut().SequenceFormat.NativeText) in shown, spec.id


def test_every_search_field_and_state_is_in_the_search_page(window: HelpWindow) -> None:
    window.open_page("search")
    shown = window.text.toPlainText()
    for field in QUERY_FIELDS:
        assert field.help in shown, field.name
    for state in STATES:
        assert f"is:{state.value}" in shown


def test_the_examples_of_the_search_page_are_understood() -> None:
    text = help_pages.text_of("search")
    prose = re.sub(r"^\| Sign.*?(?=\n\n)", "", text, flags=re.DOTALL | re.MULTILINE)
    for example in re.findall(r"`([^`]+)`", prose):
        if len(example) > 3 and not example.endswith(":") and "…" not in example:
            assert not parse(example).hints, example


def test_every_format_is_named() -> None:
    reading, writing = help_pages.text_of("import"), help_pages.text_of("export")
    for importer in importers():
        for suffix in importer.suffixes:
            assert suffix in reading
    for exporter in exporters():
        assert exporter.label in writing, exporter.name


def test_every_command_of_the_command_line_is_named() -> None:
    text = help_pages.text_of("command-line")
    choices: set[str] = set()
    for action in parser()._actions:
        if isinstance(action.choices, dict):
            choices |= set(action.choices)
    assert choices
    for command in choices:
        assert re.search(rf"`{command}\b", text), command


def test_links_turn_the_page_and_run_commands(qtbot: QtBot, window: HelpWindow) -> None:
    window.open_page("index")
    window._follow(QUrl("search.md#dates"))
    assert window.page == "search"
    assert window.text.textCursor().block().text() == "Dates"
    ran: list[str] = []
    window._actions.bind("help.about", lambda: ran.append("about"))
    window._follow(QUrl("action:help.about"))
    assert ran == ["about"]


def test_words_are_found_in_the_page(window: HelpWindow) -> None:
    window.open_page("rights")
    window.search.setText("embargo")
    window.find_next()
    assert window.text.textCursor().selectedText().casefold() == "embargo"


def test_places_have_their_page() -> None:
    assert help_pages.page_for("browse") == "search"
    assert help_pages.page_for("work", "export") == "export"
    assert help_pages.page_for("read") == "reading"
    assert help_pages.page_for("work", "never heard of") == "index"


def test_nothing_is_loaded_for_a_page(window: HelpWindow) -> None:
    assert not window.text.loadResource(2, QUrl("file:///etc/hostname"))
    assert not window.text.openLinks()
