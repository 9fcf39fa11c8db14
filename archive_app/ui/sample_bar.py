"""The bar that says one is in the sample catalogue, with the ways out of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from archive_app.i18n import tr
from archive_app.ui.info_bar import InfoBar


class SampleBar(InfoBar):
    """A bar of its own under the toolbar, shown only in the sample."""

    def __init__(self, close: Callable[[], object], delete: Callable[[], object], parent: QWidget) -> None:
        super().__init__(tr("Sample catalogue"), "sample", "book-open", parent)
        self.words.setText(tr("You are in the sample catalogue. Try everything; your own records are elsewhere."))
        self.add_button(tr("Close sample"), close)
        self.add_button(tr("Delete sample"), delete)
