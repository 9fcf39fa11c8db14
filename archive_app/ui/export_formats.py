"""The list of formats: grouped, with one line on what each is good for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from archive_app.formats.exporting.base import AnyExporter
from archive_app.formats.exporting.purposes import GROUPS, grouped, purpose_of
from archive_app.formats.registry import exporters
from archive_app.i18n import tr
from archive_app.ui import theme


class ExportFormats(QComboBox):
    """A box with a heading over each group; headings cannot be chosen. ``purpose`` is the line for under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Format"))
        self.setMaxVisibleItems(24)
        self.purpose = QLabel(self.parentWidget())
        self.purpose.setWordWrap(True)
        self.purpose.setTextFormat(Qt.TextFormat.PlainText)
        self.purpose.setProperty("role", "secondary")
        self._known = {one.name: one for one in exporters()}
        model = QStandardItemModel(self)
        for group, members in grouped(exporters()).items():
            heading = QStandardItem(tr(GROUPS[group]))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(theme.font(12, bold=True))
            model.appendRow(heading)
            for one in members:
                item = QStandardItem(tr(one.label))
                item.setData(one.name, Qt.ItemDataRole.UserRole)
                item.setToolTip(purpose_of(one))
                model.appendRow(item)
        self.setModel(model)
        self.setMinimumContentsLength(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setCurrentIndex(1)
        self.currentIndexChanged.connect(self._say)
        self._say()

    @property
    def exporter(self) -> AnyExporter:
        """The format chosen."""
        return self._known[str(self.currentData())]

    def _say(self) -> None:
        self.purpose.setText(purpose_of(self.exporter))
        self.setToolTip(self.purpose.text())
