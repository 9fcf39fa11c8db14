"""Every command of the program, once: the data behind menus, toolbar, palette and shortcut sheet (ux.md 19).

``scope`` says where a shortcut works: "window" everywhere, else only inside the widgets a page has attached
with ``Actions.attach``. ``needs`` names conditions of ``actions.NEEDS``; the first that is not met is the reason
shown beside a greyed command. A command no page has bound a handler to is not shown at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from archive_app.i18n import mark


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command.

    Attributes:
        id: "area.verb", stable: settings and tests know it.
        text: As in a menu, "…" when it asks something first.
        menu: A key of ``MENUS``.
        keys: Shortcuts in Qt's portable spelling; the first is shown.
        icon: A name for ``icons.icon``, or "".
        scope: window, results, read, photo, video, review or fields.
        needs: Conditions, in the order in which their reasons are given.
        section: Commands of one number stand together between separators.
        checkable: It is switched on and off.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    scope: str = "window"
    needs: tuple[str, ...] = ()
    section: int = 0
    checkable: bool = False


MENUS: Final = {
    "file": mark("&File"), "edit": mark("&Edit"), "view": mark("&View"), "search": mark("&Search"),
    "record": mark("&Record"), "rights": mark("Ri&ghts"), "tools": mark("&Tools"), "help": mark("&Help"),
}  # fmt: skip

_A = ActionSpec
_OPEN, _WRITE, _SOME, _ONE = ("open",), ("open", "writable"), ("open", "selection"), ("open", "one")
_SOME_W, _ONE_W = ("open", "selection", "writable"), ("open", "one", "writable")

ACTIONS: Final = (
    _A("file.import", mark("Import…"), "file", ("Ctrl+I",), "import", needs=("startable",)),
    _A("file.import_paste", mark("Import from clipboard"), "file", ("Ctrl+Shift+V",), "clipboard-paste",
       needs=("startable",)),
    _A("file.export", mark("Export…"), "file", ("Ctrl+E",), "upload", needs=_OPEN),
    _A("file.print", mark("Print…"), "file", ("Ctrl+P",), "printer", needs=_OPEN),
    _A("file.new", mark("New catalogue…"), "file", ("Ctrl+Shift+N",), "file-plus", section=1),
    _A("file.open", mark("Open catalogue…"), "file", ("Ctrl+O",), "folder-open", section=1),
    _A("file.recent", mark("Open recent…"), "file", ("Ctrl+Shift+O",), "clock", section=1),
    _A("file.sample", mark("Open the sample catalogue"), "file", (), "book-open", section=1),
    _A("file.close", mark("Close the catalogue"), "file", (), "x", needs=_OPEN, section=1),
    _A("file.backup", mark("Back up now"), "file", (), "database-backup", needs=_WRITE, section=2),
    _A("file.backups", mark("Backups…"), "file", (), "archive-restore", needs=_OPEN, section=2),
    _A("file.save", mark("Save now"), "file", ("Ctrl+S",), "save", needs=_OPEN, section=2),
    _A("file.settings", mark("Settings…"), "file", ("Ctrl+,",), "settings", section=3),
    _A("file.quit", mark("Quit"), "file", ("Ctrl+Q",), "log-out", section=4),

    _A("edit.undo", mark("Undo"), "edit", ("Ctrl+Z",), "undo-2", needs=("open", "writable", "undo")),
    _A("edit.redo", mark("Redo"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", needs=("open", "writable", "redo")),
    _A("edit.history", mark("History of the catalogue"), "edit", ("Ctrl+Shift+H",), "history", needs=_OPEN),
    _A("edit.batches", mark("Import batches"), "edit", (), "inbox", needs=_OPEN),
    _A("edit.fields", mark("Edit fields"), "edit", ("F2",), "pencil", "results", _SOME_W, 1),
    _A("edit.batch", mark("Change many records…"), "edit", ("Ctrl+Shift+E",), "pen-line", needs=_SOME_W, section=1),
    _A("edit.copy", mark("Copy citation"), "edit", ("Ctrl+C",), "copy", "results", _SOME, 1),
    _A("edit.cite_as", mark("Copy citation as…"), "edit", ("Ctrl+Shift+Q",), "", "results", _SOME, 1),
    _A("edit.select_all", mark("Select all"), "edit", ("Ctrl+A",), "list-checks", "results", _OPEN, 2),
    _A("edit.select_none", mark("Clear selection"), "edit", ("Ctrl+Shift+U",), "", needs=_SOME, section=2),
    _A("edit.delete", mark("Move to bin"), "edit", ("Delete",), "trash-2", "results", _SOME_W, 3),

    _A("view.back", mark("Back"), "view", ("Alt+Left",), "arrow-left", needs=("back",)),
    _A("view.forward", mark("Forward"), "view", ("Alt+Right",), "arrow-right", needs=("forward",)),
    _A("view.list", mark("List"), "view", ("Ctrl+1",), "list", section=1, checkable=True),
    _A("view.grid", mark("Grid"), "view", ("Ctrl+2",), "layout-grid", section=1, checkable=True),
    _A("view.table", mark("Table"), "view", ("Ctrl+3",), "table-2", section=1, checkable=True),
    _A("view.compact", mark("Compact rows"), "view", (), "", section=1, checkable=True),
    _A("view.sidebar", mark("Sidebar"), "view", ("F9",), "panel-left", section=2, checkable=True),
    _A("view.inspector", mark("Inspector"), "view", ("Shift+F9",), "panel-right", section=2, checkable=True),
    _A("view.next_pane", mark("Next pane"), "view", ("F6",), "", section=2),
    _A("view.previous_pane", mark("Previous pane"), "view", ("Shift+F6",), "", section=2),
    _A("view.tab1", mark("Inspector: first tab"), "view", ("Alt+1",), "", section=3),
    _A("view.tab2", mark("Inspector: second tab"), "view", ("Alt+2",), "", section=3),
    _A("view.tab3", mark("Inspector: third tab"), "view", ("Alt+3",), "", section=3),
    _A("view.tab4", mark("Inspector: fourth tab"), "view", ("Alt+4",), "", section=3),
    _A("view.tab5", mark("Inspector: fifth tab"), "view", ("Alt+5",), "", section=3),
    _A("view.theme_system", mark("Colours of the system"), "view", (), "contrast", section=4, checkable=True),
    _A("view.theme_light", mark("Light colours"), "view", (), "sun", section=4, checkable=True),
    _A("view.theme_dark", mark("Dark colours"), "view", (), "moon", section=4, checkable=True),
    _A("view.theme_high_contrast", mark("High contrast"), "view", (), "contrast", section=4, checkable=True),
    _A("view.notifications", mark("Notifications"), "view", ("F7",), "bell", section=5),
    _A("view.full_screen", mark("Full screen"), "view", ("F11",), "maximize", section=5, checkable=True),

    _A("search.focus", mark("Search"), "search", ("Ctrl+F",), "search", needs=_OPEN),
    _A("search.save", mark("Save search…"), "search", ("Ctrl+Shift+S",), "bookmark-plus", needs=_WRITE),
    _A("search.clear", mark("Clear filters"), "search", ("Ctrl+Shift+X",), "filter", needs=_OPEN),
    _A("search.help", mark("How to search"), "search", (), "circle-question-mark", section=1),
    _A("search.palette", mark("Go to anything…"), "search", ("Ctrl+K", "Ctrl+Shift+P"), "command", section=2),

    _A("record.new", mark("New article"), "record", ("Ctrl+N",), "file-plus", needs=("startable",)),
    _A("record.new_photo", mark("New photo…"), "record", (), "image", needs=_WRITE),
    _A("record.new_video", mark("New video…"), "record", (), "video", needs=_WRITE),
    _A("record.open", mark("Open"), "record", ("Return", "Enter"), "book-open", "results", _ONE, 1),
    _A("record.window", mark("Open in its own window"), "record", ("Ctrl+Return",), "external-link", "results",
       _ONE, 1),
    _A("record.look", mark("Quick look"), "record", ("Space",), "eye", "results", _ONE, 1),
    _A("record.history", mark("History of this record"), "record", ("Ctrl+H",), "history", needs=_ONE, section=1),
    _A("record.reviewed", mark("Mark as reviewed"), "record", ("Ctrl+Shift+R",), "badge-check", "window", _SOME_W, 2),
    _A("record.collect", mark("Add to collection…"), "record", ("Ctrl+B",), "folder-plus", needs=_SOME_W, section=2),
    _A("record.uncollect", mark("Remove from this collection"), "record", (), "folder", "window",
       ("open", "selection", "writable", "collection"), 2),
    _A("record.mark", mark("Mark, or take the mark off"), "record", ("Ctrl+U",), "star", needs=_SOME_W, section=2),
    _A("record.basket", mark("Put into the basket"), "record", ("Ctrl+Shift+B",), "shopping-basket", needs=_SOME_W,
       section=2),
    _A("record.basket_other", mark("Put into another basket…"), "record", (), "shopping-basket", needs=_SOME_W,
       section=2),
    _A("record.unbasket", mark("Take out of this basket"), "record", (), "", "window",
       ("open", "selection", "writable", "basket"), 2),
    _A("record.link", mark("Link a photo or video…"), "record", ("Ctrl+L",), "link", needs=_ONE_W, section=2),
    _A("record.attach", mark("Attach a file…"), "record", (), "files", needs=_ONE_W, section=2),
    _A("record.unlink", mark("Take out of the article"), "record", (), "unlink", needs=_ONE_W, section=2),
    _A("record.merge", mark("Merge duplicates…"), "record", ("Ctrl+M",), "merge", needs=_SOME_W, section=2),
    _A("record.compare", mark("Compare two articles"), "record", (), "columns-2", needs=_SOME, section=2),
    _A("record.version", mark("Link as versions"), "record", (), "link", needs=_SOME_W, section=2),
    _A("record.different", mark("They are different articles"), "record", (), "", needs=_SOME_W, section=2),
    _A("record.tags", mark("Pinned tags…"), "record", (), "pin", needs=_WRITE, section=5),
    _A("record.tag1", mark("Pinned tag 1"), "record", ("1",), "tag", "results", _SOME_W, 5),
    _A("record.tag2", mark("Pinned tag 2"), "record", ("2",), "tag", "results", _SOME_W, 5),
    _A("record.tag3", mark("Pinned tag 3"), "record", ("3",), "tag", "results", _SOME_W, 5),
    _A("record.tag4", mark("Pinned tag 4"), "record", ("4",), "tag", "results", _SOME_W, 5),
    _A("record.tag5", mark("Pinned tag 5"), "record", ("5",), "tag", "results", _SOME_W, 5),
    _A("record.tag6", mark("Pinned tag 6"), "record", ("6",), "tag", "results", _SOME_W, 5),
    _A("record.tag7", mark("Pinned tag 7"), "record", ("7",), "tag", "results", _SOME_W, 5),
    _A("record.tag8", mark("Pinned tag 8"), "record", ("8",), "tag", "results", _SOME_W, 5),
    _A("record.tag9", mark("Pinned tag 9"), "record", ("9",), "tag", "results", _SOME_W, 5),
    _A("record.restore", mark("Restore from bin"), "record", (), "archive-restore", "window",
       ("open", "selection", "writable", "bin"), 3),
    _A("record.empty_bin", mark("Empty the bin…"), "record", (), "trash-2", needs=_WRITE, section=3),
    _A("fields.next", mark("Next record, same field"), "record", ("Ctrl+Return",), "", "fields", _ONE, 4),
    _A("fields.previous", mark("Previous record, same field"), "record", ("Ctrl+Shift+Return",), "", "fields", _ONE, 4),
    _A("fields.keyword", mark("Add keyword"), "record", ("Ctrl+T",), "tag", "fields", _SOME_W, 4),
    _A("fields.same", mark("Same value as the previous record"), "record", ("Ctrl+D",), "copy", "fields", _ONE_W, 4),
    _A("fields.today", mark("Today’s date"), "record", ("Ctrl+;",), "calendar", "fields", _ONE_W, 4),

    _A("rights.edit", mark("Record rights…"), "rights", ("Ctrl+G",), "scale", needs=_ONE_W),
    _A("rights.why", mark("How the verdict was reached"), "rights", (), "circle-question-mark", needs=_ONE),
    _A("rights.ask", mark("Ask for another use…"), "rights", ("Ctrl+Shift+G",), "search", needs=_ONE),
    _A("rights.copy_credit", mark("Copy credit line"), "rights", ("Ctrl+Shift+C",), "copy", needs=_SOME),
    _A("rights.clearance", mark("May we use these?"), "rights", ("Ctrl+Shift+Y",), "shield-check", needs=_OPEN,
       section=1),
    _A("rights.state", mark("State rights of many…"), "rights", ("Ctrl+Shift+T",), "pen-line", needs=_WRITE, section=1),
    _A("rights.queue", mark("Rights that need somebody"), "rights", (), "scale", needs=_OPEN, section=1),

    _A("read.next_span", mark("Next finding in the text"), "view", ("F8",), "arrow-down", "read", _OPEN, 6),
    _A("read.previous_span", mark("Previous finding in the text"), "view", ("Shift+F8",), "arrow-up", "read", _OPEN, 6),
    _A("read.larger", mark("Larger text"), "view", ("Ctrl++", "Ctrl+="), "zoom-in", "read", _OPEN, 6),
    _A("read.smaller", mark("Smaller text"), "view", ("Ctrl+-",), "zoom-out", "read", _OPEN, 6),
    _A("read.normal", mark("Normal text size"), "view", ("Ctrl+0",), "", "read", _OPEN, 6),
    _A("read.find_next", mark("Find next in text"), "search", ("F3",), "arrow-down", "read", _OPEN, 3),
    _A("read.find_previous", mark("Find previous in text"), "search", ("Shift+F3",), "arrow-up", "read", _OPEN, 3),
    _A("photo.next", mark("Next photo"), "view", ("Right",), "chevron-right", "photo", _OPEN, 7),
    _A("photo.previous", mark("Previous photo"), "view", ("Left",), "chevron-left", "photo", _OPEN, 7),
    _A("photo.zoom_in", mark("Zoom in"), "view", ("+", "="), "zoom-in", "photo", _OPEN, 7),
    _A("photo.zoom_out", mark("Zoom out"), "view", ("-",), "zoom-out", "photo", _OPEN, 7),
    _A("photo.fit", mark("Fit photo to window"), "view", ("0",), "scan", "photo", _OPEN, 7),
    _A("photo.actual", mark("Photo at its own size"), "view", ("1",), "maximize", "photo", _OPEN, 7),
    _A("photo.rotate", mark("Turn the view"), "view", ("Ctrl+R",), "rotate-cw", "photo", _OPEN, 7),
    _A("photo.compare", mark("Compare photos"), "view", ("Ctrl+Shift+M",), "columns-2", needs=_SOME, section=7),
    _A("photo.printings", mark("Printings side by side"), "view", (), "newspaper", needs=_ONE, section=7),
    _A("photo.metadata", mark("What the file says"), "view", (), "info", needs=_ONE, section=7),
    _A("photo.similar", mark("Find similar photos"), "search", (), "images", needs=_ONE, section=3),
    _A("video.link", mark("Open the video’s page…"), "record", ("Ctrl+Return",), "globe", "video", _OPEN, 5),
    _A("video.play", mark("Play the video"), "record", (), "play", "video", _OPEN, 5),
    _A("video.note_time", mark("Note this place of the video"), "record", ("Ctrl+T",), "clock", "video", _WRITE, 5),
    _A("review.accept", mark("Accept this item"), "record", ("Ctrl+Return",), "check", "review", _WRITE, 6),
    _A("review.accept_high", mark("Accept everything certain"), "record", ("Ctrl+Shift+A",), "badge-check", "review",
       _WRITE, 6),
    _A("review.skip", mark("Leave this item out"), "record", ("Ctrl+Delete",), "x", "review", _WRITE, 6),

    _A("review.update", mark("Update the record with it"), "record", ("Ctrl+Shift+J",), "pencil", "review", _WRITE, 6),
    _A("review.version", mark("Import as a new version"), "record", ("Ctrl+Shift+K",), "replace", "review", _WRITE, 6),
    _A("review.anyway", mark("Import although it is alike"), "record", ("Ctrl+Shift+I",), "", "review", _WRITE, 6),
    _A("review.different", mark("They are different"), "record", ("Ctrl+Shift+D",), "", "review", _WRITE, 6),
    _A("review.compare", mark("Compare word by word"), "record", ("Ctrl+Shift+L",), "columns-2", "review", _OPEN, 6),

    _A("tools.check", mark("Check the catalogue…"), "tools", (), "database", needs=_OPEN),
    _A("tools.files", mark("Check the kept files…"), "tools", (), "shield-check", needs=_OPEN),
    _A("tools.watch", mark("Watched folders…"), "tools", (), "folder", needs=_OPEN, section=1),
    _A("tools.rebuild", mark("Rebuild the search index"), "tools", (), "refresh-cw", needs=_WRITE),
    _A("tools.authorities", mark("Authorities and printed names"), "tools", ("Ctrl+J",), "users", needs=_OPEN,
       section=1),
    _A("tools.rules", mark("Rules and source profiles…"), "tools", (), "replace", needs=_OPEN, section=1),
    _A("tools.reread", mark("Read credit lines again…"), "tools", (), "refresh-cw", needs=_WRITE, section=1),
    _A("tools.duplicates", mark("Find duplicates"), "tools", (), "files", needs=_OPEN, section=1),
    _A("tools.duplicate_photos", mark("Find duplicate photos"), "tools", (), "images", needs=_OPEN, section=1),
    _A("tools.missing", mark("Find missing files"), "tools", (), "file-question-mark", needs=_OPEN, section=1),

    _A("help.here", mark("Help on this place"), "help", ("F1",), "life-buoy"),
    _A("help.contents", mark("Help pages"), "help", (), "book-open"),
    _A("help.shortcuts", mark("Keyboard shortcuts"), "help", ("Ctrl+?",), "keyboard"),
    _A("help.copy_report", mark("Copy report for support"), "help", (), "clipboard-paste", section=1),
    _A("help.about", mark("About archive-app"), "help", (), "info", section=1),
)  # fmt: skip

BY_ID: Final = {one.id: one for one in ACTIONS}
SCOPES: Final = ("window", "results", "read", "photo", "video", "review", "fields")
