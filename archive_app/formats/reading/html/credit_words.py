"""Where a credit begins in the words under a picture, told by the words alone.

Used where the markup does not part caption and credit. ``domain.credits`` parses a line that is a credit;
here it is only found. Order: a label, ©, closing brackets, a separator, a known agency after the full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LABEL_WORDS = (
    r"photographs?(?:\s+by)?|photos?\s*(?:credit|by|courtesy|via)?s?|image\s*(?:credit|source|courtesy|by)?s?|images?|picture(?:\s+(?:credit|by))?s?|pictures?|credits?(?:\s+(?:photo|image))?|source|illustration(?:\s+(?:by|credit))?|graphic(?:\s+by)?|copyright"
    r"|photo\s+d['’]archives?|crédits?(?:\s+(?:photo|image))?s?|fotos?|bild(?:er)?|bildquelle|bildrechte|bildnachweis|quelle|fotocredit|symbolfoto|symbolbild|archivfoto|archivbild|fotografie|fotograf|abbildung|grafik|créditos?(?:\s+(?:da\s+)?(?:foto|imagen|imagem))?|imagen|imagem|fuente|fonte|foto\s+de\s+archivo|reprodução|divulgação|kuva|kuvat|lähde|kilde|källa|illustrasjon|arkivfoto|bildkälla|ljósmynd|mynd"
    r"|фото|источник|иллюстрация|изображение|скриншот|коллаж|fotó|zdjęcie|zdj|fot|źródło|zdroj|zdjęcia|fotoğraf|图片来源|图源|图片|摄影|来源|写真|撮影|画像|提供|사진|photograph|avots|nuotr|screenshot|video\s+still|rendering"
)
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s.!?…\"”»’')\]|/–—-])|(?<=[a-zà-ž]))(?:{_LABEL_WORDS})\s*(?:\((?:c|C)\)\s*)?[:：]\s*(?:©\s*)?",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s.!?…\"”»\]|]))(?:photos?\s+(?:by|courtesy\s+of|via)|photographs?\s+by|image\s+(?:by|courtesy\s+of)|picture\s+by|courtesy\s+of|credits?\.{3}|(?:AP|AFP|EPA|REUTERS|Reuters|TASS|ANSA)\s+(?:Photo|PHOTO)\s*/|Getty\s+Images/|foto\s+av)\s*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|\bcopyright\b\s*(?!law|infring|act|notice|case|dispute))\s*:?\s*", re.IGNORECASE)
_AGENCIES = r"AP|AFP|EPA|EFE|DPA|dpa|APA|ANSA|TASS|ТАСС|UPI|PA|AAP|NTB|TT|STT|Lehtikuva|Ritzau(?:\s+Scanpix)?|Scanpix|Keystone(?:-SDA)?|KEYSTONE|Reuters|REUTERS|Getty(?:\s*Images)?|GETTY(?:\s+IMAGES)?|AFP/Getty\s+Images|iStock(?:photo)?|Shutterstock|SHUTTERSTOCK|Alamy|Imago|IMAGO|imago\s+images|picture[\s-]?alliance|Bloomberg|Xinhua|新华社|Kyodo|Jiji|Belga|ANP|LUSA|Lusa|Agencia|Europa\s+Press|Agence\s+France-Presse|Associated\s+Press|The\s+Associated\s+Press|AP\s+Photo|Press\s+Association|WENN|Rex(?:/Shutterstock)?|Zuma|ZUMA|Sipa|SIPA|MAXPPP|Anadolu(?:\s+Agency)?|Sputnik|РИА\s+Новости|RIA\s+Novosti|Interfax|Ukrinform|Укринформ|УНИАН|NurPhoto|Adobe\s+Stock|Depositphotos|Unsplash|Pixabay|Pexels|Flickr|Wikimedia(?:\s+Commons)?|Wikipedia|Creative\s+Commons|CC\s+BY(?:-[A-Z]{2})*|NASA|ESA|ESO|Roscosmos|Роскосмос|SpaceX|NOAA|USGS|ZDF|ARD|NDR|WDR|BBC|ITV|CNN|NBC|ABC|CBS|FOX|Fox|AFPTV|Handout|HANDOUT|handout|Supplied|supplied|Archiv|Archives?|Cortesía|Courtesy|Contributed|Pool|POOL|FILE|Facebook|Instagram|Twitter|YouTube|Screenshot|PTI|ANI|Yonhap|AGERPRES|MTI|CTK|ČTK|PAP|HINA|BETA|Fena|LETA|BNS|ELTA|DELFI|F64|共同|時事|ＡＰ|ＡＦＰ|ロイター|ゲッティ|视觉中国|中新社|Estadão|Agência\s+Brasil|ABr|Folhapress|Reprodução|Divulgação|public\s+domain|Public\s+domain|Courtesy\s+photo|Privat|privat|Presse|Redux|Magnum(?:\s+Photos)?|VU|Corbis|Polaris|Eyevine|Splash(?:\s+News)?|Backgrid|USA\s+TODAY(?:\s+Sports)?|Gothamist|Hans\s+Lucas|Abaca(?:press)?|Bestimage|Icon\s+Sport|Panoramic|DPPI|CP|The\s+Canadian\s+Press|La\s+Presse(?:\s+canadienne)?|Canadian\s+Press|QMI"
_AGENCY = re.compile(rf"(?<![^\W_])(?:{_AGENCIES})(?![^\W_])")
_BRACKETS = re.compile(r"[(\[（［]((?:[^()\[\]（）［］]|\([^()]*\)|（[^（）]*）){2,160})[)\]）］]\s*[.。]?\s*$")
_SEPARATED = re.compile(r"(?:\s[|–—]\s|\s-\s|\s/\s|＝|\s•\s|\s·\s)([^|＝]{2,90})$")
_AFTER_STOP = re.compile(r"(?:[.!?…。][\"”»’')]*\s*|[\"”»]\s+|(?<=[a-zà-ž\d)])\s+)(?=[A-ZÀ-ÞА-Я0-9＠@ＡＰ])")
_SENTENCE = re.compile(r"[.!?…]\s+[A-ZÀ-Þ\"“«]")
_VERBISH = re.compile(
    r"(?<![^\W_])(?:the|is|are|was|were|has|have|had|with|at|on|in|an|der|die|das|ist|sind|war|wurde|mit|im|auf|le|la|les|est|sont|était|dans|avec|el|los|las|es|son|está|con|en|un|una|o|os|as|é|são|está|no|na|em|com|il|gli|è|sono|nel|er|var|på|med|och|på|som|ir|un|на|был|была|это|который)(?![^\W_])",
    re.IGNORECASE,
)


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
    return (
        _in_brackets(text)
        or _after_label(text)
        or _after_copyright(text)
        or _after_separator(text)
        or _agency_at_end(text)
    )


def is_credit_line(text: str) -> bool:
    """Whether a short line is nothing but a credit."""
    line = " ".join(text.split())
    if not 2 <= len(line) <= 140:
        return False
    if _LABEL.match(line) or _BARE_LABEL.match(line) or re.match(r"(?:©|\(c\)\s)", line, re.IGNORECASE):
        return True
    return _looks_like_names(line.strip("()[]（） "))


def is_name(text: str) -> bool:
    """Whether a line is two to four capitalised words and nothing else, as a photographer's name is."""
    words = text.split()
    return 2 <= len(words) <= 4 and len(text) <= 45 and all(
        word[0].isupper() and re.fullmatch(r"[^\W\d_][\w.'’\-]*", word) for word in words
    )


