"""The records of a catalogue: frozen values that everyone passes around.

A record whose ``id`` is None is a draft. Editing is ``dataclasses.replace``; saving goes through
``operations.edit``. Texts are NFC, never None ("" means not stated). Dates that describe the world are
EDTF strings (``domain.dates``); moments of the catalogue's own life are UTC ISO 8601 with a ``Z``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive_app.domain.rights import RightsStatement


class Kind(StrEnum):
    """The kinds of record; article, photo and video are the works that a search finds."""

    ARTICLE = "article"
    PHOTO = "photo"
    VIDEO = "video"
    PHOTO_USE = "photo_use"
    VIDEO_USE = "video_use"
    AUTHORITY = "authority"
    RIGHTS = "rights"
    MEDIA = "media"
    SOURCE = "source"
    COLLECTION = "collection"
    SAVED_SEARCH = "saved_search"


WORKS = (Kind.ARTICLE, Kind.PHOTO, Kind.VIDEO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has.

    Attributes:
        id: Row number in this catalogue; None for a draft.
        uid: UUID (32 hex digits), the same in every catalogue; given at the first save when "".
        revision: Counts saves; a save of an older revision raises ``Conflict``.
        created, modified, deleted: UTC moments; ``deleted`` is "" unless the record is in the bin.
    """

    id: int | None = None
    uid: str = ""
    revision: int = 0
    created: str = ""
    modified: str = ""
    deleted: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, perhaps linked to its authority record.

    ``role`` is free ("text", "photography", "translation"); "" where the source says none.
    """

    text: str
    role: str = ""
    authority_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """A published text. ``body`` holds paragraphs; none contains a line feed."""

    headline: str = ""
    standfirst: str = ""
    body: tuple[str, ...] = ()
    bylines: tuple[Name, ...] = ()
    publisher: str = ""
    publisher_id: int | None = None
    section: str = ""
    dateline: str = ""
    published: str = ""
    accessed: str = ""
    language: str = ""
    url: str = ""
    source_id: int | None = None
    subjects: tuple[Name, ...] = ()
    notes: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Record):
    """The picture itself, once, however often it is printed. ``media_id`` is None while no file is held."""

    title: str = ""
    description: str = ""
    creators: tuple[Name, ...] = ()
    taken: str = ""
    place: str = ""
    people: tuple[Name, ...] = ()
    subjects: tuple[Name, ...] = ()
    medium: str = "photo"  # one of MEDIUMS
    digital_source_type: str = ""  # term of IPTC's Digital Source Type vocabulary
    media_id: int | None = None
    url: str = ""
    notes: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class CreditParty:
    """One name in a credit line, at characters ``start`` to ``end`` of the printed line (-1: typed by a person)."""

    name: str
    role: str = "unknown"  # one of PARTY_ROLES
    kind: str = "unknown"  # person, organization, unknown
    start: int = -1
    end: int = -1
    authority_id: int | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says. ``literals`` concatenate to exactly the printed line."""

    parties: tuple[CreditParty, ...] = ()
    flags: tuple[str, ...] = ()  # of CREDIT_FLAGS
    licence: str = ""
    year: int | None = None
    medium: str = ""
    literals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoUse(Record):
    """A photo as printed in one article: its own caption and credit line, in the article's order.

    ``paragraph`` is the number of body paragraphs printed before it; -1 when not known.
    """

    article_id: int | None = None
    photo_id: int | None = None
    position: int = 0
    paragraph: int = -1
    caption: str = ""
    alt_text: str = ""
    credit_line: str = ""
    credit: Credit = Credit()
    src: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(Record):
    """A video, or what is known of one from a mention. ``duration`` is in seconds."""

    title: str = ""
    description: str = ""
    url: str = ""
    platform: str = ""
    duration: float | None = None
    creators: tuple[Name, ...] = ()
    subjects: tuple[Name, ...] = ()
    published: str = ""
    status: str = "mentioned"  # one of VIDEO_STATUSES
    media_id: int | None = None
    notes: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoUse(Record):
    """A video in one article: the words that refer to it, its caption and credit there."""

    article_id: int | None = None
    video_id: int | None = None
    position: int = 0
    paragraph: int = -1
    mention: str = ""
    caption: str = ""
    credit_line: str = ""
    credit: Credit = Credit()


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of an authority's name; ``language`` is BCP 47, ``script`` ISO 15924, "" when not stated."""

    text: str
    language: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An authority's number elsewhere; ``scheme`` is wikidata, viaf, isni or ulan."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Record):
    """A person, organisation, place, work, event or topic under its preferred name."""

    name: str = ""
    kind: str = "organization"  # one of AUTHORITY_KINDS
    subkind: str = ""  # wire_service, picture_agency, space_agency, stock_library, newspaper, broadcaster …
    variants: tuple[Variant, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    parent_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile(Record):
    """Bytes held by the catalogue, named by their SHA-256 (hex). Sizes in bytes and pixels, duration in seconds."""

    sha256: str = ""
    size: int = 0
    media_type: str = ""
    name: str = ""  # the file's name when it arrived
    suffix: str = ""  # with the dot, lower case
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    perceptual_hash: str = ""
    metadata: str = ""  # embedded metadata as read, JSON
    checked: str = ""  # last fixity check, UTC
    fixity: str = ""  # "", ok, changed, missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """Where an article was read from, kept byte for byte under its SHA-256.

    ``text`` is the reading text: what a person sees of the source, paragraphs parted by blank lines.
    Evidence of layer "text" counts its characters; evidence of layer "raw" counts those of the decoded source.
    """

    sha256: str = ""
    size: int = 0
    name: str = ""
    address: str = ""  # path or URL as the person gave it
    media_type: str = ""
    encoding: str = ""
    importer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Record):
    """A folder of works; nested by ``parent_id``. ``members`` are record ids in the person's order."""

    name: str = ""
    parent_id: int | None = None
    note: str = ""
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch(Record):
    """A collection that fills itself; ``query`` is the text of the search box."""

    name: str = ""
    query: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field holds a value.

    Attributes:
        field: The record's field ("headline", "caption"); lists by position ("bylines.0", "body.3").
        quote: The words as they stand in the source.
        method: Who read it and where ("html:figcaption", "json-ld:author", "text:credit-label", "person").
        confidence: 0 to 1. High is 0.9 and above, Medium 0.6 and above, else Low.
        layer: "text", "raw" or "" when there is no place in the source.
        start, end: Character offsets in that layer; -1 when there is none.
        version: Of the reader that found it.
        source_id: The source the offsets count in; None in a draft (then it is the draft's source).
        current: False once a person's edit superseded it.
        at: UTC moment it was recorded; "" in a draft.
    """

    field: str
    quote: str
    method: str
    confidence: float
    layer: str = "text"
    start: int = -1
    end: int = -1
    version: str = ""
    source_id: int | None = None
    current: bool = True
    at: str = ""


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo found in a source, and its use there."""

    photo: Photo
    use: PhotoUse
    evidence: tuple[Evidence, ...] = ()  # fields of the use, or of the photo
    rights: tuple[RightsStatement, ...] = ()  # what the source says of the right to use it


@dataclass(frozen=True, slots=True)
class VideoDraft:
    """A video found or mentioned in a source, and its use there."""

    video: Video
    use: VideoUse
    evidence: tuple[Evidence, ...] = ()
    rights: tuple[RightsStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that a source brought along, for example a picture of a saved page.

    Attributes:
        src: How the article names it: as it stands in ``PhotoUse.src`` or ``Photo.url``, or as an absolute address.
        name: Its file name, for people.
        media_type: As the source states it, "" where it does not; the content decides.
        content: Its bytes.
    """

    src: str
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as read from a source, before a person has accepted it.

    ``content`` is the source, byte for byte; empty for a source too large to be held, which is then copied from
    ``source.address`` when the draft is accepted (``source.sha256`` says whether it is still the same).
    """

    source: Source
    article: Article
    photos: tuple[PhotoDraft, ...] = ()
    videos: tuple[VideoDraft, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # fields of the article
    remarks: tuple[str, ...] = ()  # sentences for the reviewer ("The date has no year.")
    content: bytes = field(default=b"", repr=False)
    carried: tuple[Carried, ...] = field(default=(), repr=False)
    rights: tuple[RightsStatement, ...] = ()  # of the article; ``work_id`` is None until it is saved
    alone: bool = False  # the source holds no article: its photos and videos become records without a use

    @property
    def title(self) -> str:
        """What to call it in a list: the headline, else how its text, photo or video begins, else the file's name."""
        named = [photo.photo.title or photo.photo.description for photo in self.photos]
        named += [video.video.title or video.video.description for video in self.videos]
        texts = (self.article.headline, *self.article.body[:1], *(named if self.alone else ()), self.source.name)
        first = next((text for text in texts if text), "")
        return first if len(first) <= 90 else f"{first[:89].rstrip()}…"


MEDIUMS = ("photo", "illustration", "screenshot", "composite", "video_still")
VIDEO_STATUSES = ("linked", "embedded", "mentioned", "missing", "held")
PARTY_ROLES = (
    "creator",
    "provider",
    "distributor",
    "rights_holder",
    "courtesy",
    "depicted_source",
    "unknown",
)
CREDIT_FLAGS = (
    "handout", "pool", "courtesy", "file_photo", "screenshot", "video_capture", "composite", "illustration",
    "supplied", "staff", "stringer", "uncredited", "exclusive",
)  # fmt: skip
AUTHORITY_KINDS = ("person", "organization", "place", "work", "event", "topic")


def confidence_word(confidence: float) -> str:
    """High (0.9 and above), Medium (0.6 and above) or Low, as shown to people (ux.md §10)."""
    if confidence >= 0.9:
        return "High"
    return "Medium" if confidence >= 0.6 else "Low"
