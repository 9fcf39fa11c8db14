"""Pictures and videos found on a page as draft records, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.credits import parse_credit
from archive_app.domain.records import (
    MEDIUMS,
    Credit,
    Evidence,
    Name,
    Photo,
    PhotoDraft,
    PhotoUse,
    Video,
    VideoDraft,
    VideoUse,
)
from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.captions import Legend, Words
from archive_app.formats.reading.html.page import Page
from archive_app.formats.reading.html.photos import FoundPhoto
from archive_app.formats.reading.html.videos import FoundVideo
from archive_app.formats.reading.html.witness import Found


def photo_draft(page: Page, body: Body | None, found: FoundPhoto, place: int) -> PhotoDraft:
    """The picture as record and use; ``place`` is its number in the article."""
    shown = found.addresses.shown
    evidence = [_of_address(page, shown, "src", found.method, found.confidence)]
    caption, credit = found.legend.caption, found.legend.credit
    evidence.extend(_of_legend(page, found.legend))
    if found.alt:
        evidence.append(Found(found.alt, "html:alt", 0.95).evidence(page, "alt_text"))
    parsed = parse_credit(credit.text).value if credit else Credit()
    creators = tuple(Name(party.name) for party in parsed.parties if party.role == "creator")
    if credit:
        evidence.extend(
            Found(
                name.text, "credit:creator", min(credit.confidence, 0.88), *_within(page, credit, name.text)
            ).evidence(page, f"creators.{number}")
            for number, name in enumerate(creators)
        )
    use = PhotoUse(
        position=place,
        paragraph=_paragraphs_before(body, found.offset),
        caption=caption.text if caption else "",
        alt_text=found.alt,
        credit_line=credit.text if credit else "",
        credit=parsed,
        src=shown,
    )
    return PhotoDraft(
        Photo(url=found.addresses.largest, creators=creators, medium=_medium(parsed)), use, tuple(evidence)
    )


def video_draft(page: Page, body: Body | None, found: FoundVideo, place: int) -> VideoDraft:
    """The video as record and use; ``place`` is its number in the article."""
    evidence: list[Evidence] = []
    if found.url and found.status != "mentioned":
        evidence.append(_of_address(page, found.url, "url", found.method, found.confidence))
    if found.mention:
        evidence.append(found.mention.evidence(page, "mention"))
    caption, credit = found.legend.caption, found.legend.credit
    evidence.extend(_of_legend(page, found.legend))
    use = VideoUse(
        position=place,
        paragraph=_paragraphs_before(body, found.offset),
        mention=found.mention.text if found.mention else "",
        caption=caption.text if caption else "",
        credit_line=credit.text if credit else "",
        credit=parse_credit(credit.text).value if credit else Credit(),
    )
    video = Video(
        title=found.title,
        description=found.description,
        url=found.url,
        platform=found.platform,
        duration=found.duration,
        status=found.status,
    )
    return VideoDraft(video, use, tuple(evidence))


def _medium(credit: Credit) -> str:
    """What kind of picture the credit line says it is."""
    if "composite" in credit.flags:
        return "composite"
    if "video_capture" in credit.flags:
        return "video_still"
    return credit.medium if credit.medium in MEDIUMS else "photo"


def _within(page: Page, words: Words, name: str) -> tuple[int, int]:
    place = page.text.find(name, words.start, words.end)
    return (place, place + len(name)) if place >= 0 else (-1, -1)


def _of_address(page: Page, address: str, field: str, method: str, confidence: float) -> Evidence:
    """Evidence for an address, which the page may write without its host or even without its scheme."""
    whole = Found(address, method, confidence).evidence(page, field)
    if whole.layer:
        return whole
    for shorter in (address.partition(":")[2], "/" + address.split("/", 3)[3] if address.count("/") > 2 else ""):
        found = Found(shorter, method, confidence).evidence(page, field) if len(shorter) > 4 else whole
        if found.layer:
            return found
    return whole


def _of_legend(page: Page, legend: Legend) -> Iterator[Evidence]:
    for words, field in ((legend.caption, "caption"), (legend.credit, "credit_line")):
        if words:
            found = Found(words.text, words.method, words.confidence, words.start, words.end)
            yield found.evidence(page, field)


def _paragraphs_before(body: Body | None, offset: int) -> int:
    """How many paragraphs stand before a place in the text; -1 when the page has no body."""
    return sum(1 for start, _ in body.paragraphs if start < offset) if body else -1
