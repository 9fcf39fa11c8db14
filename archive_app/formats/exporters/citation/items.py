"""A work as a CSL item (CSL-JSON 1.0.2): what citation styles, RIS and BibTeX are all made from.

The item is of the work itself: an article in its paper, a photo as a graphic, a video as a film. The verbatim credit
line and what the rights say stand in ``note``, since CSL has no other place (standards.md §3.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from archive_app.domain import licences
from archive_app.domain.choices import PLATFORMS, label_of
from archive_app.domain.dates import parse
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, Name, Photo, Video
from archive_app.formats.exporters.citation.person_names import CslName, csl_name
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.terms import Terms, terms_of, web_address
from archive_app.formats.told.works import films_of, language_of, pictures_of, short

Item = dict[str, Any]

_MEDIUMS = {
    "photo": "Photograph", "illustration": "Illustration", "screenshot": "Screenshot", "composite": "Composite picture",
    "video_still": "Video still",
}  # fmt: skip
_TRANSLATORS = re.compile(r"transl|übers|перев|traduc|vertal", re.IGNORECASE)
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}
_AGE_OF_COMMON_ERA = (1, 9999)


def csl_item(record: ExportRecord, *, archive: str = "", notes: bool = True) -> Item:
    """The item of a bundle's work.

    Args:
        record: The bundle.
        archive: Name of the archive, for styles that tell where the work is kept.
        notes: Put credit line and rights into ``note``, for programs. Without them the item is one to be read: a photo
            or video then names the paper that printed it, and its day where it has none of its own.
    """
    work = record.work
    if isinstance(work, Article):
        item = _article(record, work)
    elif isinstance(work, Photo):
        item = _photo(record, work)
    else:
        item = _video(record, work)
    if archive:
        item |= {"archive": archive, "archive_location": str(work.id or work.uid)}
    if not notes:
        item |= _printed_in(record, item)
    elif told := note_lines(record):
        item["note"] = "\n".join(told)
    return {name: value for name, value in item.items() if value not in ("", None, [], {})}


def note_lines(record: ExportRecord) -> tuple[str, ...]:
    """The lines "Credit: …" and "Rights: …", as far as there is anything to be said."""
    lines = []
    if credit := credit_of(record):
        lines.append(f"Credit: {credit}")
    if rights := rights_words(terms_of(record.rights)):
        lines.append(f"Rights: {rights}")
    return tuple(lines)


def credit_of(record: ExportRecord) -> str:
    """The credit line of a photo or video; that of an article's own text where a statement has one."""
    if isinstance(record.work, Article):
        terms = terms_of(record.rights)
        line = terms.first("credit_line_printed") or terms.first("credit_text")
    elif isinstance(record.work, Photo):
        line = pictures_of(record)[0].credit
    else:
        line = films_of(record)[0].credit
    return " ".join(line.split())


def rights_words(terms: Terms) -> str:
    """Notice, status, terms and everything that binds, on one line: the free rights field of a citation."""
    parts = (terms.notice, status_words(terms), terms.usage_terms, *terms.stops())
    return " ".join("; ".join(dict.fromkeys(part for part in parts if part)).split())


def status_words(terms: Terms) -> str:
    """The licence or rights statement by name, with its address: "In Copyright (http://rightsstatements.org/…)"."""
    found = licences.find(terms.status_uri) or terms.licence
    if found is None:
        return terms.licence_page
    return f"{found.code} ({found.uri})" if found.uri else found.code


def csl_date(edtf: str) -> dict[str, Any]:
    """A date as CSL holds it: parts, both ends of an interval, a season, ``circa``; else EDTF as ``literal``."""
    parsed = parse(edtf) if edtf else None
    if parsed is None:
        return {"literal": edtf} if edtf else {}
    points = []
    for point in parsed.points[:2] if parsed.kind == "interval" else parsed.points[:1]:
        if point.year is None or not _AGE_OF_COMMON_ERA[0] <= point.year <= _AGE_OF_COMMON_ERA[1]:
            return {"literal": edtf}
        month = point.month if point.month and not point.season else None
        points.append([part for part in (point.year, month, point.day if month else None) if part is not None])
    if not points:
        return {"literal": edtf}
    date: dict[str, Any] = {"date-parts": points}
    if season := _SEASONS.get(parsed.points[0].season):
        date["season"] = season
    if parsed.approximate or parsed.uncertain:
        date["circa"] = True
    return date


def _article(record: ExportRecord, article: Article) -> Item:
    publisher = record.authority(article.publisher_id)
    owner = record.authority(publisher.parent_id) if publisher is not None else None
    container = article.publisher or (publisher.name if publisher is not None else "")
    return {
        "id": article.uid,
        "type": "article-newspaper",
        "title": article.headline or short(record.title),
        "container-title": container,
        "publisher": owner.name if owner is not None and owner.name != container else "",
        "section": article.section,
        "author": _people(record, article.bylines, lambda role: not _TRANSLATORS.search(role)),
        "translator": _people(record, article.bylines, lambda role: bool(_TRANSLATORS.search(role))),
        "issued": csl_date(article.published),
        "accessed": csl_date(plain_date(article.accessed).day),
        "URL": web_address(article.url),
        "abstract": article.standfirst,
        "keyword": _keywords(article.subjects),
        "language": language_of(article.language),
    }


def _photo(record: ExportRecord, photo: Photo) -> Item:
    picture = pictures_of(record)[0]
    creators = _people(record, photo.creators) or [
        {"literal": name} for name in (picture.creators or picture.terms.names("originator"))
    ]
    return {
        "id": photo.uid,
        "type": "graphic",
        "title": picture.title,
        "medium": _MEDIUMS.get(photo.medium, ""),
        "author": creators,
        "publisher": next(iter(picture.terms.names("distributor")), ""),
        "issued": csl_date(photo.taken),
        "event-place": photo.place,
        "URL": picture.address,
        "abstract": picture.caption if picture.caption != picture.title else "",
        "keyword": _keywords(photo.subjects),
    }


def _video(record: ExportRecord, video: Video) -> Item:
    film = films_of(record)[0]
    creators = _people(record, video.creators) or [
        {"literal": name} for name in (film.creators or film.terms.names("originator"))
    ]
    return {
        "id": video.uid,
        "type": "motion_picture",
        "title": film.title,
        "medium": "Video",
        "author": creators,
        "publisher": label_of(PLATFORMS, video.platform),
        "issued": csl_date(video.published),
        "dimensions": clock(film.seconds),
        "URL": film.address,
        "abstract": film.caption if film.caption != film.title else "",
        "keyword": _keywords(video.subjects),
    }


def _printed_in(record: ExportRecord, item: Item) -> Item:
    """The article that prints a photo or video: its paper, language, and its day where the work has none."""
    article = record.appears_in[0].article if record.appears_in else None
    if article is None:
        return {}
    return {
        "container-title": article.publisher if article.publisher != item.get("publisher") else "",
        "language": language_of(article.language),
        "issued": item.get("issued") or csl_date(article.published),
    }


def clock(seconds: float | None) -> str:
    """A length as people write it: "2:03", "1:02:03"."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _people(
    record: ExportRecord, names: tuple[Name, ...], wanted: Callable[[str], bool] = lambda _role: True
) -> list[CslName]:
    return [csl_name(one, record.authority(one.authority_id)) for one in names if one.text.strip() and wanted(one.role)]


def _keywords(subjects: tuple[Name, ...]) -> str:
    return "; ".join(dict.fromkeys(" ".join(one.text.split()) for one in subjects if one.text.strip()))
