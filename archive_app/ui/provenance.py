"""Where a value came from: the bar and the icon at a field's edge, and the sentence behind them (ux.md section 5).

found by a program (with how sure it is) · typed by a person · read from a file · taken over from another record
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimeZone

from archive_app.domain.records import Evidence, confidence_word
from archive_app.i18n import mark, tr

_FROM_FILE: Final = ("iptc", "xmp", "exif", "embedded", "media", "file:")
_INHERITED: Final = ("inherited", "from-article", "article:")
_SURE: Final = {"High": mark("High"), "Medium": mark("Medium"), "Low": mark("Low")}
_LONGER: Final = {
    "High": mark("high confidence"), "Medium": mark("medium confidence"), "Low": mark("low confidence"),
}  # fmt: skip
_PLACES: Final = {
    "h1": mark("the heading"), "title": mark("the page’s title"), "figcaption": mark("the caption"),
    "credit": mark("the credit line"), "byline": mark("the byline"), "json-ld": mark("the page’s structured data"),
    "meta": mark("the page’s own description"), "og": mark("the page’s own description"),
    "img": mark("the picture’s description"), "language": mark("the language of the text"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a field's origin is shown: a drawing, a role of the theme, one word, and the whole sentence."""

    icon: str
    role: str
    word: str
    sentence: str


def of_field(evidence: Sequence[Evidence], field: str) -> Provenance | None:
    """The origin of a field's present value; None where nothing is recorded."""
    found = [e for e in evidence if e.current and (e.field == field or e.field.startswith(f"{field}."))]
    if not found:
        return None
    person = [e for e in found if e.method == "person"]
    if person:
        return _of(max(person, key=lambda e: e.at))
    return _of(min(found, key=lambda e: e.confidence))


def moment(at: str, *, seconds: bool = False) -> str:
    """A moment of the catalogue on the person's own clock: "3 May 2024 14:05"."""
    when = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toTimeZone(QTimeZone.systemTimeZone())
    if not when.isValid():
        return at
    return QLocale().toString(when, "d MMM yyyy HH:mm:ss" if seconds else "d MMM yyyy HH:mm")


def _of(evidence: Evidence) -> Provenance:
    method = evidence.method.casefold()
    on = moment(evidence.at) if evidence.at else ""
    if method == "person":
        sentence = tr("Typed by a person, {when}.").format(when=on) if on else tr("Typed by a person.")
        return Provenance("pencil", "accent", tr("Typed"), sentence)
    word = confidence_word(evidence.confidence)
    if method.startswith(_FROM_FILE):
        return Provenance("hard-drive", "secondary", tr("File"), _found(evidence, tr("the file’s own data"), word, on))
    if method.startswith(_INHERITED):
        words = _found(evidence, tr("another record"), word, on)
        return Provenance("corner-down-right", "secondary", tr("Taken over"), words)
    role = {"High": "ok", "Medium": "check"}.get(word, "no")
    pieces = method.replace("-", ":").split(":")
    place = next((tr(_PLACES[p]) for p in [method.partition(":")[0], *reversed(pieces)] if p in _PLACES), "")
    return Provenance("bot", role, tr(_SURE[word]), _found(evidence, place or tr("the text"), word, on))


def _found(evidence: Evidence, place: str, word: str, on: str) -> str:
    text = tr("Found in {place}, {sure}.").format(place=place, sure=tr(_LONGER[word]))
    if on:
        text = tr("Found in {place}, {when}, {sure}.").format(place=place, when=on, sure=tr(_LONGER[word]))
    quote = evidence.quote if len(evidence.quote) <= 120 else evidence.quote[:119].rstrip() + "…"
    return f"{text}\n“{quote}”" if quote else text