def _place(
    text: str, start: int, end: int, caption_end: int, method: str, confidence: float, *, first: bool = False
) -> CreditPlace:
    while end > start and text[end - 1].isspace():
        end -= 1
    return CreditPlace(start, end, caption_end, method, confidence, text[start:end], first)


def _in_brackets(text: str) -> CreditPlace | None:
    found = _BRACKETS.search(text)
    if not found:
        return None
    inner = found.group(1).strip()
    labelled = (
        _LABEL.match(inner)
        or _BARE_LABEL.match(inner)
        or re.match(r"(?:©|photo\b|foto\b|crédit\b|image\b)", inner, re.IGNORECASE)
    )
    if labelled or _looks_like_names(inner):
        return _place(
            text,
            found.start(),
            found.end(),
            found.start(),
            "text:brackets",
            0.95 if labelled or _AGENCY.search(inner) else 0.85,
        )
    return None


def _after_label(text: str) -> CreditPlace | None:
    matches = [match for match in _LABEL.finditer(text) if len(text) - match.end() >= 2]
    matches += [match for match in _BARE_LABEL.finditer(text) if len(text) - match.end() >= 2]
    if not matches:
        return None
    matches.sort(key=lambda match: match.start())
    last = matches[-1]
    # Labels that follow each other ("Foto: … | Vídeo: …") are one line.
    for match in reversed(matches[:-1]):
        if last.start() - match.end() < 60 and not _SENTENCE.search(text[match.end() : last.start()]):
            last = match
    rest = text[last.end() :]
    if len(rest) <= 160 and not _is_prose(rest):
        start = last.start()
        lead = re.search(r"[\s|/–—(\[-]+$", text[:start])
        caption_end = lead.start() if lead else start
        opened = lead and ("(" in lead.group(0) or "[" in lead.group(0))
        if opened and lead:
            start = lead.start() + re.search(r"[(\[]", lead.group(0)).start()  # type: ignore[union-attr] - just seen
        return _place(text, start, len(text), caption_end, "text:credit-label", 0.94)
    if last.start() <= 2:
        # The credit comes first; it ends where the caption's first sentence begins.
        end = _end_of_first_credit(text, last.end())
        if end:
            return _place(text, last.start(), end, 0, "text:credit-first", 0.7, first=True)
    return None


