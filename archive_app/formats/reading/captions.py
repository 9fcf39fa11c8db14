"""A printed caption in running text: its own words and the credit line with them, told apart by the words alone.

On a page the markup speaks first; ``html.captions`` asks it and comes to the same rule (``credit_place``) last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain.folding import words as folded_words
from archive_app.formats.reading.credit_place import credit_in
from archive_app.formats.reading.paragraphs import trimmed
from archive_app.formats.reading.persons import is_person_name, is_surely_person

_LABEL = re.compile(
    r"""(?ix)^\s*(?:(?:(?:photo|image|picture)\s+)?(?:caption|légende|bildunterschrift|bildtext|bildlegende|pie\s+de\s+foto|legenda|didascalia
    |подпись(?:\s+к\s+фото)?|підпис|onderschrift|podpis)\s*:\s*
    |(?:fig(?:ure|ura)?|abb(?:ildung)?|рис(?:унок)?|ill(?:ustration)?|obr|ryc|plate|图|図|圖)\.?\s*\d{1,3}[a-z]?\s*[.:：–—-]\s+)"""
)
_ENCLOSED = re.compile(r"[(\[（]([^()\[\]（）]{4,80})[)\]）][.。]?$")
_SEPARATED = re.compile(r"(?:\s[/|]\s|[.!?”\"»]\s+[–—-]\s)([^/|.]{4,60})\.?$")
_OWN = re.compile(
    r"(?i)[(\[]?(?:photos? (?:by |of )?(?:the )?author|author['’]s photos?"
    r"|fotos?:? (?:vom|des|der) (?:autors?|verfassers?|autorin)|photos? (?:de l['’]auteure?|: l['’]auteure?)"
    r"|fotos? del? autora?|foto dell['’]autore|фото автора|фото:? автор\w*)[)\]]?\.?$"
)
_SOURCE_LINE = re.compile(r"(?i)^(?:image|photo|picture|bild|foto) (?:source|credit|caption),\s+\S.{1,80}$")
_NAMED_AFTER = re.compile(
    r"(?P<credit>[(\[](?i:foto|photo|ph\.?|fot\.?|фото|bild)[:\s]\s*[A-ZÀ-ÞА-ЯЁ][^()\[\]]{2,60}[)\]])\.?$"
    r"|(?:(?<=[.!?…»”)])\s+|\s[|/–—]\s)(?P<plain>(?:Фото|Foto|Photo|Fot\.?)"
    r"\s+[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w.’'-]*(?:\s[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w.’'-]*){1,3})\.?$"
)
_LABEL_WORD = re.compile(
    r"(?i)(?:^|[.!?…»”)|]\s*)(?P<label>photos?|images?|pictures?|fotos?|bild(?:er)?|crédits? photos?|фото)\s+$"
)
_BEFORE = re.compile(r"[\s,;:|/\\–—\-＝=·•(（\[［]+$")
_AFTER = re.compile(r"^[\s,;:|/\\–—\-＝=·•)）\]］.]+")
_ORIENTATION = re.compile(
    r"""(?ix)\b(?:from\s(?:left|right)|left\sto\sright|pictured|seen\shere|is\sseen|are\sseen|shown\shere|poses?\s(?:for|with|in)|file\sphoto
    |(?:top|bottom|far|second\sfrom)\s(?:left|right)|v\.?\s?l\.?\s?n\.?\s?r|von\slinks|im\sbild|de\sgauche\sà\sdroite|ici\s(?:à|en|lors)|de\sizquierda\sa\sderecha
    |da\sesquerda\spara\sa\sdireita|da\ssinistra|слева\sнаправо|на\s(?:фото|снимке)|зліва\sнаправо)\b
    |\((?:l|r|c|left|right|cent(?:er|re)|links|rechts|à\sgauche|à\sdroite|izq\.?|der\.?|слева|справа)\)"""
)


@dataclass(frozen=True, slots=True)
class CaptionParts:
    """Spans in one printed caption; -1, -1 for a part that is not there."""

    caption_start: int = -1
    caption_end: int = -1
    credit_start: int = -1
    credit_end: int = -1

    @property
    def has_caption(self) -> bool:
        """Whether words of a caption are there."""
        return self.caption_start >= 0

    @property
    def has_credit(self) -> bool:
        """Whether a credit line is there."""
        return self.credit_start >= 0


def split_caption(text: str) -> CaptionParts:
    """The caption and the credit line in a printed caption.

    Args:
        text: One clean line: caption, or credit, or both in either order.
    """
    begin = match.end() if (match := _LABEL.match(text)) else 0
    found = credit_in(text[begin:])
    if found is None and (place := _plain_credit(text, begin)):
        start, end = trimmed(text, begin, begin + len(_BEFORE.sub("", text[begin : place[0]])))
        return CaptionParts(start, end, *place) if start < end else CaptionParts(-1, -1, *place)
    if found is None:
        start, end = trimmed(text, begin, len(text))
        return CaptionParts(start, end) if start < end else CaptionParts()
    credit_start, credit_end = found.start + begin, found.end + begin
    # "… in 1970. Photo © Ann Roe": the word before the sign belongs to the credit.
    if word := _LABEL_WORD.search(text, begin, credit_start):
        credit_start = word.start("label")
    before = trimmed(text, begin, begin + len(_BEFORE.sub("", text[begin:credit_start])))
    rest = text[credit_end:]
    after = trimmed(text, credit_end + len(rest) - len(_AFTER.sub("", rest)), len(text))
    # Mostly the caption stands before its credit line; some print the credit first.
    start, end = before if before[1] - before[0] >= after[1] - after[0] else after
    if not re.search(r"\w", text[start:end]):
        start = end = -1
    return CaptionParts(start, end, credit_start, credit_end)


def is_labelled_caption(text: str) -> bool:
    """True when a line says that it is a caption: "Caption: …", "Fig. 3: …"."""
    return len(text) <= 400 and _LABEL.match(text) is not None


def _plain_credit(text: str, begin: int) -> tuple[int, int] | None:
    """A credit at the end that only its place tells: "… (Ann Roe/The Post)", "… / Ann Roe", "… Photo by the author"."""
    for shape in (_OWN, _SOURCE_LINE, _NAMED_AFTER):
        if own := shape.search(text, begin):
            return own.span(own.lastgroup) if own.lastgroup else own.span()
    for shape in (_ENCLOSED, _SEPARATED):
        found = shape.search(text, begin)
        if found is None or found.start() < begin + 8:
            continue
        names = re.split(r"\s*[/|]\s*", found[1])
        sure = is_surely_person(names[0]) or (shape is _SEPARATED and len(names) == 1 and is_person_name(names[0]))
        if sure and all(is_person_name(name) or len(name.split()) <= 5 for name in names):
            start = found.start() if shape is _ENCLOSED else found.start(1)
            return start, found.end()
    return None


def looks_like_caption(text: str) -> bool:
    """True when words say that they describe a picture: "from left to right", "(left)", "seen here"."""
    return _ORIENTATION.search(text) is not None


def is_alt_text_of(line: str, caption: str) -> bool:
    """True when a line is the alternative text of the picture whose caption follows or precedes it.

    Such a line repeats the caption's words in their order, often after a run of key words and without
    full stops. A paragraph that repeats some names is none.
    """
    words, wanted = folded_words(line), folded_words(caption)
    if len(wanted) < 3 or len(words) < len(wanted) * 0.8 or len(line) > 600:
        return False
    if line.rstrip().endswith((".", "!", "?")) and len(words) > 2 * len(wanted):
        return False
    return _common_run(wanted, words) >= max(3, 0.8 * len(wanted))


def _common_run(wanted: list[str], words: list[str]) -> int:
    """The longest run of ``wanted``, from its start, that stands unbroken in ``words``."""
    best = 0
    for place, word in enumerate(words):
        if word == wanted[0]:
            run = 0
            for left, right in zip(wanted, words[place:], strict=False):
                if left != right:
                    break
                run += 1
            best = max(best, run)
    return best
