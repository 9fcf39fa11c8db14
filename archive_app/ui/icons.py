"""Icons: Lucide line drawings (ISC, ``resources/icons``), tinted at run time with a colour of the theme.

Use::

    button.setIcon(icons.icon("import"))                 # text colour, greyed when disabled
    button.setIcon(icons.icon("shield-check", "ok"))     # a role of the theme
    painter.drawPixmap(rect, icons.pixmap("image", "secondary", 16, ratio))   # in delegates

A name is that of the file without ``.svg``. Icons made before a change of theme keep their colour, so
widgets that hold them ask again on ``theme.signals().changed``; ``icons.keep(widget_or_action, name, role)``
does that for anything with ``setIcon``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from archive_app.assets import resource
from archive_app.ui import theme

KIND_ICONS: Final = {
    "article": "newspaper", "photo": "image", "video": "film", "authority": "user", "source": "file-text",
    "collection": "folder", "saved_search": "bookmark", "rights": "scale", "media": "files",
}  # fmt: skip
# Drawn the other way round where the text runs from right to left.
MIRRORED: Final = frozenset({
    "arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "redo-2", "list", "panel-left",
    "panel-right", "corner-down-right", "external-link", "list-checks", "text",
})  # fmt: skip


class HasIcon(Protocol):
    """A QAction, button or anything else with an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Show this icon."""


def icon(name: str, role: str = "text") -> QIcon:
    """The icon in a colour role of the present theme, sharp on every screen there is.

    Raises:
        FileNotFoundError: There is no such drawing in ``resources/icons``.
    """
    look = theme.current()
    return _icon(name, look.color(role).name(), look.disabled, look.on_selection, _ratios())


def pixmap(name: str, role: str = "text", size: int = theme.ICON, ratio: float = 1.0) -> QPixmap:
    """The drawing at a logical size for a screen of that device pixel ratio; cached."""
    return tinted(name, theme.current().color(role).name(), size, ratio)


def keep(holder: HasIcon, name: str, role: str = "text") -> None:
    """Give a holder its icon now and again after every change of theme, as long as the holder lives."""
    holder.setIcon(icon(name, role))
    if isinstance(holder, QObject):
        _Keeper(holder, holder, name, role)


class _Keeper(QObject):
    """A child of the holder, so that Qt ends the connection with it."""

    def __init__(self, parent: QObject, holder: HasIcon, name: str, role: str) -> None:
        super().__init__(parent)
        self._wanted = (holder, name, role)
        theme.signals().changed.connect(self.again)

    def again(self) -> None:
        """Draw in the colours of the new theme."""
        holder, name, role = self._wanted
        holder.setIcon(icon(name, role))


@lru_cache(maxsize=1024)
def tinted(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The drawing in any colour (``#RRGGBB``); for the rare place that has no role."""
    return _coloured(_shape(name, size, ratio), colour)


def _shape(name: str, size: int, ratio: float) -> QPixmap:
    """The drawing in black."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if name in MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.translate(picture.width(), 0)
        painter.scale(-1, 1)
    _renderer(name).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _coloured(shape: QPixmap, colour: str) -> QPixmap:
    """A shape in another colour: far less work than drawing it again."""
    picture = QPixmap(shape)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    return picture


def app_icon() -> QIcon:
    """The program's own icon."""
    made = QIcon()
    renderer = QSvgRenderer(QByteArray(_drawing("app").encode()))
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        made.addPixmap(picture)
    return made


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, selected: str, ratios: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for size in (16, 20, 24):
        for ratio in ratios:
            shape = _shape(name, size, ratio)
            made.addPixmap(_coloured(shape, colour), QIcon.Mode.Normal)
            made.addPixmap(_coloured(shape, disabled), QIcon.Mode.Disabled)
            lit = _coloured(shape, selected)
            made.addPixmap(lit, QIcon.Mode.Normal, QIcon.State.On)
            made.addPixmap(lit, QIcon.Mode.Selected)
    return made


@lru_cache(maxsize=1)
def _ratios() -> tuple[float, ...]:
    """How many pixels of each screen make one of ours; asked again when another screen comes."""
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.screenAdded.connect(_another_screen)
    return tuple(sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}))


def _another_screen(_screen: object) -> None:
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.screenAdded.disconnect(_another_screen)  # asking again connects again
    _ratios.cache_clear()
    theme.signals().changed.emit()


@lru_cache(maxsize=256)
def _renderer(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", "#000000").encode()))


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
