"""The videos of the article: players and embeds in its part of the page, and videos its text refers to.

A mention ("video below") belongs to the nearest player; where there is none, it becomes a video that is known
only by these words. Site-wide players and playlists are not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.captions import Legend, legend_of
from archive_app.formats.reading.html.hidden_videos import (
    numbers_in_scripts,
    other_video_nodes,
    play_button,
    video_nodes,
)
from archive_app.formats.reading.html.metadata import Metadata, Node
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Element, Page, attribute, marks, nearest, tag_of
from archive_app.formats.reading.html.players import Player, address_of, may_be_player, player_of
from archive_app.formats.reading.html.witness import Found
from archive_app.formats.reading.mentions import video_mentions
from archive_app.formats.reading.platforms import video_address

_NOT_ARTICLE = Names(
    r"related|recirc|recommend|sidebar|side-bar|(?:^|[\s_\-])rail|footer|(?:^|[\s_\-])nav|playlist|most-?(?:read"
    r"|popular|viewed)"
    r"|trending|newsletter|comment|(?:^|[\s_\-])ad(?:s|v|vert\w*)?(?:$|[\s_\-])|outbrain|taboola|more-?(?:videos|on"
    r"|from)"
    r"|latest-?video|video-?(?:carousel|list|hub|rail|wall)|popular|sponsor|promo|live-?(?:stream|tv)-?(?:bar|box)"
    r"|widget|masthead|menu"
)
_PLAYLIST = re.compile(
    r"\b(?:now playing|up next|next video|läuft gerade|nächstes video|en cours de lecture|a continuación|playlist)\b",
    re.IGNORECASE,
)
_PLAYER_LINK = re.compile(r"player\.|/embed|nocookie")
_CONSENT = Names(r"consent|cookie|embed|oembed|video|player|external|privacy|banner")
_MOST = 60
_MOST_PARAGRAPHS = 3000


@dataclass(slots=True)
class FoundVideo:
    """One video found."""

    url: str = ""
    platform: str = ""
    number: str = ""
    title: str = ""
    status: str = "embedded"
    offset: int = 0
    confidence: float = 0.8
    method: str = ""
    mention: Found | None = None
    legend: Legend = field(default_factory=Legend)
    element: Element | None = None
    poster: str = ""
    duration: float | None = None
    description: str = ""


class VideoFinder:
    """Finds the videos of one page."""

    def __init__(
        self, page: Page, metadata: Metadata, headline: Found | None, standfirst: Found | None, body: Body | None
    ) -> None:
        self._page = page
        self._metadata = metadata
        self._headline = headline
        self._standfirst = standfirst
        self._body = body
        self._start, self._end = self._region()
        self._known_mentions: list[tuple[Found, int, str]] | None = None
        self.boxes: set[Element] = set()

    def players(self) -> list[FoundVideo]:
        """The players and embeds of the article, each video once."""
        found: dict[str, FoundVideo] = {}
        inside: set[Element] = set()
        # What plays far from the article is none of its videos, whatever it is.
        near = self._page.between(self._start - 2_000, self._end + 4_000)
        for element in filter(may_be_player, near):
            if len(found) >= _MOST:
                break
            player = player_of(self._page, element) or self._consent_link(element) or play_button(self._page, element)
            if player is None or not player.key:
                continue
            if any(up in inside for up in element.iterancestors()):
                known = next((video for video in found.values() if video.element in set(element.iterancestors())), None)
                if known is not None and not known.url and player.url and (player.number or not known.number):
                    known.url, known.platform, known.number = player.url, player.platform, player.number
                continue
            self._box(element)
            certainty = self._editorial(player)
            if certainty < 0.5:
                continue
            inside.add(element)
            if any(_same_video(player, other) for other in found.values()):
                continue
            found[player.key] = self._video(player, certainty)
        videos = list(found.values())
        self._from_metadata(videos)
        if not videos:
            videos.extend(self._from_scripts())
        for video in videos:
            if not video.url:
                anchor = video.number or video.poster.partition("://")[2]
                video.url = f"{self._page.url}#{anchor}" if anchor else ""
        return sorted(videos, key=lambda video: video.offset)

    def with_mentions(self, videos: list[FoundVideo]) -> list[FoundVideo]:
        """The videos with the words that refer to them, and the videos known only by such words."""
        mentions = self._all_mentions()
        if not videos:
            return [
                FoundVideo(
                    status="mentioned", offset=place, confidence=found.confidence, method=found.method, mention=found
                )
                for found, place, _ in mentions
            ]
        for found, place, direction in mentions:
            free = [video for video in videos if video.mention is None] or []
            if direction == "below":
                free = [video for video in free if video.offset >= place - 5] or free
            elif direction == "above":
                free = [video for video in free if video.offset <= place] or free
            if free:
                nearest = min(free, key=lambda video: abs(video.offset - place))
                nearest.mention = found
        return videos

    def _region(self) -> tuple[int, int]:
        body, headline = self._body, self._headline
        start = headline.start if headline and headline.start >= 0 else 0
        if body is None:
            return max(0, start - 300), len(self._page.text)
        start = min(start, body.start) if 0 <= start < body.end else body.start
        return start, body.end

    def _editorial(self, player: Player) -> float:
        page, element = self._page, player.element
        offset = page.offset(element)
        for up in element.iterancestors():
            tag = tag_of(up)
            if tag in ("body", "html"):
                break
            if tag in ("nav", "footer"):
                return 0.0
            if tag == "aside" and not self._holds_prose(up):
                return 0.0
            named = marks(up)
            if named and _NOT_ARTICLE.search(named) and not self._holds_prose(up):
                return 0.0
            if not self._holds_prose(up) and len(page.words(up)) < 1200 and _PLAYLIST.search(page.words(up)):
                return 0.0
        if _NOT_ARTICLE.search(marks(element)):
            return 0.0
        certainty = player.certainty
        if self._start <= offset <= self._end:
            return certainty
        if offset < self._start:
            return certainty - 0.1 if self._start - offset < 400 else 0.0
        within = self._body is not None and self._body.element in set(element.iterancestors())
        near = offset - self._end < (900 if within else 250)
        return certainty - 0.1 if near else 0.0

    def _holds_prose(self, element: Element) -> bool:
        if self._body is None:
            return False
        start, end = self._page.span(element)
        spans = self._body.paragraphs
        inside = sum(stop - begin for begin, stop in spans if start <= begin and stop <= end)
        return inside > 0.35 * (sum(stop - begin for begin, stop in spans) or 1)

    def _box(self, element: Element) -> None:
        """Remember what stands around a player (poster, title, controls): pictures in it are not photos."""
        box = element
        for up in nearest(element, 4):
            start, end = self._page.span(up)
            apart = any(element not in set(figure.iter()) for figure in up.iter("figure") if figure is not up)
            if (
                apart
                or tag_of(up) in ("article", "main", "body")
                or (start >= 0 and end - start > 500)
                or self._touches(start, end)
            ):
                break
            box = up
        self.boxes.add(box)

    def _consent_link(self, element: Element) -> Player | None:
        """A link to a video that stands in for an embed until the reader agrees to load it."""
        if tag_of(element) != "a":
            return None
        href = attribute(element, "href", "data-href")
        if not _PLAYER_LINK.search(href):
            return None
        href = self._page.address(href)
        known = video_address(href) if href.startswith("http") else None
        if known is None or known.platform == "file" or not known.id:
            return None
        if any(_CONSENT.search(marks(up)) and not self._holds_prose(up) for up in [element, *nearest(element, 5)]):
            return Player(element, href, known.platform, known.id, 0.75, "html:link")
        return None

    def _video(self, player: Player, certainty: float) -> FoundVideo:
        page = self._page
        unit = next((up for up in nearest(player.element, 6) if tag_of(up) == "figure"), None)
        if unit is None:
            for up in nearest(player.element, 4):
                start, end = page.span(up)
                if (
                    tag_of(up) in ("article", "main", "body", "section")
                    or (start >= 0 and end - start > 500)
                    or self._touches(start, end)
                ):
                    break
                unit = up
        legend = legend_of(page, unit, self._body.paragraphs if self._body else ()) if unit is not None else Legend()
        return FoundVideo(
            url=player.url,
            platform=player.platform,
            number=player.number,
            title=player.title,
            offset=page.offset(player.element),
            confidence=certainty,
            method=player.method,
            legend=legend,
            element=player.element,
            poster=player.poster,
        )

    def _touches(self, start: int, end: int) -> bool:
        return self._body is not None and any(begin < end and start < stop for begin, stop in self._body.paragraphs)

    def _from_metadata(self, videos: list[FoundVideo]) -> None:
        """Video objects of JSON-LD: they complete players, and the article's own stand for a player without address."""
        own = list(video_nodes(self._metadata.article))
        others = other_video_nodes(self._metadata)
        for node in [*own, *others]:
            address, embed = self._metadata.text("contentUrl", node), self._metadata.text("embedUrl", node)
            url = address or embed or self._metadata.text("url", node)
            title = self._metadata.text("name", node)
            known = next((video for video in videos if _is_same(video, node, (address, embed))), None)
            if known is None:
                bare = [video for video in videos if not video.url or video.platform in ("", "file")]
                alone = node in own or len(others) == 1
                if len(bare) == 1 and alone:
                    known = bare[0]
                    known.url = url or known.url
                elif url and alone and (len(videos) < len(own) or not videos):
                    found = video_address(url)
                    platform, sure = found.platform if found else "", 0.8 if node in own else 0.6
                    known = FoundVideo(url, platform, offset=self._start, confidence=sure, method="json-ld:video")
                    videos.append(known)
            if known is not None:
                known.title = known.title or title
                known.description = known.description or self._metadata.text("description", node)
                known.duration = known.duration or _seconds(self._metadata.text("duration", node))

    def _from_scripts(self) -> Iterator[FoundVideo]:
        """The one video whose number only a script has, when the text speaks of a video."""
        mentions = self._all_mentions()
        numbers = numbers_in_scripts(self._page) if mentions else []
        if len(numbers) == 1:
            url = address_of("youtube", numbers[0])
            yield FoundVideo(url, "youtube", numbers[0], offset=mentions[0][1], confidence=0.65, method="html:script")

    def _all_mentions(self) -> list[tuple[Found, int, str]]:
        if self._known_mentions is None:
            self._known_mentions = list(self._mentions())
        return self._known_mentions

    def _mentions(self) -> Iterator[tuple[Found, int, str]]:
        """(words, place, direction) of every mention in headline, standfirst and body."""
        for found, heading in ((self._headline, True), (self._standfirst, False)):
            if found is None or found.start < 0:
                continue
            for mention in video_mentions(self._page.text[found.start : found.end], heading=heading):
                start, end = found.start + mention.start, found.start + mention.end
                yield Found(self._line(start, end), "text:mention", 0.85, start, end), start, mention.direction
        for begin, stop in self._body.paragraphs[:_MOST_PARAGRAPHS] if self._body else ():
            for mention in video_mentions(self._page.text[begin:stop]):
                start, end = begin + mention.start, begin + mention.end
                yield Found(self._line(start, end), "text:mention", 0.85, start, end), start, mention.direction

    def _line(self, start: int, end: int) -> str:
        return " ".join(self._page.text[start:end].split())


def _same_video(player: Player, other: FoundVideo) -> bool:
    if player.number and player.number == other.number:
        return True
    return bool(player.url) and player.url.split("?")[0] == other.url.split("?")[0] and "?" not in player.url


def _is_same(video: FoundVideo, node: Node, addresses: tuple[str, ...]) -> bool:
    for address in addresses:
        if not address:
            continue
        known = video_address(address)
        if known and known.id and known.id == video.number:
            return True
        if address.split("?")[0] == video.url.split("?")[0]:
            return True
    return (
        bool(video.number)
        and len(video.number) > 5
        and video.number in str(node.get("@id", "")) + str(node.get("identifier", ""))
    )


def _seconds(duration: str) -> float | None:
    """Seconds of an ISO 8601 duration."""
    found = re.fullmatch(r"P(?:T|0DT)?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", duration.strip().upper())
    if not found or not any(found.groups()):
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds
