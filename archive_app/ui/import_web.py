"""Web pages among what is to be imported: what the person agreed to have fetched, and the fetching on a lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Self

from archive_app.domain.records import Draft
from archive_app.operations.progress import Progress
from archive_app.ui.import_items import ImportItem, draft_item, trouble_item

if TYPE_CHECKING:
    from archive_app.operations.web_pages import Wish
    from archive_app.web.guard import Guard

WEB: Final = ("http://", "https://")


class WantedPage(str):
    """An address that the person wants fetched, now, from a host they were asked about.

    A plain address is never fetched: a batch that is taken up again, a dropped link, a pasted text.
    """

    __slots__ = ("guard", "wish")
    wish: Wish
    guard: Guard

    def __new__(cls, url: str, wish: Wish, guard: Guard) -> Self:
        """An address with how it is to be kept and within which limits."""
        made = super().__new__(cls, url)
        made.wish = wish
        made.guard = guard
        return made


def fetch_items(
    pages: Sequence[WantedPage],
    put: Callable[[ImportItem], None],
    progress: Progress,
    prepare: Callable[[Draft], Draft],
) -> None:
    """Fetch pages into items; one that cannot be fetched is an item with the sentence that says why.

    Raises:
        Cancelled: The person asked to stop; what was put so far stands.
    """
    if not pages:
        return
    from archive_app.operations import web_pages  # the whole of HTTP, which most imports do not need

    first = pages[0]  # the pages of one card are kept alike
    for outcome in web_pages.fetch_all(pages, first.wish, guard=first.guard, progress=progress):
        if outcome.draft is not None:
            put(draft_item(prepare(outcome.draft), outcome.path))
        elif outcome.error is not None:
            put(trouble_item(outcome.path[:120], outcome.path, outcome.error))


def is_address(text: str) -> bool:
    """Whether a dropped or pasted text is nothing but web addresses."""
    words = text.split()
    return bool(words) and all(word.lower().startswith(WEB) for word in words)
