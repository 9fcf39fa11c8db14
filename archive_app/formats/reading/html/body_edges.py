"""Where the article's text begins and ends, and which of its blocks belong to a picture.

At the beginning stand signing lines and dates, at the end sign-offs, notes on the author, appeals and the
stories of others. They are taken off; nothing between two paragraphs of the text is.
"""

from __future__ import annotations

import re
from collections import Counter

from archive_app.formats.reading.boilerplate import is_boilerplate, is_sign_off, trailing_start
from archive_app.formats.reading.credit_place import credit_in
from archive_app.formats.reading.html.names import Names
from archive_app.formats.reading.html.page import Block, Element, Page, marks, one_line, tag_of
from archive_app.formats.reading.html.witness import squeezed

# Headings of what follows an article on its page: on who wrote it, where it is filed, how to report an error.
_ABOUT = re.compile(
    r"^(?:about(?: the author)?|ver biografía|sobre la firma|sobre el autor|archivado en.*|über den autor.*|zur person"
    r"|l[’']auteur|kļūda rakstā\??)\s*[:：]?$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:19|20)\d\d|\b\d{1,2}[:.h]\d\d\b|publi(?:shed|ziert|é|cado|catt?o|sert)|updated|aktualisiert|posted"
    r"|veröffentlicht|heute um"
    r"|mis à jour|actualizad|atualizad|min(?:\.|utes)? read|lesezeit|(?:^|\s)by\s[A-Z]",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:©|copyright\b|\(c\)\s)|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos"
    r"|^[—–\-*(\[]*\s*(?:the )?(?:associated press|reuters|afp|ap|bloomberg|canadian press)[^.]{0,80}(?:contributed"
    r"|writers?)\b"
    r"|contributed to this (?:report|story|article)|has been adapted from|originally (?:published|appeared)"
    r"|^this (?:article|story) (?:was|has been|is|originally)"
    r"|is on (?:twitter|facebook)\b|follow (?:him|her|us|me|them|@|\w+ on)\b|^(?:email|e-mail|contact)\b.{0,60}@"
    r"|^[(（]?(?:责编|编辑|責任編集|记者|責編)|^quelle:|^source:|^fuente:|^fonte:"
    r"|kommentare? (?:erscheinen|sind)|^\d+ (?:comments?|kommentare?|commentaires?|comentarios?)$|keine kommentare"
    r"|ctrl\s*\+\s*enter|(?:subscribe|sign up|abonnez|suscr[ií]b|inscreva|assine|apoi[ea]r?)\b.{0,120}$"
    r"|continua depois da publicidade|siga-nos|síguenos|suivez-nous|folgen sie uns|подпис(?:ывайтесь|аться)"
    r"|больше новостей",
    re.IGNORECASE,
)
_PICTURE_BOX = Names(
    r"image|img|photo|picture|figure|visual|(?:^|[\s_\-])media|gallery|slide|foto|bild|caption|illustration|thumb"
    r"|imagen"
)


def trim(page: Page, chosen: list[tuple[Block, bool]], known: str) -> None:
    """Take off what stands before and after the text proper, in place.

    Args:
        page: The page.
        chosen: The blocks in order, each with whether it is running text.
        known: Letters of the article's text as metadata gives it, "" when it gives none.
    """
    while chosen and (not chosen[0][1] or is_dated_line(_line(page, chosen[0][0]))):
        chosen.pop(0)
    lines = [_line(page, block) for block, _ in chosen]
    keep = trailing_start(lines)
    keep = min(keep, _after_closing(lines, keep), _outside(page, chosen[:keep]))
    first, last = _bounds(lines, known)
    keep = min(keep, last)
    del chosen[max(keep, 1) :]
    del chosen[:first]
    while chosen and not chosen[-1][1]:
        chosen.pop()


def ends_article(line: str) -> bool:
    """Whether a line heads what is no part of the article any more: other stories, sharing, a note on the author."""
    return is_boilerplate(line) or _ABOUT.match(line) is not None


def is_dated_line(line: str) -> bool:
    """Whether a line says only who wrote when."""
    return (
        len(line) < 160
        and bool(_DATED.search(line) or is_boilerplate(line))
        and not re.search(r"[.!?…。]$", line)
        and len(re.findall(r"[^\W\d_]{3,}", line)) < 18
    )


