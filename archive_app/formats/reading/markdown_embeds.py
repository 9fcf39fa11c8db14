"""What Markdown files hold besides Markdown: short codes of site builders, and pieces of HTML.

Hugo (``{{< youtube ID >}}``, ``{{< figure src=… >}}``), Jekyll (``{% include youtube.html id=… %}``), WordPress
(``[caption]…[/caption]``); ``<figure>``, ``<img>``, players. Each becomes a picture, a video's address or words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive_app.formats.reading.platforms import video_address

SHORT_CODE = re.compile(
    r"\{\{[<%]\s*(?P<hugo>.{0,2000}?)\s*/?[%>]\}\}|\{%-?\s*(?P<liquid>.{0,2000}?)\s*-?%\}"
    r"|\[(?P<name>caption|youtube|vimeo|video|embed)\b(?P<more>[^\]]{0,500})\](?:(?P<inner>[^\[]{0,3000})\[/(?P=name)\])?",
    re.DOTALL,
)
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))|\"([^\"]*)\"|'([^']*)'|([^\s\"'=]+)")
_FIGURE = re.compile(r"<figure\b.*?(?:</figure\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)(?:</figcaption\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_CREDIT = re.compile(
    r"<(?P<tag>cite|small)\b[^>]*>(?P<one>.*?)</(?P=tag)\s*>"
    r"|<(?P<box>span|div|p|em)\b[^>]*class=[\"'][^\"']*(?:credit|copyright|source|attribution|photographer|author)[^\"']*[\"'][^>]*>(?P<two>.*?)</(?P=box)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_IMAGE = re.compile(r"<img\b([^<>]{0,3000})>", re.IGNORECASE)
_PLAYER = re.compile(
    r"<(?:iframe|video|source|embed)\b[^<>]{0,1500}?\bsrc\s*=\s*[\"']?([^\s\"'<>]{4,1000})", re.IGNORECASE
)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d|/tr|/blockquote)\b[^<>]*>", re.IGNORECASE)
_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={id}",
    "vimeo": "https://vimeo.com/{id}",
    "dailymotion": "https://www.dailymotion.com/video/{id}",
}
_PICTURES = ("figure", "img", "image", "photo", "picture", "responsive_image", "lightbox", "imgproc", "gallery-image")


@dataclass(frozen=True, slots=True)
class Embed:
    """A piece that is no Markdown.

    Attributes:
        kind: ``picture``, ``video`` or ``text``.
        src: The address of the picture or video, as printed where ``printed`` is True.
        text: Words, or a picture's alternative text.
        caption, credit: Of a picture.
        printed: False for a video's address that was made of its number.
    """

    kind: str
    src: str = ""
    text: str = ""
    caption: str = ""
    credit: str = ""
    printed: bool = True


def from_short_code(match: re.Match[str]) -> Embed | None:
    """What a match of ``SHORT_CODE`` stands for; None for one that says nothing here."""
    if match["name"]:
        if match["name"] == "caption":
            return next((embed for embed in _pieces(match["inner"] or "", captioned=True)), None)
        return _video(match["name"], (match["inner"] or match["more"] or "").strip(" ="), {})
    words = (match["hugo"] or match["liquid"] or "").strip()
    name, _, rest = words.partition(" ")
    if name == "include":
        name, _, rest = rest.strip().partition(" ")
        name = name.rpartition("/")[2].removesuffix(".html").removesuffix(".liquid")
    name = name.casefold()
    named: dict[str, str] = {}
    plain: list[str] = []
    for found in _PARAMETER.finditer(rest):
        value = next((group for group in found.groups()[1:] if group is not None), "")
        if found[1]:
            named[found[1].casefold()] = value
        else:
            plain.append(value)
    if any(word in name for word in ("youtube", "vimeo", "dailymotion", "video", "player", "embed")):
        given = [named[key] for key in ("id", "videoid", "video_id", "url", "src", "mp4", "code") if key in named]
        return _video(name, next(iter([*given, *plain]), ""), named)
    if name in _PICTURES or (name.startswith(("figure", "img", "image", "photo"))):
        src = next((named[key] for key in ("src", "image_path", "path", "url", "image", "file") if key in named), "")
        src = src or next((word for word in plain if "." in word or "/" in word), "")
        return _picture(src, named) if src else None
    return None


def from_html(content: str) -> Iterator[Embed]:
    """The pictures, videos and words of a piece of HTML, in order."""
    content = _UNSEEN.sub("", content)
    place = 0
    for figure in _FIGURE.finditer(content):
        yield from _pieces(content[place : figure.start()])
        yield from _pieces(figure[0], captioned=True)
        place = figure.end()
    yield from _pieces(content[place:])


def plain_words(markup: str) -> str:
    """The words of a piece of HTML."""
    return html.unescape(_TAG.sub("", markup)).strip()


def _picture(src: str, named: dict[str, str]) -> Embed:
    credit = next((named[key] for key in ("attr", "credit", "photographer", "source", "author") if named.get(key)), "")
    caption = next((named[key] for key in ("caption", "legend", "title") if named.get(key)), "")
    return Embed("picture", src, plain_words(named.get("alt", "")), plain_words(caption), plain_words(credit))


def _video(name: str, value: str, named: dict[str, str]) -> Embed | None:
    if not value:
        return None
    if video_address(value):
        return Embed("video", value, named.get("title", ""))
    for platform, page in _PAGES.items():
        if platform in name and (found := video_address(page.format(id=value))):
            return Embed("video", found.url, named.get("title", ""), printed=False)
    return None


def _pieces(markup: str, *, captioned: bool = False) -> Iterator[Embed]:
    """The pieces of HTML outside a figure, or those of one figure (``captioned``)."""
    caption = credit = ""
    if captioned:
        legend = _CAPTION.search(markup)
        words = legend[1] if legend else _IMAGE.sub("", markup)
        if found := _CREDIT.search(words):
            credit = plain_words(found["one"] or found["two"] or "")
            words = words[: found.start()] + " " + words[found.end() :]
        caption = plain_words(words)
    pictures = 0
    for image in _IMAGE.finditer(markup):
        named = {
            found[1].casefold(): next((g for g in found.groups()[1:4] if g is not None), "")
            for found in _PARAMETER.finditer(image[1])
            if found[1]
        }
        src = html.unescape(named.get("src") or named.get("data-src") or "")
        if src:
            last = captioned and pictures == 0
            yield Embed(
                "picture",
                src,
                plain_words(named.get("alt", "")),
                caption if last else named.get("title", ""),
                credit if last else "",
            )
            pictures += 1
    for player in _PLAYER.finditer(markup):
        yield Embed("video", html.unescape(player[1]), caption if captioned and not pictures else "")
    if captioned and (pictures or _PLAYER.search(markup)):
        return
    for line in plain_words(_BREAK.sub("\n", markup)).splitlines():
        if line.strip():
            yield Embed("text", text=line)
