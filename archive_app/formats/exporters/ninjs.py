"""ninjs 3.1 (IPTC News in JSON): an article with its pictures and films as associations, or a picture or film alone.

``expires`` is editorial and never written: the end of a permission stands in the policy (``rightsInfo.encodedRights``).
The credit line goes where IPTC's own agency sample has it, into a description of that role (standards.md §3.2).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, MediaFile, Name, Photo, Record
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import json_value
from archive_app.formats.exporting.validation import INVALID, JsonSchema, admits
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.news_homes import NINJS_HOMES
from archive_app.formats.told.policy import ARCHIVE, LANGUAGE, policy_of
from archive_app.formats.told.terms import Terms, terms_of, web_address
from archive_app.formats.told.works import (
    Film,
    Picture,
    films_of,
    language_of,
    numbers_of,
    pictures_of,
    urn,
    words,
)
from archive_app.i18n import mark

SCHEMA = JsonSchema(
    "ninjs",
    "ninjs-schema_3.1.json",
    known={
        "https://geojson.org/schema/GeoJSON.json": "ninjs/GeoJSON.json",
        "https://geojson.org/schema/GeoJSON.json#": "ninjs/GeoJSON.json",
    },
)
_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
_NO_DAY = mark("ninjs dates are whole days with a time.")
_MIDNIGHT = mark("Midnight stands where no time is known.")

Json = dict[str, Any]


class NinjsExporter:
    """One object for one record, a list of objects for several."""

    name = "ninjs"
    label = mark("ninjs 3.1, news in JSON")
    purpose = mark("For newsrooms and agencies that work with JSON.")
    group = "news"
    suffix = ".ninjs.json"
    media_type = "application/json"
    lossless = False
    options = (ARCHIVE, INVALID)
    crosswalk = NINJS_HOMES

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write an object for each record, checked against IPTC's schema first."""
        written = 0
        waiting = b""
        for record in records:
            value = json_value(ninjs_of(record, losses, archive=profile.text(ARCHIVE.name)), losses, "use.caption")
            tell_kept(record, self.crosswalk, losses)
            if not admits(SCHEMA.problems(value), record, profile, losses):
                continue
            content = json.dumps(value, ensure_ascii=False, indent=1).encode()
            if written == 0:
                waiting = content
            else:
                out.write((b"[\n" + waiting if written == 1 else b"") + b",\n" + content)
            written += 1
        out.write(b"\n]\n" if written > 1 else waiting + b"\n" if written else b"[]\n")
        return ExportNotes(written=written)


def ninjs_of(record: ExportRecord, losses: Losses, *, archive: str = "") -> Json:
    """The object of a bundle."""
    work = record.work
    if isinstance(work, Article):
        made = _article(record, work, losses, archive)
    elif isinstance(work, Photo):
        made = _picture(record, pictures_of(record)[0], losses, archive)
    else:
        made = _film(record, films_of(record)[0], losses, archive)
    return {"uri": made.pop("uri"), "standard": _STANDARD} | made


def _article(record: ExportRecord, article: Article, losses: Losses, archive: str) -> Json:
    terms = terms_of(record.rights)
    body = "\n\n".join(article.body)
    made = _common(article, "text", terms, archive) | {
        "firstCreated": _moment(article.published, "article.published", losses),
        "language": language_of(article.language),
        "title": article.headline,
        "headlines": _roles(main=article.headline),
        "by": ", ".join(one.text for one in article.bylines if one.text),
        "located": article.dateline,
        "descriptions": _roles(
            abstract=article.standfirst, creditline=terms.first("credit_line_printed") or terms.first("credit_text")
        ),
        "bodies": [{"role": "main", "contentType": "text/plain", "wordCount": len(words(body)), "value": body}]
        if body
        else [],
        "people": _people(record, article.bylines, "author"),
        "subjects": _subjects(record, article.subjects),
        "infoSources": _sources(("publisher", (article.publisher,)), *_origins(terms)),
        "altIds": _alternative(article, web_address(article.url)),
        "genres": [{"name": article.section}] if article.section else [],
    }
    associated = [
        {"name": f"photo{n}", "rel": "mainpic" if n == 1 else "pic"} | _picture(record, one, losses, archive)
        for n, one in enumerate(pictures_of(record), 1)
    ]
    associated += [
        {"name": f"video{n}", "rel": "video"} | _film(record, one, losses, archive)
        for n, one in enumerate(films_of(record), 1)
    ]
    return _told(made | {"associations": associated})


def _picture(record: ExportRecord, picture: Picture, losses: Losses, archive: str) -> Json:
    photo, media = picture.photo, picture.media
    source_type = picture.source_type
    shape: Json = {"width": media.width, "height": media.height} if media else {}
    return _told(
        _common(photo, "graphic" if photo.medium == "illustration" else "picture", picture.terms, archive)
        | {
            "contentCreated": _moment(photo.taken, "photo.taken", losses),
            "title": photo.title,
            "headlines": _roles(main=photo.title),
            "by": ", ".join(picture.creators),
            "located": photo.place,
            "descriptions": _roles(
                caption=picture.caption,
                creditline=picture.credit,
                alttext=picture.alt_text,
                description=photo.description if photo.description != picture.caption else "",
            ),
            "people": _people(record, photo.people, "about"),
            "subjects": _subjects(record, photo.subjects),
            "infoSources": _sources(*_origins(picture.terms)),
            "digitalSourceType": {"name": source_type.rpartition("/")[2], "uri": source_type} if source_type else {},
            "renditions": _rendition(picture.address, media, "image", shape),
            "altIds": _alternative(photo),
        }
    )


