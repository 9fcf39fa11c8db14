"""Authorities in words: kinds, uses, how likely two are one, and the lines of their lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from archive_app.domain import choices
from archive_app.domain.choices import label_of
from archive_app.i18n import digits, mark, tr, tr_n
from archive_app.operations.authorities import USES, AuthorityRow
from archive_app.operations.authority_linking import PrintedName
from archive_app.operations.authority_spots import Spot
from archive_app.ui.line_list import Line

KIND_ICONS: Final = {
    "person": "user", "organization": "building-2", "place": "map-pin", "work": "book-open", "event": "calendar",
    "topic": "tag",
}  # fmt: skip
_USES: Final = {
    "bylines": mark("bylines"), "creators": mark("creators"), "people": mark("persons shown"),
    "subjects": mark("subjects"), "credit": mark("credit lines"), "publisher": mark("publisher"),
    "rights": mark("rights"), "parent": mark("part of it"),
}  # fmt: skip

_ONE_USE: Final = {
    "bylines": mark("byline"), "creators": mark("creator"), "people": mark("person shown"),
    "subjects": mark("subject"), "credit": mark("credit line"), "publisher": mark("publisher"),
}  # fmt: skip


def kind_icon(kind: str) -> str:
    """The drawing of a kind."""
    return KIND_ICONS.get(kind, "circle-question-mark")


def kind_word(kind: str) -> str:
    """A kind as people read it."""
    return label_of(choices.AUTHORITY_KINDS, kind) if kind else tr("Kind not known")


def use_word(use: str) -> str:
    """A use as people read it."""
    return tr(_USES[use]) if use in _USES else use


def one_use_word(use: str) -> str:
    """What a single name is in a record."""
    return tr(_ONE_USE[use]) if use in _ONE_USE else use


def uses_words(uses: Mapping[str, int]) -> str:
    """How often in which use: "bylines 3 · credit lines 12"."""
    order = [use for use in USES if uses.get(use)]
    return " · ".join(f"{use_word(use)} {digits(uses[use])}" for use in order)


def likely_word(score: float) -> str:
    """A score in words."""
    if score >= 0.9:
        return tr("Very likely")
    if score >= 0.75:
        return tr("Likely")
    return tr("Possible") if score >= 0.5 else tr("Hardly")


def sentences(texts: Iterable[str]) -> str:
    """Sentences one after the other."""
    return " ".join(text for text in texts if text)


def authority_line(row: AuthorityRow) -> Line:
    """An authority in a list."""
    facts = [kind_word(row.kind), subkind_word(row.subkind)]
    if row.found_by:
        facts.insert(0, tr("also “{form}”").format(form=f"\u2068{row.found_by}\u2069"))
    if row.parent:
        facts.append(tr("of {parent}").format(parent=f"\u2068{row.parent}\u2069"))
    number = digits(row.total) if row.total else "–"
    tip = "\n".join(part for part in (row.name, uses_words(row.uses) or tr("Nothing links to it.")) if part)
    return Line(row.id, row.name, " · ".join(part for part in facts if part), number, kind_icon(row.kind), tip)


def subkind_word(subkind: str) -> str:
    """A special kind without its underscores."""
    return subkind.replace("_", " ")


def printed_line(name: PrintedName) -> Line:
    """A printed name in a list."""
    facts = [uses_words(name.uses)]
    if len(name.forms) > 1:
        facts.append(tr_n("{n} form", "{n} forms", len(name.forms)))
    return Line(name.forms, name.text, " · ".join(facts), digits(name.total), kind_icon(name.kind))


def spot_line(spot: Spot) -> Line:
    """A place where a name is printed."""
    title = spot.title or tr("Untitled")
    more = one_use_word(spot.use)
    if spot.within and spot.within != spot.title:
        more = f"{more} · {tr('in “{title}”').format(title=spot.within)}"
    return Line(spot.row, title, more)
