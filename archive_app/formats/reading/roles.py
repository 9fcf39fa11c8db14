"""What each block of a text is: headline, standfirst, byline, date, body, caption, credit, alt text, furniture.

The rules look at what every article shares, never at one publisher. Where nothing speaks for a headline
there is none; where a short line could be body or caption, it is body.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.boilerplate import end_mark, is_boilerplate, is_sign_off, trailing_start
from archive_app.formats.reading.caption_roles import mark_captions, mark_signed
from archive_app.formats.reading.captions import is_labelled_caption
from archive_app.formats.reading.credit_place import is_credit_line
from archive_app.formats.reading.header_lines import is_release_notice
from archive_app.formats.reading.header_roles import mark_header
from archive_app.formats.reading.platforms import video_address
from archive_app.formats.reading.role_table import URL, VIDEO_KINDS, Roles, placeholder


def roles_of(blocks: Sequence[Block], language: str, *, has_headline: bool = False, title: str = "") -> Roles:
    """The role of every block.

    Args:
        blocks: In the source's order.
        language: BCP 47 of the text, or "".
        has_headline: The source states its headline elsewhere (front matter).
        title: What may be the headline (a document's title, a mail's subject): a line that repeats it is the headline.
    """
    roles = Roles([block.role or ("picture" if block.kind == "picture" else "body") for block in blocks])
    _mark_furniture(blocks, roles)
    _mark_videos(blocks, roles)
    mark_captions(blocks, roles, language)
    mark_header(blocks, roles, language, has_headline=has_headline, title=title)
    mark_signed(blocks, roles)
    return roles


def is_bare_address(text: str) -> str:
    """The address that is all a line holds, perhaps after "Video:"; "" for other lines."""
    match = URL.search(text)
    if match is None:
        return ""
    rest = (text[: match.start()] + text[match.end() :]).strip(" <>()[].:–—-|")
    return match[0] if not rest or rest.casefold() in (*VIDEO_KINDS, "watch", "link", "youtube") else ""


def _mark_furniture(blocks: Sequence[Block], roles: Roles) -> None:
    texts = [block.text for block in blocks]
    mark = end_mark(texts, release=any(is_release_notice(text) for text in texts[:6]))
    end = trailing_start(texts[:mark])
    for place, block in enumerate(blocks):
        if block.role or (place < mark and is_labelled_caption(block.text)):
            continue
        inside = block.kind == "text" and block.text and (is_boilerplate(block.text) or is_sign_off(block.text))
        if inside and _is_credit_below(blocks, place):
            continue
        if inside or (place >= end and block.kind in ("text", "heading")):
            roles.of[place] = "furniture"


def _is_credit_below(blocks: Sequence[Block], place: int) -> bool:
    """Whether "© Ann Roe" stands right below another line in the midst of the text: a credit, no copyright line."""
    adjoins = 0 < place < len(blocks) - 1 and blocks[place - 1].group == blocks[place].group
    return adjoins and blocks[place].text.startswith("©") and is_credit_line(blocks[place].text)


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
