"""Draws one line of a snippet with its hits marked by background and underline, laid out once and kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

from archive_app.i18n import tr
from archive_app.ui import theme

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

KEPT: Final = 512


class SnippetLines:
    """The laid-out snippets of the rows painted last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], QTextLayout] = OrderedDict()

    def clear(self) -> None:
        """Forget all; the theme or the query changed."""
        self._kept.clear()

    def paint(self, painter: QPainter, rect: QRect, row: ResultRow, direction: Qt.LayoutDirection) -> None:
        """Paint the row's snippet within one line of ``rect``."""
        pen = painter.pen().color()
        # On the ground of a selected row the quiet colour would be hard to read: in high contrast not at all.
        quiet = theme.current().color("secondary") if pen == theme.current().color("text") else pen
        key = (row.id, row.snippet, rect.width(), direction, pen.rgba())
        layout = self._kept.get(key)
        if layout is None:
            layout = _laid_out(row, rect.width(), direction, quiet)
            self._kept[key] = layout
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        line = layout.lineAt(0)
        top = rect.top() + (rect.height() - line.height()) / 2 if line.isValid() else rect.top()
        layout.draw(painter, QPointF(rect.left(), top))


def prefix_of(row: ResultRow) -> str:
    """Where the snippet stands, said before it: “Caption: …”."""
    name = row.snippet_field[:1].upper() + row.snippet_field[1:]
    if name and row.otherwise:
        words = ", ".join(row.otherwise[:2])
        return tr("{field}, as “{words}”: ").format(field=name, words=words)
    return tr("{field}: ").format(field=name) if name else ""


def _laid_out(row: ResultRow, width: int, direction: Qt.LayoutDirection, quiet: QColor) -> QTextLayout:
    look = theme.current()
    font = theme.font(12)
    prefix = prefix_of(row)
    parts = [(prefix, False), *((part.text.replace("\n", " "), part.hit) for part in row.snippet)]
    whole = "".join(text for text, _ in parts)
    shown = QFontMetrics(font).elidedText(whole, Qt.TextElideMode.ElideRight, width)
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    # The text's own direction orders it; the window's says on which side it begins.
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    rtl = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    formats: list[QTextLayout.FormatRange] = []
    at = 0
    for text, hit in parts:
        if (hit or (text and at == 0 and prefix)) and at < len(shown):
            made = QTextLayout.FormatRange()
            made.start, made.length = at, min(len(text), len(shown) - at)
            how = QTextCharFormat()
            if hit:
                how.setBackground(look.color("match_bg"))
                how.setForeground(look.color("match_text"))
                how.setFontUnderline(True)
            else:
                how.setForeground(quiet)
            made.format = how
            formats.append(made)
        at += len(text)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout
