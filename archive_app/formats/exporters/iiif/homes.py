"""Where the fields of works go in IIIF manifests."""

from __future__ import annotations

from archive_app.formats.exporting.crosswalk import Crosswalk, crosswalk
from archive_app.formats.told.keeping import FIRST_PRINT, MERGED, PAGE_ADDRESS
from archive_app.i18n import mark

_SHOWN = mark("As words that a viewer shows.")
_METADATA = ("metadata", _SHOWN)
_BINDS = ("metadata[Restrictions]", _SHOWN)

IIIF_HOMES: Crosswalk = crosswalk(
    exact={
        "record.uid": "id",
        "article.headline": "label",
        "article.standfirst": "summary",
        "article.url": "homepage",
        "photo.title": "label",
        "video.title": "label",
        "media.media_type": "body/format",
        "links.photos": "items",
        "links.videos": "items",
    },
    lossy={
        **dict.fromkeys(
            (
                "article.bylines", "article.publisher", "article.section", "article.dateline", "article.published",
                "article.subjects", "photo.description", "photo.creators", "photo.taken", "photo.place",
                "photo.people", "photo.subjects", "video.description", "video.platform", "video.creators",
                "video.subjects", "video.published", "video.url", "use.alt_text",
                "rights.agents", "rights.acquire_url", "rights.licence_id", "rights.licence_url",
            ),
            _METADATA,
        ),
        **dict.fromkeys(
            (
                "rights.restrictions", "rights.grants", "rights.embargo_until", "rights.embargo_scope",
                "rights.takedown", "rights.legal_hold", "rights.cultural_sensitivity", "rights.data_mining",
                "rights.data_mining_constraint",
            ),
            _BINDS,
        ),
        "article.language": ("label", mark("As the language of the headline.")),
        "photo.url": ("body/id", mark("Only where the file is not copied.")),
        "use.src": ("body/id", PAGE_ADDRESS),
        "use.caption": ("summary", FIRST_PRINT),
        "use.credit_line": ("requiredStatement", FIRST_PRINT),
        "use.mention": ("summary", mark("Only where nothing else describes the video.")),
        "video.duration": ("canvas/duration", mark("As the length of its canvas.")),
        "media.duration": ("canvas/duration", mark("Only where the record does not say.")),
        "media.width": ("canvas/width", mark("Only together with the height.")),
        "media.height": ("canvas/height", mark("Only together with the width.")),
        "media.file": ("files/", mark("Where the files are copied.")),
        "media.sha256": ("files/", mark("As the name of the copy.")),
        "rights.copyright_notice": ("metadata", MERGED),
        "rights.usage_terms": ("metadata", MERGED),
        "rights.rights_uri": ("rights", MERGED),
        "rights.credit_line_printed": ("requiredStatement", mark("Only where no article prints a credit line.")),
        "rights.credit_text": ("requiredStatement", mark("Only where no credit line is printed.")),
    },
    dropped={"*": ""},
)  # fmt: skip
