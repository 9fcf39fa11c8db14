"""The pages of the centre and the inspector: who makes which, and what a page must have.

A page is a QWidget made once, when it is first wanted, as ``Class(context, parent)``. What it may have besides::

    def enter(self, state: State) -> None      # it is shown now (again); state.record and state.page say for what
    def leave(self) -> None                    # it is not shown any more; edits are saved by themselves

Modes of the centre: "read" shows ``state.record`` on the page of its kind (``READERS``); "work" shows the page named
``state.page``. A page gets its own shortcuts with ``context.actions.attach(self, scope)`` and carries out commands with
``context.actions.bind``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from archive_app.i18n import mark, tr
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.view_state import State

PAGES: Final = {
    "inspector": "inspector:Inspector",
    "read": "reading_page:ReadingPage",
    "photo": "photo_viewer:PhotoViewer",
    "video": "video_panel:VideoPanel",
    "import": "import_page:ImportPage",
    "table": "table_page:TablePage",
    "export": "export_page:ExportPage",
    "clearance": "clearance_page:ClearancePage",
    "rights_queue": "rights_queue_page:RightsQueuePage",
    "state_rights": "state_rights_page:StateRightsPage",
    "history": "history_page:HistoryPage",
    "batches": "batches_page:BatchesPage",
    "check": "check_page:CheckPage",
    "files": "files_page:FilesPage",
    "metadata": "metadata_page:MetadataPage",
    "watch": "watch_page:WatchPage",
    "rules": "rules_page:RulesPage",
    "rereading": "rereading_page:RereadingPage",
    "authorities": "authorities_page:AuthoritiesPage",
    "compare": "compare_page:ComparePage",
    "diff": "diff_page:DiffPage",
    "duplicates": "likeness_page:LikenessPage",
    "printings": "printings_page:PrintingsPage",
    "duplicate_photos": "photo_pairs_page:PhotoPairsPage",
}

# What a page is called by screen readers when it has the focus as a whole.
NAMES: Final = {
    "read": mark("Article"), "photo": mark("Photo"), "video": mark("Video"), "import": mark("Import"),
    "table": mark("Import of a table"),
    "export": mark("Export"), "clearance": mark("May we use these?"),
    "rights_queue": mark("Rights that need somebody"), "state_rights": mark("State rights"),
    "history": mark("History of the catalogue"), "check": mark("Check of the catalogue"),
    "rules": mark("Rules and source profiles"), "authorities": mark("Authorities"),
    "rereading": mark("Credit lines read again"), "compare": mark("Photos compared"),
    "printings": mark("Where a photo is printed"), "duplicate_photos": mark("Photos that are alike"),
    "batches": mark("Import batches"), "files": mark("Check of the kept files"),
    "metadata": mark("What the file says"), "watch": mark("Watched folders"),
}  # fmt: skip

# The page that "read" shows a record on; an article's for every other kind.
READERS: Final = {"photo": "photo", "video": "video"}


@runtime_checkable
class Entered(Protocol):
    """A page that wants to know when it is shown."""

    def enter(self, state: State) -> None:
        """It is shown now."""


class _PageClass(Protocol):
    def __call__(self, context: Context, parent: QWidget) -> QWidget: ...


def make(name: str, context: Context, parent: QWidget) -> QWidget:
    """The page of a name.

    Raises:
        KeyError: There is no page of that name.
    """
    module, _, kind = PAGES[name].partition(":")
    if find_spec(f"archive_app.ui.{module}") is None:
        empty = EmptyState(parent)
        empty.show_state("info", tr("Not in this edition"), tr("This part of the program is not installed."))
        return empty
    made = cast("_PageClass", getattr(import_module(f"archive_app.ui.{module}"), kind))
    page = made(context, parent)
    if name in NAMES and not page.accessibleName():
        page.setAccessibleName(tr(NAMES[name]))
    return page


def exists(name: str) -> bool:
    """Whether the page is there to be made."""
    return name in PAGES and find_spec(f"archive_app.ui.{PAGES[name].partition(':')[0]}") is not None
