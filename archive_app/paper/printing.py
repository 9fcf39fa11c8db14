"""Runs in the press's own process: lays parts out with Qt and writes them as PDF, one part in memory at a time."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection

from archive_app.paper.jobs import Finish, Outcome, Paper, Part

_FAMILIES = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
_POINTS = 9.0
_DOTS = 600
_MARGINS = (18.0, 15.0, 18.0, 14.0)  # millimetres: left, top, right, bottom
_FOOT = 9.0  # millimetres
NO_FONTS = "no fonts"


def run(channel: Connection, paper: Paper, path: str) -> None:
    """Write parts as they come; answer with an ``Outcome`` when told to finish.

    Args:
        channel: Brings ``Part`` values, then ``Finish``; takes the ``Outcome``.
        paper: The form of the pages.
        path: The PDF to write; what was there is replaced.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication(["paper"])
    if not QFontDatabase.families():
        channel.send(Outcome(reason=NO_FONTS))
        return
    press = _Writer(paper, path)
    while isinstance(told := channel.recv(), Part):
        if not press.write(told):
            channel.send(Outcome(reason="write"))
            return
    pages = press.close()
    channel.send(Outcome(pages) if isinstance(told, Finish) else Outcome(reason="stopped"))
    application.quit()


class _Writer:
    """One PDF."""

    def __init__(self, paper: Paper, path: str) -> None:
        from PySide6.QtCore import QMarginsF
        from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter

        self._paper = paper
        self._pages = 0
        writer = QPdfWriter(path)
        if paper.archival:
            writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
        writer.setTitle(paper.title)
        writer.setCreator("archive-app")
        writer.setResolution(_DOTS)
        size = getattr(QPageSize.PageSizeId, paper.size, QPageSize.PageSizeId.A4)
        turned = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
        layout = QPageLayout(QPageSize(size), turned, QMarginsF(*_MARGINS), QPageLayout.Unit.Millimeter)
        writer.setPageLayout(layout)
        self._writer = writer
        self._font = QFont()
        self._font.setFamilies(list(_FAMILIES))
        self._font.setPointSizeF(_POINTS)
        self._foot = round(_FOOT * _DOTS / 25.4)
        self._painter: object = None

    def write(self, part: Part) -> bool:
        """Lay one part out on as many pages as it needs; False when the file cannot be written."""
        from PySide6.QtCore import QRectF, QSizeF
        from PySide6.QtGui import QPainter, QTextDocument

        width, height = self._writer.width(), self._writer.height() - self._foot
        document = QTextDocument()
        document.setDefaultFont(self._font)
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultStyleSheet(self._paper.style)
        document.setHtml(part.html)
        document.setPageSize(QSizeF(width, height))
        painter = self._painter
        if painter is None:
            painter = self._painter = QPainter()
            if not painter.begin(self._writer):
                return False
        assert isinstance(painter, QPainter)  # noqa: S101 - for the type checker: made just above
        for number in range(document.pageCount()):
            if self._pages and not self._writer.newPage():
                return False
            self._pages += 1
            painter.save()
            painter.translate(0, -number * height)
            document.drawContents(painter, QRectF(0, number * height, width, height))
            painter.restore()
            self._draw_foot(painter, part.foot, width, height)
        return True

    def _draw_foot(self, painter: object, words: str, width: int, height: int) -> None:
        from PySide6.QtCore import QRectF, Qt
        from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

        assert isinstance(painter, QPainter)  # noqa: S101 - for the type checker: Qt is imported here only
        font = QFont(self._font)
        font.setPointSizeF(_POINTS - 2)
        painter.save()
        painter.setFont(font)
        line = height + self._foot * 0.4
        painter.setPen(QPen(QColor("#bbbbbb"), _DOTS / 200))
        painter.drawLine(0, round(line), width, round(line))
        painter.setPen(QColor("#555555"))
        box = QRectF(0, line, width, self._foot * 0.6)
        page = self._paper.page_words.format(n=self._pages)
        metrics = QFontMetricsF(font, self._writer)
        room = width - metrics.horizontalAdvance(page) - _DOTS / 8
        shown = " · ".join(one for one in (self._paper.title, words) if one)
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | bottom | Qt.TextFlag.TextSingleLine, shown)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | bottom | Qt.TextFlag.TextSingleLine, page)
        painter.restore()

    def close(self) -> int:
        """End the file; return how many pages it has."""
        from PySide6.QtGui import QPainter

        if isinstance(self._painter, QPainter):
            self._painter.end()
        return self._pages
