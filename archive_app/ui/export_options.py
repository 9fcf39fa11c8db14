"""The choices a format offers, each as a tick or a list, made from what the exporter says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from archive_app.formats.exporting.base import ExportOption, OptionValue
from archive_app.i18n import tr
from archive_app.ui import theme


class ExportOptions(QWidget):
    """The options of one format.

    Signals:
        changed(str): The option of that name has another value.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_XS)
        self._options: tuple[ExportOption, ...] = ()
        self.editors: dict[str, QCheckBox | QComboBox | QLineEdit] = {}

    @property
    def values(self) -> dict[str, OptionValue]:
        """What is chosen, by option name."""
        found: dict[str, OptionValue] = {}
        for option in self._options:
            editor = self.editors[option.name]
            if isinstance(editor, QCheckBox):
                found[option.name] = editor.isChecked()
            elif isinstance(editor, QComboBox):
                found[option.name] = str(editor.currentData())
            else:
                found[option.name] = editor.text()
        return found

    def show_options(self, options: Sequence[ExportOption], values: Mapping[str, OptionValue]) -> None:
        """Offer these options with these values, or their defaults."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._options = tuple(options)
        self.editors = {}
        for option in options:
            self._add(option, values.get(option.name, option.default))
        self.setVisible(bool(options))

    def _add(self, option: ExportOption, value: OptionValue) -> None:
        label = tr(option.label)
        if isinstance(option.default, bool):
            tick = QCheckBox(label, self)
            tick.setChecked(value is True or str(value).lower() in {"true", "yes", "1", "on"})
            tick.toggled.connect(lambda _on, name=option.name: self.changed.emit(name))
            self._keep(option, tick)
            return
        words = QLabel(label, self)
        words.setProperty("role", "secondary")
        self._column.addWidget(words)
        if option.choices:
            box = QComboBox(self)
            for choice, text in option.choices:
                box.addItem(tr(text), choice)
            box.setCurrentIndex(max(0, box.findData(str(value))))
            box.currentIndexChanged.connect(lambda _at, name=option.name: self.changed.emit(name))
            words.setBuddy(box)
            self._keep(option, box)
        else:
            line = QLineEdit(str(value), self)
            line.textChanged.connect(lambda _text, name=option.name: self.changed.emit(name))
            words.setBuddy(line)
            self._keep(option, line)

    def _keep(self, option: ExportOption, editor: QCheckBox | QComboBox | QLineEdit) -> None:
        editor.setAccessibleName(tr(option.label))
        self.editors[option.name] = editor
        self._column.addWidget(editor)
