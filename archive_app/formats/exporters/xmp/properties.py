"""A picture's or film's record as XMP properties: IPTC Photo Metadata 2025.1 and PLUS (standards.md §3, media.md §5).

The caption as printed is the description; the archive's own description stands beside it as the extended one. Dates are
plain and as exact as they are known, so that no reader of EXIF dates stumbles over EDTF's signs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile, Name
from archive_app.formats.embedding.packet import Lang, Many, Properties, Struct, XmpValue
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import xml_text
from archive_app.formats.told.dating import plain_date
from archive_app.formats.told.policy import LANGUAGE, MEDIA_TYPE, policy_of
from archive_app.formats.told.terms import PLUS, Terms
from archive_app.formats.told.works import Film, Picture, numbers_of, urn
from archive_app.i18n import mark

CORE, EXT = "Iptc4xmpCore", "Iptc4xmpExt"
_MODEL = {"none": "MR-NON", "not_applicable": "MR-NAP", "unlimited": "MR-UMR", "limited": "MR-LMR"}
_PROPERTY = {"none": "PR-NON", "not_applicable": "PR-NAP", "unlimited": "PR-UPR", "limited": "PR-LPR"}
_FIELDS = {
    "dc:title": "photo.title", "dc:description": "use.caption", "dc:creator": "photo.creators",
    "dc:subject": "photo.subjects", "dc:rights": "rights.copyright_notice", "photoshop:Credit": "use.credit_line",
    "photoshop:Headline": "photo.title", "photoshop:Instructions": "rights.restrictions",
    "photoshop:Source": "rights.agents", "xmpRights:UsageTerms": "rights.usage_terms",
    f"{CORE}:AltTextAccessibility": "use.alt_text", f"{CORE}:ExtDescrAccessibility": "photo.description",
    f"{EXT}:PersonInImage": "photo.people", f"{EXT}:LocationCreated": "photo.place",
}  # fmt: skip


def picture_properties(record: ExportRecord, picture: Picture, losses: Losses, *, archive: str = "") -> Properties:
    """What is written of one photo, in the order of the standard.

    Args:
        record: The bundle it is in, for the numbers of its authorities.
        picture: The photo.
        losses: Told of dates cut and characters that XML cannot hold.
        archive: Who was granted the rights, for the policy inside.
    """
    photo, terms = picture.photo, picture.terms
    headline = photo.title or (picture.article.headline if picture.article else "")
    taken = plain_date(photo.taken)
    caption, more = picture.caption, photo.description
    width, height = (picture.media.width, picture.media.height) if picture.media else (None, None)
    made: list[tuple[str, XmpValue]] = [
        ("dc:title", Lang(photo.title)),
        ("dc:description", Lang(caption)),
        ("dc:creator", _names(picture.creators, ordered=True)),
        ("dc:subject", _names(_texts(photo.subjects))),
        ("photoshop:Headline", headline),
        ("photoshop:Credit", picture.credit),
        ("photoshop:Source", next(iter(terms.names("originator")), "")),
        ("photoshop:DateCreated", taken.text),
        *_rights(terms, urn(photo.uid), archive),
        (f"{CORE}:AltTextAccessibility", Lang(picture.alt_text)),
        (f"{CORE}:ExtDescrAccessibility", Lang(more if more != caption else "")),
        (f"{EXT}:PersonInImage", _names(_texts(photo.people))),
        (f"{EXT}:PersonInImageWDetails", _persons(record, photo.people)),
        (f"{EXT}:AboutCvTerm", _subjects(record, photo.subjects)),
        (f"{EXT}:LocationCreated", Many((Struct(((f"{EXT}:LocationName", Lang(photo.place)),)),))),
        (f"{EXT}:DigitalSourceType", picture.source_type),
        (f"{EXT}:DigImageGUID", urn(photo.uid)),
        ("dc:format", _format(picture.media)),
        (f"{EXT}:MaxAvailWidth", str(width or "")),
        (f"{EXT}:MaxAvailHeight", str(height or "")),
        ("xmp:MetadataDate", photo.modified),
    ]
    return _cleaned(made, losses)


def film_properties(film: Film, losses: Losses, *, archive: str = "") -> Properties:
    """What is written of one video: the same as of photos, where films have it (IPTC Video Metadata Hub)."""
    video, terms = film.video, film.terms
    published = plain_date(video.published)
    seconds = film.seconds
    length = Struct((("xmpDM:value", str(round(seconds * 1000))), ("xmpDM:scale", "1/1000"))) if seconds else ""
    made: list[tuple[str, XmpValue]] = [
        ("dc:title", Lang(video.title)),
        ("dc:description", Lang(film.caption)),
        ("dc:creator", _names(film.creators, ordered=True)),
        ("dc:subject", _names(_texts(video.subjects))),
        ("dc:date", Many((published.text,), ordered=True)),
        ("photoshop:Headline", video.title),
        ("photoshop:Credit", film.credit),
        ("photoshop:Source", next(iter(terms.names("originator")), "")),
        *_rights(terms, urn(video.uid), archive),
        (f"{EXT}:DigImageGUID", urn(video.uid)),
        ("dc:format", _format(film.media)),
        ("dc:type", Many(("MovingImage",))),  # of a film without a file nothing else tells what it is
        ("xmpDM:duration", length),
        ("xmp:MetadataDate", video.modified),
    ]
    return _cleaned(made, losses)


def _format(media: MediaFile | None) -> str:
    return media.media_type if media is not None else ""


def _rights(terms: Terms, target: str, archive: str) -> list[tuple[str, XmpValue]]:
    licensors = terms.names("licensor")
    shop = next((one.acquire_url for one in terms.statements if one.acquire_url), "")
    asked = [
        Struct((("plus:LicensorName", name), ("plus:LicensorURL", shop if n == 0 else "")))
        for n, name in enumerate(licensors or (("",) if shop else ()))
    ]
    status = {one.copyright_status for one in terms.statements}
    marked = "True" if "in_copyright" in status else "False" if status == {"public_domain"} else ""
    mining = terms.mining.rpartition("/")[2]
    return [
        ("dc:rights", Lang(terms.notice)),
        ("photoshop:Instructions", "; ".join(terms.stops(structured=True))),
        ("xmpRights:Marked", marked),
        ("xmpRights:WebStatement", terms.licence_page),
        ("xmpRights:UsageTerms", Lang(terms.usage_terms)),
        ("plus:CopyrightOwner", _structs("CopyrightOwner", terms.names("copyright_holder"))),
        ("plus:ImageCreator", _structs("ImageCreator", terms.names("creator", stated=True))),
        ("plus:ImageSupplier", _structs("ImageSupplier", (*terms.names("supplier"), *terms.names("distributor")))),
        ("plus:Licensor", Many(tuple(asked), ordered=True)),
        ("plus:DataMining", terms.mining),
        ("plus:OtherConstraints", Lang(terms.joined("data_mining_constraint") or _constraint(mining))),
        ("plus:ModelReleaseStatus", _plus(_MODEL.get(terms.first("model_release"), ""))),
        ("plus:ModelReleaseID", _names(terms.several("model_release_ids"))),
        ("plus:PropertyReleaseStatus", _plus(_PROPERTY.get(terms.first("property_release"), ""))),
        ("plus:PropertyReleaseID", _names(terms.several("property_release_ids"))),
        ("plus:MinorModelAgeDisclosure", _plus(_age(terms.first("minor_age")))),
        (f"{EXT}:ArtworkOrObject", _artworks(terms)),
        (f"{EXT}:EmbdEncRightsExpr", _policy(terms, target, archive)),
    ]


def _constraint(mining: str) -> str:
    """PLUS asks for a constraint in words where the value says that there is one."""
    return mark("See usage terms.") if mining.endswith("SEECONSTRAINT") else ""


def _policy(terms: Terms, target: str, archive: str) -> XmpValue:
    policy = policy_of(target, terms, assignee=archive)
    if policy is None:
        return ""
    text = json.dumps(policy, ensure_ascii=False, separators=(",", ":"))
    fields = (
        (f"{EXT}:EncRightsExpr", text),
        (f"{EXT}:RightsExprEncType", MEDIA_TYPE),
        (f"{EXT}:RightsExprLangId", LANGUAGE),
    )
    return Many((Struct(fields),))


def _artworks(terms: Terms) -> XmpValue:
    titles = dict.fromkeys(work.title for one in terms.statements for work in one.depicted_works if work.title)
    return Many(tuple(Struct(((f"{EXT}:AOTitle", Lang(title)),)) for title in titles))


def _names(names: Sequence[str], *, ordered: bool = False) -> Many:
    return Many(tuple(dict.fromkeys(one for one in names if one)), ordered)


def _texts(names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(one.text for one in names)


def _structs(kind: str, names: Sequence[str]) -> Many:
    """PLUS's lists of parties, in order."""
    each = tuple(Struct(((f"plus:{kind}Name", name),)) for name in dict.fromkeys(names))
    return Many(each, ordered=True)


