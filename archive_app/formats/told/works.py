"""The works of a bundle as news standards see them: texts, pictures and films, each with its print and its rights."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article, Authority, MediaFile, Name, Photo, PhotoUse, Video, VideoUse
from archive_app.formats.told.terms import Terms, terms_of, web_address

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NUMBERS = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "viaf": "http://viaf.org/viaf/{}",
    "isni": "http://isni.org/isni/{}",
    "ulan": "http://vocab.getty.edu/ulan/{}",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with the print that speaks for it.

    Attributes:
        photo: The record.
        use: As printed in the article at hand, or where it was printed first; None for one that never was.
        media: Its file.
        terms: Its rights, and the parties of its credit.
        article: The article of the use.
    """

    photo: Photo
    use: PhotoUse | None
    media: MediaFile | None
    terms: Terms
    article: Article | None

    @property
    def caption(self) -> str:
        """The caption as printed, else the archive's description."""
        return (self.use.caption if self.use else "") or self.photo.description

    @property
    def alt_text(self) -> str:
        """The alternative text of the print."""
        return self.use.alt_text if self.use else ""

    @property
    def credit(self) -> str:
        """The credit line as printed, else what a statement gives as printed, else what is to be printed."""
        return _credit(self.use, self.terms)

    @property
    def creators(self) -> tuple[str, ...]:
        """Who made it: of the record, else as stated in the rights, else as the credit line names them."""
        return _names(self.photo.creators) or self.terms.names("creator")

    @property
    def address(self) -> str:
        """Where it can be seen on the web."""
        return web_address(self.photo.url) or web_address(self.use.src if self.use else "")

    @property
    def source_type(self) -> str:
        """The address of IPTC's digital source type."""
        held = self.photo.digital_source_type
        return f"{SOURCE_TYPES}{held}" if re.fullmatch(r"[A-Za-z]+", held) else web_address(held)

    @property
    def title(self) -> str:
        """Its title, else the beginning of its caption."""
        return self.photo.title or short(self.caption) or short(self.alt_text)


@dataclass(frozen=True, slots=True)
class Film:
    """A video with the print that speaks for it; as ``Picture``."""

    video: Video
    use: VideoUse | None
    media: MediaFile | None
    terms: Terms
    article: Article | None

    @property
    def caption(self) -> str:
        """The caption as printed, else its description, else the words that mention it."""
        printed = self.use.caption if self.use else ""
        return printed or self.video.description or (self.use.mention if self.use else "")

    @property
    def credit(self) -> str:
        """As ``Picture.credit``."""
        return _credit(self.use, self.terms)

    @property
    def creators(self) -> tuple[str, ...]:
        """As ``Picture.creators``."""
        return _names(self.video.creators) or self.terms.names("creator")

    @property
    def address(self) -> str:
        """Where it can be seen on the web."""
        return web_address(self.video.url)

    @property
    def seconds(self) -> float | None:
        """How long it plays."""
        held = self.video.duration if self.video.duration is not None else self.media.duration if self.media else None
        return held if held is not None and 0 < held < 1e9 else None

    @property
    def title(self) -> str:
        """Its title, else the beginning of its caption."""
        return self.video.title or short(self.caption)


def _credit(use: PhotoUse | VideoUse | None, terms: Terms) -> str:
    printed = use.credit_line if use is not None else ""
    return printed or terms.first("credit_line_printed") or terms.first("credit_text")


def pictures_of(record: ExportRecord) -> tuple[Picture, ...]:
    """The pictures of a bundle: the photo itself with its first print, or the photos of the article."""
    work = record.work
    if isinstance(work, Photo):
        shown = next((one for one in record.appears_in if isinstance(one.use, PhotoUse)), None)
        use = shown.use if shown is not None and isinstance(shown.use, PhotoUse) else None
        terms = terms_of(record.rights, use.credit.parties if use else ())
        return (Picture(work, use, record.media, terms, shown.article if shown else None),)
    article = work if isinstance(work, Article) else None
    return tuple(
        Picture(one.photo, one.use, one.media, terms_of(one.rights, one.use.credit.parties), article)
        for one in record.photos
    )


def films_of(record: ExportRecord) -> tuple[Film, ...]:
    """The films of a bundle, as ``pictures_of``."""
    work = record.work
    if isinstance(work, Video):
        shown = next((one for one in record.appears_in if isinstance(one.use, VideoUse)), None)
        use = shown.use if shown is not None and isinstance(shown.use, VideoUse) else None
        terms = terms_of(record.rights, use.credit.parties if use else ())
        return (Film(work, use, record.media, terms, shown.article if shown else None),)
    article = work if isinstance(work, Article) else None
    return tuple(
        Film(one.video, one.use, one.media, terms_of(one.rights, one.use.credit.parties), article)
        for one in record.videos
    )


def urn(uid: str) -> str:
    """A record's address: ``urn:uuid:``."""
    digits = uid.replace("-", "").lower()
    if not re.fullmatch(r"[0-9a-f]{32}", digits):
        return f"urn:uuid:{'0' * 8}-0000-0000-0000-{'0' * 12}"
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def language_of(text: str) -> str:
    """A language as BCP 47, "" for what is none."""
    tag = text.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def numbers_of(authority: Authority | None) -> tuple[str, ...]:
    """The addresses of an authority's numbers elsewhere (Wikidata, VIAF, ISNI, ULAN)."""
    held = authority.identifiers if authority is not None else ()
    return tuple(
        address for one in held if one.scheme in _NUMBERS and (address := _number(one.scheme, one.value)) is not None
    )


def short(text: str, most: int = 90) -> str:
    """The first sentence of a text, or its beginning with a dot behind it that says there was more."""
    first = re.split(r"(?<=[.!?。！？])\s", " ".join(text.split()), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= most else f"{first[: most - 1].rstrip()}…"


def words(text: str) -> tuple[str, ...]:
    """The words of a text, for counting; a dash between blanks is none."""
    return tuple(word for word in text.split() if any(sign.isalnum() for sign in word))


def _names(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in names if one.text)


def _number(scheme: str, value: str) -> str | None:
    plain = re.sub(r"[\s-]", "", value)
    return _NUMBERS[scheme].format(plain) if re.fullmatch(r"[A-Za-z0-9]{1,40}", plain) else None
