"""The editorial pictures of the article, each once, with the element that holds it and what is printed with it.

A picture is editorial when it stands in the article's part of the page and is neither small nor named like a
logo, an avatar, an advertisement or a teaser of another article. The same picture again (another size, a
slideshow, an enlarged view, ``noscript``) is folded into its first showing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.captions import Legend, Words, legend_in, legend_of
from archive_app.formats.reading.html.credit_words import is_credit_line, is_name
from archive_app.formats.reading.html.furniture import Furniture, is_caption
from archive_app.formats.reading.html.metadata import Metadata
from archive_app.formats.reading.html.page import Element, Page, attribute, clean, marks, tag_of
from archive_app.formats.reading.html.pictures import Addresses, addresses, is_image_file, picture_key, size_of
from archive_app.formats.reading.html.witness import Found

_PICTURE_TAGS = frozenset(["img", "amp-img", "picture", "image"])
_NOT_EDITORIAL = re.compile(
    r"logo|avatar|icon(?!ic)|sprite|emoji|smil(?:ey|ie)|badge|spinner|loader|author|autor(?!i[zs])|byline|profile|portrait-?(?:small|author)|headshot|gravatar|userpic|(?:^|[\s_\-])ads?(?:$|[\s_\-])|advert|sponsor|(?:ad|top)-?banner|tracking|pixel|divider|separator|qr-?code|(?:^|[\s_-])share|social|rating|stars|thumb-?(?:list|nav)|related|recirc|teaser|recommend|promo|newsletter|app-?store|google-?play|paywall|signature|flag-?icon|weather|widget|breadcrumb|(?:^|[\s_-])nav|(?:^|[\s_-])menu|footer|masthead|cookie|comment|popular|trending|most-?read|more-?(?:on|stories|from)|outbrain|taboola|sidebar",
)
_BAD_FILE = re.compile(
    r"logo|(?:^|[/_\-.])(?:icon|ico|sprite|avatar|favicon|pixel|spacer|blank|badge|button|btn|arrow|banner|ads?|line\d*|divider|bg|background|loading|placeholder|author|authors|byline|profile|headshot|gravatar|facebook|twitter|instagram|whatsapp|youtube|linkedin|pinterest|rss|email|print|share|app-?store|google-?play|qr\w*|weixin|wechat|emoji|smil\w*)(?:[/_\-.]|$)|doubleclick|scorecardresearch|googlesyndication|/beacon|quantserve|chartbeat|/ads?/|adserver|gravatar\.com|/emoji/|\.svg(?:$|\?)|1x1|facebook\.com/tr",
    re.IGNORECASE,
)
_PLAYER = re.compile(r"video|player|jw-|brightcove|vjs|media-?item|kaltura|embed")
_LEGEND_NAME = re.compile(r"caption|credit|bildunterschrift|copyright|legend|leyenda|photographer|bildtext|didascalia")
_SMALL = 140
_MOST = 300


@dataclass(slots=True)
class FoundPhoto:
    """One picture found; ``shown`` are all elements that show it."""

    element: Element | None
    addresses: Addresses
    unit: Element | None
    offset: int
    alt: str = ""
    legend: Legend = field(default_factory=Legend)
    confidence: float = 0.8
    method: str = "html:img"
    keys: set[str] = field(default_factory=set)


class PhotoFinder:
    """Finds the pictures of one page."""

    def __init__(
        self, page: Page, metadata: Metadata, headline: Found | None, body: Body | None, furniture: Furniture
    ) -> None:
        self._page = page
        self._metadata = metadata
        self._body = body
        self._furniture = furniture
        self._prose = body.paragraphs if body else ()
        self._lead_keys = {key for key in map(picture_key, _lead_addresses(metadata)) if key}
        self._region = self._article_region(headline)
        self._headline = headline

    def find(self, players: set[Element], *, use_lead: bool = True) -> list[FoundPhoto]:
        """The pictures in the order of the page.

        Args:
            players: Elements around video players; what is in them is no photo.
            use_lead: Whether the picture that metadata names may stand in where the page shows none.
        """
        found: list[FoundPhoto] = []
        by_key: dict[str, FoundPhoto] = {}
        for element in self._page.elements:
            tag = tag_of(element)
            if tag not in _PICTURE_TAGS and not _may_have_background(element):
                continue
            if tag == "picture" and any(tag_of(inner) in ("img", "amp-img") for inner in element.iter()):
                continue
            given = addresses(self._page, element)
            if given is None:
                continue
            keys = given.keys
            known = next((by_key[key] for key in keys if key in by_key), None)
            if known is not None:
                self._again(known, element, given)
                continue
            confidence = self._editorial(element, given, players)
            if confidence < 0.5:
                continue
            photo = FoundPhoto(
                element,
                given,
                self._unit(element, given),
                self._page.offset(element),
                _alt(element),
                confidence=confidence,
            )
            photo.keys = set(keys)
            photo.legend = self._legend(photo)
            for key in keys:
                by_key[key] = photo
            found.append(photo)
            if len(found) >= _MOST:
                break
        if not found and use_lead:
            lead = self._from_metadata()
            if lead:
                found.append(lead)
        elif not any(photo.keys & self._lead_keys for photo in found):
            orphan = self._orphan_legend(found)
            lead = self._from_metadata() if orphan else None
            if lead and orphan:
                lead.legend, lead.confidence = orphan, 0.8
                found.insert(0, lead)
        return found

    def _orphan_legend(self, found: list[FoundPhoto]) -> Legend | None:
        """A caption near the headline whose picture the saved page has lost (a background, a script)."""
        page, body = self._page, self._body
        if body is None:
            return None
        taken = [page.span(photo.unit) for photo in found if photo.unit is not None]
        for block in page.blocks:
            if block.start < self._region[0] - 400:
                continue
            if block.start > body.start:
                return None
            if any(start <= block.start < end for start, end in taken) or not is_caption(block.element):
                continue
            legend = legend_in(page, block.start, block.end, "html:caption")
            if legend.caption and legend.credit:
                return legend
        return None

    def _article_region(self, headline: Found | None) -> tuple[int, int]:
        """The part of the text in which the article's pictures stand."""
        body = self._body
        if body is None:
            start = headline.start if headline and headline.start >= 0 else 0
            return max(0, start - 500), len(self._page.text)
        start = body.start
        if headline and 0 <= headline.start < body.end:
            start = min(start, headline.start)
        return start, body.end

    def _editorial(self, element: Element, given: Addresses, players: set[Element]) -> float:
        """How sure it is that the picture belongs to the article."""
        page = self._page
        if any(_BAD_FILE.search(_path_of(address)) for address in given.all[:3]):
            return 0.0
        width, height = size_of(element)
        if re.search(r"(?:^|[;\s])(?:width|height)\s*:\s*1px", element.get("style") or ""):
            return 0.0
        if (0 < width < _SMALL or 0 < height < 90) and given.width < 400 and not is_wide_again(given):
            return 0.0
        named = marks(element)
        is_lead = bool(given.keys & self._lead_keys)
        if named and _NOT_EDITORIAL.search(named) and not is_lead:
            return 0.0
        offset = page.offset(element)
        start, end = self._region
        figure: Element | None = None
        linked: Element | None = None
        for up in element.iterancestors():
            tag = tag_of(up)
            if tag in ("body", "html"):
                break
            if up in players:
                return 0.0
            if tag == "figure" and figure is None:
                figure = up
            if tag == "a" and linked is None:
                linked = up
            if tag in ("button", "nav", "footer", "form", "video"):
                return 0.0
            name = marks(up)
            if name and _NOT_EDITORIAL.search(name) and self._is_minor(up):
                return 0.0
            if name and _PLAYER.search(name) and tag != "article" and self._is_minor(up) and _holds_player(up):
                return 0.0
        # What a figure is called inside (``imagenRelacionada``) says nothing; what it stands in does.
        outside = element.getparent() if figure is None else figure.getparent()
        if outside is not None and self._furniture.holds(outside) and not is_lead:
            return 0.0
        confidence = 0.75
        inside = start <= offset <= end
        if figure is not None:
            confidence += 0.12
        if is_lead:
            confidence += 0.1
        if linked is not None and not self._opens_picture(linked, given):
            confidence -= 0.4 if figure is None else 0.3
            if re.search(r"subscri|affiliat|/shop|/store|sponsor|abo(?:nnement)?[/.]", attribute(linked, "href"), re.IGNORECASE):
                return 0.0
            if self._leaves(linked) and not (figure is not None and self._page.words(figure)):
                confidence -= 0.2
        if given.background:
            confidence -= 0.3 if not is_lead else 0.0
        if inside:
            return confidence
        if offset < start:
            # Before the headline a lead picture stands alone, close to it, and large.
            near = start - offset < 900
            if near and (is_lead or figure is not None or width >= 400) and not self._prose_between(offset, start):
                return confidence - 0.05
            return 0.45 if is_lead and near else 0.0
        # After the text: a gallery of the article, within its element.
        within = self._body is not None and self._body.element in set(element.iterancestors())
        if within and offset - end < 1500 and figure is not None:
            return confidence - 0.15
        return 0.4 if is_lead else 0.0

    def _is_minor(self, element: Element) -> bool:
        """Whether an element is a small part of the page, so that its name speaks for what is in it."""
        start, end = self._page.span(element)
        prose = sum(min(end, stop) - max(start, begin) for begin, stop in self._prose if begin < end and stop > start)
        whole = sum(stop - begin for begin, stop in self._prose) or 1
        return prose < 0.35 * whole

    def _prose_between(self, start: int, end: int) -> bool:
        return any(
            block.start >= start and block.end <= end and block.end - block.start > 220
            for block in self._page.blocks
            if block.start < end
        )

    def _opens_picture(self, link: Element, given: Addresses) -> bool:
        href = attribute(link, "href")
        if not href or href.startswith("#") or "javascript:" in href or is_image_file(href):
            return True
        if re.search(r"galler|slideshow|lightbox|photo|foto|image|bild|picture|zoom|enlarge", href, re.IGNORECASE):
            return True
        return href.split("#")[0].split("?")[0].rstrip("/") == self._page.url.split("?")[0].rstrip("/")

    def _leaves(self, link: Element) -> bool:
        """Whether a link goes to another site."""
        try:
            host, own = urlsplit(attribute(link, "href")).hostname or "", urlsplit(self._page.url).hostname or ""
        except ValueError:
            return False
        return bool(host and own) and host.removeprefix("www.") != own.removeprefix("www.")

    def _unit(self, element: Element, given: Addresses) -> Element | None:
        """The largest element around the picture that holds nothing but it and its words."""
        page = self._page
        for up in element.iterancestors():
            if tag_of(up) == "figure":
                outer = up.getparent()
                if not page.words(up) and outer is not None:
                    break  # the caption may stand beside the figure
                return up
        best: Element | None = None
        for up in element.iterancestors():
            if tag_of(up) in ("body", "html", "main", "article"):
                break
            start, end = page.span(up)
            if start >= 0 and (end - start > 1500 or self._touches_prose(start, end)):
                break
            if self._headline and start >= 0 and start <= self._headline.start < end:
                break
            if self._other_pictures(up, given):
                break
            best = up
        return best

    def _touches_prose(self, start: int, end: int) -> bool:
        """Whether a stretch holds running text; a small part of a paragraph (a picture set into it) does not."""
        for begin, stop in self._prose:
            if begin < end and start < stop and not (begin <= start and end <= stop and (end - start) * 2 < stop - begin):
                return True
        return False

    def _other_pictures(self, element: Element, given: Addresses) -> bool:
        for inner in element.iter("img", "amp-img", "figure"):
            if tag_of(inner) == "figure":
                continue
            other = addresses(self._page, inner)
            if other is not None and not other.keys & given.keys and not _BAD_FILE.search(_path_of(other.shown)):
                return True
        return False

    def _legend(self, photo: FoundPhoto) -> Legend:
        legend = Legend()
        if photo.unit is not None:
            legend = legend_of(self._page, photo.unit, self._prose)
        if legend.caption is None or legend.credit is None:
            after = self._following(photo)
            if after is not None:
                legend = Legend(
                    legend.caption or after.caption,
                    legend.credit or (after.credit if not legend.caption or after.caption is None else None),
                )
        return legend

    def _following(self, photo: FoundPhoto) -> Legend | None:
        """A caption or credit in the blocks right after a picture that has no words of its own."""
        page = self._page
        if photo.element is None:
            return None
        unit = photo.unit if photo.unit is not None else photo.element
        end = page.span(unit)[1]
        end = end if end >= 0 else page.offset(photo.element)
        legend = Legend()
        for block in page.blocks:
            if block.start < end:
                continue
            line = " ".join(page.text[block.start : block.end].split())
            if block.start - end > 4 or len(line) > 600 or (legend.caption and legend.credit):
                break
            near = (block.element, *_few(block.element, 1))
            found: Legend | None = None
            if any(tag_of(up) == "figcaption" or _LEGEND_NAME.search(marks(up)) for up in near):
                found = legend_in(page, block.start, block.end, "html:caption")
                if legend.caption and not legend.credit and (is_credit_line(line) or is_name(line)):
                    found = Legend(None, Words(line, block.start, block.end, "html:caption", 0.9))
            elif (block.start, block.end) in self._prose and not self._small_print(block.element):
                break
            elif is_credit_line(line):
                found = legend_in(page, block.start, block.end, "text:after-picture")
            elif self._small_print(block.element) and len(line) < 300 and legend.caption is None:
                found = legend_in(page, block.start, block.end, "html:after-picture")
            if found is None:
                break
            legend = Legend(legend.caption or found.caption, legend.credit or found.credit)
            end = block.end
        return legend if legend.caption or legend.credit else None

    def _small_print(self, element: Element) -> bool:
        """Whether all of the block is set in italics or small type."""
        start, end = self._page.span(element)
        for inner in element.iter("i", "em", "small", "cite"):
            inner_start, inner_end = self._page.span(inner)
            if inner_start >= 0 and inner_end - inner_start >= 0.8 * (end - start):
                return True
        return tag_of(element) in ("small", "i", "em", "cite")

    def _again(self, known: FoundPhoto, element: Element, given: Addresses) -> None:
        """Another showing of a picture already found: it may have the words that the first lacks."""
        known.keys |= given.keys
        if not known.alt:
            known.alt = _alt(element)
        if known.legend.caption is None or known.legend.credit is None:
            other = FoundPhoto(element, given, self._unit(element, given), self._page.offset(element))
            legend = self._legend(other)
            if known.legend.caption is None and known.legend.credit is None:
                known.legend = legend
            elif known.legend.caption is None and legend.caption is not None and legend.credit is not None:
                known.legend = Legend(legend.caption, known.legend.credit)
            elif known.legend.credit is None and legend.credit is not None:
                known.legend = Legend(known.legend.caption, legend.credit)

    def _from_metadata(self) -> FoundPhoto | None:
        """The picture that metadata names, where the page itself shows none."""
        for address in _lead_addresses(self._metadata):
            real = self._page.address(address)
            if real and not _BAD_FILE.search(_path_of(real)) and self._body is not None:
                photo = FoundPhoto(
                    None, Addresses(real, real, (real,)), None, self._region[0], confidence=0.5, method="og:image"
                )
                photo.keys = {picture_key(real)}
                return photo
        return None