def _end_of_first_credit(text: str, start: int) -> int:
    rest = text[start : start + 90]
    line = rest.find("\n")
    if line >= 2:
        return start + line
    # Names and agencies up to the article or the verb of a sentence.
    found = re.match(
        r"(?:[^\W\d_][\w.'’\-]*\s+){1,3}?(?:(?:/|-|–|,|via)\s*)?(?:(?:Archives?|Agence|Agency)\s+)?(?:"
        + _AGENCIES
        + r"|Le\s+\w+|La\s+\w+|The\s+\w+)?(?=\s+(?:Le|La|Les|L['’]|Un|Une|Des|The|A|An|Der|Die|Das|Ein|Eine|El|Los|Las|Una|Il|Lo|I|O|Os|As|Dans|In|On|At|En|Au)\b)",
        rest,
    )
    return start + found.end() if found and found.end() > 2 else 0


def _after_copyright(text: str) -> CreditPlace | None:
    matches = [match for match in _COPYRIGHT.finditer(text) if 2 <= len(text) - match.end() <= 120]
    if not matches or _is_prose(text[matches[0].end() :]):
        return None
    match = matches[0]
    lead = re.search(r"[\s|/–—-]+$", text[: match.start()])
    return _place(text, match.start(), len(text), lead.start() if lead else match.start(), "text:copyright", 0.93)


def _after_separator(text: str) -> CreditPlace | None:
    found = _SEPARATED.search(text)
    if not found:
        return None
    tail = found.group(1).strip()
    strong = text[found.start() : found.start(1)].strip() in ("|", "＝")
    if _looks_like_names(tail) and (strong or _AGENCY.search(tail) or "/" in tail):
        return _place(text, found.start(1), len(text), found.start(), "text:separator", 0.88 if strong else 0.75)
    return None


def _agency_at_end(text: str) -> CreditPlace | None:
    """Names and an agency after the caption's last full stop (or after nothing at all, when that is all)."""
    whole = " ".join(text.split())
    if len(whole) <= 90 and _looks_like_names(whole) and (_AGENCY.search(whole)):
        return _place(text, 0, len(text), 0, "text:agency", 0.85)
    for found in reversed(list(_AFTER_STOP.finditer(text))):
        tail = text[found.end() :].strip()
        if len(tail) > 110:
            break
        stop = text[found.start() : found.end()].strip()
        if not stop:
            continue
        if _looks_like_names(tail) and (_AGENCY.search(tail) or "/" in tail):
            caption_end = found.start() + len(stop)
            return _place(text, found.end(), len(text), caption_end, "text:agency", 0.85)
    # "… en Madrid EFE/ J.J. Guillén": an agency with a slash needs no full stop before it.
    slashed = re.search(rf"\s((?:{_AGENCIES})\s?/\s?[^\s].{{1,60}})$", text)
    if slashed and _looks_like_names(slashed.group(1)):
        return _place(text, slashed.start(1), len(text), slashed.start(), "text:agency", 0.8)
    bare = re.search(
        rf"(?<=[a-zà-ž.]) ((?:[A-ZÀ-Þ][\w.'’-]+ ){{0,3}}/? ?(?:HANDOUT ?/ ?)?(?:{_AGENCIES})(?:\s?/\s?(?:{_AGENCIES}))*)$",
        text,
    )
    if bare and "/" in bare.group(1):
        return _place(text, bare.start(1), len(text), bare.start(), "text:agency", 0.75)
    return None


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) > 6 and len(_VERBISH.findall(text)) >= 2 and not _AGENCY.search(text[-40:])


def _looks_like_names(text: str) -> bool:
    """Whether words are names and agencies only: few, capitalised, without the small words of a sentence."""
    if not 2 <= len(text) <= 130 or re.fullmatch(r"[\d\s/.,:\-–]+", text) or text.endswith((":", "?")):
        return False
    if re.fullmatch(
        r"(?:v\.?\s?l\.?\s?n?\.?\s?r?\.?|l\.?|r\.?|left|right|center|centre|links|rechts|c\.|top|bottom|above|below|file|izq\.|der\.)\s*",
        text,
        re.IGNORECASE,
    ):
        return False
    agency = _AGENCY.search(text)
    words = re.findall(r"[^\W_][\w.'’\-]*", text)
    if not words or len(words) > 14:
        return False
    if _VERBISH.search(text) and not (agency and len(_VERBISH.findall(text)) <= 1):
        return False
    small = sum(
        word[0].islower()
        for word in words
        if word.casefold()
        not in (
            "via",
            "vía",
            "for",
            "of",
            "de",
            "by",
            "and",
            "y",
            "von",
            "van",
            "der",
            "the",
            "und",
            "et",
            "dpa",
            "imago",
            "images",
            "picture",
            "alliance",
            "du",
            "da",
            "do",
        )
    )
    if agency:
        return small <= max(2, len(words) // 3)
    if "/" in text and not re.search(r"\d/\d", text):
        return small <= 1 and len(words) >= 2
    return False