def _film(record: ExportRecord, film: Film, losses: Losses, archive: str) -> Json:
    video = film.video
    seconds = film.seconds or 0.0
    shape: Json = {"duration": int(seconds) if seconds.is_integer() else seconds} if seconds else {}
    return _told(
        _common(video, "video", film.terms, archive)
        | {
            "firstCreated": _moment(video.published, "video.published", losses),
            "title": video.title,
            "headlines": _roles(main=video.title),
            "by": ", ".join(film.creators),
            "descriptions": _roles(
                caption=film.caption,
                creditline=film.credit,
                description=video.description if video.description != film.caption else "",
            ),
            "subjects": _subjects(record, video.subjects),
            "infoSources": _sources(("provider", (video.platform,)), *_origins(film.terms)),
            "renditions": _rendition(film.address, film.media, "video", shape),
            "altIds": _alternative(video),
        }
    )


def _common(work: Record, kind: str, terms: Terms, archive: str) -> Json:
    """What every object tells of itself and of its rights."""
    held = any(one.takedown or one.legal_hold for one in terms.statements)
    policy = policy_of(urn(work.uid), terms, assignee=archive)
    rights: Json = {}
    if policy is not None:
        rights = {"langId": LANGUAGE, "encodedRights": json.dumps(json_value(policy), ensure_ascii=False)}
    elif terms.status_uri:
        rights = {"langId": LANGUAGE, "linkedRights": terms.status_uri}
    embargo = terms.embargo
    return {
        "uri": urn(work.uid),
        "type": kind,
        "representationType": "full",
        "version": str(max(1, work.revision)),
        "versionCreated": work.modified or work.created,
        "pubStatus": "withheld" if held else "usable",
        "embargoedUntil": f"{embargo}T23:59:59Z" if embargo else "",
        "copyrightHolder": "; ".join(terms.names("copyright_holder")),
        "copyrightNotice": terms.notice,
        "usageTerms": _usage(terms),
        "edNote": "; ".join(terms.stops(structured=policy is not None)),
        "rightsInfo": rights,
    }


def _usage(terms: Terms) -> str:
    """The terms; what is said of data mining stands behind them, because ninjs has no place for it."""
    mining = terms.mining.rpartition("/")[2]
    more = (f"Data mining: {mining}." if mining else "", terms.joined("data_mining_constraint"))
    return " ".join(part for part in (terms.usage_terms, *more) if part)


def _moment(edtf: str, field: str, losses: Losses) -> str:
    date = plain_date(edtf)
    moment = date.moment()
    if edtf and not moment:
        losses.dropped(field, _NO_DAY)
    elif moment and len(date.text) == len("2024-04-06"):
        losses.changed(field, _MIDNIGHT)
    return moment


def _roles(**texts: str) -> list[Json]:
    return [{"role": role, "value": text} for role, text in texts.items() if text]


def _people(record: ExportRecord, names: Sequence[Name], rel: str) -> list[Json]:
    return [{"name": one.text, "rel": rel} | _uri(record, one) for one in names if one.text]


def _subjects(record: ExportRecord, names: Sequence[Name]) -> list[Json]:
    return [{"name": one.text, "rel": "about"} | _uri(record, one) for one in names if one.text]


def _uri(record: ExportRecord, name: Name) -> Json:
    numbers = numbers_of(record.authority(name.authority_id))
    return {"uri": numbers[0]} if numbers else {}


def _origins(terms: Terms) -> Iterator[tuple[str, Sequence[str]]]:
    yield "originator", terms.names("originator")
    yield "distributor", terms.names("distributor")
    yield "supplier", terms.names("supplier")


def _sources(*groups: tuple[str, Sequence[str]]) -> list[Json]:
    return [{"name": name, "role": role} for role, names in groups for name in names if name]


def _rendition(address: str, media: MediaFile | None, family: str, shape: Json) -> list[Json]:
    if not address and media is None:
        return [_told({"name": "main"} | shape)] if any(shape.values()) else []
    made: Json = {"name": "main", "href": address} | shape
    if media is not None:
        fits = re.fullmatch(rf"{family}/[\w.+-]+", media.media_type)
        made |= {"contentType": media.media_type if fits else "", "sizeInBytes": media.size}
    return [_told(made)]


def _alternative(work: Record, address: str = "") -> list[Json]:
    local = [{"role": "local", "value": str(work.id)}] if work.id is not None else []
    return local + ([{"role": "source-url", "value": address}] if address else [])


def _told(made: Json) -> Json:
    """Without what says nothing."""
    return {name: value for name, value in made.items() if value not in ("", None, [], {}, 0)}


NINJS = NinjsExporter()
