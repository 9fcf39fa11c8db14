"""Colours, sizes and type of the window: one ``Theme`` value becomes the palette and a small style sheet.

Use from any widget::

    from archive_app.ui import theme
    look = theme.current()
    painter.setPen(look.color("secondary"))
    label.setFont(theme.font(16, bold=True))
    theme.signals().changed.connect(self.update)      # when the person or the system changes the theme

The roles and their contrast are ux.md section 20; ``tests/ui/test_theme.py`` computes every pair.
Widgets never write a colour or a pixel size of type themselves: they name a role or a step of the scale.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from archive_app.ui.style_sheet import style_sheet

CHOICES: Final = ("system", "light", "dark", "high_contrast")  # as in settings.THEMES

# Spacing on a grid of 4; sizes of controls (ux.md section 20).
GAP_XS, GAP_S, GAP_M, GAP_L, GAP_XL, GAP_XXL = 4, 8, 12, 16, 24, 32
CONTROL, CONTROL_COMPACT, ICON = 32, 28, 16
RADIUS, RADIUS_CARD, RADIUS_CHIP = 6, 8, 10
TOOLBAR, HEADER, STATUS = 52, 48, 30
BASE_SIZE = 13


class Theme(NamedTuple):  # a data class would cost the first paint four times as much
    """Every colour of the window under the name of its role; values are ``#RRGGBB``."""

    name: str
    dark: bool
    window: str
    base: str
    alternate: str
    hover: str
    text: str
    secondary: str
    disabled: str
    border: str
    border_strong: str
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    ok: str
    ok_bg: str
    check: str
    check_bg: str
    no: str
    no_bg: str
    unknown: str
    unknown_bg: str
    info: str
    info_bg: str
    span_caption: str
    span_credit: str
    span_video: str
    span_rights: str
    match_bg: str
    match_text: str
    surround: str  # behind a photo in the viewer

    def color(self, role: str) -> QColor:
        """The colour of a role.

        Raises:
            KeyError: There is no role of that name.
        """
        if role not in _ROLES:
            raise KeyError(role)
        value: str = getattr(self, role)
        return _color(value)

    @property
    def contrast(self) -> bool:
        """Whether this is the high-contrast theme: spans lose their backgrounds, borders become visible."""
        return self.name == "high_contrast"


@cache
def _color(value: str) -> QColor:
    return QColor(value)


LIGHT: Final = Theme(
    name="light", dark=False,
    window="#F6F7F9", base="#FFFFFF", alternate="#F1F3F6", hover="#EAEEF3",
    text="#1B1F24", secondary="#4E5867", disabled="#747D8B",
    border="#D9DEE5", border_strong="#7C8694",
    accent="#1F5FBF", on_accent="#FFFFFF", selection="#D7E6FB", on_selection="#0E2A52",
    ok="#17703F", ok_bg="#E3F4EA", check="#7A4F00", check_bg="#FFF3D6", no="#B3261E", no_bg="#FDE7E5",
    unknown="#545A66", unknown_bg="#ECEEF2", info="#1F5FBF", info_bg="#E4EEFC",
    span_caption="#FFF0B8", span_credit="#DDF3E4", span_video="#E7E0FA", span_rights="#FBE0DC",
    match_bg="#FFD54A", match_text="#1B1F24", surround="#2B2F36",
)  # fmt: skip

DARK: Final = Theme(
    name="dark", dark=True,
    window="#1C1F24", base="#23272E", alternate="#292E36", hover="#2E343D",
    text="#E9ECF1", secondary="#B1BAC7", disabled="#8B95A3",
    border="#3B424D", border_strong="#7C8796",
    accent="#7FB2FF", on_accent="#0B1B33", selection="#234B82", on_selection="#FFFFFF",
    ok="#6FD39A", ok_bg="#16382A", check="#F0C24B", check_bg="#3E3213", no="#FF9A91", no_bg="#471E1B",
    unknown="#B8BEC9", unknown_bg="#333943", info="#8FBCFF", info_bg="#1B3354",
    span_caption="#4A3F12", span_credit="#1B4030", span_video="#3A2F63", span_rights="#572923",
    match_bg="#7A5C00", match_text="#FFFFFF", surround="#15171B",
)  # fmt: skip

CONTRAST: Final = Theme(
    name="high_contrast", dark=True,
    window="#000000", base="#000000", alternate="#000000", hover="#262626",
    text="#FFFFFF", secondary="#FFFFFF", disabled="#B3B3B3",
    border="#FFFFFF", border_strong="#FFFFFF",
    accent="#FFD400", on_accent="#000000", selection="#FFD400", on_selection="#000000",
    ok="#7CFF9B", ok_bg="#000000", check="#FFD400", check_bg="#000000", no="#FF8A80", no_bg="#000000",
    unknown="#FFFFFF", unknown_bg="#000000", info="#80D8FF", info_bg="#000000",
    span_caption="#000000", span_credit="#000000", span_video="#000000", span_rights="#000000",
    match_bg="#FFD400", match_text="#000000", surround="#000000",
)  # fmt: skip

