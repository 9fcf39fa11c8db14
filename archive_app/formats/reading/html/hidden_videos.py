"""Videos that a page holds without a player one can read: behind a play button, in JSON-LD, in a script's state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive_app.formats.reading.html.metadata import Metadata, Node, types
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, inner_text, marks, nearest, tag_of
from archive_app.formats.reading.html.players import Player

_PLAY = Names(
    r"(?:^|[\s_\-])play(?:-?(?:button|btn|icon|video|overlay))?(?:$|[\s_\-])|icon-?play|video-?(?:icon|play|button)|play-?video"
    r"|video (?:abspielen|starten|ansehen)|lire la vidéo|reproducir|assistir|spill av|toista|воспроизвести",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"video|vidéo|vídeo|player|видео|film(?:s|e)?\b|clip", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"(?:youtube(?:-nocookie)?\.com\\?/(?:embed\\?/|watch\?v=|v\\?/)|youtu\.be\\?/|[\"']youtube_?(?:video)?_?id[\"']\s*:\s*[\"'])([\w-]{11})(?![\w-])",
    re.IGNORECASE,
)
_LONGEST_SCRIPT = 2_000_000


def play_button(page: Page, element: Element) -> Player | None:
    """A video known only by its poster and the button upon it.

    Args:
        page: The page.
        element: Perhaps the button.
    """
    if tag_of(element) not in ("button", "span", "i", "svg", "a", "div"):
        return None
    names = element.keys()
    if not names:
        return None
    words = " ".join((marks(element), attribute(element, "aria-label"), attribute(element, "title")))
    if not _PLAY.search(words) or len(page.words(element)) > 60:
        return None
    for box in nearest(element, 5):
        if tag_of(box) in ("article", "main", "body", "section", "ul", "ol"):
            return None
        image = next(box.iter("img", "picture"), None)
        if image is None:
            continue
        around = " ".join(
            [
                words,
                marks(box),
                attribute(image, "alt"),
                *(marks(up) for up in nearest(box, 2)),
            ]
        )
        poster = page.address(attribute(image, "src", "data-src", "data-lazy-src") or _first_source(box))
        if not _VIDEO.search(around) or not poster or poster.startswith("data:"):
            return None
        return Player(box, "", "", "", 0.55, "html:poster", "", poster)
    return None


def video_nodes(article: Node) -> Iterator[Node]:
    """The videos that JSON-LD gives as the article's own."""
    queue: list[Any] = [article.get(key) for key in ("video", "associatedMedia", "mainEntity", "hasPart")]
    while queue:
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item[:50])
        elif isinstance(item, dict) and "videoobject" in types(item):
            yield item


def other_video_nodes(metadata: Metadata) -> list[Node]:
    """The videos of JSON-LD that stand beside the article, each once."""
    own = {metadata.text("name", node) for node in video_nodes(metadata.article)}
    seen: dict[str, Node] = {}
    for node in metadata.nodes:
        if "videoobject" in types(node) and metadata.text("name", node) not in own:
            seen.setdefault(
                metadata.text("contentUrl", node) or metadata.text("embedUrl", node) or metadata.text("name", node),
                node,
            )
    return list(seen.values())


def numbers_in_scripts(page: Page) -> list[str]:
    """YouTube's numbers in the page's scripts, for pages that build their players from them."""
    found: dict[str, None] = {}
    for element in page.tagged("script"):
        if "ld+json" not in (element.get("type") or ""):
            text = inner_text(element)
            if "youtu" in text:
                found.update(dict.fromkeys(_IN_SCRIPT.findall(text[:_LONGEST_SCRIPT])))
    return list(found)


def _first_source(box: Element) -> str:
    for source in box.iter("source", "img"):
        value = attribute(source, "srcset", "data-srcset")
        if value:
            return value.split()[0].rstrip(",")
    return ""
