"""Where the fields of a photo or video go in XMP, in sidecars and copies; the EXIF of copies says three of them too."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from archive_app.formats.exporting.crosswalk import Crosswalk, Home, crosswalk
from archive_app.formats.told.keeping import AGENTS, CREDITED, DATE, DUTY, FIRST_PRINT, JOINED, MERGED, NAMES
from archive_app.i18n import mark

_OF_PICTURES = mark("XMP describes pictures and films; articles leave in another format.")

PICTURE_HOMES: Crosswalk = crosswalk(
    exact={
        "record.uid": "Iptc4xmpExt:DigImageGUID",
        "photo.title": "photoshop:Headline, dc:title",
        "photo.place": "Iptc4xmpExt:LocationCreated",
        "photo.digital_source_type": "Iptc4xmpExt:DigitalSourceType",
        "use.alt_text": "Iptc4xmpCore:AltTextAccessibility",
        "video.title": "dc:title",
        "media.media_type": "dc:format",
        "media.width": "Iptc4xmpExt:MaxAvailWidth",
        "media.height": "Iptc4xmpExt:MaxAvailHeight",
        "media.name": "(name of the file)",
        "record.modified": "xmp:MetadataDate",
    },
    lossy={
        "use.caption": ("dc:description", FIRST_PRINT),
        "use.credit_line": ("photoshop:Credit", FIRST_PRINT),
        "use.mention": ("dc:description", mark("Only where the video has neither caption nor description.")),
        "use.credit_parties": ("photoshop:Source, plus:ImageSupplier", CREDITED),
        "photo.description": ("Iptc4xmpCore:ExtDescrAccessibility", mark("Behind the caption as printed.")),
        "photo.creators": ("dc:creator", NAMES),
        "photo.people": ("Iptc4xmpExt:PersonInImage", NAMES),
        "photo.subjects": ("dc:subject", NAMES),
        "photo.taken": ("photoshop:DateCreated", DATE),
        "video.description": ("dc:description", mark("Behind the caption as printed.")),
        "video.creators": ("dc:creator", NAMES),
        "video.subjects": ("dc:subject", NAMES),
        "video.published": ("dc:date", DATE),
        "video.duration": ("xmpDM:duration", mark("In thousandths of a second.")),
        "article.headline": ("photoshop:Headline", mark("Only for photos without a title.")),
        "authority.identifiers": ("Iptc4xmpExt:PersonId, CvTermId", mark("Of persons shown and subjects only.")),
        "media.duration": ("xmpDM:duration", mark("In thousandths of a second.")),
        "rights.agents": ("plus:CopyrightOwner, ImageSupplier, Licensor, ImageCreator", AGENTS),
        "rights.credit_line_printed": ("photoshop:Credit", mark("Only where no article prints a credit line.")),
        "rights.credit_text": ("photoshop:Credit, duty", DUTY),
        "rights.credit_obligation": ("Iptc4xmpExt:EmbdEncRightsExpr", DUTY),
        "rights.copyright_notice": ("dc:rights", MERGED),
        "rights.copyright_status": ("xmpRights:Marked", mark("Only whether it is in copyright.")),
        "rights.usage_terms": ("xmpRights:UsageTerms", MERGED),
        "rights.restrictions": ("photoshop:Instructions", JOINED),
        "rights.licence_url": ("xmpRights:WebStatement", MERGED),
        "rights.licence_id": ("xmpRights:WebStatement", mark("Only licences that have an address.")),
        "rights.rights_uri": ("xmpRights:WebStatement", mark("Only of Creative Commons.")),
        "rights.acquire_url": ("plus:LicensorURL", MERGED),
        "rights.grants": ("Iptc4xmpExt:EmbdEncRightsExpr", mark("As an ODRL policy, which few programs follow.")),
        "rights.embargo_until": ("photoshop:Instructions", JOINED),
        "rights.embargo_scope": ("photoshop:Instructions", JOINED),
        "rights.takedown": ("photoshop:Instructions", JOINED),
        "rights.legal_hold": ("photoshop:Instructions", JOINED),
        "rights.cultural_sensitivity": ("photoshop:Instructions", JOINED),
        "rights.model_release": ("plus:ModelReleaseStatus", MERGED),
        "rights.model_release_ids": ("plus:ModelReleaseID", MERGED),
        "rights.property_release": ("plus:PropertyReleaseStatus", MERGED),
        "rights.property_release_ids": ("plus:PropertyReleaseID", MERGED),
        "rights.minor_age": ("plus:MinorModelAgeDisclosure", mark("Only PLUS’s own codes.")),
        "rights.depicted_works": ("Iptc4xmpExt:ArtworkOrObject", mark("Titles without their status.")),
        "rights.data_mining": ("plus:DataMining", MERGED),
        "rights.data_mining_constraint": ("plus:OtherConstraints", MERGED),
    },
    dropped={"article.*": _OF_PICTURES, "*": ""},
)

_IN_EXIF = {
    "use.caption": "Exif ImageDescription", "photo.creators": "Exif Artist",
    "rights.copyright_notice": "Exif Copyright",
}  # fmt: skip

COPY_HOMES: Crosswalk = MappingProxyType(
    {
        **{
            name: replace(home, where=f"{home.where}, {_IN_EXIF[name]}") if name in _IN_EXIF else home
            for name, home in PICTURE_HOMES.items()
        },
        "media.file": Home("exact", "(the copy)"),
    }
)
