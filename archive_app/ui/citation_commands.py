"""Copies citations and credit lines of the selected records; what takes time is read on a lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint
from PySide6.QtGui import QActionGroup, QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu

from archive_app.formats.citing.styles import STYLES, style_named
from archive_app.i18n import tr, tr_n
from archive_app.ui.main_window import MainWindow
from archive_app.ui.notices import Notice

if TYPE_CHECKING:  # the store comes after the first paint
    from archive_app.operations.citations import CreditLine, Rendered


_MOST = 500


class CitationCommands(QObject):
    """Binds “Copy citation”, “Copy citation as…” and, for several records, “Copy credit line”."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._context.actions.bind("edit.copy", self.copy)
        self._context.actions.bind("edit.cite_as", self.ask_style)

    @property
    def style(self) -> str:
        """The name of the style in force; the first where the settings name none that there is."""
        name = self._context.preferences.now.citation_style
        return next((one.name for one in STYLES if one.name == name), STYLES[0].name)

    def copy(self) -> None:
        """Copy the citations of the selection in the style in force."""
        from archive_app.operations import citations

        ids, style = self._context.view.now.selected, self.style

        def copied(made: Sequence[Rendered]) -> None:
            content = QMimeData()
            content.setText("\n".join(one.text for one in made))
            content.setHtml("".join(f"<p>{one.html}</p>" for one in made))
            QGuiApplication.clipboard().setMimeData(content)
            self._tell(made, len(ids), tr(style_named(style).label))

        few = ids[:_MOST]  # more of them are an export, and would keep other readings waiting
        self._context.look(lambda archive: citations.cite(archive, few, style), copied, owner=self)

    def ask_style(self) -> None:
        """Offer the styles; the one chosen is used at once and from now on."""
        menu = self.style_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        here = QCursor.pos()
        area = self._window.results
        inside = area.rect().contains(area.mapFromGlobal(here))
        menu.popup(here if inside else area.mapToGlobal(QPoint(area.width() // 3, area.height() // 4)))

    def style_menu(self) -> QMenu:
        """The menu of styles, with a tick at the one in force."""
        menu = QMenu(self._window)
        group = QActionGroup(menu)
        for style in STYLES:
            action = menu.addAction(tr(style.label))
            action.setCheckable(True)
            action.setChecked(style.name == self.style)
            action.setData(style.name)
            group.addAction(action)
        group.triggered.connect(lambda action: self.use(str(action.data())))
        return menu

    def use(self, name: str) -> None:
        """Remember a style and copy in it."""
        self._context.preferences.change(citation_style=style_named(name).name)
        self.copy()

    def copy_credits(self, ids: Sequence[int]) -> None:
        """Copy the credit lines of several records, one a line."""
        from archive_app.operations import citations

        def copied(lines: Sequence[CreditLine]) -> None:
            told = [one.text for one in lines if one.text]
            missing = len(lines) - len(told)
            if not told:
                self._context.tell(Notice(tr("No credit line is recorded here."), kind="warn"))
                return
            QGuiApplication.clipboard().setText("\n".join(told))
            text = tr_n("{n} credit line copied.", "{n} credit lines copied.", len(told))
            if missing:
                text += " " + tr_n("{n} has none recorded.", "{n} have none recorded.", missing)
            self._context.tell(Notice(text, kind="warn" if missing else "done"))

        few = ids[:_MOST]
        self._context.look(lambda archive: citations.credit_lines(archive, few), copied, owner=self)

    def _tell(self, made: Sequence[Rendered], wanted: int, style: str) -> None:
        text = tr_n("{n} citation copied ({style}).", "{n} citations copied ({style}).", len(made))
        text = text.replace("{style}", style)
        if wanted > len(made):
            text += " " + tr("Export the others as citations.")
        self._context.tell(Notice(text, kind="done", button=tr("Other style…"), clicked=self.ask_style))
