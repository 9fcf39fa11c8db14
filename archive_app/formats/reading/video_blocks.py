"""The videos of a text: linked, embedded, or merely mentioned; one that is mentioned and linked is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.records import Evidence, Video, VideoDraft, VideoUse
from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.mentions import Mention, video_mentions
from archive_app.formats.reading.platforms import VideoAddress, video_address
from archive_app.formats.reading.role_table import URL, Roles, placeholder

_MENTIONING = ("headline", "standfirst", "body", "caption", "video")


@dataclass(slots=True)
class _Found:
    """A video found so far; ``number`` is its block."""

    number: int
    paragraph: int
    address: VideoAddress | None = None
    printed: str = ""
    layer: str = ""
    start: int = -1
    embedded: bool = False
    mention: Mention | None = None
    offset: int = 0  # of the mention's block
    caption: tuple[int, int] | None = None
    title: tuple[int, int] | None = None


def read_videos(
    blocks: Sequence[Block], roles: Roles, text: str, raw: str, importer: str, version: str
) -> tuple[VideoDraft, ...]:
    """The videos in order.

    Args:
        blocks: Placed blocks.
        roles: What each is.
        text: The reading text.
        raw: The decoded source.
        importer: For the evidence's method.
        version: For the evidence.
    """
    found: list[_Found] = []
    paragraph = 0
    for number, (block, role) in enumerate(zip(blocks, roles.of, strict=True)):
        if role == "furniture":
            continue
        paragraph += role == "body"
        found += _addresses(block, number, paragraph, roles)
        if role in _MENTIONING:
            mentions = video_mentions(block.text, heading=role == "headline")
            for mention in mentions:
                if len(mentions) > 1 and " " not in block.text[mention.start : mention.end].strip():
                    continue  # "Video." before the sentence that points at it
                # "video below" stands after this paragraph, "video above" before it.
                above = mention.direction == "above" and role == "body"
                place = paragraph - 1 if above else paragraph
                found.append(_Found(number, max(0, place), mention=mention, offset=block.start))
    merged = _merge(found, roles)
    return tuple(_draft(video, place, text, raw, importer, version) for place, video in enumerate(merged))


def _addresses(block: Block, number: int, paragraph: int, roles: Roles) -> list[_Found]:
    found = []
    for match in URL.finditer(block.text):
        address = video_address(match[0])
        if address:
            found.append(_Found(number, paragraph, address, match[0], "text", block.start + match.start()))
    for link in block.links:
        address = video_address(link.url)
        if address:
            layer = "raw" if link.raw_start >= 0 else ""
            video = _Found(number, paragraph, address, link.url, layer, link.raw_start, link.embedded)
            if link.text and link.text in block.text and not link.embedded:
                start = block.start + block.text.index(link.text)
                video.title = (start, start + len(link.text))
            found.append(video)
    words = placeholder(block.text)
    if words and words[0] == "video" and not found:
        span = (block.start + words[1], block.start + words[2])
        found.append(_Found(number, paragraph, caption=span if words[1] < words[2] else None))
    return found


def _merge(found: Sequence[_Found], roles: Roles) -> list[_Found]:
    kept: list[_Found] = [video for video in found if video.mention is None]
    once: dict[str, _Found] = {}
    for video in list(kept):
        key = video.address.url if video.address else ""
        if key and key in once:
            kept.remove(video)
        elif key:
            once[key] = video
    for video in [video for video in found if video.mention is not None]:
        partners = [other for other in kept if other.mention is None and _belongs(video, other, roles)]
        direction = video.mention.direction if video.mention else ""
        # "The video below" is the next player rather than a link in the same words.
        partner = min(partners, key=lambda other: direction != "" and other.number == video.number, default=None)
        if partner is not None:
            partner.mention, partner.offset = video.mention, video.offset
        else:
            kept.append(video)
    # A note in the headline ("+ Video") points at a video of the article; alone it is one.
    if len(kept) > 1:
        kept = [
            video for video in kept if video.address or roles.of[video.number] != "headline" or video.mention is None
        ]
    return sorted(kept, key=lambda video: (video.number, video.mention.start if video.mention else 0))


def _belongs(mention: _Found, video: _Found, roles: Roles) -> bool:
    """Whether a mention and an address are one video: in one block, or in neighbours that the words point to."""
    if video.number == mention.number:
        return True
    if roles.of[mention.number] == "headline":
        return True
    between = range(min(video.number, mention.number) + 1, max(video.number, mention.number))
    if any(roles.of[number] in ("body", "headline") for number in between):
        return False
    direction = mention.mention.direction if mention.mention else ""
    return direction != ("above" if video.number > mention.number else "below")


def _draft(video: _Found, position: int, text: str, raw: str, importer: str, version: str) -> VideoDraft:
    evidence: list[Evidence] = []

    def note(field: str, start: int, end: int, how: str, confidence: float) -> str:
        quote = text[start:end]
        evidence.append(Evidence(field, quote, f"{importer}:{how}", confidence, "text", start, end, version=version))
        return quote

    mention = caption = title = ""
    status = "missing"
    if video.mention:
        start, end = video.offset + video.mention.start, video.offset + video.mention.end
        mention = note("mention", start, end, "video-mention", 0.85 if video.mention.direction else 0.7)
        status = "mentioned"
        if video.mention.title:
            begin = video.offset + video.mention.title_start
            title = note("title", begin, begin + len(video.mention.title), "quoted-before-mention", 0.6)
    if video.title:
        title = note("title", *video.title, "link-words", 0.6)
    if video.caption:
        caption = note("caption", *video.caption, "placeholder", 0.8)
    if video.address:
        status = "embedded" if video.embedded else "linked"
        place = (video.start, video.start + len(video.printed)) if video.layer else (-1, -1)
        method = f"{importer}:address"
        evidence += [
            Evidence(field, video.printed, method, 0.95, video.layer, *place, version=version)
            for field in ("url", "platform")
        ]
    found = Video(
        title=title,
        url=video.address.url if video.address else "",
        platform=video.address.platform if video.address else "",
        status=status,
    )
    use = VideoUse(position=position, paragraph=video.paragraph, mention=mention, caption=caption)
    return VideoDraft(found, use, tuple(evidence))
