"""schema.org as JSON-LD: NewsArticle with its ImageObjects and VideoObjects, or one of those alone.

``license`` holds a licence only; a statement of RightsStatements.org is ``usageInfo`` (standards.md §9). What binds a
user stands in ``conditionsOfAccess``, since schema.org knows of no prohibitions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.names import Shape, shape_of
from archive_app.domain.records import Article, Name, Photo, Record
from archive_app.formats.exporters.schema_org.homes import SCHEMA_ORG_HOMES
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import json_value
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.formats.told.terms import Terms, terms_of, web_address
from archive_app.formats.told.works import (
    Film,
    Picture,
    films_of,
    language_of,
    numbers_of,
    pictures_of,
    urn,
)
from archive_app.i18n import mark

CONTEXT = "https://schema.org"
_SOURCE_TYPES = (
    "digitalCapture", "negativeFilm", "positiveFilm", "print", "minorHumanEdits", "compositeCapture",
    "algorithmicallyEnhanced", "dataDrivenMedia", "digitalArt", "virtualRecording", "compositeSynthetic",
    "trainedAlgorithmicMedia", "algorithmicMedia", "screenCapture", "compositeWithTrainedAlgorithmicMedia", "composite",
)  # fmt: skip

Json = dict[str, Any]


class SchemaOrgExporter:
    """One object for one record, a graph of them for several."""

    name = "schema-org"
    label = mark("schema.org, JSON-LD for web pages")
    purpose = mark("For search engines: credit, licence and where to get one.")
    group = "web"
    suffix = ".schema.jsonld"
    media_type = "application/ld+json"
    lossless = False
    options = (ARCHIVE,)
    crosswalk = SCHEMA_ORG_HOMES

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write an object for each record."""
        archive = profile.text(ARCHIVE.name)
        written = 0
        waiting: Json = {}
        for record in records:
            value = json_value(thing_of(record, archive=archive), losses, "use.caption")
            tell_kept(record, self.crosswalk, losses)
            if written == 0:
                waiting = value
            else:
                if written == 1:
                    out.write(f'{{"@context":"{CONTEXT}","@graph":[\n'.encode() + _bytes(waiting))
                out.write(b",\n" + _bytes(value))
            written += 1
        if written > 1:
            out.write(b"\n]}\n")
        else:
            out.write(_bytes({"@context": CONTEXT} | (waiting if written else {"@graph": []})) + b"\n")
        return ExportNotes(written=written)


def thing_of(record: ExportRecord, *, archive: str = "") -> Json:
    """A bundle's work as a thing of schema.org, without a context."""
    work = record.work
    if isinstance(work, Article):
        made = _article(record, work)
    elif isinstance(work, Photo):
        picture = pictures_of(record)[0]
        made = _picture(record, picture) | _printed_in(picture.article)
    else:
        film = films_of(record)[0]
        made = _film(record, film) | _printed_in(film.article)
    if archive:
        made |= {"sdPublisher": {"@type": "ArchiveOrganization", "name": archive}}
        made |= {"sdDatePublished": (work.modified or work.created)[:10]}
    return _told(made)


def _article(record: ExportRecord, article: Article) -> Json:
    publisher = record.authority(article.publisher_id)
    owner = record.authority(publisher.parent_id) if publisher is not None else None
    terms = terms_of(record.rights)
    return _told(
        _common(article, "NewsArticle")
        | {
            "url": web_address(article.url),
            "headline": article.headline,
            "abstract": article.standfirst,
            "articleBody": "\n\n".join(article.body),
            "articleSection": article.section,
            "dateline": article.dateline,
            "inLanguage": language_of(article.language),
            **_dates("datePublished", article.published),
            "author": _parties(record, article.bylines),
            "publisher": _organization(owner.name if owner else article.publisher),
            "isPartOf": {"@type": "Newspaper", "name": article.publisher} if article.publisher else "",
            **_subjects(record, article.subjects),
            **_rights(terms),
            "creditText": terms.first("credit_line_printed") or terms.first("credit_text"),
            "image": _one([_picture(record, one) for one in pictures_of(record)]),
            "video": _one([_film(record, one) for one in films_of(record)]),
        }
    )


def _picture(record: ExportRecord, picture: Picture) -> Json:
    photo, media = picture.photo, picture.media
    about = [{"@type": "Person", "name": one.text} | _id(record, one) for one in photo.people if one.text]
    about += [
        {"@type": "VisualArtwork", "name": work.title}
        for one in picture.terms.statements
        for work in one.depicted_works
        if work.title
    ]
    subjects = _subjects(record, photo.subjects)
    made = _common(photo, "ImageObject") | {
        "name": photo.title,
        "contentUrl": picture.address,
        "caption": picture.caption,
        "description": (photo.description if photo.description != picture.caption else "") or picture.alt_text,
        "accessibilitySummary": picture.alt_text if photo.description else "",
        **_dates("dateCreated", photo.taken),
        "creator": _parties(record, photo.creators)
        or _one([_organization(name) for name in picture.creators or picture.terms.names("originator")]),
        "provider": _one([_organization(name) for name in picture.terms.names("distributor")]),
        "contentLocation": {"@type": "Place", "name": photo.place} if photo.place else "",
        "creditText": picture.credit,
        "digitalSourceType": _source_type(photo.digital_source_type),
        **subjects,
        "about": _one(about + _list(subjects.get("about"))),
        **_rights(picture.terms),
        **_regions(picture.terms),
    }
    if media is not None:
        made |= {"encodingFormat": media.media_type, "sha256": media.sha256, "name": photo.title or media.name}
        made |= {"width": media.width, "height": media.height, "contentSize": str(media.size or "")}
    return _told(made)


