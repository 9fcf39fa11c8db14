"""What each block of a text is: headline, standfirst, byline, date, body, caption, credit, alt text, furniture.

The rules look at what every article shares, never at one publisher. Where nothing speaks for a headline
there is none; where a short line could be body or caption, it is body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.boilerplate import is_boilerplate, is_sign_off, trailing_start
from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.captions import CaptionParts, is_alt_text_of, looks_like_caption, split_caption
from archive_app.formats.reading.date_lines import printed_date
from archive_app.formats.reading.labels import labelled
from archive_app.formats.reading.persons import is_person_name
from archive_app.formats.reading.platforms import video_address
from archive_app.formats.reading.sentences import sentence_spans

URL = re.compile(r"\bhttps?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]’']")

_HEADER_BLOCKS = 14
_LONGEST_HEADLINE = 220
_LONGEST_STANDFIRST = 400
_LONGEST_CAPTION = 600
_FULL_STOP = re.compile(r"[.。…:;,!?][)\]»”’\"']*$")
_SENTENCE_STOP = re.compile(r"[.。…!?！？:][)\]»”’\"']*$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Jr|Sr|Co|Ltd)\.$")
_CREDIT_LABEL = re.compile(
    r"""(?ix)^[(\[（\s]*(?:©|\(c\)|photo|photograph|picture|pic\b|image|credit|courtesy|source|handout|copyright|screenshot|still|foto|bild|quelle
    |crédit|crédito|imagen|imagem|immagine|fuente|fonte|фото|снимок|источник|кадр|скриншот|джерело|kuva|video|图|摄|写真|撮影)"""
)
_PLACEHOLDER = re.compile(
    r"(?ix)^[\[(<]\s*(?P<kind>image|photo|picture|foto|bild|imagen|фото|изображение|video|vidéo|vídeo|видео|відео)\s*(?::\s*(?P<text>.+?))?\s*[\])>]$"
)
_VIDEO_KINDS = ("video", "vidéo", "vídeo", "видео", "відео")


@dataclass(slots=True)
class Roles:
    """The role of every block, and what was learnt on the way.

    Attributes:
        of: ``headline``, ``standfirst``, ``byline``, ``date``, ``label``, ``section``, ``body``, ``caption``,
            ``credit``, ``alt``, ``picture``, ``video`` or ``furniture`` for each block.
        parts: The caption and credit in each block that holds one of them.
        fields: The article's field for each block of role ``label``, and where its value begins.
        doubtful: Blocks whose role a reviewer should look at.
    """

    of: list[str]
    parts: dict[int, CaptionParts] = field(default_factory=dict)
    fields: dict[int, tuple[str, int]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)


def roles_of(blocks: Sequence[Block], language: str, *, has_headline: bool = False) -> Roles:
    """The role of every block.

    Args:
        blocks: In the source's order.
        language: BCP 47 of the text, or "".
        has_headline: The source states its headline elsewhere (front matter).
    """
    roles = Roles(["picture" if block.kind == "picture" else "body" for block in blocks])
    texts = [block.text for block in blocks]
    _mark_furniture(blocks, texts, roles)
    _mark_videos(blocks, roles)
    _mark_captions(blocks, roles)
    _mark_header(blocks, roles, language, has_headline=has_headline)
    _mark_closing_byline(blocks, roles)
    return roles


def is_bare_address(text: str) -> str:
    """The address that is all a line holds, perhaps after "Video:"; "" for other lines."""
    match = URL.search(text)
    if match is None:
        return ""
    rest = (text[: match.start()] + text[match.end() :]).strip(" <>()[].:–—-|")
    return match[0] if not rest or rest.casefold() in (*_VIDEO_KINDS, "watch", "link", "youtube") else ""


def placeholder(text: str) -> tuple[str, int, int] | None:
    """What "[Image: …]" or "[Video: …]" stands for: ``picture`` or ``video``, and the span of its words."""
    match = _PLACEHOLDER.match(text)
    if match is None or len(text) > _LONGEST_CAPTION:
        return None
    kind = "video" if match["kind"].casefold() in _VIDEO_KINDS else "picture"
    if match["text"] is None:
        # "(Video)" and "[Photo]" alone say nothing but that one was there.
        return (kind, 0, 0) if text[0] in "[<" else None
    return kind, match.start("text"), match.end("text")


def _mark_furniture(blocks: Sequence[Block], texts: Sequence[str], roles: Roles) -> None:
    end = trailing_start(texts)
    for place, block in enumerate(blocks):
        inside = block.kind == "text" and block.text and (is_boilerplate(block.text) or is_sign_off(block.text))
        if inside or (place >= end and block.kind in ("text", "heading")):
            roles.of[place] = "furniture"


def _mark_videos(blocks: Sequence[Block], roles: Roles) -> None:
    for place, block in enumerate(blocks):
        if roles.of[place] != "body":
            continue
        address = is_bare_address(block.text)
        found = placeholder(block.text)
        if (address and video_address(address)) or (found and found[0] == "video"):
            roles.of[place] = "video"
        elif found and found[0] == "picture":
            roles.of[place] = "picture"
        elif not block.text and block.links:
            roles.of[place] = "video"


def _mark_captions(blocks: Sequence[Block], roles: Roles) -> None:
    body = [len(block.text) for place, block in enumerate(blocks) if roles.of[place] == "body" and block.kind == "text"]
    usual = median(body) if body else 0
    for place, block in enumerate(blocks):
        if block.kind == "caption":
            roles.of[place] = "caption"
            roles.parts[place] = split_caption(block.text)
        elif roles.of[place] == "body" and block.kind == "text" and len(block.text) <= _LONGEST_CAPTION:
            _mark_caption(blocks, roles, place, usual)


def _mark_caption(blocks: Sequence[Block], roles: Roles, place: int, usual: float) -> None:
    text = blocks[place].text
    if byline_names(text):
        return  # "Text & Fotos: Jonas Achleitner" signs the article
    parts = split_caption(text)
    after_picture = place > 0 and roles.of[place - 1] == "picture"
    if not parts.has_credit:
        if after_picture and (looks_like_caption(text) or _is_short(text, usual)):
            roles.of[place], roles.parts[place] = "caption", parts
        return
    printed = text[parts.credit_start : parts.credit_end]
    marked = bool(_CREDIT_LABEL.match(printed)) or bool(_CREDIT_LABEL.match(text[max(0, parts.credit_start - 1) :]))
    if not parts.has_caption:
        if marked or after_picture or (place > 0 and roles.of[place - 1] == "caption"):
            roles.of[place], roles.parts[place] = "credit", parts
            _mark_caption_above(blocks, roles, place, usual)
        return
    # Running text may name a source at its end; a caption is short, or says that it describes a picture.
    short = _is_short(text, usual) or looks_like_caption(text) or after_picture
    alt = _alt_line(blocks, roles, place, parts)
    if parts.credit_end >= len(text) - 3 and (alt >= 0 or (short and (marked or "/" in printed or after_picture))):
        roles.of[place], roles.parts[place] = "caption", parts
        if alt >= 0:
            roles.of[alt] = "alt"


def _alt_line(blocks: Sequence[Block], roles: Roles, place: int, parts: CaptionParts) -> int:
    """The block right before a caption that holds the picture's alt text; -1 when there is none."""
    before = place - 1
    # The line may have been taken for a caption, since its own words end with a credit.
    if before < 0 or roles.of[before] not in ("body", "caption") or blocks[before].kind != "text":
        return -1
    own = roles.parts.get(before)
    if roles.of[before] == "caption" and own and own.has_credit:
        credit = blocks[before].text[own.credit_start : own.credit_end].strip(" .")
        if credit not in blocks[place].text:
            return -1  # the same words under another picture by somebody else
    caption = blocks[place].text[parts.caption_start : parts.caption_end] if parts.has_caption else ""
    return before if is_alt_text_of(blocks[before].text, caption) else -1


def _mark_caption_above(blocks: Sequence[Block], roles: Roles, place: int, usual: float) -> None:
    """A credit line alone: the short block above it is the caption, when it reads like one."""
    above = place - 1
    if above < 0 or roles.of[above] != "body" or blocks[above].kind != "text":
        return
    text = blocks[above].text
    sentences = len(sentence_spans(text[: _LONGEST_CAPTION + 1]))
    if len(text) > _LONGEST_CAPTION or sentences > 4:
        return
    if looks_like_caption(text) or (len(text) <= 300 and _is_short(text, usual)):
        roles.of[above] = "caption"
        roles.parts[above] = split_caption(text)
        if (alt := _alt_line(blocks, roles, above, roles.parts[above])) >= 0:
            roles.of[alt] = "alt"
    else:
        roles.doubtful.add(place)


def _is_short(text: str, usual: float) -> bool:
    return len(text) <= max(160.0, 0.6 * usual) and len(text) <= 300


def _mark_header(blocks: Sequence[Block], roles: Roles, language: str, *, has_headline: bool) -> None:
    """What stands above the body."""
    headline = has_headline
    last = ""
    title = _title_heading(blocks, roles)
    if title >= 0:
        roles.of[title] = "headline"
        headline = True
    for place in range(min(len(blocks), _HEADER_BLOCKS)):
        block, role = blocks[place], roles.of[place]
        last = "headline" if role == "headline" else last
        if role not in ("body", "caption", "credit"):
            continue
        found = labelled(block.text) if block.kind == "text" else None
        if found and (role == "body" or found[0] == "headline"):
            roles.of[place], roles.fields[place] = "label", found
            headline = headline or found[0] == "headline"
        elif role != "body":
            continue
        elif byline_names(block.text) or (
            last == "headline" and is_person_name(block.text) and _dated_next(blocks, place)
        ):
            roles.of[place] = "byline"
        elif printed_date(block.text, language):
            roles.of[place] = "date"
        elif place < title:
            roles.of[place] = "section"
        elif not headline and _is_headline(blocks, roles, place):
            roles.of[place] = "headline"
            headline = True
        elif last in ("headline", "label", "byline", "date") and headline and _is_standfirst(blocks, roles, place):
            roles.of[place] = "standfirst"
        else:
            break
        last = roles.of[place]


def _title_heading(blocks: Sequence[Block], roles: Roles) -> int:
    """The heading of the highest rank at the top of a marked-up text, below a line or two at most; -1 when none."""
    for place, block in enumerate(blocks[:6]):
        if block.kind == "heading" and block.level == 1 and roles.of[place] == "body":
            above = [blocks[i].text for i in range(place) if roles.of[i] == "body"]
            return place if len(above) <= 2 and all(len(text) <= 80 for text in above) else -1
    return -1


def _mark_closing_byline(blocks: Sequence[Block], roles: Roles) -> None:
    """Some texts are signed at their end: "By Jane Doe", "Text: Hans Maier"."""
    body = [place for place, role in enumerate(roles.of) if role == "body"]
    if len(body) > 2 and "byline" not in roles.of and byline_names(blocks[body[-1]].text):
        roles.of[body[-1]] = "byline"


def _dated_next(blocks: Sequence[Block], place: int) -> bool:
    return place + 1 < len(blocks) and bool(printed_date(blocks[place + 1].text, ""))


def _is_headline(blocks: Sequence[Block], roles: Roles, place: int) -> bool:
    block = blocks[place]
    if block.kind == "heading":
        return block.level <= 2
    text = block.text
    if len(text) > _LONGEST_HEADLINE or text.count(" ") > 34 or not any(letter.isalpha() for letter in text):
        return False
    if text.startswith(("-", "*", "•")) or URL.search(text):
        return False
    stop = _FULL_STOP.search(text)
    if stop and text[stop.start()] not in "!?…" and not _ABBREVIATION_END.search(text):
        return False
    # A headline heads something: running text follows it, longer or closed by a full stop.
    following = [blocks[i].text for i in range(place + 1, len(blocks)) if roles.of[i] == "body"]
    return any(len(other) > max(80, len(text)) and _SENTENCE_STOP.search(other) for other in following[:8])


def _is_standfirst(blocks: Sequence[Block], roles: Roles, place: int) -> bool:
    text = blocks[place].text
    if "standfirst" in roles.of or blocks[place].kind == "heading" or len(text) > _LONGEST_STANDFIRST:
        return False
    if text.count(" ") < 5:
        return False
    rest = [i for i in range(place + 1, len(blocks)) if roles.of[i] not in ("furniture", "picture")]
    body = [i for i in rest if roles.of[i] == "body" and blocks[i].kind == "text"]
    if not body or max(len(blocks[i].text) for i in body) < len(text):
        return False
    if not _SENTENCE_STOP.search(text):
        return True
    # A lead that ends with a full stop is told from the first paragraph by what parts it from the body.
    following = blocks[rest[0]]
    parted = bool(byline_names(following.text) or printed_date(following.text, "") or labelled(following.text))
    if roles.of[rest[0]] in ("caption", "credit", "alt"):
        # A picture may also stand after the first paragraph; a lead is shorter than the paragraphs.
        parted = 1.5 * len(text) <= median(len(blocks[i].text) for i in body)
    return parted and len(sentence_spans(text)) <= 3
