"""The day of publication as printed: metadata's moment, turned into the page's own day.

Metadata often gives UTC; the page prints the local day. So a printed day next to the metadata's (one day
apart) wins, and otherwise the metadata's day as written there, with its own offset. Printed dates are read by
``domain.dates``; here are the ways in which machines write them, and what a day's place on the page is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive_app.domain.dates import read_date
from archive_app.formats.reading.date_lines import UPDATED
from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.furniture import is_caption
from archive_app.formats.reading.html.metadata import Metadata, types
from archive_app.formats.reading.html.page import Element, Page, attribute, inner_text, marks, nearest, tag_of
from archive_app.formats.reading.html.witness import Found
from archive_app.formats.reading.more_months import printed_days

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
# "05.10.21": two figures for the year are read at the head of an article only.
_SHORT_YEAR = re.compile(r"(?<![\w./-])(\d{1,2})([./])(\d{1,2})\2(\d\d)(?![\w/]|[.:]\d)")
_CLOCK = re.compile(r"\d[T ]\d\d:?\d\d")
_HAS_YEAR = re.compile(r"(?:1[89]|20)\d\d|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]{4}|令和|平成|昭和")
_WHOLE_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=[\],]|$)")
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)|/((?:19|20)\d\d)-?(\d\d)-?(\d\d)[/-]"
)
_PUBLISHED_META = tuple(
    """article:published_time article:published og:article:published_time og:published_time datepublished
    publishdate pubdate publish-date publish_date published_time publication_date date.issued dc.date.issued
    dcterms.created dcterms.issued dcterms.date dc.date dc.date.created citation_publication_date sailthru.date
    parsely-pub-date cxenseparse:recs:publishtime article.published article.created article:created created date
    ptime published-date bt:pubdate rnews:datepublished cxenseparse:publishtime originalpublicationdate lastmod
    """.split()  # noqa: SIM905 - a word list reads better
)


@dataclass(frozen=True, slots=True)
class _Printed:
    day: date
    start: int
    end: int
    weight: float


def find_published(
    page: Page, metadata: Metadata, headline: Found | None, body: Body | None, language: str
) -> Found | None:
    """The day (``YYYY-MM-DD``), None when the page tells none."""
    said = list(_claims(page, metadata))
    printed = list(_printed(page, headline, body, (language,)))
    if not any(one.day == said[0][0] for one in printed) if said else not printed:
        # No day in the page's own language agrees: then in the words of any.
        printed = list(_printed(page, headline, body, (language, "")))
    path = _day_in_path(page.url)
    if said:
        day, moment, method = said[0]
        witnesses = sum(1 for other, _, name in said[1:] if other == day and name != method)
        for candidate in sorted(printed, key=lambda one: -one.weight):
            if candidate.day == day:
                return Found(day.isoformat(), method, 0.98, candidate.start, candidate.end)
        near = [one for one in printed if abs((one.day - day).days) == 1 and one.weight >= 0.6]
        if near and moment:
            chosen = max(near, key=lambda one: one.weight)
            return Found(chosen.day.isoformat(), "text:date", 0.9, chosen.start, chosen.end)
        return Found(day.isoformat(), method, 0.93 if witnesses or path == day else 0.88)
    if printed:
        chosen = max(printed, key=lambda one: one.weight)
        if chosen.weight >= 0.45 or path == chosen.day:
            confidence = 0.93 if path == chosen.day else min(0.85, 0.4 + 0.5 * chosen.weight)
            return Found(chosen.day.isoformat(), "text:date", confidence, chosen.start, chosen.end)
    if path:
        return Found(path.isoformat(), "url:date", 0.75)
    return None


def _claims(page: Page, metadata: Metadata) -> Iterator[tuple[date, bool, str]]:
    """(day, whether a time is given, method) from metadata, the most trustworthy first."""
    values: list[tuple[str, str]] = [(metadata.text("datePublished"), "json-ld:datePublished")]
    for name in _PUBLISHED_META:
        values.extend((value, f"meta:{name}") for value in metadata.meta.get(name, ())[:1])
    values.extend(
        (attribute(element, "datetime", "content", "value", "title"), "microdata:datePublished")
        for element in metadata.items.get("datepublished", ())
    )
    values.append((metadata.text("dateCreated"), "json-ld:dateCreated"))
    values.extend(
        (metadata.text("datePublished", node), "json-ld:datePublished")
        for node in metadata.nodes
        if types(node) & {"webpage", "itempage"}
    )
    for value, method in values:
        day = machine_day(value)
        if day:
            yield day, bool(_CLOCK.search(value)), method


def machine_day(value: str) -> date | None:
    """The day of a date as machines write it (ISO 8601 and its relatives, RFC 822, epoch seconds)."""
    value = value.strip()[:80]
    if found := _COMPACT.fullmatch(value):
        return _day(*found.groups())
    if found := _ISO.search(value):
        return _day(found[1], found[3], found[4])
    if _EPOCH.fullmatch(value):
        moment = datetime(1970, 1, 1) + timedelta(seconds=int(value[:10]))  # noqa: DTZ001 - only its day is used
        return _plausible(moment.date())
    return next((printed.day for printed in days_in(value, ("en", ""))), None)


def days_in(text: str, languages: tuple[str, ...]) -> Iterator[_Printed]:
    """The whole days in a text, in the first language that finds one ("": any); in figures where it has none."""
    language = languages[0]
    if _HAS_YEAR.search(text):
        worded = [_Printed(day, start, end, 1.0) for day, start, end in printed_days(text, language)]
        if worded:
            yield from worded
            return
        for tag in dict.fromkeys(languages):
            days = [
                _Printed(day, found.start, found.end, weight)
                for found in read_date(text, tag)
                for day, weight in _days_of(found.edtf, text[found.start : found.end], language)
            ]
            if days:
                yield from days
                return
    for short in _SHORT_YEAR.finditer(text):
        day = _day(f"20{short[4]}", short[3], short[1])
        if day:
            yield _Printed(day, short.start(), short.end(), 0.8)


def _days_of(edtf: str, printed: str, language: str) -> Iterator[tuple[date, float]]:
    """The day of an EDTF date with its weight; both days where 3/4/2021 leaves two, in English the month first."""
    days = [day for found in _WHOLE_DAY.finditer(edtf) if "/" not in edtf and (day := _day(*found.groups()))]
    for day in days:
        month_first = printed.lstrip("0").startswith(str(day.month))
        yield day, 1.0 if len(days) == 1 else 0.9 if month_first == (language == "en") else 0.6


def _printed(page: Page, headline: Found | None, body: Body | None, languages: tuple[str, ...]) -> Iterator[_Printed]:
    """Days printed near the headline or right after the body, weighed by place and by what the element is called."""
    start = headline.start if headline and headline.start >= 0 else (body.start if body else 0)
    low, high = max(0, start - 600), (body.start + 60 if body and body.start >= start else start + 1500)
    windows = [(low, max(high, start + 200), 1.0)]
    if body:
        windows.append((body.end, body.end + 500, 0.6))
    for element in page.having("datetime", "content", "data-datetime", "data-date"):
        if tag_of(element) != "time" and "date" not in marks(element):
            continue
        value = attribute(element, "datetime", "content", "data-datetime", "data-date")
        span = page.span(element)
        if not value or span[0] < low or (body and span[0] > body.end + 300):
            continue
        day = machine_day(value)
        if day:
            updated = UPDATED.search(page.text[max(0, span[0] - 30) : span[1]]) or UPDATED.search(marks(element))
            yield _Printed(day, *span, 0.35 if updated else 0.75 if span[0] <= windows[0][1] else 0.5)
    for window_start, window_end, trust in windows:
        for block in page.blocks:
            if block.end <= window_start or block.start >= window_end:
                continue
            text = page.text[block.start : block.end]
            if (len(text) > 300 and block.start > start) or _under_picture(block.element):
                continue
            for found in days_in(text, languages):
                weight = trust * found.weight * (0.85 if len(text) < 120 else 0.6)
                if block.start < start:
                    weight *= 0.75
                if UPDATED.search(text[max(0, found.start - 30) : found.start]) or UPDATED.search(marks(block.element)):
                    weight *= 0.45
                yield _Printed(found.day, block.start + found.start, block.start + found.end, weight)
    for element in page.tagged("title")[:1]:
        for found in days_in(inner_text(element)[:300], languages):
            yield _Printed(found.day, -1, -1, 0.5)


def _under_picture(element: Element) -> bool:
    """Whether words are a picture's: the day in a caption is the picture's."""
    near = [element, *nearest(element, 4)]
    return any(tag_of(up) in ("figure", "figcaption") for up in near) or any(is_caption(up) for up in near[:2])


def _day_in_path(url: str) -> date | None:
    found = _IN_PATH.search(url.lower())
    if not found:
        return None
    year, month, day = found[1] or found[4], found[2] or found[5], found[3] or found[6]
    return machine_day(f"{day} {month} {year}") if month.isalpha() else _day(year, month, day)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return _plausible(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if 1700 <= day.year <= 2100 else None
