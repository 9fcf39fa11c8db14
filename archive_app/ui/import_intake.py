"""What was dropped goes where it belongs: web addresses are asked about first, tables are mapped on their own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from archive_app.formats.tables import is_table
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_web import WEB, WantedPage, is_address

if TYPE_CHECKING:
    from archive_app.ui.import_addresses import AddressCard
    from archive_app.web.guard import Guard


class Intake(QObject):
    """Sorts what was dropped for the page.

    Args:
        context: The window's shared parts.
        page: The import page; the card appears over its window.
        take: Takes what the person agreed to have fetched.
    """

    def __init__(self, context: Context, page: QWidget, take: Callable[[Sequence[object]], None]) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._take = take
        self._card: AddressCard | None = None
        self.guard: Guard | None = None  # tests hand over the limits of their own servers

    def warm_up(self) -> None:
        """Load behind the window what a click may need soon; loading it takes longer than a frame."""
        for name in ("archive_app.operations.web_pages", "archive_app.operations.table_import"):
            self._context.files(lambda _progress, name=name: import_module(name), lambda _done: None, owner=self)  # type: ignore[misc]  # mypy sees no default of a lambda

    def sort_out(self, dropped: Sequence[object]) -> list[Path | str]:
        """What can be read as it is; addresses and tables are opened in their own places."""
        known: list[Path | str] = [one for one in dropped if isinstance(one, (str, Path))]
        plain = [one for one in known if isinstance(one, str) and not isinstance(one, WantedPage) and is_address(one)]
        if plain:
            self.card().ask("\n".join(plain))
        if not any(isinstance(one, Path) and is_table(one) for one in known):
            return [one for one in known if one not in plain or isinstance(one, WantedPage)]
        from archive_app.ui.table_page import hand_over

        return hand_over(self._context, [one for one in known if one not in plain or isinstance(one, WantedPage)])

    def open_tables(self, items: Iterable[ImportItem]) -> None:
        """Open tables of the list on their own page, one after the other."""
        from archive_app.ui.table_page import hand_over

        hand_over(self._context, [Path(item.path) for item in items if item.is_table])

    def again(self, paths: Iterable[str]) -> list[Path]:
        """The files among sources that could not be read; addresses among them are fetched again."""
        given = [path for path in paths if path]
        web = [path for path in given if path.lower().startswith(WEB)]
        if web:
            self.card().fetch(web)
        return [Path(path) for path in given if path not in web]

    def ask(self) -> None:
        """Show the card for web addresses."""
        self.card().ask()

    def card(self) -> AddressCard:
        """The card, made when it is first wanted."""
        if self._card is None:
            from archive_app.ui.import_addresses import AddressCard

            self._card = AddressCard(self._context, self._page.window(), self.guard)
            self._card.agreed.connect(self._take)
        return self._card
