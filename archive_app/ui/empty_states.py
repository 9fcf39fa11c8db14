"""What the results pane says when there is nothing to show: why, and what can be done (ux.md section 17)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from archive_app.domain.query import EVERYTHING
from archive_app.domain.results import Results
from archive_app.i18n import digits, mark, tr
from archive_app.ui import filters
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.searching import Searching, placed

if TYPE_CHECKING:
    from archive_app.operations.nearest import Offer
    from archive_app.store.archive import Archive

Buttons = list[tuple[str, Callable[[], object], bool]]
_OFFERS: Final = {
    "spelling": mark("{query} ({n})"), "words": mark("Search without filters ({n})"),
    "everywhere": mark("Search all records ({n})"),
}  # fmt: skip


def describe(
    empty: EmptyState,
    context: Context,
    searching: Searching,
    results: Results | None,
    clear_filters: Callable[[], object],
) -> None:
    """Fill ``empty`` for the present place and query; ``results`` is None while no catalogue is open."""
    view = context.view
    if results is None:
        if context.archive is not None:
            empty.show_state("loader-circle", tr("Opening…"), tr("The catalogue is being read."))
            return
        if context.preferences.now.last_catalogue:
            empty.show_state(
                "folder-open", tr("No catalogue is open"), tr("Open the one you work with, or begin a new one."),
                _offered(context, ("file.open", True), ("file.new", False), ("file.sample", False)),
            )  # fmt: skip
        else:
            _first_page(empty, context)
        return
    state = view.now
    if state.text:
        _nothing_found(empty, context, searching, clear_filters)
        return
    match state.place:
        case "bin":
            empty.show_state("trash-2", tr("The bin is empty"), tr("Records you delete wait here until you empty it."))
        case "attention":
            empty.show_state(
                "circle-check", tr("Nothing needs attention"),
                tr("Every record has its credit line, its rights and its files."),
            )  # fmt: skip
        case "collection":
            empty.show_state(
                "folder", tr("This collection is empty"),
                tr("Drag records onto it in the sidebar, or select some and choose Add to collection."),
                [(tr("Show all records"), lambda: view.go("all"), True)],
            )  # fmt: skip
        case "basket":
            empty.show_state(
                "shopping-basket", tr("This basket is empty"),
                tr("Drag records onto it in the sidebar, or select some and choose Put into the basket."),
                [(tr("Show all records"), lambda: view.go("all"), True)],
            )  # fmt: skip
        case "marked":
            empty.show_state(
                "star", tr("Nothing is marked"),
                tr("Select records and press Ctrl+U to find them again here."),
                [(tr("Show all records"), lambda: view.go("all"), True)],
            )  # fmt: skip
        case "last_import" | "batch":
            empty.show_state(
                "history", tr("Nothing was imported yet"), tr("What an import brings is listed here."),
                _offered(context, ("file.import", True)),
            )  # fmt: skip
        case _:
            _first_page(empty, context)


def _first_page(empty: EmptyState, context: Context) -> None:
    empty.show_state(
        "archive", tr("Your archive is empty"),
        tr("Bring in articles, photos and links — or look around in a sample first."),
        _offered(context, ("file.import", True), ("file.sample", False), ("file.open", False)),
        tr("Drop files anywhere in this window."),
    )  # fmt: skip


def _nothing_found(
    empty: EmptyState, context: Context, searching: Searching, clear_filters: Callable[[], object]
) -> None:
    view, text = context.view, context.view.now.text
    buttons: Buttons = []
    plain = filters.words_only(searching.query)
    if filters.chips(searching.query) and plain != EVERYTHING:
        buttons.append((tr("Search without filters"), clear_filters, True))
    if view.now.place != "all":
        buttons.append((tr("Search all records"), lambda: view.go("all", text=text), not buttons))
    buttons.append((tr("Clear the search"), lambda: view.set_query(""), not buttons))
    title = tr("No records match")
    sentence = tr("Nothing was found for “{query}”.").format(query=text if len(text) < 80 else text[:79] + "…")
    empty.show_state("search", title, sentence, buttons)

    state = view.now

    def better(known: tuple[Sequence[Offer], Sequence[str]]) -> None:
        found, unknown = known
        if context.view.now.text != text or not (found or unknown):
            return
        why = " ".join((sentence, *unknown))
        if not found:
            empty.show_state("search", title, why, buttons)
            return
        offered: Buttons = []
        for one in found:
            label = tr(_OFFERS[one.kind]).format(query=_short(one.text), n=digits(one.count))
            run = partial(view.go, "all", text=text) if one.kind == "everywhere" else partial(view.set_query, one.text)
            offered.append((label, run, not offered))
        offered.append((tr("Clear the search"), lambda: view.set_query(""), False))
        meant = any(one.kind == "spelling" for one in found)
        asked = f"{why} {tr('Did you mean one of these?')}" if meant else why
        empty.show_state("search", title, asked, offered)

    def look(archive: Archive) -> tuple[Sequence[Offer], Sequence[str]]:
        from archive_app.operations import nearest

        return nearest.offers(archive, text, placed(archive, state, EVERYTHING)), nearest.unknown_names(archive, text)

    context.look(look, better, owner=empty)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _offered(context: Context, *names: tuple[str, bool]) -> Buttons:
    actions = context.actions
    return [
        (actions[name].text(), actions[name].trigger, primary) for name, primary in names if actions.bound(name)
    ]  # fmt: skip
