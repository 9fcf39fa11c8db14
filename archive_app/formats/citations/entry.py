"""One entry of a bibliography in our terms, and the item it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive_app.domain import licences
from archive_app.formats.wire.item import NOTHING, Claim, Said, WireItem, WirePicture, WireVideo
from archive_app.formats.wire.moments import day_of
from archive_app.i18n import tr

_CREDIT = re.compile(
    r"^\s*(?:photo |picture |image )?credit(?: ?line)?\s*[:=]\s*(?P<line>.+?)\s*$", re.IGNORECASE | re.MULTILINE
)
_RIGHTS = re.compile(
    r"^\s*(?P<label>rights|copyright|licen[cs]e)\s*[:=]\s*(?P<line>.+?)\s*$", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(r"https?://\S+")
_PICTURE = re.compile(r"photo|picture|image|figure|slide|daguerr|negative|print\b", re.IGNORECASE)
_DRAWN = re.compile(r"illustration|drawing|painting|cartoon|map|poster|diagram|chart|engraving", re.IGNORECASE)
_FILM = re.compile(r"video|film|movie|motion picture|television|tv\b|broadcast|newsreel|dvd", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>\d\d)")
_COUNTED = re.compile(r"(?P<n>\d{1,4}(?:\.\d+)?)\s*(?P<unit>h|min|m\b|s)", re.IGNORECASE)
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "ukenglish": "en", "usenglish": "en", "german": "de",
    "ngerman": "de", "deutsch": "de", "austrian": "de", "swissgerman": "de", "french": "fr", "francais": "fr",
    "français": "fr", "spanish": "es", "español": "es", "russian": "ru", "русский": "ru", "italian": "it",
    "italiano": "it",
    "portuguese": "pt", "português": "pt", "dutch": "nl", "polish": "pl", "czech": "cs", "danish": "da",
    "swedish": "sv",
    "norwegian": "no", "norsk": "no", "finnish": "fi", "greek": "el", "turkish": "tr", "ukrainian": "uk",
    "japanese": "ja",
    "chinese": "zh", "korean": "ko", "arabic": "ar", "hebrew": "he", "hungarian": "hu", "romanian": "ro",
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """An entry; ``kind`` is "article", "photo", "video" or "" for what is none of them (a sound)."""

    kind: str = "article"
    title: Said = NOTHING
    container: Said = NOTHING
    publisher: Said = NOTHING
    authors: list[Said] = field(default_factory=list)
    date: Said = NOTHING
    accessed: str = ""
    url: Said = NOTHING
    abstract: Said = NOTHING
    language: Said = NOTHING
    section: Said = NOTHING
    place: Said = NOTHING
    keywords: list[Said] = field(default_factory=list)
    medium: str = ""
    length: str = ""
    rights: str = ""
    notes: list[str] = field(default_factory=list)


def item_of(entry: Entry) -> WireItem | None:
    """The item that an entry makes; None for one that names nothing, or that is neither text, picture nor film."""
    if not entry.kind or not (entry.title or entry.url or entry.abstract):
        return None
    notes = "\n".join(entry.notes)
    credit = _CREDIT.search(notes)
    held = _RIGHTS.search(notes)
    kept = [line for line in notes.splitlines() if line.strip() and not (_CREDIT.match(line) or _RIGHTS.match(line))]
    said_rights = entry.rights or (held["line"] if held else "")
    for note in () if said_rights else kept:
        if any(licences.find(address.rstrip(".,;)")) for address in _ADDRESS.findall(note)):
            said_rights = note
    kept = [note for note in kept if note != said_rights]
    notice = said_rights if re.match(r"(?:©|\(c\)|copyright\b)", said_rights, re.IGNORECASE) else ""
    claim = Claim(kind="catalogue_entry", notice=notice, usage_terms="" if notice else said_rights)
    language = _language(entry.language)
    line = Said(credit["line"], "note", 0.9) if credit else NOTHING
    if entry.kind == "article":
        article = WireItem(
            headline=entry.title,
            standfirst=entry.abstract,
            bylines=entry.authors,
            publisher=entry.container or entry.publisher,
            section=entry.section,
            published=entry.date,
            accessed=entry.accessed,
            language=language,
            url=entry.url,
            subjects=entry.keywords,
            notes=kept,
            claim=claim,
            remarks=[tr("This is a citation: it names an article and has no text of it.")],
        )
        if entry.container and entry.publisher and entry.publisher.text != entry.container.text:
            article.notes.append(tr("Publisher: {name}").format(name=entry.publisher.text))
        return article
    for label, value in ((tr("Published in: {name}"), entry.container), (tr("Publisher: {name}"), entry.publisher)):
        if value:
            kept.append(label.format(name=value.text))
    item = WireItem(alone=True)
    if entry.kind == "photo":
        item.pictures = [
            WirePicture(
                src=entry.url,
                title=entry.title,
                caption=entry.abstract,
                credit=line,
                creators=tuple(entry.authors),
                subjects=tuple(entry.keywords),
                taken=entry.date,
                place=entry.place,
                medium="illustration" if _DRAWN.search(entry.medium) else "photo",
                notes=tuple(kept),
                claim=claim,
            )
        ]
    else:
        item.videos = [
            WireVideo(
                url=entry.url,
                title=entry.title,
                caption=entry.abstract,
                credit=line,
                creators=tuple(entry.authors),
                subjects=tuple(entry.keywords),
                published=entry.date,
                duration=seconds_in(entry.length),
                notes=tuple(kept),
                claim=claim,
            )
        ]
    return item


def kind_by_words(words: str, otherwise: str) -> str:
    """Whether the words for a kind ("Photograph", "Video recording") mean a photo or a film."""
    if _FILM.search(words):
        return "video"
    return "photo" if _PICTURE.search(words) or _DRAWN.search(words) else otherwise


def printed_name(given: str, family: str, particle: str = "", suffix: str = "") -> str:
    """A name in the order in which a byline prints it."""
    if not given.strip():
        return " ".join(part for part in (particle.strip(), family.strip(), suffix.strip()) if part)
    if _EAST_ASIAN.search(family):
        return family.strip() + given.strip()
    name = " ".join(part for part in (given.strip(), particle.strip(), family.strip()) if part)
    joiner = ", " if suffix.strip()[:1].islower() or suffix.strip().startswith("Jr") else " "
    return name + joiner + suffix.strip() if suffix.strip() else name


def inverted_name(name: str) -> str:
    """A name that may be written "Family, Given" or "Family, Jr, Given", in the order in which it is read."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        if re.fullmatch(r"(?:Inc|Ltd|LLC|GmbH|AG|S\.?A|Jr|Sr|I{2,3}|PhD|M\.?D)\.?", parts[1]):
            return name.strip()
        return printed_name(parts[1], parts[0])
    if len(parts) == 3 and all(parts):
        if re.fullmatch(r"(?:Jr|Sr|I{1,3}|IV)\.?", parts[2]):
            return printed_name(parts[1], parts[0], suffix=parts[2])
        return printed_name(parts[2], parts[0], suffix=parts[1])
    return name.strip()


def seconds_in(text: str) -> float | None:
    """A length as seconds: "2:03", "1:02:03", "95 min"."""
    if clock := _CLOCK.fullmatch(text.strip()):
        return float(int(clock["h"] or 0) * 3600 + int(clock["m"]) * 60 + int(clock["s"]))
    total = 0.0
    for one in _COUNTED.finditer(text):
        total += float(one["n"]) * {"h": 3600, "m": 60, "s": 1}[one["unit"][0].lower()]
    return total or None


def date_of(said: Said) -> Said:
    """A date as EDTF, nothing when it is none."""
    value = day_of(said.text)
    return said.but(value) if value else NOTHING


def _language(said: Said) -> Said:
    code = LANGUAGES.get(said.text.strip().casefold())
    return said.but(code) if code else said if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*", said.text) else NOTHING
