"""Where the credit stands in the words under a picture, in a text or where a page's markup does not part them.

``domain.credits.find_credit`` knows labels, brackets, separators and agencies; here are the cases that only
printed articles have: the credit that comes before its caption, and the photographer's bare name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain.credit_words import STATUS
from archive_app.domain.credits import find_credit
from archive_app.domain.names import Shape, has_organisation_word, is_prose, name_key, shape_of

_LABEL_FIRST = re.compile(
    r"^(?:photos?|photographs?|images?|pictures?|crédits?(?: photo)?|credits?|fotos?|bild(?:er)?|foto de|kuva"
    r"|фото)\s*[:：]\s*",
    re.IGNORECASE,
)
_ARTICLE = (
    r"(?:Le|La|Les|L['’]\w|Un|Une|Des|Du|Au|Aux|The|A|An|In|On|At|This|These|Der|Die|Das|Ein|Eine|Im|In|El|Los|Las|Una"
    r"|Il|Lo|I|Gli|O|Os|As|Um|Uma|De|Het|Een|En|Dans|Ce|Cette|Il|Elle)"
)
_NAME_END = re.compile(
    rf"(?:[^\W\d_][\w.'’\-]*\s+){{1,3}}?(?:(?:/|-|–|,|via|pour|for)\s*)?(?:(?:Archives?|Agence|Agency)\s+)?"
    rf"(?:[A-ZÀ-Þ]{{2,6}}|Getty Images|Reuters|Le\s[A-ZÀ-Þ]\w+|La\s[A-ZÀ-Þ]\w+"
    rf"|The\s[A-ZÀ-Þ]\w+(?:\s[A-ZÀ-Þ]\w+)?)?(?=\s+{_ARTICLE}\s)"
)
_WORDS = r"[A-ZÀ-ÞА-ЯІЇЄҐ][\w.'’&\-]*"
_NAME_AND_HOUSE = re.compile(
    rf"(?:^|(?<=[.!?…”\"»)])\s+|\s[|–—-]\s)({_WORDS}(?:\s{_WORDS}){{1,3}}\s?/\s?(?:{_WORDS}|\d{{1,3}})(?:\s{_WORDS}){{0,3}})\.?$"
)
_LEAD = re.compile(r"[\s|/–—＝·•、（(-]*$")
_NAMES = rf"{_WORDS}(?:\s(?:(?:de|da|del|di|van|von|der|la|le)\s)?{_WORDS}){{1,3}}"
# A label without a colon, or one that is cut short: "Foto Jane Doe/ANSA", "Fot.: Jane Doe", "Screenshot by Jane Doe".
_LABEL_AND_NAME = re.compile(
    rf"(?<!\w)(?:Fotos?(?:\s(?:di|de|von))?|Photos?|Ph|Phot|Beeld)\s({_NAMES}\s?/\s?{_WORDS}(?:\s{_WORDS}){{0,3}})\.?$"
    rf"|(?:^|(?<=[.!?…”\"»)])\s*|(?<=\s[|/–—-])\s*)(?:Fot\.|Fot\.?:|Foto(?:\s(?:di|de))?|Ph\.?:?|Courtesy:"
    rf"|(?:Screen\s?(?:shots?|grabs?)|Illustrations?|Graphics?|Renders?|Artwork|Image|Video)\s(?:by|:))"
    rf"\s({_NAMES}(?:\s?/\s?{_WORDS}(?:\s{_WORDS}){{0,3}})?)\.?$"
)
# Chinese and Japanese say "taken by" behind the name.
_TAKEN = re.compile(
    r"(?:(?<=[＝=、，,。\s（(])|^)(?![^、，]*[都道府県市町村区郡]、)((?:新华社|中新社|本报|本社|共同|時事)?(?:记者|通讯员|記者|発)?\s?[\u3040-\u30ff\u3400-\u9fff·]{2,6}"
    r"(?:[\s、][\u4e00-\u9fff]{2,4}){0,2}\s?[/／]?\s?(?:摄影?|攝影?|撮影))[）)]?[。.]?$"
)
# "Photo by Jane Doe / House" closes a caption; whoever it names needs no slash.
_PHOTO_BY = re.compile(
    r"(?:^|(?<=[.!?…”\"»)])\s+|(?<=\s[|/–—-])\s)"
    r"((?:Photos?|Photographs?|Photography|Pictures?|Images?|Video)\s(?:by|via|courtesy\sof)\s"
    r"(?:the\s)?(?:authors?|[A-ZÀ-Þ@][^.!?()]{1,70}))\.?$"
)
_STROKE_CAPITALS = re.compile(r"\s[|/]\s((?:[A-ZÀ-Þ«“\"][A-ZÀ-Þ.'’«»&\-]*\s?){1,7})$")
# What closes a caption in brackets: a name and a house, an institution, "supplied by" in Korean.
_CLOSING_HOUSE = re.compile(rf"\s([(（\[]({_WORDS}(?:\s{_WORDS}){{0,3}}\s?/\s?[\w.]+(?:\s[\w.]+){{0,3}})[)）\]])\.?$")
_CLOSING_GROUP = re.compile(
    r"\s([(（]((?:[A-ZÀ-Þ][\w.'’&\-]*|of|for|de|the|and|du|des|der|für)(?:\s[\w.'’&\-]+){1,6})[)）])\.?$"
)
_CLOSING_LABEL = re.compile(
    r"\s([(（\[](?:fotos?|photos?|ph|foto|bild|crédits?|beeld|kuva|фото)\.?(?:\s(?:di|de|by|von|av|af)\b|\s?[:：])?\s"
    r"[^()（）\[\]]{3,70}[)）\]])\.?$",
    re.IGNORECASE,
)
_CLOSING_KOREAN = re.compile(r"\s?(\[[^\[\]]{2,40}(?:제공|촬영|자료사진|캡처|사진)[^\[\]]{0,40}\])$")
_BRACKETED = re.compile(r"[(（\[]([^()（）\[\]]{3,80})[)）\]]\.?")
_GIVEN = re.compile(r"[（(]([^（）()，。]{2,12}(?:发|供图|提供))[）)][。]?$")
# A name all in capitals behind a sentence, or behind a stroke: "… this morning. JANE DOE", "… this morning / Jane Doe".
_CAPITALS = r"[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’\-]*"
_CAPITALS_LAST = re.compile(rf"(?<=[.!?…”\"»)])\s+({_CAPITALS}(?:\s{_CAPITALS}){{1,3}})\.?$")
_STROKE_LAST = re.compile(rf"\s[/|]\s*({_WORDS}(?:\s{_WORDS}){{1,3}})\.?$")
_MAKING = re.compile(r"\b(?:Photograph(?:y|er)|Photos?|Fotografie?|Fotos?|Images|Pictures|Studios?)\b")
# "Video below: Farewell to the fleet", „Im Video unten: …“: a line that leads to a film, with the film's name.
_FILM_LINE = re.compile(
    r"^(?:(?:im|in the|the|en|dans la|no|nel|на|в)\s)?(?:videos?|vidéos?|vídeos?|film|видео|відео)"
    r"(?P<where>\s(?:below|above|unten|oben|ci-dessous|ci-dessus|abajo|arriba|abaixo|acima|sotto|sopra|ниже|выше|нижче"
    r"|вище))?\s?[:：]\s*(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DATELINE = re.compile(r"^[^\n]{1,40}\s[—–]\s*$")


@dataclass(frozen=True, slots=True)
class CreditPlace:
    """Where a credit stands in a text: ``start`` to ``end`` the printed line with label and brackets.

    ``caption_end`` is where the caption before it ends; ``first`` tells that the credit precedes the caption.
    """

    start: int
    end: int
    caption_end: int
    method: str
    confidence: float
    line: str
    first: bool = False


def credit_in(text: str) -> CreditPlace | None:
    """The credit in the words under one picture; None when they hold none that can be told."""
    if not text.strip() or len(text) > 4000:
        return None
    first = _credit_first(text)
    if first is not None:
        return first
    if is_dateline(text) or _is_film_line(text):
        return None
    named = (_CLOSING_HOUSE.search(text) if _LABEL_FIRST.match(text) else None) or _PHOTO_BY.search(text)
    told = named.span(1) if named else _labelled(text) or find_credit(text)
    span = told or _by_form(text)
    if span is None:
        return None
    start, end = span
    start += len(text[start:end]) - len(text[start:end].lstrip("。.,，、 "))
    lead = _LEAD.search(text[:start])
    caption_end = lead.start() if lead else start
    line = text[start:end]
    labelled = bool(re.search(r"[:：©(\[（]", line))
    return CreditPlace(start, end, caption_end, "text:credit", 0.94 if labelled and told else 0.85, line)


def names_after_label(text: str) -> bool:
    """Whether a text closes with "Photo by" and whom it names: then no element within it parts the credit."""
    return _PHOTO_BY.search(text) is not None


def is_credit_line(text: str) -> bool:
    """Whether a short line is nothing but a credit."""
    line = " ".join(text.split())
    if not 2 <= len(line) <= 140:
        return False
    if is_dateline(line) or _is_film_line(line):
        return False
    span = _labelled(line) or find_credit(line) or _by_form(line)
    return span is not None and span[1] - span[0] >= 0.9 * len(line)


def is_dateline(text: str) -> bool:
    """Whether a line is the place or agency that opens a text, with its dash ("LONDON —"), and no credit."""
    return _DATELINE.match(text) is not None


def is_name(text: str) -> bool:
    """Whether a line is two to four capitalised words and nothing else, as a photographer's name is."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and len(text) <= 45
        and all(word[0].isupper() and re.fullmatch(r"[^\W\d_][\w.'’\-]*", word) for word in words)
    )


