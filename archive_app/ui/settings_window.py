"""The settings: every change holds at once and is kept; there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFontComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from archive_app.assets import resource
from archive_app.formats.citing.styles import STYLES
from archive_app.i18n import RIGHTS_LANGUAGES, mark, tr, use_rights_language
from archive_app.settings import READING_SIZES
from archive_app.ui import icons, theme
from archive_app.ui.context import Context

THEMES: Final = {
    "system": mark("As the system"), "light": mark("Light"), "dark": mark("Dark"),
    "high_contrast": mark("High contrast"),
}  # fmt: skip
# In their own languages: somebody who cannot read the present one must find theirs.
LANGUAGES: Final = {"en": "English", "fr": "Français", "ru": "Русский"}


def languages() -> tuple[str, ...]:
    """The languages the window can speak."""
    folder = resource("translations")
    there = set()
    if folder.is_dir():
        there = {one.name for one in folder.iterdir() if one.joinpath("LC_MESSAGES", "archive_app.mo").is_file()}
    return ("en", *sorted(there - {"en"}))


class SettingsWindow(QWidget):
    """A window beside the main one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._filling = False
        self.setWindowTitle(tr("Settings — archive-app"))
        self.setWindowIcon(icons.app_icon())
        self.theme = QComboBox(self)
        for choice, words in THEMES.items():
            self.theme.addItem(tr(words), choice)
        self.language = QComboBox(self)
        self.language.addItem(tr("As the system"), "")
        for code in languages():
            self.language.addItem(LANGUAGES.get(code, code), code)
        self.rights_language = QComboBox(self)
        for code in RIGHTS_LANGUAGES:
            self.rights_language.addItem(LANGUAGES.get(code, code), code)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr("Your name on this computer"))
        self.text_size = QSpinBox(self)
        self.text_size.setRange(*READING_SIZES)
        self.text_size.setSuffix(f" {tr('pt')}")
        self.text_size.lineEdit().setTextMargins(8, 0, 0, 0)  # a spin box leaves the style sheet's padding out
        self.face = QFontComboBox(self)
        self.face.setEditable(False)
        self.usual_face = QCheckBox(tr("Use the system’s serif face"), self)
        self.backup = QCheckBox(tr("Back up before each import"), self)
        self.apply_rules = QCheckBox(tr("Apply rules and source profiles to what is read"), self)
        self.citation_style = QComboBox(self)
        for style in STYLES:
            self.citation_style.addItem(tr(style.label), style.name)
        self.proxy = QLineEdit(self)
        self.proxy.setPlaceholderText(tr("none; or http://proxy.example:3128"))
        self.proxy.setToolTip(tr("Used only when you add addresses to an import"))
        self.diagnose = QCheckBox(tr("Log when the window hangs"), self)
        self._build()
        self.setMinimumWidth(max(540, self.minimumSizeHint().width()))
        self._show()
        layout = self.layout()
        if layout is not None:  # remarks that run over two lines need their height
            self.setMinimumHeight(layout.totalHeightForWidth(self.minimumWidth()))
        self._wire()
        context.preferences.changed.connect(self._show)

    def open_window(self) -> None:
        """Bring it to the front."""
        self._show()
        self.show()
        self.raise_()
        self.activateWindow()
        self.theme.setFocus()

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.GAP_L)
        form.setVerticalSpacing(theme.GAP_S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (tr("&Colours"), self.theme, ""),
            (tr("&Language"), self.language, tr("Holds from the next start on.")),
            (tr("Language of ri&ghts"), self.rights_language, tr("Verdicts and their reasons are said in it.")),
            (tr("&Your name"), self.name, tr("Stands in the history and in rights statements from the next catalogue "
                                             "opened on.")),
            (tr("&Text size when reading"), self.text_size, ""),
            (tr("&Face when reading"), self.face, ""),
            ("", self.usual_face, ""),
            ("", self.backup, ""),
            ("", self.apply_rules, ""),
            (tr("C&itation style"), self.citation_style, ""),
            (tr("&Proxy for web pages"), self.proxy, ""),
            ("", self.diagnose, ""),
        )  # fmt: skip
        for words, editor, note in rows:
            if words:
                label = QLabel(words, self)
                label.setBuddy(editor)
                form.addRow(label, editor)
                editor.setAccessibleName(words.replace("&", ""))
            else:
                form.addRow("", editor)
            if note:
                remark = QLabel(note, self)
                remark.setProperty("role", "secondary")
                remark.setWordWrap(True)
                form.addRow("", remark)
                editor.setAccessibleDescription(note)
        close = QPushButton(tr("Close"), self)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_XL, theme.GAP_XL, theme.GAP_XL, theme.GAP_L)
        column.setSpacing(theme.GAP_L)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(row)

    def _show(self) -> None:
        now = self._context.preferences.now
        self._filling = True
        self.theme.setCurrentIndex(max(0, self.theme.findData(theme.choice())))
        self.language.setCurrentIndex(max(0, self.language.findData(now.language)))
        self.rights_language.setCurrentIndex(max(0, self.rights_language.findData(now.rights_language or "en")))
        if self.name.text().strip() != now.user_name:
            self.name.setText(now.user_name)
        self.text_size.setValue(now.reading_size)
        self.usual_face.setChecked(not now.reading_face)
        self.face.setEnabled(bool(now.reading_face))
        if now.reading_face:
            self.face.setCurrentFont(QFont(now.reading_face))
        self.backup.setChecked(now.backup_before_import)
        self.apply_rules.setChecked(now.apply_rules)
        self.citation_style.setCurrentIndex(max(0, self.citation_style.findData(now.citation_style)))
        if self.proxy.text().strip() != now.proxy:
            self.proxy.setText(now.proxy)
        self.diagnose.setChecked(now.diagnose)
        self._filling = False

    def _use_rights_language(self) -> None:
        code = str(self.rights_language.currentData())
        use_rights_language(code)
        self._context.preferences.change(rights_language="" if code == "en" else code)

    def _wire(self) -> None:
        change = self._context.preferences.change
        self.theme.currentIndexChanged.connect(self._quietly(lambda: self._use_theme(self.theme.currentData())))
        self.language.currentIndexChanged.connect(
            self._quietly(lambda: change(language=str(self.language.currentData())))
        )
        self.rights_language.currentIndexChanged.connect(self._quietly(self._use_rights_language))
        self.name.editingFinished.connect(self._quietly(lambda: change(user_name=self.name.text().strip())))
        self.text_size.valueChanged.connect(self._quietly(lambda: change(reading_size=self.text_size.value())))
        self.face.currentFontChanged.connect(self._quietly(self._keep_face))
        self.usual_face.toggled.connect(self._quietly(self._keep_face))
        self.backup.toggled.connect(self._quietly(lambda: change(backup_before_import=self.backup.isChecked())))
        self.apply_rules.toggled.connect(self._quietly(lambda: change(apply_rules=self.apply_rules.isChecked())))
        self.citation_style.currentIndexChanged.connect(
            self._quietly(lambda: change(citation_style=str(self.citation_style.currentData())))
        )
        self.proxy.editingFinished.connect(self._quietly(lambda: change(proxy=self.proxy.text().strip())))
        self.diagnose.toggled.connect(self._quietly(lambda: change(diagnose=self.diagnose.isChecked())))
        theme.signals().changed.connect(self._show)

    def _quietly(self, run: Callable[[], object]) -> Callable[..., None]:
        def changed(*_values: object) -> None:
            if not self._filling:
                run()

        return changed

    def _keep_face(self) -> None:
        family = "" if self.usual_face.isChecked() else self.face.currentText()
        self._context.preferences.change(reading_face=family)

    def _use_theme(self, choice: str) -> None:
        theme.use(choice)
        self._context.preferences.change(theme=choice)
