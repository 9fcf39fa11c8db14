"""Where the fields of works go in the two news formats of IPTC, ninjs and NewsML-G2: alike but for names."""

from __future__ import annotations

from collections.abc import Mapping

from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.told.keeping import (
    AGENTS,
    CREDITED,
    DATE,
    DUTY,
    FIRST_PRINT,
    JOINED,
    MERGED,
    NAMES,
    PAGE_ADDRESS,
)
from archive_app.i18n import mark

_POLICY = mark("As an ODRL policy; purposes and channels are words of our own.")
_SECOND = mark("Beside the caption as printed.")


def news_homes(
    names: Mapping[str, str], date_note: str, *, exact: Mapping[str, str], lossy: Mapping[str, tuple[str, str]]
) -> Crosswalk:
    """The crosswalk of a news format.

    Args:
        names: Its names for "headline", "summary", "body", "by", "creator", "dateline", "located", "language",
            "subject", "person", "publisher", "caption", "credit", "alt", "description", "holder", "source", "notice",
            "terms", "note", "policy", "embargo", "status", "first", "made", "href", "version".
        date_note: What happens to dates there.
        exact: What only one of the two has a place for.
        lossy: The same, with what is lost.
    """
    return crosswalk(
        exact={
            "record.uid": "uri",
            "article.headline": names["headline"],
            "article.standfirst": names["summary"],
            "article.body": names["body"],
            "article.dateline": names["dateline"],
            "article.language": names["language"],
            "article.publisher": names["publisher"],
            "photo.title": names["headline"],
            "photo.place": names["located"],
            "photo.digital_source_type": "digitalSourceType",
            "video.title": names["headline"],
            "video.url": names["href"],
            "photo.url": names["href"],
            "media.media_type": "contentType",
            "links.photos": names["links"],
            "links.videos": names["links"],
            **exact,
        },
        lossy={
            "article.bylines": (names["by"], NAMES),
            "article.published": (names["first"], date_note),
            "article.subjects": (names["subject"], NAMES),
            "photo.creators": (names["creator"], NAMES),
            "photo.people": (names["person"], NAMES),
            "photo.subjects": (names["subject"], NAMES),
            "photo.taken": (names["made"], date_note),
            "photo.description": (names["description"], _SECOND),
            "photo.medium": (names["kind"], mark("Only whether it is an illustration.")),
            "video.creators": (names["creator"], NAMES),
            "video.subjects": (names["subject"], NAMES),
            "video.published": (names["first"], date_note),
            "video.description": (names["description"], _SECOND),
            "video.duration": (names["duration"], mark("To the second.")),
            "use.caption": (names["caption"], FIRST_PRINT),
            "use.credit_line": (names["credit"], FIRST_PRINT),
            "use.mention": (names["caption"], mark("Only where the video has neither caption nor description.")),
            "use.credit_parties": (names["source"], CREDITED),
            "use.src": (names["href"], PAGE_ADDRESS),
            "authority.identifiers": ("uri", mark("One number, of names that are linked.")),
            "record.modified": (names["version"], DATE),
            "rights.agents": (f"{names['holder']}, {names['source']}", AGENTS),
            "rights.copyright_notice": (names["notice"], MERGED),
            "rights.usage_terms": (names["terms"], MERGED),
            "rights.restrictions": (names["note"], JOINED),
            "rights.credit_line_printed": (names["credit"], mark("Only where no article prints a credit line.")),
            "rights.credit_text": (names["policy"], DUTY),
            "rights.credit_obligation": (names["policy"], DUTY),
            "rights.grants": (names["policy"], _POLICY),
            "rights.licence_id": (names["policy"], mark("Only licences that have an address.")),
            "rights.embargo_until": (names["embargo"], JOINED),
            "rights.embargo_scope": (names["note"], JOINED),
            "rights.takedown": (names["status"], JOINED),
            "rights.legal_hold": (names["status"], JOINED),
            "rights.cultural_sensitivity": (names["note"], JOINED),
            **lossy,
        },
        dropped={"*": ""},
    )