def _is_film_line(text: str) -> bool:
    """Whether a line names a film that stands near, and not who made it ("Video: Jane Doe")."""
    found = _FILM_LINE.match(text.strip())
    if found is None:
        return False
    title = found["title"]
    return bool(found["where"]) or (title[0] in '“„«‘"' or (title[0].isupper() and is_prose(title, allowed=1)))


def _labelled(text: str) -> tuple[int, int] | None:
    """A credit behind a label that has no colon, with the label; it must end the text."""
    found = _LABEL_AND_NAME.search(text)
    return (found.start() + len(found[0]) - len(found[0].lstrip()), found.end()) if found else None


def _by_form(text: str) -> tuple[int, int] | None:
    """A credit that no known name gives away: a status word alone, or a name, a slash and a house at the end."""
    if STATUS.get(name_key(text)):
        return 0, len(text)
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed and (_MAKING.search(bracketed[1]) or shape_of(bracketed[1]) is Shape.PERSON):
        return 0, len(text)
    taken = _TAKEN.search(text) or _GIVEN.search(text)
    if taken:
        return taken.span(1)
    for shape in (_CAPITALS_LAST, _STROKE_LAST):
        named = shape.search(text)
        if named and shape_of(named[1].title()) in (Shape.PERSON, Shape.MAYBE) and not is_prose(named[1].title()):
            return named.span(1)
    for shape in (_CLOSING_LABEL, _CLOSING_HOUSE, _CLOSING_KOREAN, _STROKE_CAPITALS):
        if closing := shape.search(text):
            return closing.span(1)
    group = _CLOSING_GROUP.search(text)
    if group and has_organisation_word(group[2].split()):
        return group.span(1)
    found = _NAME_AND_HOUSE.search(text)
    return (found.start(1), found.end(1)) if found else None


def _credit_first(text: str) -> CreditPlace | None:
    """A labelled credit that precedes its caption: it ends with the line, or where a sentence's article begins."""
    label = _LABEL_FIRST.match(text)
    if label is None or len(text) - label.end() < 60:
        return None
    rest = text[label.end() : label.end() + 90]
    line_end = rest.find("\n")
    found = _NAME_END.match(rest)
    length = line_end if line_end >= 2 else found.end() if found else 0
    if length < 3:
        return None
    end = label.end() + len(rest[:length].rstrip())
    return CreditPlace(0, end, 0, "text:credit-first", 0.75, text[:end], first=True)