def is_wide_again(given: Addresses) -> bool:
    """Whether another address of the picture names a large size (a thumbnail that opens it)."""
    return (
        bool(re.search(r"(?:^|[^\d])(?:[6-9]\d\d|1\d{3}|2\d{3})(?:x\d+|w|px)?(?:[^\d]|$)", given.largest))
        and given.largest != given.shown
    )


def _lead_addresses(metadata: Metadata) -> list[str]:
    found: list[str] = []
    for name in (
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
        "image",
        "thumbnail",
        "parsely-image-url",
        "sailthru.image.full",
    ):
        found.extend(metadata.meta.get(name, ())[:4])
    for key in ("image", "thumbnailUrl", "primaryImageOfPage"):
        value = metadata.article.get(key)
        for node in metadata.linked(value):
            for inner in ("url", "contentUrl", "@id", "name"):
                address = node.get(inner)
                for item in address if isinstance(address, list) else [address]:
                    if isinstance(item, str) and "/" in item:
                        found.append(item)
    return list(dict.fromkeys(found))


def _alt(element: Element) -> str:
    return clean(attribute(element, "alt", "data-alt", "title"))[:1000]


def _path_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address[:500]
    return f"{parts.netloc}{parts.path}"[:500] if len(parts.path) > 1 else address[:500]


def _may_have_background(element: Element) -> bool:
    if tag_of(element) in ("body", "html", "video", "iframe", "input", "script", "style", "source", "noscript"):
        return False
    style = element.get("style")
    return bool(style and "url(" in style) or any(
        element.get(name) for name in ("data-bg", "data-background", "data-background-image", "data-bg-src")
    )


def _holds_player(element: Element) -> bool:
    for inner in element.iter("video", "iframe", "amp-video", "amp-youtube", "amp-iframe"):
        if tag_of(inner) != "iframe" or _PLAYER.search((inner.get("src") or "") + (inner.get("data-src") or "")):
            return True
    return bool(
        re.search(r"\b(?:video-?(?:player|js|embed|container|wrapper)|jwplayer|brightcove|player)\b", marks(element))
    )


def _few(element: Element, count: int) -> list[Element]:
    return [up for _, up in zip(range(count), element.iterancestors(), strict=False)]