NINJS_HOMES = news_homes(
    {
        "headline": "headlines[main]", "summary": "descriptions[abstract]", "body": "bodies[main]", "by": "by",
        "creator": "by", "dateline": "located", "located": "located", "language": "language", "subject": "subjects",
        "person": "people[about]", "publisher": "infoSources[publisher]", "caption": "descriptions[caption]",
        "credit": "descriptions[creditline]", "description": "descriptions[description]", "holder": "copyrightHolder",
        "source": "infoSources", "notice": "copyrightNotice", "terms": "usageTerms", "note": "edNote",
        "policy": "rightsInfo/encodedRights", "embargo": "embargoedUntil", "status": "pubStatus",
        "first": "firstCreated", "made": "contentCreated", "href": "renditions/href", "version": "versionCreated",
        "links": "associations", "kind": "type", "duration": "renditions/duration",
    },
    mark("Only whole days, at midnight where no time is known."),
    exact={
        "article.url": "altIds[source-url]",
        "article.section": "genres",
        "use.alt_text": "descriptions[alttext]",
        "video.platform": "infoSources[provider]",
        "media.width": "renditions/width",
        "media.height": "renditions/height",
        "media.size": "renditions/sizeInBytes",
    },
    lossy={
        "rights.rights_uri": ("rightsInfo", mark("Within the policy where there is one.")),
        "rights.licence_url": ("rightsInfo", mark("Within the policy.")),
        "rights.data_mining": ("usageTerms", mark("In words; prohibitions also in the policy.")),
        "rights.data_mining_constraint": ("usageTerms", mark("In words.")),
        "media.duration": ("renditions/duration", mark("Only where the record does not say.")),
    },
)  # fmt: skip

NEWSML_HOMES = news_homes(
    {
        "headline": "contentMeta/headline", "summary": "description[drol:summary]", "body": "contentSet/inlineXML",
        "by": "contentMeta/by", "creator": "contentMeta/creator", "dateline": "contentMeta/dateline",
        "located": "contentMeta/located", "language": "contentMeta/language", "subject": "contentMeta/subject",
        "person": "subject[cpnat:person]", "publisher": "itemMeta/provider", "caption": "description[drol:caption]",
        "credit": "contentMeta/creditline", "description": "description", "holder": "rightsInfo/copyrightHolder",
        "source": "contentMeta/infoSource", "notice": "rightsInfo/copyrightNotice", "terms": "rightsInfo/usageTerms",
        "note": "itemMeta/edNote", "policy": "rightsInfo/rightsExpressionData", "embargo": "itemMeta/embargoed",
        "status": "itemMeta/pubStatus", "first": "itemMeta/firstCreated", "made": "contentMeta/contentCreated",
        "href": "remoteContent/@href", "version": "itemMeta/versionCreated", "links": "itemMeta/link, packageItem",
        "kind": "itemMeta/itemClass", "duration": "remoteContent/@duration",
    },
    DATE,
    exact={
        "use.alt_text": "description[drol:alttext]",
        "media.size": "remoteContent/@size",
        "rights.rights_uri": "rightsInfo/link",
    },
    lossy={
        "article.url": ("contentSet/remoteContent", mark("Only addresses of the web.")),
        "article.section": ("contentMeta/genre", mark("As a genre.")),
        "video.platform": ("contentMeta/infoSource", mark("Among the sources.")),
        "media.width": ("remoteContent/@width", mark("Only beside an address.")),
        "media.height": ("remoteContent/@height", mark("Only beside an address.")),
        "rights.licence_url": ("copyrightNotice/@href", MERGED),
        "rights.acquire_url": ("rightsInfoExtProperty", MERGED),
        "rights.data_mining": ("rightsInfo/dataMining", MERGED),
        "rights.data_mining_constraint": ("rightsInfo/usageTerms", mark("In words.")),
        "rights.model_release": ("rightsInfoExtProperty", MERGED),
        "rights.property_release": ("rightsInfoExtProperty", MERGED),
        "rights.copyright_year": ("rightsInfoExtProperty", MERGED),
        "media.duration": ("remoteContent/@duration", mark("Only where the record does not say.")),
    },
)  # fmt: skip
