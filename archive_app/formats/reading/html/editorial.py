"""Whether a picture belongs to the article: by where it stands, how large it is, and what things are called.

A figure with a caption in the article's part of the page is believed unless it stands in a list of other
stories; a bare image has to prove more. What metadata names as the page's picture is believed most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from urllib.parse import urlsplit

from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.furniture import Furniture
from archive_app.formats.reading.html.metadata import Metadata
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, marks, tag_of
from archive_app.formats.reading.html.pictures import Addresses, is_image_file, picture_key, size_of
from archive_app.formats.reading.html.witness import Found

# Names of boxes that never hold a picture of the article.
_NEVER = Names(
    r"logo|avatar|gravatar|userpic|related(?![-_]?image)|recirc|recommend|promo|newsletter|outbrain|taboola|sponsor|advert"
    r"|(?:^|[\s_\-])ads?(?:$|[\s_\-])|(?:ad|top)-?banner|most-?(?:read|popular|viewed)|more-?(?:on|stories|from)"
    r"|trending"
    r"|breadcrumb|footer|(?<!asset-)(?<!article-)(?<!story-)masthead|cookie|app-?store|google-?play|paywall|comments?(?:$|[\s_\-])|sidebar|popular|emoji"
    r"|qr-?code"
    r"|author-?(?:image|photo|avatar|pic|box|bio|card|info)|byline|headshot|profile-?(?:pic|image|photo)|(?:^"
    r"|[\s_\-])nav(?!y)|navigation"
)
# Names that tell only where no caption stands with the picture.
_SELDOM = Names(
    r"icon(?!ic)|sprite|smil(?:ey|ie)|badge|spinner|loader|author|autor(?!i[zs])|profile|portrait-?(?:small|author)"
    r"|tracking|pixel"
    r"|divider|separator|(?:^|[\s_\-])share|social|rating|stars|thumb-?(?:list|nav)|teaser|signature|flag-?icon"
    r"|weather|widget"
    r"|(?:^|[\s_-])menu|(?:^|[\s_-])card(?:$|[\s_-])"
)
# Addresses that never show a photo, and words that tell so where no caption says otherwise.
_TRACKER = re.compile(
    r"doubleclick|scorecardresearch|googlesyndication|/beacon|quantserve|chartbeat|adserver|gravatar\.com|\.svg(?:$|\?)"
    r"|facebook\.com/tr|(?:^|[/_\-.])(?:sprite|favicon|pixel|spacer|blank|placeholder|1x1)(?:[/_\-.]|$)",
    re.IGNORECASE,
)
_BAD_WORD = re.compile(
    r"logo|(?:^|[/_\-.])(?:icons?|ico|avatar|badge|btn|qr\w*|weixin|wechat|emoji|smil\w*|headshot|app-?store|google-?play)"
    r"(?:[/_\-.]|$)|/(?:[\w]{0,6}[_\-.])?(?:button|arrow|banner|ads?|line\d*|divider|bg|background|loading|authors?|byline|profile"
    r"|facebook|twitter|instagram|whatsapp|youtube|linkedin|pinterest|rss|email|print|share)(?:[_\-.]\w{0,8})?(?:\.\w{3,4})?(?:/|$)"
    r"|/ads?/",
    re.IGNORECASE,
)
_GALLERY_LINK = re.compile(r"galler|slideshow|lightbox|photo|foto|image|bild|picture|zoom|enlarge", re.IGNORECASE)
_SELLING_LINK = re.compile(r"subscri|affiliat|/shop|/store|sponsor|abo(?:nnement)?[/.]", re.IGNORECASE)
_VIDEO_LINK = re.compile(r"/(?:videos?|watch|play|tv)/", re.IGNORECASE)
_LARGE_NAME = re.compile(r"(?:^|[^\d])(?:[6-9]\d\d|1\d{3}|2\d{3})(?:x\d+|w|px)?(?:[^\d]|$)")
_TINY_STYLE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*1px")
_SMALL = 140


class Editorial:
    """Judges the pictures of one page.

    Attributes:
        lead_keys: The names of the pictures that metadata gives.
        start, end: The article's part of the text.
    """

    def __init__(
        self, page: Page, metadata: Metadata, headline: Found | None, body: Body | None, furniture: Furniture
    ) -> None:
        self._page = page
        self._body = body
        self._furniture = furniture
        self._starts = [block.start for block in page.blocks]
        self._prose = body.paragraphs if body else ()
        self._total = sum(stop - begin for begin, stop in self._prose) or 1
        self.leads = lead_addresses(metadata)
        self.lead_keys = {key for key in map(picture_key, self.leads) if key}
        self.start, self.end = self._region(headline)

    def certainty(self, element: Element, given: Addresses, players: set[Element]) -> float:
        """How sure it is that a picture belongs to the article; below 0.5 it does not."""
        page = self._page
        is_lead = bool(given.keys & self.lead_keys)
        if _TINY_STYLE.search(element.get("style") or "") or any(
            _TRACKER.search(_path_of(one)) for one in given.all[:3]
        ):
            return 0.0
        width, height = size_of(element)
        small = 0 < width < _SMALL or 0 < height < 90
        if small and given.width < 400 and not _opens_larger(given):
            return 0.0
        figure, linked = None, None
        for up in element.iterancestors():
            tag = tag_of(up)
            if up in players or tag in ("nav", "footer", "video"):
                return 0.0
            figure = up if tag == "figure" and figure is None else figure
            linked = up if tag == "a" and linked is None else linked
        if self._in_nested_story(element):
            return 0.0
        offset = page.offset(element)
        inside = self.start <= offset <= self.end
        captioned = figure is not None and len(page.words(figure)) > 12
        if is_junk(given) and not is_lead and not (captioned and inside):
            return 0.0
        if self._is_elsewhere(element, figure, trusted=is_lead or (captioned and inside)):
            return 0.0
        certainty = 0.75 + (0.12 if figure is not None else 0.0) + (0.1 if is_lead else 0.0)
        if linked is not None and not self._opens_picture(linked):
            href = attribute(linked, "href")
            if _SELLING_LINK.search(href) or (figure is not None and _VIDEO_LINK.search(href)):
                return 0.0
            if figure is not None and figure in linked.iterancestors() and self._is_card(linked):
                return 0.0
            certainty -= 0.4 if figure is None else 0.3
            certainty -= 0.2 if self._leaves(href) and not captioned else 0.0
        if given.background and not is_lead:
            certainty -= 0.3
        return self._placed(certainty, element, offset, is_lead=is_lead, width=width, figure=figure)

    def _in_nested_story(self, element: Element) -> bool:
        """Whether the picture stands in an ``article`` of its own within the body: a card for another story."""
        if self._body is None:
            return False
        nested = next(element.iterancestors("article"), None)
        if nested is None or nested is self._body.element or self._body.element not in nested.iterancestors():
            return False
        return self._is_minor(nested) and any(
            next(inner.iter("a"), None) is not None for tag in ("h2", "h3", "h4") for inner in nested.iter(tag)
        )

    def _placed(
        self, certainty: float, element: Element, offset: int, *, is_lead: bool, width: int, figure: Element | None
    ) -> float:
        """The certainty with regard to the picture's place."""
        if self.start <= offset <= self.end:
            return certainty
        if offset < self.start:
            # Before the headline a lead picture stands alone, close to it, and large.
            near = self.start - offset < 900
            listed = not is_lead and any(tag_of(up) in ("li", "header") for up in element.iterancestors())
            if (
                near
                and not listed
                and (is_lead or figure is not None or width >= 400)
                and not self._prose_between(offset, self.start)
            ):
                return certainty - 0.05
            return 0.0
        # After the text: a gallery of the article, within its element.
        if figure is None or self._body is None:
            return 0.0
        around = set(element.iterancestors())
        within = self._body.element in around
        beside = any(up in around for up in self._body.element.iterancestors() if tag_of(up) == "article")
        return certainty - 0.15 if offset - self.end < (1500 if within else 500 if beside else 0) else 0.0

    def _is_elsewhere(self, element: Element, figure: Element | None, *, trusted: bool) -> bool:
        """Whether the picture, or a small box around it, is called something that is no article's picture."""
        chain = [element, *(up for up in element.iterancestors() if tag_of(up) not in ("body", "html"))]
        # What a figure is called inside (``imagenRelacionada``) says nothing; what it stands in does.
        inner = set(figure.iter()) if figure is not None else set()
        for up in chain:
            name = marks(up)
            if not name or (up is not element and not self._is_minor(up)):
                continue
            if trusted and (up in inner or up is element):
                continue
            if _NEVER.search(name) or (not trusted and _SELDOM.search(name)):
                return True
        if trusted:
            return False
        outside = element.getparent() if figure is None else figure.getparent()
        in_button = figure is None and any(tag_of(up) in ("button", "form") for up in element.iterancestors())
        return in_button or (outside is not None and self._furniture.holds(outside))

    def _region(self, headline: Found | None) -> tuple[int, int]:
        body = self._body
        if body is None:
            start = headline.start if headline and headline.start >= 0 else 0
            return max(0, start - 500), len(self._page.text)
        start = body.start
        if headline and 0 <= headline.start < body.end:
            start = min(start, headline.start)
        return start, body.end

    def _is_minor(self, element: Element) -> bool:
        """Whether an element is a small part of the page, so that its name speaks for what is in it."""
        start, end = self._page.span(element)
        prose = sum(min(end, stop) - max(start, begin) for begin, stop in self._prose if begin < end and stop > start)
        return prose < 0.35 * self._total

    def _prose_between(self, start: int, end: int) -> bool:
        blocks = self._page.blocks
        for place in range(bisect_left(self._starts, start), len(blocks)):
            if blocks[place].end > end:
                return False
            if blocks[place].end - blocks[place].start > 220:
                return True
        return False

    def _opens_picture(self, link: Element) -> bool:
        href = attribute(link, "href")
        if (
            not href
            or href.startswith("#")
            or "javascript:" in href
            or is_image_file(href)
            or _GALLERY_LINK.search(href)
        ):
            return True
        return href.split("#")[0].split("?")[0].rstrip("/") == self._page.url.split("?")[0].rstrip("/")

    def _is_card(self, link: Element) -> bool:
        """Whether a link in a figure holds a picture and a title or summary of its own: a card for another page."""
        if any(tag_of(inner) == "figcaption" for inner in link.iter()):
            return False
        return len(self._page.words(link)) > 15

    def _leaves(self, href: str) -> bool:
        """Whether a link goes to another site."""
        try:
            host, own = urlsplit(href).hostname or "", urlsplit(self._page.url).hostname or ""
        except ValueError:
            return False
        return bool(host and own) and host.removeprefix("www.") != own.removeprefix("www.")


