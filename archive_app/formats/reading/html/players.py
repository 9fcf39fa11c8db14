"""What one element of a page shows as a video: the address, or the number of a player that has no address.

Players are recognised by their elements (``iframe``, ``video``, AMP and lite embeds), by data attributes that
hold an address or a number, and by what a box is called (``inline-video``, ``jwplayer``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, marks, tag_of
from archive_app.formats.reading.platforms import video_address

_FRAMES = frozenset({"iframe", "embed", "object", "amp-iframe", "amp-video-iframe", "frame"})
_NUMBERED = {
    "amp-youtube": "youtube",
    "lite-youtube": "youtube",
    "youtube-video": "youtube",
    "youtube-lite": "youtube",
    "amp-vimeo": "vimeo",
    "lite-vimeo": "vimeo",
    "amp-dailymotion": "dailymotion",
    "amp-brightcove": "brightcove",
    "video-js": "brightcove",
    "amp-jwplayer": "jwplayer",
}
_NO_PLAYERS = frozenset(
    (
        "body",
        "html",
        "head",
        "script",
        "meta",
        "link",
        "title",
        "style",
        "img",
        "source",
        "picture",
        "figure",
        "article",
    )
) | frozenset(("main", "br", "hr", "path", "use", "g"))
_ADDRESS_ATTRIBUTES = tuple(
    """src data-src data-lazy-src data-original data-url data-embed-url data-embedurl data-video-url data-video-src
    data-videourl data-youtube-url data-oembed-url data-displayinline data-iframe-src data-iframe data-embed
    data-embed-src data-cookieblock-src data-src-cmplz data-consent-src data-cmp-src data-cookie-src
    data-content-url data-mp4 data-hls data-video data-file data-player-url data-video-link data-link data
    data-frame-src data-rocket-src data-litespeed-src data-ezsrc data-runner-src data-code data-stream
    data-source-url""".split()  # noqa: SIM905 - a word list reads better
)
_NUMBER_ATTRIBUTES = tuple(
    """data-video-id data-videoid video-id videoid data-youtube-id data-ytid data-yt-id data-youtube data-yt
    data-vimeo-id data-vimeoid data-media-id data-mediaid data-brightcove-id data-jw-id data-player-id
    data-displayinline-video-id data-video-guid data-guid data-asset-id data-embed-id data-content-id
    data-entry-id data-app-video-urn data-video-urn data-clip-id data-pid data-video-uuid data-uuid
    data-media-meta-id""".split()  # noqa: SIM905 - a word list reads better
)
_DECLARING = ("data-media-type", "data-type", "data-displayinline-type", "data-asset-type")
_TELLING = frozenset(
    (*_ADDRESS_ATTRIBUTES, *_NUMBER_ATTRIBUTES, *_DECLARING, "srcdoc", "aria-label", "title", "href", "data-href")
)
# A title tells something only of what is named like a player.
_GIVING = _TELLING - {"title", "aria-label"}
_PLAYER_WORDS = Names(
    r"video|play|clip|powa|plyr|mejs|kaltura|glomex|youtube|vimeo|dailymotion|anvp|brightcove|vjs|jw"
    r"|lire la vid|reproducir|assistir|spill av|toista|воспроизв"
)
_PLAYER_BOX = Names(
    r"(?:^|[\s_\-])(?:video-?player|videoplayer|inline-?video|video-?embed|embed-?video|embedded-?video|jwplayer"
    r"|jw-player"
    r"|vjs-player|video-?js|brightcove(?:-?player|-?video)?|media-?player|player-?container|video-?container"
    r"|video-?wrapper"
    r"|videoslate|story-?video|article-?video|lead-?video(?:-?placeholder)?|narrative-?video(?:-?placeholder)?"
    r"|video-?placeholder"
    r"|video-?stage|video-?teaser-?inline|m-video|c-video(?:play)?|o-video|videobox|video-?box|video-?block"
    r"|wp-block-video"
    r"|video-?module|video-?component|video-?widget|video-?asset|asset-?video|media-?video"
    r"|powa|plyr|flowplayer|theoplayer|kaltura-?player|bitmovin-?player|mejs-?(?:container|video)|wp-video|glomex-?player"
    r"|dailymotion-?(?:player|video)|youtube-?(?:player|video)|vimeo-?(?:player|video)|anvp-?player|video-?js-?box"
    r"|(?:amp-)?video-?slot|embed-?youtube|youtube-?embed)(?:$|[\s_\-])"
)
_VIDEO_PAGE = re.compile(
    r"/(?:videos?|watch|clips?|mediathek|filme?|vid)(?:/|$|-|\?)|[?&]v(?:ideo)?(?:id)?=", re.IGNORECASE
)
_INSET = re.compile(r"(youtube|vimeo|dailymotion)[-_:/]*(?:video)?[-_:/=]+([\w-]{6,20})", re.IGNORECASE)
_PLAYER_ADDRESS = re.compile(
    r"/(?:video|embed|player|players|videoplayer|avp|emp|smp|media)[/.\-?]|player\.|//(?:video|videos|embed|vod|tv)\."
    r"|jwplayer|brightcove|kaltura|ooyala|megaphone-video|glomex|vidazoo|wibbitz|flowplayer|kinja-video|cnevids"
    r"|ultimedia|digiteka|mediathek",
    re.IGNORECASE,
)
_NOT_VIDEO = re.compile(
    r"podcast|audio|soundcloud|spotify|/maps|google\.[a-z.]+/maps|datawrapper|infogram|flourish|twitter\.com|x\.com/"
    r"|instagram\.com/p/|facebook\.com/plugins/(?!video)|recaptcha|doubleclick|googletagmanager|adservice|/ads?/"
    r"|disqus|newsletter|mailchimp|poll|quiz|captcha|consent|omny|acast|simplecast|megaphone|art19|buzzsprout|libsyn"
    r"|anchor\.fm|scribd|documentcloud|issuu|crossword|weather|widget",
    re.IGNORECASE,
)
_GENERIC_TITLE = re.compile(
    r"^(?:youtube|vimeo|dailymotion)?\s*(?:video)?\s*(?:player|embed|iframe|content|video|frame)?$|^embedded (?:video"
    r"|content)$|^3rd party|^external content|^advertisement",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Player:
    """A video as one element shows it; ``url`` or ``number`` is given, ``certainty`` how sure it is a video."""

    element: Element
    url: str
    platform: str
    number: str
    certainty: float
    method: str
    title: str = ""
    poster: str = ""

    @property
    def key(self) -> str:
        """What two showings of one video share."""
        return self.number.casefold() or self.url.split("?")[0].casefold() or self.poster


def may_be_player(element: Element) -> bool:
    """Whether it is worth asking what an element shows: its tag, an attribute or its name speaks of a video."""
    tag = tag_of(element)
    if tag in _NO_PLAYERS:
        return False
    if tag in _FRAMES or tag in _NUMBERED or tag in ("video", "amp-video"):
        return True
    names = element.keys()
    if not names:
        return False
    return not _GIVING.isdisjoint(names) or _PLAYER_WORDS.search(marks(element))


def player_of(page: Page, element: Element) -> Player | None:
    """The video an element shows by itself; None when it shows none."""
    tag = tag_of(element)
    if tag in _NO_PLAYERS:
        return None
    if tag in _FRAMES:
        return _frame(page, element)
    if tag in ("video", "amp-video"):
        return _video(page, element)
    if tag in _NUMBERED:
        number = attribute(element, "data-videoid", "videoid", "data-video-id", "data-media-id", "video-id", "data-id")
        platform = _NUMBERED[tag]
        if number:
            return Player(element, address_of(platform, number, element), platform, number, 0.95, f"html:{tag}")
        return None
    return _boxed(page, element)


def address_of(platform: str, number: str, element: Element | None = None) -> str:
    """An address made of a platform's number, "" where the platform has no such form."""
    if platform == "youtube":
        return f"https://www.youtube.com/watch?v={number}"
    if platform == "vimeo":
        return f"https://vimeo.com/{number}"
    if platform == "dailymotion":
        return f"https://www.dailymotion.com/video/{number}"
    if platform == "jwplayer" and re.fullmatch(r"\w{8}", number):
        return f"https://cdn.jwplayer.com/previews/{number}"
    if platform == "brightcove" and element is not None:
        account, player = attribute(element, "data-account"), attribute(element, "data-player") or "default"
        if account:
            return f"https://players.brightcove.net/{account}/{player}_default/index.html?videoId={number}"
    return ""