def _line(page: Page, block: Block) -> str:
    return one_line(page.text[block.start : block.end])


def _after_closing(lines: list[str], keep: int) -> int:
    while keep > 1:
        line = lines[keep - 1]
        if is_sign_off(line) or is_boilerplate(line) or (len(line) < 220 and _CLOSING.search(line)):
            keep -= 1
        else:
            break
    # After a heading such as "About the author" nothing is the article's unless much text follows.
    total = sum(map(len, lines))
    for place in range(max(1, keep // 2), keep):
        if ends_article(lines[place]) and sum(map(len, lines[place + 1 : keep])) < 0.3 * total:
            return place
    return keep


def _outside(page: Page, chosen: list[tuple[Block, bool]]) -> int:
    """Where the blocks begin that stand after and outside the elements that hold most of the text."""
    shares: Counter[tuple[str, str]] = Counter()
    for block, is_text in chosen:
        if is_text:
            shares[_home(block)] += block.end - block.start
    if not shares:
        return len(chosen)
    home, share = shares.most_common(1)[0]
    total = sum(shares.values())
    if share < 0.6 * total:
        return len(chosen)
    last = max(place for place, (block, is_text) in enumerate(chosen) if is_text and _home(block) == home)
    main = next(block.element.getparent() for block, is_text in chosen if is_text and _home(block) == home)
    tail = chosen[last + 1 :]
    inside = any(main in set(block.element.iterancestors()) for block, _ in tail)
    rest = sum(block.end - block.start for block, is_text in tail if is_text)
    headed = bool(tail) and not tail[0][1]
    return len(chosen) if inside or not headed or rest > 0.25 * total else last + 1


def _home(block: Block) -> tuple[str, str]:
    parent = block.element.getparent()
    return ("", "") if parent is None else (tag_of(parent), parent.get("class") or parent.get("id") or "")


def _bounds(lines: list[str], known: str) -> tuple[int, int]:
    """(first, end) of the lines that metadata's text confirms, where it is whole; else all."""
    if len(known) < 400:
        return 0, len(lines)
    letters = [squeezed(line) for line in lines]
    confirmed = [
        place for place, line in enumerate(letters) if len(line) > 12 and line[:50] in known and line[-30:] in known
    ]
    if not confirmed or sum(len(letters[place]) for place in confirmed) < 0.8 * len(known):
        return 0, len(lines)
    first, end = confirmed[0], confirmed[-1] + 1
    # Much text that it does not know means that it was cut short.
    if sum(map(len, letters[end:])) > 0.25 * len(known) or first > 3:
        return 0, len(lines)
    return first, end


def in_picture_box(page: Page, chain: list[Element]) -> bool:
    """Whether the words stand in a small box made for a picture: then they are its caption."""
    block = chain[0] if chain else None
    if block is not None and next(block.iter("img", "picture", "amp-img"), None) is not None:
        words = page.words(block)
        small = [
            inner
            for inner in block.iter("span", "i", "em", "small", "cite")
            if len(page.words(inner)) > 0.8 * len(words)
        ]
        if len(words) < 300 and (credit_in(words) or any(_PICTURE_BOX.search(marks(inner)) for inner in small)):
            return True
    for up in chain[:5]:
        if not _PICTURE_BOX.search(marks(up)) or next(up.iter("img", "picture", "amp-img"), None) is None:
            continue
        start, end = page.span(up)
        return end - start < 500
    return False


def without_picture(page: Page, block: Block) -> tuple[int, int]:
    """The block's span without the caption of a picture that is set into the paragraph's beginning or end."""
    start, end = block.start, block.end
    for inner in block.element.iter("span", "a", "small"):
        if next(inner.iter("img", "picture", "amp-img"), None) is None:
            continue
        inner_start, inner_end = page.span(inner)
        if inner_start < 0 or (inner_end - inner_start) * 2 > end - start:
            continue
        if inner_start == start:
            start = page.trim(inner_end, end)[0]
        elif inner_end == end:
            end = page.trim(start, inner_start)[1]
    return start, end
