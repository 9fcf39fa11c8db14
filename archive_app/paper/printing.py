"""Runs in the press's own process: lays parts out with Qt and writes them as PDF, one part in memory at a time."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from archive_app.paper.jobs import Finish, Outcome, Paper, Part

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

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
    os.environ["QT_LOGGING_RULES"] = "qt.text.*=false"  # a script without its font is drawn with another one
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
        from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

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
        self._width, self._height = writer.width(), writer.height() - self._foot
        self._used = 0.0
        self._painter = QPainter()

    def write(self, part: Part) -> bool:
        """Lay one part out on as many pages as it needs; False when the file cannot be written."""
        document = self._document(part.html)
        if not part.follows:
            return self._write_pages(document, part)
        tall = document.size().height()
        if self._pages and self._used + tall <= self._height:
            self._draw(document, self._used)
            return True
        document = self._document(part.head + part.html) if part.head else document
        if document.size().height() > self._height:
            return self._write_pages(document, part)
        if not self._new_page(part):
            return False
        self._draw(document, 0.0)
        return True

    def _document(self, html: str) -> QTextDocument:
        from PySide6.QtGui import QTextDocument

        document = QTextDocument()
        document.setDefaultFont(self._font)
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultStyleSheet(self._paper.style)
        document.setHtml(html)
        document.setTextWidth(self._width)
        return document

    def _write_pages(self, document: QTextDocument, part: Part) -> bool:
        from PySide6.QtCore import QRectF, QSizeF

        document.setPageSize(QSizeF(self._width, self._height))
        for number in range(document.pageCount()):
            if not self._new_page(part):
                return False
            self._painter.save()
            self._painter.translate(0, -number * self._height)
            shown = QRectF(0, number * self._height, self._width, self._height)
            document.drawContents(self._painter, shown)
            self._painter.restore()
        self._used = float(self._height)  # what follows begins a page
        return True

    def _new_page(self, part: Part) -> bool:
        if self._pages == 0:
            if not self._painter.begin(self._writer):
                return False
        elif not self._writer.newPage():
            return False
        self._pages += 1
        self._used = 0.0
        self._draw_foot(part.foot)
        return True

    def _draw(self, document: QTextDocument, top: float) -> None:
        self._painter.save()
        self._painter.translate(0, top)
        document.drawContents(self._painter)
        self._painter.restore()
        self._used = top + document.size().height()

    def _draw_foot(self, words: str) -> None:
        from PySide6.QtCore import QRectF, Qt
        from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

        painter, line = self._painter, self._height + self._foot * 0.4
        font = QFont(self._font)
        font.setPointSizeF(_POINTS - 2)
        painter.save()
        painter.setFont(font)
        painter.setPen(QPen(QColor("#bbbbbb"), _DOTS / 200))
        painter.drawLine(0, round(line), self._width, round(line))
        painter.setPen(QColor("#555555"))
        box = QRectF(0, line, self._width, self._foot * 0.6)
        page = self._paper.page_words.format(n=self._pages)
        metrics = QFontMetricsF(font, self._writer)
        room = self._width - metrics.horizontalAdvance(page) - _DOTS / 8
        shown = " · ".join(one for one in (self._paper.title, words) if one)
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | bottom | Qt.TextFlag.TextSingleLine, shown)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | bottom | Qt.TextFlag.TextSingleLine, page)
        painter.restore()

    def close(self) -> int:
        """End the file; return how many pages it has. Without any part it has one that is empty."""
        if self._pages == 0:
            self._new_page(Part(""))
        self._painter.end()
        return self._pages
