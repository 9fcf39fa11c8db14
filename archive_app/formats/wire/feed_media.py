"""The pictures and films of a feed's entry: Media RSS and enclosures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive_app.formats.reading.platforms import video_address
from archive_app.formats.wire.item import Claim, Said, WirePicture, WireVideo
from archive_app.formats.wire.markup import plain
from archive_app.formats.wire.pictures import first
from archive_app.formats.wire.xml_source import Element, XmlSource, attribute, children, local, namespace, texts
from archive_app.formats.wire.xml_values import address, said, said_attribute

_MEDIA = "search.yahoo.com/mrss"
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff")
_AVATARS = ("gravatar.com/avatar", "/avatar/")


def media_of(xml: XmlSource, entry: Element, base: str) -> tuple[list[WirePicture], list[WireVideo]]:
    """What an entry carries beside its text.

    Several ``media:content`` in one group are one thing in several sizes; the largest is taken. A thumbnail is a
    picture of its own only where nothing else is shown.
    """
    pictures: list[WirePicture] = []
    videos: list[WireVideo] = []
    for contents, holders in _things(entry):
        kind = next((found for one in contents if (found := _kind(one))), "")
        best = max(contents, key=_size)
        url = address(first(said_attribute(xml, best, "url", f"media:{local(best)}"), _player(xml, holders)), base)
        if not url or any(sign in url.text for sign in _AVATARS):
            continue
        if kind == "image":
            pictures.append(_picture(xml, url, holders))
        elif kind == "video" or video_address(url.text) is not None:
            videos.append(_video(xml, url, holders, best))
    if not pictures and not videos:
        for thumbnail in _own(entry, "thumbnail"):
            url = address(said_attribute(xml, thumbnail, "url", "media:thumbnail", 0.8), base)
            if url and not any(sign in url.text for sign in _AVATARS):
                pictures.append(_picture(xml, url, [entry]))
                break
    known = {one.src.text.partition("?")[0] for one in pictures} | {one.url.text for one in videos}
    for enclosure in children(entry, "enclosure", "link"):
        if local(enclosure) == "link" and attribute(enclosure, "rel") != "enclosure":
            continue
        name = "url" if local(enclosure) == "enclosure" else "href"
        url = address(said_attribute(xml, enclosure, name, "entry/enclosure", 0.9), base)
        if not url or url.text.partition("?")[0] in known or url.text in known:
            continue
        kind = _kind(enclosure)
        if kind == "image":
            pictures.append(_picture(xml, url, [entry] if not pictures else []))
        elif kind == "video":
            videos.append(WireVideo(url=url))
    return pictures, videos


def _things(entry: Element) -> Iterator[tuple[list[Element], list[Element]]]:
    """Each thing's renditions, and the elements that may describe it, the nearest first."""
    for group in _own(entry, "group"):
        contents = list(_own(group, "content"))
        if contents:
            yield contents, [max(contents, key=_size), group]
    alone = list(_own(entry, "content"))
    for content in alone:
        yield [content], [content, entry] if len(alone) == 1 else [content]
    if not alone and not any(True for _ in _own(entry, "group")):
        for player in _own(entry, "player"):
            yield [player], [entry]


def _own(element: Element, name: str) -> Iterator[Element]:
    return (one for one in children(element, name) if _MEDIA in namespace(one))


def _kind(element: Element) -> str:
    stated = attribute(element, "medium").lower()
    if stated in ("image", "video"):
        return stated
    kind = attribute(element, "type").lower().partition("/")[0]
    if kind in ("image", "video"):
        return kind
    if kind or stated:
        return ""
    path = attribute(element, "url", "href").partition("?")[0].lower()
    if path.endswith(_PICTURES):
        return "image"
    return "video" if local(element) == "player" or video_address(path) is not None else ""


def _size(element: Element) -> tuple[int, int]:
    def figure(name: str) -> int:
        value = attribute(element, name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0

    return figure("width") * figure("height") or figure("width"), figure("fileSize") + figure("bitrate")


def _player(xml: XmlSource, holders: list[Element]) -> Said:
    for holder in holders:
        for player in _own(holder, "player"):
            return said_attribute(xml, player, "url", "media:player")
    return Said("", "")


def _of(xml: XmlSource, holders: list[Element], name: str) -> Said:
    for holder in holders:
        for one in _own(holder, name):
            found = said(xml, one, f"media:{name}", 0.93)
            words = plain(found.text)
            if words:
                return found if words == found.text else found.but(words)
    return Said("", "")


def _credits(xml: XmlSource, holders: list[Element]) -> tuple[Said, list[Said]]:
    """The credit line, and the names that carry a role (a photographer's)."""
    for holder in holders:
        found = [(one, said(xml, one, "media:credit", 0.93)) for one in _own(holder, "credit")]
        found = [(one, words) for one, words in found if words]
        if found:
            makers = [
                words
                for one, words in found
                if attribute(one, "role").lower() in ("photographer", "author", "artist", "producer", "director")
            ]
            line = found[0][1]
            if len(found) > 1:
                line = replace(line, text=" / ".join(words.text for _one, words in found), start=-1, end=-1)
            return line, makers
    return Said("", ""), []


def _picture(xml: XmlSource, url: Said, holders: list[Element]) -> WirePicture:
    credit, makers = _credits(xml, holders)
    near = [one for one in holders if _MEDIA in namespace(one)]
    title = _of(xml, near, "title")
    caption = first(_of(xml, holders, "description"), _of(xml, near, "text"))
    return WirePicture(
        src=url, caption=caption, credit=credit, title=title, creators=tuple(makers), claim=_claim(holders)
    )


def _video(xml: XmlSource, url: Said, holders: list[Element], content: Element) -> WireVideo:
    credit, makers = _credits(xml, holders)
    seconds = attribute(content, "duration")
    return WireVideo(
        url=url,
        title=_of(xml, holders, "title"),
        caption=_of(xml, holders, "description"),
        credit=credit,
        creators=tuple(makers),
        duration=float(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 7 else None,
        claim=_claim(holders),
    )


def _claim(holders: list[Element]) -> Claim:
    for holder in holders:
        notice = next(_own(holder, "copyright"), None)
        licence = next(_own(holder, "license"), None)
        if notice is not None or licence is not None:
            return Claim(
                notice=texts(notice),
                licence=attribute(licence, "href"),
                usage_terms=texts(licence) if licence is not None else "",
            )
    return Claim()
