"""A body in HTML, as feeds and wires send it: its paragraphs, pictures and videos.

The reader of web pages reads it, so that captions, credits and players are told as on a page. A sent body has no
furniture around it, however: what that reader takes for too short to be prose is part of the body here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Evidence, PhotoDraft, VideoDraft
from archive_app.formats.reading.html.reader import read_page
from archive_app.formats.reading.paragraphs import clean, clean_line, split_paragraphs
from archive_app.formats.wire.item import Markup

D = TypeVar("D", PhotoDraft, VideoDraft)

_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
_BEFORE = "<!doctype html><html><body><article>"
_AFTER = "</article></body></html>"
_FOOT = re.compile(
    r"^(?:The post .{1,300} (?:first )?appeared first on .{1,200}|(?:Continue reading|Read more|Lire la suite"
    r"|Weiterlesen|Leer más|Читать далее)\b.{0,200})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadMarkup:
    """What a body in HTML gave; spans count in ``text``, the reading text of the body alone.

    ``places`` of evidence of layer "raw" already count in the decoded source; where they cannot, the layer is "".
    """

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    photos: tuple[PhotoDraft, ...]
    videos: tuple[VideoDraft, ...]
    words: str


def has_tags(text: str) -> bool:
    """Whether a text is HTML and not plain."""
    return bool(_TAG.search(text))


def plain(text: str) -> str:
    """The words of a text that may hold tags or characters written as in HTML, as one line."""
    without = _TAG.sub(" ", text) if has_tags(text) else text
    return clean_line(html.unescape(without) if "&" in without else without)


def read_markup(markup: Markup, raw: str, address: str, said: frozenset[str]) -> ReadMarkup:
    """Read a body.

    Args:
        markup: The body and where it stands.
        raw: The decoded source.
        address: The item's address, for relative ones in it.
        said: What the item says elsewhere (headline, standfirst), which the body does not repeat as a paragraph.
    """
    source = markup.html
    if not has_tags(source):
        source = "".join(f"<p>{line}</p>" for group in split_paragraphs(source) for line in group)
        shift = None
    else:
        shift = markup.start - len(_BEFORE) if markup.start >= 0 and raw.startswith(source, markup.start) else None
    try:
        page = read_page(_BEFORE + source + _AFTER, address)
    except FormatError:
        line = plain(markup.html)
        return ReadMarkup(line, ((0, len(line)),) if line else (), (), (), line)
    pictured = _printed_with_pictures(page.photos, page.videos)
    spans = tuple(_paragraphs(page.text, pictured, said))
    ends = [item.end for item in page.evidence if item.field.startswith("body.") and item.layer == "text"]
    photos = tuple(_moved(photo, shift, raw, spans, ends) for photo in page.photos)
    videos = tuple(_moved(video, shift, raw, spans, ends) for video in page.videos)
    return ReadMarkup(page.text, spans, photos, videos, " ".join(page.text[a:b] for a, b in spans))


def _printed_with_pictures(photos: tuple[PhotoDraft, ...], videos: tuple[VideoDraft, ...]) -> list[tuple[int, int]]:
    """The spans of captions and credit lines."""
    return [
        (item.start, item.end)
        for evidence in [draft.evidence for draft in photos] + [draft.evidence for draft in videos]
        for item in evidence
        if item.layer == "text" and item.field in ("caption", "credit_line")
    ]


def _paragraphs(text: str, pictured: list[tuple[int, int]], said: frozenset[str]) -> Iterator[tuple[int, int]]:
    place = 0
    for number, line in enumerate(text.split("\n")):
        start, place = place, place + len(line) + 1
        words = line.strip()
        begin = start + len(line) - len(line.lstrip())
        end = begin + len(words)
        if not words or _FOOT.match(words):
            continue
        if number < 3 and clean(words).casefold() in said:
            continue
        covered = sum(max(0, min(end, stop) - max(begin, first)) for first, stop in pictured)
        if covered * 2 < len(words):
            yield begin, end


def _moved(draft: D, shift: int | None, raw: str, spans: tuple[tuple[int, int], ...], ends: list[int]) -> D:
    """A draft whose raw evidence counts in the source, and whose paragraph is one of ours.

    ``ends`` are the ends of the paragraphs that the page's reader counted.
    """
    evidence = tuple(_replaced(item, shift, raw) for item in draft.evidence)
    at = min((item.start for item in draft.evidence if item.layer == "text"), default=-1)
    counted = draft.use.paragraph
    if at < 0:
        at = ends[min(counted, len(ends)) - 1] if counted > 0 and ends else -1 if counted < 0 else 0
    paragraph = sum(1 for start, _ in spans if start < at) if at >= 0 else -1
    return replace(draft, evidence=evidence, use=replace(draft.use, paragraph=paragraph))


def _replaced(item: Evidence, shift: int | None, raw: str) -> Evidence:
    if item.layer != "raw":
        return item
    if shift is not None:
        start, end = item.start + shift, item.end + shift
        if start >= 0 and raw[start:end] == item.quote:
            return replace(item, start=start, end=end)
    return replace(item, layer="", start=-1, end=-1)
