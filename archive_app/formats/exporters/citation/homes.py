"""Where the fields of works go in citations; RIS and BibTeX differ from CSL-JSON in names, and in dates."""

from __future__ import annotations

from collections.abc import Mapping

from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.told.keeping import CREDITED, FIRST_PRINT, NAMES, PAGE_ADDRESS
from archive_app.i18n import mark

_CITED = mark("A citation names the work; it does not hold it.")
_NOTE = mark("In words, within the note.")
_SPLIT = mark("Parted into family and given names where they can be told apart.")
_ONE_CREATOR = mark("Only where the record names no photographer.")


def citation_homes(names: Mapping[str, str], *, date: tuple[str, str]) -> Crosswalk:
    """The crosswalk of a citation format.

    Args:
        names: Its own names for "title", "container", "section", "language", "abstract", "url", "keyword", "author",
            "place", "length", "note", "id", "platform", "medium", "accessed".
        date: Its name for the date, and what is lost there.
    """
    note = (names["note"], _NOTE)
    held = {
        f"rights.{field}": note
        for field in (
            "copyright_notice", "usage_terms", "restrictions", "rights_uri", "licence_id", "licence_url", "grants",
            "embargo_until", "embargo_scope", "takedown", "legal_hold", "data_mining", "data_mining_constraint",
            "cultural_sensitivity", "credit_line_printed", "credit_text",
        )
    }  # fmt: skip
    return crosswalk(
        exact={
            "article.headline": names["title"],
            "article.publisher": names["container"],
            "article.section": names["section"],
            "article.language": names["language"],
            "article.standfirst": names["abstract"],
            "article.url": names["url"],
            "photo.title": names["title"],
            "photo.place": names["place"],
            "photo.url": names["url"],
            "video.title": names["title"],
            "video.url": names["url"],
            "video.platform": names["platform"],
            "record.uid": names["id"],
        },
        lossy={
            "article.bylines": (names["author"], _SPLIT),
            "article.publisher_id": (names["platform"], mark("The name of whom the publisher belongs to.")),
            "article.published": date,
            "article.accessed": (names["accessed"], date[1]),
            "article.subjects": (names["keyword"], NAMES),
            "photo.creators": (names["author"], _SPLIT),
            "photo.taken": date,
            "photo.subjects": (names["keyword"], NAMES),
            "photo.description": (names["abstract"], mark("Only where no caption is printed.")),
            "photo.medium": (names["medium"], mark("In words.")),
            "video.creators": (names["author"], _SPLIT),
            "video.published": date,
            "video.subjects": (names["keyword"], NAMES),
            "video.duration": (names["length"], mark("To the second.")),
            "video.description": (names["abstract"], mark("Only where no caption is printed.")),
            "use.caption": (names["abstract"], FIRST_PRINT),
            "use.credit_line": (names["note"], FIRST_PRINT),
            "use.alt_text": (names["title"], mark("Only where nothing else names the picture.")),
            "use.mention": (names["abstract"], mark("Only where nothing else describes the video.")),
            "use.src": (names["url"], PAGE_ADDRESS),
            "use.credit_parties": (names["author"], CREDITED),
            "rights.agents": (names["author"], _ONE_CREATOR),
            "authority.name": (names["author"], mark("Only where it says how a name is parted.")),
            "media.duration": (names["length"], mark("Only where the record does not say.")),
            **held,
        },
        dropped={"*": _CITED},
    )