def _frame(page: Page, element: Element) -> Player | None:
    for value in _addresses(element):
        real = page.address(value)
        known = video_address(real)
        title = _title(element)
        if known:
            url = real if not real.startswith("//") else "https:" + real
            return Player(element, url, known.platform, known.id, 0.95, f"html:{tag_of(element)}", title)
        nested = _nested(real)
        if nested:
            known = video_address(nested)
            if known:
                return Player(element, nested, known.platform, known.id, 0.9, f"html:{tag_of(element)}", title)
        inset = _INSET.search(unquote(real))
        if inset and not _NOT_VIDEO.search(real):
            platform = inset.group(1).lower()
            return Player(
                element,
                address_of(platform, inset.group(2)),
                platform,
                inset.group(2),
                0.9,
                f"html:{tag_of(element)}",
                title,
            )
        if _PLAYER_ADDRESS.search(real) and not _NOT_VIDEO.search(real):
            sure = 0.8 if re.search(r"video", real + title + marks(element), re.IGNORECASE) else 0.5
            return Player(element, real, "", "", sure, f"html:{tag_of(element)}", title)
    return None


def _video(page: Page, element: Element) -> Player | None:
    values = list(_addresses(element))
    for source in element.iter("source"):
        values.extend(_addresses(source))
    poster = page.address(attribute(element, "poster", "data-poster"))
    number = attribute(element, *_NUMBER_ATTRIBUTES)
    files = [page.address(value) for value in values if not value.startswith(("blob:", "data:"))]
    title = _title(element)
    if number and not files:
        platform = (
            "brightcove"
            if attribute(element, "data-account")
            else "jwplayer"
            if re.fullmatch(r"[A-Za-z0-9]{8}", number)
            else ""
        )
        return Player(
            element, address_of(platform, number, element), platform, number, 0.9, "html:video", title, poster
        )
    if files:
        best = next((file for file in files if ".mp4" in file), files[0])
        known = video_address(best)
        return Player(element, best, known.platform if known else "file", number, 0.9, "html:video", title, poster)
    if poster:
        return Player(element, "", "", "", 0.6, "html:video", title, poster)
    return None


