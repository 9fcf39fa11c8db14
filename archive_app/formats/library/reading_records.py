"""From the records of a library's file to drafts: photos and videos go to the article that they name as theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from archive_app.domain.edtf import is_valid
from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft, Kind
from archive_app.domain.rights import RightsStatement
from archive_app.formats.library.plain_dates import NOTE
from archive_app.formats.library.rights_in import RightsRead
from archive_app.formats.reading.sources import RawSource
from archive_app.formats.wire.drafts import build
from archive_app.formats.wire.item import NOTHING, Said, WireItem, WirePicture, WireVideo
from archive_app.formats.wire.moments import day_of, moment_of
from archive_app.formats.wire.xml_source import XmlSource
from archive_app.i18n import tr, tr_n

_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d\d(?:[.,;]\d+)?)")
_ISO = re.compile(
    r"P(?:(?P<d>\d+)D)?T?(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<m>\d+(?:\.\d+)?)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?", re.IGNORECASE
)
_COUNTED = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>h|min|m\b|s)", re.IGNORECASE)
# A full stop that closes a heading, not one of an initial or a short form.
_CLOSED = re.compile(r"[^\W\d_]{3}\.$")
_UNITS = {"h": 3600.0, "min": 60.0, "m": 60.0, "s": 1.0}


@dataclass(slots=True)
class Found:
    """One record of a file.

    Attributes:
        kind: Article, photo or video.
        names: Its identifiers, as ``key_of`` gives them.
        hosts, parts: Identifiers of the records that it is in, and of those in it.
        item: What an article says.
        picture, video: What a photo or a video says.
        rights: What is said of rights.
        language: Of the record itself.
    """

    kind: Kind
    names: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    item: WireItem = field(default_factory=WireItem)
    picture: WirePicture = field(default_factory=WirePicture)
    video: WireVideo = field(default_factory=WireVideo)
    rights: RightsRead = field(default_factory=RightsRead)
    language: Said = NOTHING

    def says_something(self) -> bool:
        """Whether there is anything to make a record of."""
        if self.kind is Kind.ARTICLE:
            item = self.item
            return bool(item.headline or item.standfirst or item.body or item.url)
        if self.kind is Kind.PHOTO:
            one = self.picture
            return bool(one.title or one.caption or one.description or one.src or one.credit or one.alt)
        film = self.video
        return bool(film.title or film.caption or film.description or film.url or film.mention or film.credit)


def drafts_of(
    records: Iterable[Found], source: RawSource, xml: XmlSource, *, importer: str, media_type: str, standard: str
) -> Iterator[Draft]:
    """The drafts of a file's records.

    Args:
        records: As a format's reader found them.
        source: The file.
        xml: As it was parsed.
        importer: The importer's name.
        media_type: Of the file.
        standard: The format's name for people.

    Raises:
        UnreadableSource: No record describes anything.
    """
    found = list(records)
    good = [one for one in found if one.says_something()]
    if not good:
        raise UnreadableSource(tr("No record of an article, a picture or a film was found in it."), where=source.name)
    remarks = [tr("The document is not well-formed; what could be read of it was read.")] if xml.mended else []
    if missing := len(found) - len(good):
        remarks.append(
            tr_n(
                "{n} record of the file says nothing of an article, a picture or a film; it was left out.",
                "{n} records of the file say nothing of an article, a picture or a film; they were left out.",
                missing,
            )
        )
    for number, (head, members) in enumerate(_joined(good)):
        item = head.item
        item.remarks += remarks if number == 0 or xml.mended else []
        item.language = item.language or head.language
        item.alone = head.kind is not Kind.ARTICLE
        pictures = [one for one in (members if not item.alone else [head]) if one.kind is Kind.PHOTO]
        films = [one for one in (members if not item.alone else [head]) if one.kind is Kind.VIDEO]
        item.pictures = [one.picture for one in pictures]
        item.videos = [_described(one.video) if item.alone else one.video for one in films]
        draft = build(item, source, xml.decoded, importer=importer, media_type=media_type, standard=standard)
        yield _with_rights(draft, head, pictures, films, standard)


def _described(film: WireVideo) -> WireVideo:
    """A film without an article, where the words that refer to it are all that describes it."""
    if film.title or film.caption or film.description:
        return film
    return replace(film, caption=film.mention, mention=NOTHING)


def key_of(identifier: str) -> str:
    """What an identifier is compared by: a UUID in any of its forms is one."""
    text = " ".join(identifier.split())
    uuid = _UUID.fullmatch(text)
    return uuid[1].casefold() if uuid else text


def is_uuid(identifier: str) -> bool:
    """Whether an identifier is a UUID, as this program and others write it."""
    return _UUID.fullmatch(identifier.strip()) is not None


def upright(name: str) -> str:
    """A heading turned back into a name: "Example, Ann." is Ann Example; what has more commas stays."""
    plain = name[:-1] if _CLOSED.search(name) else name
    family, comma, given = plain.partition(", ")
    if not comma or "," in given or not given or len(plain.split()) > 5 or any(c.isdigit() for c in given):
        return plain
    return f"{given} {family}"


def dated(said: Said, *, moment: bool = False) -> Said:
    """A date as EDTF: as it stands where it is that, else as far as it can be read; nothing when it cannot."""
    text = said.text.strip()
    text = f"{text[:-4]}.." if text.endswith("/9999") else text  # MARC's way to write that it goes on
    value = text if is_valid(text) else (moment_of(text) if moment else day_of(text))
    return said.but(value) if value else NOTHING


def noted_date(texts: Iterable[Said]) -> Said:
    """The date behind our own label among some notes; nothing when none carries one."""
    for one in texts:
        if one.text.startswith(NOTE) and is_valid(one.text.removeprefix(NOTE).strip()):
            return one.but(one.text.removeprefix(NOTE).strip())
    return NOTHING


def duration_of(text: str) -> float | None:
    """Seconds of a duration as 00:02:03, PT2M3S, "2 min 3 s" or a bare number; None when it is none."""
    value = text.strip()
    if not value or len(value) > 60:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return float(value)
    if clock := _CLOCK.fullmatch(value):
        seconds = float(clock["s"].replace(",", ".").replace(";", "."))
        return int(clock["h"] or 0) * 3600 + int(clock["m"]) * 60 + seconds
    iso = _ISO.fullmatch(value)
    if iso and any(iso.groups()):
        parts = {name: float(number) for name, number in iso.groupdict().items() if number}
        return sum(parts.get(name, 0) * length for name, length in zip("dhms", (86400, 3600, 60, 1), strict=True))
    counted = list(_COUNTED.finditer(value))
    return sum(float(one["n"]) * _UNITS[one["unit"].casefold()] for one in counted) if counted else None


def _joined(records: list[Found]) -> Iterator[tuple[Found, list[Found]]]:
    """Each article with its photos and videos, in its own order; then what stands alone."""
    articles = [one for one in records if one.kind is Kind.ARTICLE]
    others = [one for one in records if one.kind is not Kind.ARTICLE]
    by_name = {name: one for one in others for name in one.names}
    hosts = {name: one for one in articles for name in one.names}
    members: dict[int, list[Found]] = {id(one): [] for one in articles}
    taken: set[int] = set()
    for article in articles:
        for name in article.parts:
            other = by_name.get(name)
            if other is not None and id(other) not in taken:
                members[id(article)].append(other)
                taken.add(id(other))
    for other in others:
        host = next((hosts[name] for name in other.hosts if name in hosts), None)
        if host is not None and id(other) not in taken:
            members[id(host)].append(other)
            taken.add(id(other))
    for one in records:
        if one.kind is Kind.ARTICLE:
            yield one, members[id(one)]
        elif id(one) not in taken:
            yield one, []


def _with_rights(draft: Draft, head: Found, pictures: list[Found], films: list[Found], standard: str) -> Draft:
    """The draft with the statements that its records make."""
    own: tuple[RightsStatement, ...] = ()
    if head.kind is Kind.ARTICLE:
        own = head.rights.statement("text", standard, alone=False)
    photos = tuple(
        replace(one, rights=found.rights.statement("photo", standard, alone=draft.alone))
        for one, found in zip(draft.photos, pictures, strict=True)
    )
    videos = tuple(
        replace(one, rights=found.rights.statement("video", standard, alone=draft.alone))
        for one, found in zip(draft.videos, films, strict=True)
    )
    return replace(draft, rights=own, photos=photos, videos=videos)
