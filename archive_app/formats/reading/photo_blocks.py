"""The photos of a text: a caption with its credit line, perhaps a line of alternative text or a picture's address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.credits import parse_credit
from archive_app.domain.records import MEDIUMS, Credit, Evidence, Name, Photo, PhotoDraft, PhotoUse
from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.role_table import Roles, placeholder

_MEDIUM = {"video": "video_still"}


@dataclass(slots=True)
class _Picture:
    """What was read of one picture so far; spans count in the reading text."""

    paragraph: int
    src: str = ""
    src_start: int = -1
    alt: tuple[int, int] | None = None
    caption: tuple[int, int] | None = None
    credit: tuple[int, int] | None = None
    certain: bool = True


def read_photos(
    blocks: Sequence[Block], roles: Roles, text: str, importer: str, version: str
) -> tuple[PhotoDraft, ...]:
    """The photos in order.

    Args:
        blocks: Placed blocks.
        roles: What each is.
        text: The reading text.
        importer: For the evidence's method.
        version: For the evidence.
    """
    pictures: list[_Picture] = []
    current: _Picture | None = None
    paragraph = 0
    for number, (block, role) in enumerate(zip(blocks, roles.of, strict=True)):
        if role == "picture":
            current = _Picture(paragraph, block.src, block.src_start)
            start, end = _words(block)
            current.alt = (start, end) if start < end else None
            pictures.append(current)
        elif role in ("alt", "caption", "credit"):
            if current is None or _has_already(current, roles, number):
                current = _Picture(paragraph)
                pictures.append(current)
            _fill(current, block, roles, number)
        else:
            current = None
            paragraph += role == "body"
    return tuple(_draft(picture, position, text, importer, version) for position, picture in enumerate(pictures))


def _words(block: Block) -> tuple[int, int]:
    found = placeholder(block.text) if block.text else None
    if found:
        return block.start + found[1], block.start + found[2]
    return block.start, block.end


def _has_already(picture: _Picture, roles: Roles, number: int) -> bool:
    role = roles.of[number]
    if role == "alt":
        return picture.alt is not None or picture.caption is not None
    parts = roles.parts[number]
    return (parts.has_caption and picture.caption is not None) or (parts.has_credit and picture.credit is not None)


def _fill(picture: _Picture, block: Block, roles: Roles, number: int) -> None:
    if roles.of[number] == "alt":
        picture.alt = (block.start, block.end)
        return
    parts = roles.parts[number]
    if parts.has_caption:
        picture.caption = (block.start + parts.caption_start, block.start + parts.caption_end)
    if parts.has_credit:
        picture.credit = (block.start + parts.credit_start, block.start + parts.credit_end)
    picture.certain = picture.certain and number not in roles.doubtful


def _draft(picture: _Picture, position: int, text: str, importer: str, version: str) -> PhotoDraft:
    evidence: list[Evidence] = []

    def note(field: str, span: tuple[int, int], how: str, confidence: float) -> str:
        start, end = span
        quote = text[start:end]
        evidence.append(Evidence(field, quote, f"{importer}:{how}", confidence, "text", start, end, version=version))
        return quote

    caption = alt_text = line = ""
    credit = Credit()
    medium = "photo"
    creators: list[Name] = []
    if picture.src:
        end = picture.src_start + len(picture.src)
        layer = "raw" if picture.src_start >= 0 else ""
        method = f"{importer}:picture-address"
        place = (picture.src_start, end) if layer else (-1, -1)
        evidence.append(Evidence("src", picture.src, method, 0.98, layer, *place, version=version))
    if picture.alt:
        alt_text = note(
            "alt_text",
            picture.alt,
            "picture-words" if picture.src else "line-before-caption",
            0.95 if picture.src else 0.75,
        )
    if picture.caption:
        sure = 0.9 if picture.src or _adjoins(picture) else 0.8
        caption = note("caption", picture.caption, "caption-line", sure)
    if picture.credit:
        line = note("credit_line", picture.credit, "credit-line", 0.9 if picture.certain else 0.6)
        parsed = parse_credit(line)
        credit = parsed.value
        note("credit", picture.credit, "credit-grammar", 0.85)
        offset = picture.credit[0]
        for party in credit.parties:
            if party.role == "creator" and party.kind == "person" and party.start >= 0:
                span = (offset + party.start, offset + party.end)
                note(f"creators.{len(creators)}", span, "credit-grammar", 0.8)
                creators.append(Name(party.name, "", party.authority_id))
        medium = _MEDIUM.get(credit.medium, credit.medium)
        if medium in MEDIUMS:
            note("medium", picture.credit, "credit-grammar", 0.8)
        else:
            medium = "photo"
    photo = Photo(creators=tuple(creators), medium=medium, url=picture.src if picture.src.startswith("http") else "")
    use = PhotoUse(
        position=position,
        paragraph=picture.paragraph,
        caption=caption,
        alt_text=alt_text,
        credit_line=line,
        credit=credit,
        src=picture.src,
    )
    return PhotoDraft(photo, use, tuple(evidence))


def _adjoins(picture: _Picture) -> bool:
    """Caption and credit in one line say plainly what they are."""
    return (
        picture.caption is not None and picture.credit is not None and abs(picture.credit[0] - picture.caption[1]) < 6
    )