def _boxed(page: Page, element: Element) -> Player | None:
    """A box that a script fills with a player: an address or number in its attributes, a link, or a poster."""
    names = element.keys()
    if not names:
        return None
    named = marks(element)
    boxed = _PLAYER_BOX.search(named)
    declared = attribute(element, *_DECLARING).lower() == "video"
    if not boxed and not declared and _TELLING.isdisjoint(names):
        return None
    for value in _addresses(element):
        real = page.address(value)
        known = video_address(real) if "/" in real else None
        if known and tag_of(element) != "a":
            return Player(element, real, known.platform, known.id, 0.85, "html:data", _title(element))
        if (
            known is None
            and "/" in real
            and re.search(r"/(?:video/embed|embed/video|videos?)/", real)
            and (boxed or declared)
        ):
            return Player(
                element, real, "", attribute(element, *_NUMBER_ATTRIBUTES), 0.85, "html:data", _title(element)
            )
    number = attribute(element, *_NUMBER_ATTRIBUTES)
    if number and re.fullmatch(r"[\w\-:.]{5,60}", number):
        platform = next(
            (name for name in ("youtube", "vimeo", "dailymotion", "brightcove", "jwplayer") if name in named), ""
        )
        if any(element.get(name) for name in ("data-youtube-id", "data-ytid", "data-yt-id", "data-youtube", "data-yt")):
            platform = "youtube"
        elif any(element.get(name) for name in ("data-vimeo-id", "data-vimeoid")):
            platform = "vimeo"
        elif attribute(element, "data-account"):
            platform = "brightcove"
        elif not platform and re.search(r"(?:^|[\s_\-])jw", named) and re.fullmatch(r"[A-Za-z0-9]{8}", number):
            platform = "jwplayer"
        if platform or boxed or declared or "video" in named or ":video:" in number:
            return Player(
                element,
                address_of(platform, number, element),
                platform,
                number,
                0.85 if platform else 0.7,
                "html:data",
                _title(element),
            )
    if declared and element.get("id"):
        return Player(element, "", "", element.get("id") or "", 0.8, "html:data", _title(element))
    return _linked_box(page, element) if boxed else None


def _linked_box(page: Page, element: Element) -> Player | None:
    """A player's box known by the page it links to, or by nothing but its poster."""
    if any(tag_of(inner) in (*_FRAMES, "video", *_NUMBERED) for inner in element.iter()):
        return None
    for link in list(element.iter("a"))[:4]:
        href = page.address(attribute(link, "href"))
        if (
            href.startswith("http")
            and _VIDEO_PAGE.search(href)
            and not re.search(r"facebook\.com/sharer|twitter\.com/intent|mailto:", href)
        ):
            return Player(element, href, "", "", 0.75, "html:link", page.words(link)[:200])
    image = next(element.iter("img", "picture"), None)
    if image is not None and not list(element.iter("p")):
        poster = page.address(attribute(image, "src", "data-src", "data-lazy-src"))
        if poster:
            return Player(element, "", "", "", 0.55, "html:poster", "", poster)
    return None


def _addresses(element: Element) -> Iterator[str]:
    given = element.keys()
    for name in _ADDRESS_ATTRIBUTES:
        if name not in given:
            continue
        value = (element.get(name) or "").strip()
        if not value or len(value) > 6000:
            continue
        if value.startswith("<") or "%3Ciframe" in value[:40]:
            found = re.search(r"src=[\"']?([^\"'\s>]{8,1000})", html.unescape(unquote(value)))
            if found:
                yield found.group(1)
        elif "/" in value and " " not in value:
            yield value
    srcdoc = element.get("srcdoc")
    if srcdoc:
        found = re.search(r"(?:src|href)=[\"']?([^\"'\s>]{8,1000})", html.unescape(srcdoc[:5000]))
        if found:
            yield found.group(1)


def _nested(address: str) -> str:
    """A video's address inside another one's query (``?url=https%3A%2F%2F…``)."""
    decoded = unquote(address)
    place = decoded.find("http", 8)
    if place < 0:
        return ""
    return re.split(r"[&\"'<>\s]", decoded[place:])[0]


def _title(element: Element) -> str:
    title = attribute(
        element, "title", "data-title", "aria-label", "data-video-title", "data-videotitle", "data-headline"
    )
    return "" if not title or _GENERIC_TITLE.match(title) or len(title) > 300 else " ".join(title.split())
