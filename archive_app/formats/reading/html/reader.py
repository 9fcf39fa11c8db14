"""From the characters of a page to one draft's values: the door of this package."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive_app.domain.collecting import uncollected
from archive_app.domain.records import Article, Evidence, Name, PhotoDraft, VideoDraft
from archive_app.formats.reading.html.article_credit import article_credit
from archive_app.formats.reading.html.body import Body, find_body
from archive_app.formats.reading.html.body_edges import is_dated_line
from archive_app.formats.reading.html.bylines import find_bylines
from archive_app.formats.reading.html.dates import find_published
from archive_app.formats.reading.html.drafts import photo_draft, video_draft
from archive_app.formats.reading.html.editorial import Editorial
from archive_app.formats.reading.html.headline import find_headline
from archive_app.formats.reading.html.metadata import Metadata, gather
from archive_app.formats.reading.html.page import Page, one_line
from archive_app.formats.reading.html.photos import MOST_PHOTOS, PhotoFinder
from archive_app.formats.reading.html.publisher import find_publisher
from archive_app.formats.reading.html.standfirst import find_standfirst
from archive_app.formats.reading.html.stated_legends import StatedLegends
from archive_app.formats.reading.html.videos import VideoFinder
from archive_app.formats.reading.html.witness import VERSION, Found
from archive_app.formats.reading.language import language_and_certainty
from archive_app.i18n import tr, tr_n


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What one page gave."""

    text: str
    article: Article
    photos: tuple[PhotoDraft, ...]
    videos: tuple[VideoDraft, ...]
    evidence: tuple[Evidence, ...]
    remarks: tuple[str, ...]


def read_page(source: str, address: str = "") -> ReadPage:
    """The article on a page, with its pictures and videos.

    Args:
        source: The decoded page.
        address: Where it was taken from, "" when not known.

    Raises:
        FormatError: It is not a page at all.
    """
    with uncollected():
        return _read(Page(source), address)


def _read(page: Page, address: str) -> ReadPage:
    metadata = gather(page)
    page.url = _address(metadata, address)
    evidence: list[Evidence] = []
    remarks: list[str] = []
    headline, heading = find_headline(page, metadata)
    body, furniture = find_body(page, metadata, heading)
    language, language_evidence = _language(page, metadata, body)
    standfirst = find_standfirst(page, metadata, headline, body, furniture)
    if standfirst and body:
        body = _without(page, body, standfirst)
    publisher = find_publisher(page, metadata)
    bylines = find_bylines(page, metadata, headline, body, furniture, publisher.text if publisher else "")
    published = find_published(page, metadata, headline, body, language)
    for name, found in (
        ("headline", headline),
        ("standfirst", standfirst),
        ("publisher", publisher),
        ("published", published),
    ):
        if found:
            evidence.append(found.evidence(page, name))
    evidence.extend(byline.found.evidence(page, f"bylines.{place}") for place, byline in enumerate(bylines))
    evidence.extend(language_evidence)
    section = _section(metadata)
    if section:
        evidence.append(section.evidence(page, "section"))
    if page.url:
        evidence.append(Found(page.url, "html:canonical", 0.9).evidence(page, "url"))
    paragraphs: list[str] = []
    if body:
        for start, end in body.paragraphs:
            words = " ".join(page.text[start:end].split())
            evidence.append(
                Evidence(
                    f"body.{len(paragraphs)}",
                    page.text[start:end],
                    body.method,
                    body.confidence,
                    "text",
                    start,
                    end,
                    VERSION,
                )
            )
            paragraphs.append(words)
    else:
        remarks.append(tr("No running text was found on the page."))
    article = Article(
        headline=headline.text if headline else "",
        standfirst=standfirst.text if standfirst else "",
        body=tuple(paragraphs),
        bylines=tuple(Name(byline.name, "text") for byline in bylines),
        publisher=publisher.text if publisher else "",
        section=section.text if section else "",
        published=published.text if published else "",
        language=language,
        url=page.url,
    )
    video_finder = VideoFinder(page, metadata, headline, standfirst, body)
    players = video_finder.players()
    editorial = Editorial(page, metadata, headline, body, furniture)
    for_all = article_credit(page, headline, body, furniture)
    finder = PhotoFinder(page, editorial, StatedLegends(metadata), headline, body, for_all)
    photos = tuple(
        photo_draft(page, body, found, place)
        for place, found in enumerate(finder.find(video_finder.boxes, use_lead=not players))
    )
    if len(photos) >= MOST_PHOTOS:
        remarks.append(tr_n("Only the first picture was read.", "Only the first {n} pictures were read.", MOST_PHOTOS))
    shown = video_finder.with_mentions(players)
    videos = tuple(video_draft(page, body, found, place) for place, found in enumerate(shown))
    return ReadPage(page.text, article, photos, videos, tuple(evidence), tuple(remarks))


def _section(metadata: Metadata) -> Found | None:
    value = metadata.text("articleSection")
    if value:
        return Found(value, "json-ld:articleSection", 0.85)
    value, name = metadata.first("article:section", "section", "parsely-section")
    return Found(value, f"meta:{name}", 0.8) if value else None


def _address(metadata: Metadata, given: str) -> str:
    for value in (metadata.links.get("canonical", ""), metadata.first("og:url")[0], metadata.text("url"), given):
        if value.startswith(("http://", "https://")) and len(value) < 2000:
            return value
    return ""


def _language(page: Page, metadata: Metadata, body: Body | None) -> tuple[str, list[Evidence]]:
    words = "\n".join(page.text[start:end] for start, end in body.paragraphs[:40]) if body else page.text[:4000]
    heard, certainty = language_and_certainty(words)
    said, method = "", ""
    for value, name in (
        (page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "html:lang"),
        (metadata.text("inLanguage"), "json-ld:inLanguage"),
        metadata.first("og:locale", "content-language", "dc.language", "language"),
    ):
        code = value.replace("_", "-").split("-")[0].strip().lower()
        if 2 <= len(code) <= 3 and code.isalpha():
            said, method = code, name
            break
    said = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}.get(said, said)
    if heard and (heard == said or certainty > 0.9 or not said):
        sure = 0.99 if heard == said else 0.9 if len(words) > 400 else 0.7
        return heard, [Evidence("language", said or heard, "text:language", sure, "", -1, -1, VERSION)]
    if said:
        return said, [Evidence("language", said, method, 0.75, "", -1, -1, VERSION)]
    return "", []


def _without(page: Page, body: Body, standfirst: Found) -> Body:
    """The body without the standfirst, and without the dates and scraps that stood around it."""
    kept = [span for span in body.paragraphs if span[0] >= standfirst.end]
    while len(kept) > 1 and is_dated_line(one_line(page.text[slice(*kept[0])])):
        kept.pop(0)
    if not kept:
        return body
    return replace(body, paragraphs=tuple(kept), start=kept[0][0], end=kept[-1][1])