_ROLES: Final = frozenset(Theme._fields) - {"name", "dark"}
THEMES: Final = {"light": LIGHT, "dark": DARK, "high_contrast": CONTRAST}


class _Signals(QObject):
    changed = Signal()


class _Chosen:
    """What is in force now; one a process, as QApplication is."""

    def __init__(self) -> None:
        self.choice = "system"
        self.theme = LIGHT
        self.signals = _Signals()
        self.following = False
        self.fusion = False


@cache
def _chosen() -> _Chosen:
    return _Chosen()


def current() -> Theme:
    """The theme in force."""
    return _chosen().theme


def choice() -> str:
    """What the person chose: one of ``CHOICES``."""
    return _chosen().choice


def signals() -> _Signals:
    """``signals().changed`` is emitted after another theme came into force."""
    return _chosen().signals


def use(wanted: str = "system") -> Theme:
    """Put a theme in force in the whole program; "system" follows the desktop from now on.

    Args:
        wanted: One of ``CHOICES``; anything else counts as "system".

    Returns:
        The theme that is now in force.
    """
    chosen = _chosen()
    chosen.choice = wanted if wanted in CHOICES else "system"
    if not chosen.following:
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(_system_changed)
        chosen.following = True
    chosen.theme = _resolve(chosen.choice)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        if not chosen.fusion:  # noted: with a style sheet the style no longer tells its name
            app.setStyle("Fusion")
            chosen.fusion = True
        app.setFont(font())
        app.setPalette(palette(chosen.theme))
        sheet = style_sheet(chosen.theme)
        if sheet != app.styleSheet():  # Qt polishes every widget again, for the same sheet too
            app.setStyleSheet(sheet)
    chosen.signals.changed.emit()
    return chosen.theme


def ground(wanted: str = "system") -> None:
    """Give the ground of the first window its colour: what ``use`` does besides would only keep it from the screen.

    Args:
        wanted: The name of a theme; of anything else, the desktop is asked, which takes longer.
    """
    chosen = _chosen()
    chosen.theme = _resolve(wanted)
    QGuiApplication.setPalette(palette(chosen.theme))


def font(size: int = BASE_SIZE, *, bold: bool = False) -> QFont:
    """The system's interface face at a step of the scale 11, 12, 13, 14, 16, 20, 28 (pixels at 96 dpi).

    The scale grows with the system's own text size; nothing is smaller than 11 pixels.
    """
    return QFont(_font(size, bold))


def grown(height: int) -> int:
    """A height that holds text, as high as the system's own text size wants it."""
    return round(height * _growth())


@cache
def _growth() -> float:
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    return max(1.0, min(2.0, system / BASE_SIZE)) if system > 0 else 1.0


@cache
def _font(size: int, bold: bool) -> QFont:
    face = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    face.setPixelSize(max(11, round(size * _growth())))
    face.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return face


def mono_font(size: int = 12) -> QFont:
    """The system's fixed-width face, for identifiers, hashes and previews of formats."""
    face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    face.setPixelSize(font(size).pixelSize())
    return face


def palette(look: Theme) -> QPalette:
    """The Qt palette of a theme, complete for active, inactive and disabled."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = (
        (role.Window, "window"), (role.WindowText, "text"), (role.Base, "base"), (role.AlternateBase, "alternate"),
        (role.Text, "text"), (role.Button, "base"), (role.ButtonText, "text"), (role.BrightText, "no"),
        (role.ToolTipBase, "base"), (role.ToolTipText, "text"), (role.PlaceholderText, "disabled"),
        (role.Highlight, "selection"), (role.HighlightedText, "on_selection"), (role.Link, "accent"),
        (role.LinkVisited, "accent"), (role.Accent, "accent"), (role.Light, "border"), (role.Midlight, "border"),
        (role.Mid, "border"), (role.Dark, "border_strong"), (role.Shadow, "border_strong"),
    )  # fmt: skip
    for where, name in pairs:
        made.setColor(where, look.color(name))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, where, look.color("disabled"))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, look.color("border"))
    return made


def _resolve(wanted: str) -> Theme:
    if wanted in THEMES:
        return THEMES[wanted]
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == QtCore.Qt.ColorScheme.Dark else LIGHT


def _system_changed() -> None:
    chosen = _chosen()
    if chosen.choice == "system" and _resolve("system") is not chosen.theme:
        use("system")