def _film(record: ExportRecord, film: Film) -> Json:
    video, media = film.video, film.media
    made = _common(video, "VideoObject") | {
        "name": film.title,
        "description": video.description or film.caption,
        "caption": film.use.caption if film.use and video.description else "",
        "url": film.address,
        **_dates("datePublished", video.published),
        "uploadDate": plain_date(video.published).day if plain_date(video.published).is_day else "",
        "duration": _duration(film.seconds),
        "creator": _parties(record, video.creators)
        or _one([_organization(name) for name in film.creators or film.terms.names("originator")]),
        "provider": _organization(video.platform),
        "creativeWorkStatus": video.status,
        "creditText": film.credit,
        **_subjects(record, video.subjects),
        **_rights(film.terms),
        **_regions(film.terms),
    }
    if media is not None:
        made |= {"encodingFormat": media.media_type, "sha256": media.sha256, "contentSize": str(media.size or "")}
        made |= {"width": media.width, "height": media.height}
    return _told(made)


def _common(work: Record, kind: str) -> Json:
    local = {"@type": "PropertyValue", "propertyID": "local", "value": str(work.id)} if work.id is not None else ""
    return {"@type": kind, "@id": urn(work.uid), "identifier": local}


def _rights(terms: Terms) -> Json:
    status, page = terms.status_uri, terms.licence_page
    return {
        "copyrightHolder": _one([_organization(name) for name in terms.names("copyright_holder")]),
        "copyrightYear": terms.year,
        "copyrightNotice": terms.notice,
        "license": page,
        "usageInfo": status if status != page else "",
        "acquireLicensePage": web_address(terms.first("acquire_url")),
        "conditionsOfAccess": " ".join(text for text in (terms.usage_terms, *terms.stops()) if text),
        "expires": terms.ends,
    }


def _regions(terms: Terms) -> Json:
    """Where it is permitted and where not, as far as every permission says the same."""
    permits = [grant for grant in terms.grants if grant.effect == "permit"]
    allowed = {grant.territory for grant in permits}
    kept_out = sorted({place for grant in permits for place in grant.territory_except})
    places = next(iter(allowed)) if len(allowed) == 1 else ()
    return {
        "regionsAllowed": _one([_country(place) for place in places if place != "WORLD"]),
        "ineligibleRegion": _one([_country(place) for place in kept_out]),
    }


def _country(code: str) -> Json:
    return {"@type": "Country", "name": code, "identifier": code}


def _dates(name: str, edtf: str) -> Json:
    """An exact date as a date; any other as EDTF in ``temporalCoverage``, with what is sure of it as the date."""
    date = plain_date(edtf)
    return {name: date.text, "temporalCoverage": "" if date.exact else edtf}


def _parties(record: ExportRecord, names: Sequence[Name]) -> Any:
    return _one([_party(record, one) for one in names if one.text.strip()])


def _party(record: ExportRecord, name: Name) -> Json:
    authority = record.authority(name.authority_id)
    if authority is not None:
        kind = "Person" if authority.kind == "person" else "Organization"
    else:
        person = shape_of(" ".join(name.text.split())) in (Shape.PERSON, Shape.MAYBE)
        kind = "Person" if person else "Organization"
    return {"@type": kind, "name": name.text} | _id(record, name)


def _organization(name: str) -> Any:
    return {"@type": "Organization", "name": name} if name.strip() else ""


def _subjects(record: ExportRecord, names: Sequence[Name]) -> Json:
    """Subjects with numbers elsewhere as terms, all of them as keywords."""
    terms = [{"@type": "DefinedTerm", "name": one.text} | found for one in names if (found := _id(record, one))]
    return {"about": _one(terms), "keywords": _one([one.text for one in names if one.text])}


def _id(record: ExportRecord, name: Name) -> Json:
    numbers = numbers_of(record.authority(name.authority_id))
    return {"sameAs": numbers[0]} if numbers else {}


def _source_type(code: str) -> str:
    if code == "computationalCapture":
        return f"{CONTEXT}/MultiFrameComputationalCaptureDigitalSource"
    return f"{CONTEXT}/{code[0].upper()}{code[1:]}DigitalSource" if code in _SOURCE_TYPES else ""


def _duration(seconds: float | None) -> str:
    """ISO 8601: ``PT2M03S``."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"PT{f'{hours}H' if hours else ''}{minutes}M{whole % 60:02d}S"


def _printed_in(article: Article | None) -> Json:
    if article is None:
        return {}
    told = {"@type": "NewsArticle", "@id": urn(article.uid), "headline": article.headline}
    return {"associatedArticle": _told(told | {"url": web_address(article.url)})}


def _one(values: Sequence[Any]) -> Any:
    """One value alone, several as a list."""
    kept = [value for value in values if value not in ("", None, {}, [])]
    return kept[0] if len(kept) == 1 else kept


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _told(made: Json) -> Json:
    return {name: value for name, value in made.items() if value not in ("", None, [], {})}


def _bytes(value: Any) -> bytes:
    # "</script>" in a text would end the script that carries it in a page.
    return json.dumps(value, ensure_ascii=False, indent=1).replace("</", "<\\/").encode()


SCHEMA_ORG = SchemaOrgExporter()
