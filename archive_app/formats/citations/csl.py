"""CSL-JSON, as Zotero, Mendeley and citation processors write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from archive_app.formats.citations.entry import Entry, kind_by_words, printed_name
from archive_app.formats.wire.item import NOTHING, Said
from archive_app.formats.wire.json_source import whole
from archive_app.formats.wire.markup import plain
from archive_app.formats.wire.moments import day_of

_KINDS = {
    **dict.fromkeys(("motion_picture", "broadcast"), "video"),
    **dict.fromkeys(("graphic", "figure", "map"), "photo"),
    **dict.fromkeys(("song", "musical_score", "software", "dataset"), ""),
}
_SIGN = re.compile(
    r'"type"\s*:\s*"(?:article(?:-\w+)?|webpage|post(?:-weblog)?|graphic|motion_picture|broadcast|figure|map|chapter|book'
    r"|report|interview|entry(?:-\w+)?|paper-conference|speech|thesis|manuscript|document|personal_communication|review"
    r"(?:-\w+)?|bill|legislation|legal_case|pamphlet|patent|periodical|song|standard|treaty|software|dataset|collection"
    r'|classic|event|hearing|performance|regulation|musical_score)"'
)
_NAMES = re.compile(
    r'"(?:issued|author|container-title|title|accessed|URL|citation-key|container-title-short|director)"\s*:'
)
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_SEASONS = {"1": "21", "2": "22", "3": "23", "4": "24", "spring": "21", "summer": "22", "autumn": "23", "winter": "24"}
_LABELS = (
    ("volume", "Volume"), ("issue", "Issue"), ("page", "Pages"), ("DOI", "DOI"), ("archive", "Archive"),
    ("archive_location", "Archive location"), ("call-number", "Call number"), ("source", "Source"), ("id", "Reference"),
)  # fmt: skip


def looks_like_csl(head: str) -> bool:
    """Whether the first characters of a JSON text hold CSL's types and names."""
    return bool(_SIGN.search(head)) and len(set(_NAMES.findall(head))) > 0


def entries_in(text: str) -> Iterator[Entry | None]:
    """The entries in order; None for one that is damaged or no entry. JSON that is none at all gives nothing."""
    for value, start, end in _objects(text):
        yield _Reader(whole(value), start, end).entry() if isinstance(value, dict) else None


def _objects(text: str) -> Iterator[tuple[Any, int, int]]:
    """Each object with its place; after a damaged one the next that begins is tried."""
    decoder = json.JSONDecoder(parse_constant=lambda _name: None)
    place = text.find("[")
    first = text.find("{")
    if first >= 0 and (place < 0 or first < place):
        inside = re.compile(r'\A\s*\{\s*"(?:items|references)"\s*:\s*\[').match(text)
        place = inside.end() - 1 if inside else first - 1
    if place < 0 and first < 0:
        return
    place += 1
    while True:
        found = re.compile(r"[\s,]*(?=[\{\[\"\w-])").match(text, place)
        if found is None:
            return
        begin = found.end()
        try:
            value, place = decoder.raw_decode(text, begin)
        except (ValueError, RecursionError):
            yield None, begin, begin
            following = _NEXT.search(text, begin)
            if following is None:
                return
            place = following.end()
            continue
        yield value, begin, place


class _Reader:
    """Reads one object; used once."""

    def __init__(self, value: dict[str, Any], start: int, end: int) -> None:
        self.value = value
        self.start = start
        self.end = end

    def text(self, *names: str, sure: float = 0.95) -> Said:
        """The first of these properties that is a text or a number; CSL's mark-up in it is taken off."""
        for name in names:
            value = self.value.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, str) and plain(value):
                return Said(plain(value), name, sure, self.start, self.end, printed=value)
        return NOTHING

    def entry(self) -> Entry | None:
        kind = str(self.value.get("type") or "")
        words = " ".join(self.text(name).text for name in ("medium", "genre"))
        entry = Entry(kind=_KINDS.get(kind, "article"), medium=words)
        if kind == "broadcast" and re.search(r"radio|audio|podcast", words, re.IGNORECASE):
            entry.kind = ""
        elif kind in ("document", "manuscript", "") and words:
            entry.kind = kind_by_words(words, entry.kind)
        entry.title = self.text("title", "title-short")
        entry.container = self.text("container-title", "event-title", "collection-title")
        entry.publisher = self.text("publisher")
        entry.authors = list(self.names("author")) or list(self.names("director")) or list(self.names("illustrator"))
        entry.date = self.date("issued") or self.date("original-date")
        entry.accessed = self.date("accessed").text
        entry.url = self.text("URL")
        entry.abstract = self.text("abstract", sure=0.85)
        entry.language = self.text("language")
        entry.section = self.text("section")
        entry.place = self.text("event-place") if entry.kind == "photo" else NOTHING
        keywords = self.text("keyword", sure=0.9)
        entry.keywords = [keywords.but(word.strip()) for word in re.split(r"[,;]", keywords.text) if word.strip()]
        entry.length = self.text("dimensions").text
        entry.rights = self.text("rights", "license").text
        note = self.value.get("note")
        entry.notes = [note] if isinstance(note, str) and note else []
        entry.notes += [f"{label}: {said.text}" for name, label in _LABELS if (said := self.text(name))]
        return entry if entry.title or entry.url else None

    def names(self, field: str) -> Iterator[Said]:
        """The names of a field, in the order in which they are read."""
        held = self.value.get(field)
        for one in held if isinstance(held, list) else ():
            if not isinstance(one, dict):
                continue
            part = {key: value for key, value in one.items() if isinstance(value, str)}
            particle = " ".join(
                part[key] for key in ("dropping-particle", "non-dropping-particle") if part.get(key, "").strip()
            )
            name = part.get("literal") or printed_name(
                part.get("given", ""), part.get("family", ""), particle, part.get("suffix", "")
            )
            if name.strip():
                yield Said(
                    plain(name),
                    field,
                    0.95,
                    self.start,
                    self.end,
                    printed=part.get("literal") or part.get("family", ""),
                )

    def date(self, field: str) -> Said:
        """A CSL date as EDTF: partial, a span, a season, about; what is only words is read as a person types it."""
        held = self.value.get(field)
        if isinstance(held, str):
            held = {"raw": held}
        if not isinstance(held, dict):
            return NOTHING
        parts = held.get("date-parts")
        points = [_point(one) for one in parts[:2]] if isinstance(parts, list) else []
        points = [one for one in points if one]
        season = _SEASONS.get(str(held.get("season", "")).casefold(), "")
        if points and season and len(points[0]) == 4:
            points[0] += f"-{season}"
        circa = held.get("circa") not in (None, False, 0, "", "0", "false")
        text = "/".join(f"{one}~" if circa else one for one in points)
        if not text:
            words = next((str(held[key]) for key in ("raw", "literal") if held.get(key)), "")
            text = day_of(words)
        value = day_of(text) if text else ""
        printed = str(points[0][:4]) if points else ""
        return Said(value, field, 0.95, self.start, self.end, printed=printed) if value else NOTHING


def _point(parts: object) -> str:
    if not isinstance(parts, list) or not parts:
        return ""
    figures = [str(part).strip() for part in parts[:3]]
    if not all(re.fullmatch(r"-?\d{1,4}", figure) for figure in figures):
        return ""
    year, *rest = figures
    return "-".join((f"{int(year):04d}", *(f"{int(figure):02d}" for figure in rest if int(figure))))