def is_junk(given: Addresses) -> bool:
    """Whether the picture's own address says that it is a logo, a counter, a button or the like."""
    paths = [_path_of(address) for address in given.all[:3]]
    return any(_TRACKER.search(path) or _BAD_WORD.search(path) for path in paths)


def lead_addresses(metadata: Metadata) -> list[str]:
    """The pictures that metadata gives for the page."""
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
    pictured = metadata.items.get("image", ())[:4]
    found.extend(attribute(element, "content", "src", "data-src", "href") for element in pictured)
    for key in ("image", "thumbnailUrl", "primaryImageOfPage"):
        for node in metadata.linked(metadata.article.get(key)):
            for inner in ("url", "contentUrl", "@id", "name"):
                address = node.get(inner)
                items = address if isinstance(address, list) else [address]
                found.extend(item for item in items if isinstance(item, str) and "/" in item)
    return [address for address in dict.fromkeys(found) if address]


def _opens_larger(given: Addresses) -> bool:
    """Whether another address of the picture names a large size (a thumbnail that opens it)."""
    return given.largest != given.shown and bool(_LARGE_NAME.search(given.largest))


@lru_cache(maxsize=4_000)
def _path_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address[:500]
    return f"{parts.netloc}{parts.path}"[:500] if len(parts.path) > 1 else address[:500]
