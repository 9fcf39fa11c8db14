"""Carries out the commands of the Rights menu that have a page of their own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from archive_app.ui import pages
from archive_app.ui.context import Context

COMMANDS = {"rights.clearance": "clearance", "rights.queue": "rights_queue", "rights.state": "state_rights"}


class RightsCommands(QObject):
    """Binds the commands; made once with the window."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        for name, page in COMMANDS.items():
            if pages.exists(page):
                context.actions.bind(name, partial(context.view.open_page, page))
