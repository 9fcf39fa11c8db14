"""Which video platform an address belongs to, and the video's number there.

The forms of addresses are those that the platforms print in their own "share" and "embed" dialogs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_VIDEO_SUFFIXES = (
    ".mp4", ".m4v", ".mov", ".webm", ".ogv", ".mkv", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".3gp", ".m3u8", ".mpd",
)  # fmt: skip
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class VideoAddress:
    """A video's place on the web.

    Attributes:
        platform: ``youtube``, ``vimeo`` …; ``file`` for a video file.
        id: The video's number or name on the platform; "" where the address tells none.
        url: The page a person can open; the address as given where the platform has no such page.
    """

    platform: str
    id: str
    url: str


def video_address(url: str) -> VideoAddress | None:
    """The platform and number of a video's address; None when the address is not one of a video.

    Args:
        url: An absolute address, or one that begins with ``//`` or with a host name.
    """
    url = url.strip().replace("&amp;", "&")
    if not url or len(url) > _LONGEST or url[:5].casefold() in ("data:", "blob:", "about", "javas"):
        return None
    if url.startswith("//"):
        url = "https:" + url
    elif "://" not in url:
        url = "https://" + url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host:
        return None
    for platform, hosts, forms, page in _PLATFORMS:
        if not any(host == name or host.endswith("." + name) for name in hosts):
            continue
        if found := _number(parts, forms):
            return VideoAddress(platform, found, page.format(id=found) if page else url)
    if unquote(parts.path).casefold().endswith(_VIDEO_SUFFIXES):
        return VideoAddress("file", "", url)
    return None


def _number(parts: SplitResult, forms: tuple[str, ...]) -> str:
    path = unquote(parts.path)
    query: dict[str, list[str]] | None = None
    for form in forms:
        if form.startswith("?"):
            if query is None:
                try:
                    query = parse_qs(parts.query, max_num_fields=100)
                except ValueError:
                    query = {}
            # "?a+b" is a number in two halves, written a_b on the platform's pages.
            values = [query.get(name, [""])[0] for name in form[1:].split("+")]
            if all(re.fullmatch(r"[\w.:-]{1,100}", value) for value in values):
                return "_".join(values)
        elif match := re.match(form, path):
            return match[1]
    return ""


# Platform, its hosts, where its number stands (a path, or "?name" in the query), its page.
_PLATFORMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    (
        "youtube",
        ("youtube.com", "youtube-nocookie.com"),
        (r"/(?:embed|v|shorts|live|e)/(?!videoseries|live_stream)([\w-]{6,20})", "?v"),
        "https://www.youtube.com/watch?v={id}",
    ),
    ("youtube", ("youtu.be",), (r"/([\w-]{6,20})",), "https://www.youtube.com/watch?v={id}"),
    (
        "vimeo",
        ("vimeo.com",),
        (r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/|album/\d+/video/|event/)?(\d{5,})",),
        "https://vimeo.com/{id}",
    ),
    (
        "dailymotion",
        ("dailymotion.com",),
        (r"/(?:embed/)?video/([a-zA-Z0-9]{5,})", r"/player\w*(?:/\w+)?\.html/?video=([a-zA-Z0-9]{5,})", "?video"),
        "https://www.dailymotion.com/video/{id}",
    ),
    ("dailymotion", ("dai.ly",), (r"/([a-zA-Z0-9]{5,})",), "https://www.dailymotion.com/video/{id}"),
    ("brightcove", ("brightcove.net", "brightcove.com"), ("?videoId", "?videoID", "?@videoPlayer"), ""),
    (
        "jwplayer",
        ("jwplatform.com", "jwplayer.com", "jwpcdn.com"),
        (r"/(?:players|previews|manifests|videos|embed|v2/media)/([A-Za-z0-9]{8})",),
        "https://cdn.jwplayer.com/previews/{id}",
    ),
    ("kaltura", ("kaltura.com",), ("?entry_id", r".*/entry_?[iI]d/([\w]{6,})"), ""),
    (
        "facebook",
        ("facebook.com", "fb.watch"),
        (r"/(?:[\w.-]+/)?videos/(?:[\w.%-]+/)?(\d{6,})", r"/reel/(\d{6,})", "?v"),
        "https://www.facebook.com/watch/?v={id}",
    ),
    (
        "instagram",
        ("instagram.com",),
        (r"/(?:[\w.]+/)?(?:reel|reels|tv)/([\w-]{5,})",),
        "https://www.instagram.com/reel/{id}/",
    ),
    ("tiktok", ("tiktok.com",), (r"/(?:@[\w.-]+/video|embed(?:/v\d)?|player/v\d|v)/(\d{8,})",), ""),
    (
        "x",
        ("twitter.com", "x.com"),
        (r"/\w+/status/(\d{5,})/video/\d", r"/i/(?:broadcasts|videos(?:/tweet)?)/(\w{5,})"),
        "",
    ),
    (
        "rutube",
        ("rutube.ru",),
        (r"/(?:video|play/embed|shorts|live/video)/(?:private/)?([0-9a-f]{32}|\d{5,})",),
        "https://rutube.ru/video/{id}/",
    ),
    (
        "vk",
        ("vk.com", "vkvideo.ru", "vk.ru"),
        (r"/(?:video|clip)(-?\d+_\d+)", r"/video/@[\w.]+/(-?\d+_\d+)", "?oid+id"),
        "https://vk.com/video{id}",
    ),
    ("ok", ("ok.ru", "odnoklassniki.ru"), (r"/(?:video|videoembed|live)/(\d{6,})",), "https://ok.ru/video/{id}"),
    ("twitch", ("twitch.tv",), (r"/videos/(\d{5,})", r"/\w+/clip/([\w-]{5,})", "?video", "?clip"), ""),
    ("bilibili", ("bilibili.com",), (r"/video/((?:BV|av)\w{5,})", "?bvid"), "https://www.bilibili.com/video/{id}"),
    ("streamable", ("streamable.com",), (r"/(?:[eos]/)?([a-z0-9]{4,8})$",), "https://streamable.com/{id}"),
    ("wistia", ("wistia.com", "wistia.net"), (r"/(?:medias|embed/iframe|embed/medias)/(\w{8,12})",), ""),
)
