"""Which blocks of a text are captions, credit lines and alternative texts.

A credit line alone belongs to the words on the adjacent line, above or below; across an empty line to the short
paragraph above. What could be body stays body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.bylines import byline_names
from archive_app.formats.reading.captions import (
    CaptionParts,
    is_alt_text_of,
    is_labelled_caption,
    looks_like_caption,
    split_caption,
)
from archive_app.formats.reading.header_lines import header_line
from archive_app.formats.reading.role_table import LONGEST_CAPTION, SENTENCE_STOP, Roles
from archive_app.formats.reading.sentences import sentence_spans

_CREDIT_LABEL = re.compile(
    r"""(?ix)^[(\[（\s|/–—-]*(?:©|\(c\)|photo|photograph|picture|pic\b|image|credit|courtesy|source|handout|copyright|screenshot|still|foto|bild|quelle
    |crédit|crédito|imagen|imagem|immagine|fuente|fonte|фото|снимок|источник|кадр|скриншот|джерело|світлина|kuva|video|图|摄|写真|撮影|fot\.|zdjęcie|beeld
    |صورة|تصوير|المصدر)"""
)
_FULL = 300
_HEADER_BLOCKS = 16


def mark_captions(blocks: Sequence[Block], roles: Roles, language: str) -> None:
    """Give captions, credit lines and alternative texts their roles."""
    body = [len(block.text) for place, block in enumerate(blocks) if roles.of[place] == "body" and block.kind == "text"]
    usual = median(body) if body else 0
    for place, block in enumerate(blocks):
        if block.role == "credit":
            roles.parts[place] = CaptionParts(-1, -1, 0, len(block.text))
        elif (block.kind == "caption" or block.role == "caption") and roles.of[place] in ("body", "caption"):
            _mark_stated(roles, place, block)
        elif roles.of[place] == "body" and block.kind == "text" and len(block.text) <= LONGEST_CAPTION:
            _mark(blocks, roles, place, usual, language)


def mark_signed(blocks: Sequence[Block], roles: Roles, usual: float = 250) -> None:
    """The name of who signs the article, alone between two paragraphs, is the credit of the picture above it."""
    signers = {name.text.casefold() for line in roles.headers.values() for name in line.names}
    for place in range(2, len(blocks) - 1):
        above = place - 1
        if roles.of[place] != "body" or blocks[place].text.casefold() not in signers or roles.of[above] != "body":
            continue
        roles.of[place], roles.parts[place] = "credit", CaptionParts(-1, -1, 0, len(blocks[place].text))
        if blocks[above].kind == "text" and _is_short(blocks[above].text, usual):
            roles.of[above], roles.parts[above] = "caption", split_caption(blocks[above].text)


def _mark_stated(roles: Roles, place: int, block: Block) -> None:
    """A block that the format itself calls a caption."""
    parts = split_caption(block.text)
    roles.of[place] = "caption" if parts.has_caption or not parts.has_credit else "credit"
    roles.parts[place] = parts


def _mark(blocks: Sequence[Block], roles: Roles, place: int, usual: float, language: str) -> None:
    text = blocks[place].text
    if byline_names(text) or (place < _HEADER_BLOCKS and header_line(text, language) is not None):
        return  # "Text & Fotos: Jonas Achleitner" signs the article
    if place == 0 and not _CREDIT_LABEL.match(text) and not is_labelled_caption(text):
        return  # "In pictures: the salt makers" heads the text
    parts = split_caption(text)
    after_picture = place > 0 and roles.of[place - 1] == "picture"
    # A caption of its own may stand below the picture and above its credit line.
    below_credit = place > 0 and roles.of[place - 1] == "credit" and _wants_caption(blocks, roles, place - 1)
    if not parts.has_credit:
        # Where the format itself calls the next paragraph the caption, this one is none.
        stated = place + 1 < len(blocks) and blocks[place + 1].kind == "caption"
        near = after_picture and not stated and (looks_like_caption(text) or _is_short(text, usual))
        adjacent = below_credit and _adjoin(blocks, place - 1, place) and len(text) <= _FULL
        if near or adjacent or is_labelled_caption(text):
            roles.of[place], roles.parts[place] = "caption", parts
        return
    printed = text[parts.credit_start : parts.credit_end]
    marked = bool(_CREDIT_LABEL.match(printed)) or bool(_CREDIT_LABEL.match(text[max(0, parts.credit_start - 1) :]))
    if not parts.has_caption:
        if marked or after_picture or (place > 0 and roles.of[place - 1] == "caption"):
            roles.of[place], roles.parts[place] = "credit", parts
            _mark_caption_above(blocks, roles, place, usual, language)
        return
    # Running text may name a source at its end; a caption is short, or says that it describes a picture.
    labelled = is_labelled_caption(text)
    short = _is_short(text, usual) or looks_like_caption(text) or after_picture or labelled
    alt = _alt_line(blocks, roles, place, parts)
    enclosed = printed.startswith(("(", "[", "（")) or "/" in printed or "|" in printed
    enclosed = enclosed or text[: parts.credit_start].rstrip().endswith(("/", "|"))
    at_end = parts.credit_end >= len(text) - 3 or parts.credit_start <= 2
    if at_end and (alt >= 0 or (short and (marked or enclosed or after_picture or labelled))):
        roles.of[place], roles.parts[place] = "caption", parts
        if alt >= 0:
            roles.of[alt] = "alt"


def _wants_caption(blocks: Sequence[Block], roles: Roles, credit: int) -> bool:
    """Whether the credit line has no caption yet: what stands above is no caption of the same picture."""
    return credit == 0 or roles.of[credit - 1] not in ("caption", "alt") or not _adjoin(blocks, credit - 1, credit)


def _adjoin(blocks: Sequence[Block], first: int, second: int) -> bool:
    return blocks[first].group == blocks[second].group


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


def _mark_caption_above(blocks: Sequence[Block], roles: Roles, place: int, usual: float, language: str) -> None:
    """A credit line alone: the block above it is the caption, when it reads like one."""
    above, below = place - 1, place + 1
    if above < 0 or roles.of[above] != "body" or blocks[above].kind != "text":
        return
    text = blocks[above].text
    adjacent = _adjoin(blocks, above, place)
    caption_below = (
        not adjacent
        and below < len(blocks)
        and _adjoin(blocks, place, below)
        and roles.of[below] == "body"
        and len(blocks[below].text) <= _FULL
    )
    if caption_below or header_line(text, language) is not None:
        return
    at_head = not any(roles.of[other] == "body" and len(blocks[other].text) > 120 for other in range(above))
    if at_head and not adjacent and not SENTENCE_STOP.search(text):
        return  # the headline or the standfirst, not the words under the lead picture
    fits = len(text) <= LONGEST_CAPTION and len(sentence_spans(text[: LONGEST_CAPTION + 1])) <= 4
    if fits and (looks_like_caption(text) or (len(text) <= _FULL and (adjacent or _is_short(text, usual)))):
        roles.of[above] = "caption"
        roles.parts[above] = split_caption(text)
        if (alt := _alt_line(blocks, roles, above, roles.parts[above])) >= 0:
            roles.of[alt] = "alt"
    else:
        roles.doubtful.add(place)


def _is_short(text: str, usual: float) -> bool:
    return len(text) <= max(160.0, 0.6 * usual) and len(text) <= _FULL
