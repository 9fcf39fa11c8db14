"""The fields that embedded metadata has, and where each layer keeps them (media.md §5).

After IPTC's TechReference 2024.1 with the additions of 2025.1. XMP names come in the order in which they are tried, and
so do those of EXIF and of containers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive_app.i18n import mark

FieldKind = Literal["text", "lang", "list", "struct", "date", "uri", "number", "flag"]


@dataclass(frozen=True, slots=True)
class MediaField:
    """One field.

    Attributes:
        name: As ``archive-app metadata`` prints it.
        label: As a person reads it.
        kind: What its values are; "lang" is a text in several languages, "uri" an address of a vocabulary.
        xmp, iim, exif, container: Where it is kept.
        clock: IIM's dataset of the time of day that belongs to a date.
        offset, fraction: EXIF's names of a date's zone and parts of a second.
        late: Names in XMP that only repeat EXIF, so that they come after it.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    xmp: tuple[str, ...] = ()
    iim: str = ""
    exif: tuple[str, ...] = ()
    container: tuple[str, ...] = ()
    clock: str = ""
    offset: str = ""
    fraction: str = ""
    late: tuple[str, ...] = ()


def _x(space: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{space}:{name}" for name in names)


_CORE, _EXT = "Iptc4xmpCore", "Iptc4xmpExt"

FIELDS: tuple[MediaField, ...] = (
    MediaField(
        "caption", mark("Caption"), "lang", ("dc:description",), "2:120", ("ImageDescription",),
        ("ItemList:Description", "ItemList:LongDescription", "Keys:com.apple.quicktime.description",
         "UserData:Description", "Matroska:Description", "PNG:Description", "RIFF:Subject"),
    ),
    MediaField("headline", mark("Headline"), "text", ("photoshop:Headline",), "2:105"),
    MediaField(
        "title", mark("Title"), "lang", ("dc:title",), "2:05", ("XPTitle",),
        ("Keys:com.apple.quicktime.title", "ItemList:Title", "UserData:Title", "Matroska:Title", "RIFF:Title",
         "PNG:Title", "Film:Title"),
    ),
    MediaField(
        "creator", mark("Creator"), "list", ("dc:creator",), "2:80", ("Artist", "XPAuthor"),
        ("Keys:com.apple.quicktime.artist", "Keys:com.apple.quicktime.author", "ItemList:Artist", "ItemList:Author",
         "UserData:Artist", "UserData:Author", "RIFF:Artist", "PNG:Author", "Film:Performer"),
    ),
    MediaField("creator_job_title", mark("Creator’s job title"), "text", ("photoshop:AuthorsPosition",), "2:85"),
    MediaField("creator_contact", mark("Creator’s contact"), "struct", _x(_CORE, "CreatorContactInfo")),
    MediaField("contributors", mark("Contributors"), "struct", _x(_EXT, "Contributor")),
    MediaField("credit_line", mark("Credit line"), "text", ("photoshop:Credit",), "2:110"),
    MediaField("source", mark("Source"), "text", ("photoshop:Source",), "2:115", (), ("PNG:Source", "RIFF:Source")),
    MediaField(
        "copyright_notice", mark("Copyright notice"), "lang", ("dc:rights",), "2:116", ("Copyright",),
        ("Keys:com.apple.quicktime.copyright", "ItemList:Copyright", "UserData:Copyright", "RIFF:Copyright",
         "PNG:Copyright", "Film:Copyright"),
    ),
    MediaField("copyright_owner", mark("Copyright owner"), "struct", ("plus:CopyrightOwner",)),
    MediaField("rights_usage_terms", mark("Usage terms"), "lang", ("xmpRights:UsageTerms",)),
    MediaField("rights_marked", mark("Marked as protected"), "flag", ("xmpRights:Marked",)),
    MediaField("web_statement", mark("Web statement of rights"), "text", ("xmpRights:WebStatement",)),
    MediaField("licence", mark("Licence"), "text", ("cc:license",)),
    MediaField("licensor", mark("Licensor"), "struct", ("plus:Licensor",)),
    MediaField("other_constraints", mark("Other constraints"), "lang", ("plus:OtherConstraints",)),
    MediaField("data_mining", mark("Data mining"), "uri", ("plus:DataMining",)),
    MediaField("image_creator", mark("Image creator"), "struct", ("plus:ImageCreator",)),
    MediaField("image_supplier", mark("Image supplier"), "struct", ("plus:ImageSupplier",)),
    MediaField("image_supplier_image_id", mark("Supplier’s picture number"), "text", ("plus:ImageSupplierImageID",)),
    MediaField("digital_source_type", mark("Digital source type"), "text",
               _x(_EXT, "DigitalSourceType", "DigitalSourcefileType")),
    MediaField("ai_prompt", mark("AI prompt"), "text", _x(_EXT, "AIPromptInformation")),
    MediaField("ai_prompt_writer", mark("AI prompt writer"), "text", _x(_EXT, "AIPromptWriterName")),
    MediaField("ai_system", mark("AI system"), "text", _x(_EXT, "AISystemUsed")),
    MediaField("ai_system_version", mark("AI system’s version"), "text", _x(_EXT, "AISystemVersionUsed")),
    MediaField(
        "keywords", mark("Keywords"), "list", ("dc:subject",), "2:25", ("XPKeywords",),
        ("Keys:com.apple.quicktime.keywords", "ItemList:Keywords", "UserData:Keywords", "RIFF:Keywords"),
    ),
    MediaField("keywords_hierarchical", mark("Keywords in levels"), "list",
               ("lr:hierarchicalSubject", "digiKam:TagsList", "MicrosoftPhoto:LastKeywordXMP")),
    MediaField("keywords_tree", mark("Keywords as a tree"), "struct", ("mwg-kw:Keywords",)),
    MediaField("subject_codes", mark("Subject codes"), "list", _x(_CORE, "SubjectCode"), "2:12"),
    MediaField("scene_codes", mark("Scene codes"), "list", _x(_CORE, "Scene")),
    MediaField("intellectual_genre", mark("Intellectual genre"), "text", _x(_CORE, "IntellectualGenre"), "2:04"),
    MediaField("genre", mark("Genre"), "struct", _x(_EXT, "Genre")),
    MediaField("cv_terms", mark("Terms of vocabularies"), "struct", _x(_EXT, "AboutCvTerm")),
    MediaField("person_shown", mark("Person shown"), "list", _x(_EXT, "PersonInImage")),
    MediaField("person_details", mark("Person shown, details"), "struct", _x(_EXT, "PersonInImageWDetails")),
    MediaField("image_regions", mark("Image regions"), "struct", _x(_EXT, "ImageRegion")),
    MediaField("face_regions", mark("Regions (MWG)"), "struct", ("mwg-rs:Regions", "MP:RegionInfo")),
    MediaField("organisation_shown", mark("Organisation shown"), "list", _x(_EXT, "OrganisationInImageName")),
    MediaField("organisation_codes", mark("Codes of organisations"), "list", _x(_EXT, "OrganisationInImageCode")),
    MediaField("event", mark("Event"), "lang", _x(_EXT, "Event")),
    MediaField("event_id", mark("Event’s identifier"), "list", _x(_EXT, "EventId")),
    MediaField("artwork", mark("Artwork or object"), "struct", _x(_EXT, "ArtworkOrObject")),
    MediaField("product_shown", mark("Product shown"), "struct", _x(_EXT, "ProductInImage")),
    MediaField("location_created", mark("Location created"), "struct", _x(_EXT, "LocationCreated")),
    MediaField("location_shown", mark("Location shown"), "struct", _x(_EXT, "LocationShown")),
    MediaField("sublocation", mark("Sublocation"), "text", _x(_CORE, "Location"), "2:92"),
    MediaField("city", mark("City"), "text", ("photoshop:City",), "2:90"),
    MediaField("state", mark("State or province"), "text", ("photoshop:State",), "2:95"),
    MediaField("country", mark("Country"), "text", ("photoshop:Country",), "2:101"),
    MediaField("country_code", mark("Country code"), "text", _x(_CORE, "CountryCode"), "2:100"),
    MediaField(
        "date_created", mark("Date created"), "date", ("photoshop:DateCreated",), "2:55", ("DateTimeOriginal",),
        ("Keys:com.apple.quicktime.creationdate", "UserData:Date", "RIFF:DateTimeOriginal", "Matroska:Date",
         "QuickTime:CreateDate", "RIFF:DateCreated", "ItemList:Date", "Film:Date", "PNG:Creation Time"),
        "2:60", "OffsetTimeOriginal", "SubsecTimeOriginal", ("exif:DateTimeOriginal",),
    ),
    MediaField("date_digitized", mark("Date digitised"), "date", ("xmp:CreateDate",), "2:62", ("DateTimeDigitized",),
               (), "2:63", "OffsetTimeDigitized", "SubsecTimeDigitized", ("exif:DateTimeDigitized",)),
    MediaField("instructions", mark("Instructions"), "text", ("photoshop:Instructions",), "2:40"),
    MediaField("job_id", mark("Job number"), "text", ("photoshop:TransmissionReference",), "2:103"),
    MediaField("caption_writer", mark("Caption writer"), "text", ("photoshop:CaptionWriter",), "2:122"),
    MediaField("alt_text", mark("Alt text"), "lang", _x(_CORE, "AltTextAccessibility")),
    MediaField("extended_description", mark("Extended description"), "lang", _x(_CORE, "ExtDescrAccessibility")),
    MediaField("image_guid", mark("Picture’s identifier"), "text", _x(_EXT, "DigImageGUID"), "", ("ImageUniqueID",)),
    MediaField("registry_id", mark("Registry entry"), "struct", _x(_EXT, "RegistryId")),
    MediaField("model_release", mark("Model release"), "uri", ("plus:ModelReleaseStatus",)),
    MediaField("model_release_id", mark("Model release documents"), "list", ("plus:ModelReleaseID",)),
    MediaField("property_release", mark("Property release"), "uri", ("plus:PropertyReleaseStatus",)),
    MediaField("property_release_id", mark("Property release documents"), "list", ("plus:PropertyReleaseID",)),
    MediaField("minor_age", mark("Age of the youngest model"), "uri", ("plus:MinorModelAgeDisclosure",)),
    MediaField("model_age", mark("Model’s age"), "list", _x(_EXT, "ModelAge")),
    MediaField("model_info", mark("More on models"), "text", _x(_EXT, "AddlModelInfo")),
    MediaField("max_width", mark("Largest width to be had"), "number", _x(_EXT, "MaxAvailWidth")),
    MediaField("max_height", mark("Largest height to be had"), "number", _x(_EXT, "MaxAvailHeight")),
    MediaField("rights_expressions", mark("Rights expressions"), "struct",
               _x(_EXT, "EmbdEncRightsExpr", "LinkedEncRightsExpr")),
    MediaField("rating", mark("Rating"), "number", ("xmp:Rating",), "", ("Rating",)),
    MediaField("label", mark("Label"), "text", ("xmp:Label",)),
    MediaField("user_comment", mark("Comment"), "text", ("exif:UserComment",), "", ("UserComment", "XPComment"),
               ("Keys:com.apple.quicktime.comment", "ItemList:Comment", "UserData:Comment", "RIFF:Comment",
                "GIF:Comment", "JPEG:Comment", "PNG:Comment", "Film:Comment")),
    MediaField("camera_make", mark("Camera maker"), "text", ("tiff:Make",), "", ("Make",),
               ("Keys:com.apple.quicktime.make", "ItemList:Make", "UserData:Make")),
    MediaField("camera_model", mark("Camera"), "text", ("tiff:Model",), "", ("Model",),
               ("Keys:com.apple.quicktime.model", "ItemList:Model", "UserData:Model")),
)  # fmt: skip
"""Every field, in the order in which it is shown."""

BY_NAME = {field.name: field for field in FIELDS}
"""The fields by their names."""
