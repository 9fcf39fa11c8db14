"""The one credit for all pictures of an article: "Text & Fotos: NAME", "Photographs by NAME", "NAME (Fotos)".

It stands in the signing lines between headline and text, or right after the text, and counts for every picture
that prints no credit of its own.
"""

from __future__ import annotations

import re

from archive_app.formats.reading.html.body import Body
from archive_app.formats.reading.html.body_edges import in_picture_box
from archive_app.formats.reading.html.captions import Words
from archive_app.formats.reading.html.furniture import Furniture
from archive_app.formats.reading.html.page import Page, nearest, tag_of
from archive_app.formats.reading.html.witness import Found
from archive_app.formats.reading.persons import is_person_name

_PICTURES = (
    r"(?:photo(?:s|graphs?|graphy)?|pictures|images|fotos?|fotografie[ns]?|fotografías?|bilder|imágenes|imagens|zdjęcia"
    r"|beeld|foto[’']s|valokuvat|kuvat|фото(?:графии)?|світлини|摄影|撮影|写真|图片)"
)
_TEXT = r"(?:words|text[eo]?|testo|tekst|story|текст|文)"
_AND = r"(?:&|\+|/|und|and|et|y|e|og|och|en|i|и|та)"
_WORD = r"[^\W\d_a-zà-ÿ][\w.'’\-]*"
_NAME = rf"{_WORD}(?:\s(?:(?:de|da|do|dos|del|della|di|van|von|der|den|la|le|el|al|af|zu)\s)*{_WORD}){{1,3}}"
_EAST_ASIAN = r"[\u3040-\u30ff\u3400-\u9fff]{2,5}"
_LABELLED = re.compile(
    rf"(?<!\w)(?i:(?:{_TEXT}\s*{_AND}\s*)?{_PICTURES}(?:\s*{_AND}\s*(?:{_TEXT}|videos?))?"
    r"\s*(?:(?:by|von|par|por|de|di|door|av|af)(?=\s)|[:：／]))"
    rf"\s*({_NAME}(?:\s?/\s?{_NAME}|\s?/\s?[A-Z]{{2,12}})?|{_EAST_ASIAN})(?=\s*(?:$|[,;|·•(/\n]|\s{_AND}\s|\.\s|\.$))"
)
_BRACKETED = re.compile(rf"({_NAME})\s*\((?i:{_PICTURES})\)")
_LONGEST = 200


def article_credit(page: Page, headline: Found | None, body: Body | None, furniture: Furniture) -> Words | None:
    """The line's name with its place in the text; None when the page has no such line."""
    if body is None:
        return None
    first = headline.start if headline and 0 <= headline.start < body.start else body.start
    windows = ((max(0, first - 300), body.start + 200), (body.end - 200, body.end + 700))
    for block in page.blocks:
        length = block.end - block.start
        if length > _LONGEST or not any(low <= block.start <= high for low, high in windows):
            continue
        text = page.text[block.start : block.end]
        found = _LABELLED.search(text) or _BRACKETED.search(text)
        if found is None or not is_person_name(found[1].partition("/")[0]):
            continue
        around = (block.element, *nearest(block.element, 3))
        if any(tag_of(up) in ("figure", "figcaption", "footer", "aside") for up in around) or in_picture_box(
            page, [*around]
        ):
            continue  # one picture's own credit
        if block.start > body.end and furniture.holds(block.element):
            continue
        start, end = block.start + found.start(1), block.start + found.end(1)
        return Words(" ".join(found[1].split()), start, end, "text:article-credit", 0.8)
    return None
