"""Every pair of colours that meets on screen can be told apart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from archive_app.ui import icons, theme, verdicts
from archive_app.ui.spans import ICONS, KINDS, LABELS
from archive_app.ui.style_sheet import style_sheet

TEXT_PAIRS = [
    ("text", "window"), ("text", "base"), ("text", "alternate"), ("text", "hover"), ("secondary", "window"),
    ("secondary", "base"), ("secondary", "alternate"), ("on_selection", "selection"), ("on_accent", "accent"),
    ("accent", "base"), ("accent", "window"), ("ok", "ok_bg"), ("check", "check_bg"), ("no", "no_bg"),
    ("unknown", "unknown_bg"), ("info", "info_bg"), ("text", "span_caption"), ("text", "span_credit"),
    ("text", "span_video"), ("text", "span_rights"), ("match_text", "match_bg"), ("no", "base"), ("text", "ok_bg"),
    ("text", "check_bg"), ("text", "no_bg"), ("text", "info_bg"), ("text", "unknown_bg"),
    ("secondary", "hover"), ("accent", "info_bg"), ("accent", "check_bg"), ("accent", "no_bg"), ("ok", "base"),
    ("check", "base"), ("info", "base"), ("ok", "window"), ("check", "window"), ("no", "window"), ("info", "window"),
]  # fmt: skip
OTHER_PAIRS = [
    ("disabled", "window"), ("disabled", "base"), ("border_strong", "base"), ("border_strong", "window"),
    ("accent", "hover"), ("disabled", "alternate"), ("border_strong", "surround"),
]  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_reads_on_its_background(name: str, front: str, back: str) -> None:
    look = theme.THEMES[name]
    assert ratio(getattr(look, front), getattr(look, back)) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("front", "back"), OTHER_PAIRS)
def test_lines_and_disabled_text_can_be_seen(name: str, front: str, back: str) -> None:
    look = theme.THEMES[name]
    assert ratio(getattr(look, front), getattr(look, back)) >= 3


@pytest.mark.parametrize("name", theme.THEMES)
def test_style_sheet_leaves_no_role_unfilled(name: str) -> None:
    assert "@" not in style_sheet(theme.THEMES[name])


def test_choice_is_followed_and_announced(qtbot: QtBot, light: theme.Theme) -> None:
    with qtbot.waitSignal(theme.signals().changed):
        theme.use("dark")
    assert theme.current() is theme.DARK
    theme.use("light")
    assert theme.current().color("accent").name().upper() == theme.LIGHT.accent


def test_a_theme_in_force_is_not_put_on_again(qtbot: QtBot, light: theme.Theme) -> None:
    class Counting(QWidget):
        styled = 0

        def changeEvent(self, event: QEvent) -> None:
            self.styled += event.type() == QEvent.Type.StyleChange
            super().changeEvent(event)

    widget = Counting()
    qtbot.addWidget(widget)
    widget.show()
    before = widget.styled
    theme.use("light")
    assert widget.styled == before
    theme.use("dark")
    assert widget.styled == before + 1


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=lambda one: one.name)
def test_no_state_is_told_by_colour_alone(light: theme.Theme, look: theme.Theme) -> None:
    theme.use(look.name)
    assert len({one.icon for one in verdicts.ALL}) == len({one.word for one in verdicts.ALL}) == len(verdicts.ALL)
    assert len({ICONS[kind] for kind in KINDS}) == len({LABELS[kind] for kind in KINDS}) == len(KINDS)


def test_an_icon_takes_the_colour_of_its_role(light: theme.Theme) -> None:
    image = icons.pixmap("square", "ok", 32).toImage()
    drawn = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert drawn == {theme.LIGHT.ok.lower()}


def test_no_text_is_smaller_than_eleven_pixels(light: theme.Theme) -> None:
    assert theme.font(4).pixelSize() >= 11