def _persons(record: ExportRecord, people: Sequence[Name]) -> Many:
    """The persons who have numbers elsewhere, with them."""
    told = ((one, numbers_of(record.authority(one.authority_id))) for one in people)
    return Many(
        tuple(
            Struct(((f"{EXT}:PersonName", Lang(one.text)), (f"{EXT}:PersonId", Many(numbers))))
            for one, numbers in told
            if numbers and one.text
        )
    )


def _subjects(record: ExportRecord, subjects: Sequence[Name]) -> Many:
    told = ((one, numbers_of(record.authority(one.authority_id))) for one in subjects)
    return Many(
        tuple(
            Struct(((f"{EXT}:CvTermId", numbers[0]), (f"{EXT}:CvTermName", Lang(one.text))))
            for one, numbers in told
            if numbers and one.text
        )
    )


def _plus(value: str) -> str:
    return f"{PLUS}{value}" if value else ""


def _age(value: str) -> str:
    return value if value.startswith("AG-") and value.replace("-", "").isalnum() else ""


def _cleaned(made: list[tuple[str, XmpValue]], losses: Losses) -> Properties:
    """The properties with what XML cannot hold taken out, and said."""
    return [(name, _clean(value, losses, _FIELDS.get(name, "rights.usage_terms"))) for name, value in made]


def _clean(value: XmpValue, losses: Losses, field: str) -> XmpValue:
    if isinstance(value, str):
        return xml_text(value, losses, field)
    if isinstance(value, Lang):
        return Lang(xml_text(value.text, losses, field), value.language)
    if isinstance(value, Many):
        return Many(tuple(_clean(one, losses, field) for one in value.items), value.ordered)
    return Struct(tuple((name, _clean(one, losses, field)) for name, one in value.fields))
