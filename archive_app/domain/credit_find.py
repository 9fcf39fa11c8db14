"""Finds the credit line inside or at the end of a caption.

Three places are tried, the surest first: behind a label ("… Photo: NAME/AGENCY"), in closing brackets ("… (NAME/AP)"),
and behind the last separator or sentence where a known agency stands ("… the launch site. HANDOUT / AFP"). What does
not look like a credit beyond doubt is left in the caption: "(1/2)", "(Jerusalem)" and "(left)" are no credits.
"""

from __future__ import annotations

import re
from itertools import pairwise

from archive_app.domain import credit_words as words
from archive_app.domain.credit_grammar import read_line
from archive_app.domain.credit_labels import label_medium
from archive_app.domain.credit_reading import AGENCIES, Atom
from archive_app.domain.credit_roles import assign, sort_of
from archive_app.domain.names import NameIndex, Shape, is_prose, name_key, shape_of, vocabulary_names

# A label and its colon; the two words before the last one may belong to it ("Image credit:").
_COLON = re.compile(r"(?P<label>(?:[^\W\d_][\w&()-]*\s+){0,2}[^\W\d_][\w&()-]*)\s*(?P<mark>[:：]|\.\.\.|…)\s*(?=\S)")
# A label printed without a blank behind the caption's last word: "… im ZooBild: NAME".
_GLUED = re.compile(
    r"(?<=[a-zß-ÿ\d)\"”»])(?:Bilder|Bild|Fotos?|Photos?|Image|Credit|Crédit|Quelle|Source|Video|Kuva)\s?[:：]\s*(?=\S)"
)
_BY = re.compile(
    r"(?<!\w)(?:photos?|photographs?|images?|pictures?|videos?|illustrations?|fotos?)\s+(?:by|via|von|por|par|de|av|af)"
    r"\s+(?=(?-i:[^\W\da-zà-ÿ_]))|(?<!\w)(?:photo |image |picture |video )?courtesy(?: of)?\s+(?=\S)"
    r"|(?:©|\(c\))\s*(?=\S)",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r"[(\[（【]([^()\[\]（）【】]{2,160}(?:[(（][^()（）]{1,40}[)）][^()（）]{0,80})?)[)\]）】]\s*[.。]?\s*$"
)
_ENDINGS = re.compile(r"[.!?。！？»”\"’)]\s+(?:[-–—|·]\s*)?|[.!?](?=[A-ZÀ-Þ])|\s[-–—|·]\s*|[＝=|]\s*|\s{2,}|\n")
_REPORTER = re.compile(
    r"(?:记者|記者|通讯员)\s*[\u4e00-\u9fff·]{2,4}(?:\s[\u4e00-\u9fff·]{2,4})*\s*(?:摄|攝|摄影|撮影)[）)。]?$"
)
_WORD_START = re.compile(r"(?<![\w/|-])[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")
_CONNECTORS = frozenset(
    ("via", "vía", "for", "on", "courtesy", "of", "the", "in", "and", "et", "und", "y", "from", "care", "with", "mit")
)
_LONGEST = 200
# Labels that also open sentences; they count only where what follows is clearly a credit.
_WEAK = frozenset(
    {"image", "picture", "video", "source", "film", "bild", "kuva", "images", "videos", "clip", "footage"}
)


def find_credit(text: str, *, known: NameIndex | None = None) -> tuple[int, int] | None:
    """Where the credit line stands in a caption, label and brackets included.

    Args:
        text: A caption, perhaps with its credit line.
        known: Names to recognise; the vocabulary's by default.

    Returns:
        The span of the credit line, or None where there is none beyond doubt.
    """
    index = known if known is not None else vocabulary_names()
    end = len(text.rstrip())
    if not end:
        return None
    return _in_brackets(text, end, index) or _behind_label(text, end, index) or _at_the_end(text, end, index)


def _in_brackets(text: str, end: int, index: NameIndex) -> tuple[int, int] | None:
    match = _BRACKET.search(text, max(0, end - _LONGEST - 10))
    if match is None:
        return None
    inner = match[1]
    labelled = _opens_with_label(inner)
    if not (_is_credit(inner, index, sure=labelled, bracketed=True)):
        return None
    start = match.start()
    # A label may stand before the bracket: "Photo: Jane Example (AFP)".
    outer = _behind_label(text, end, index)
    if outer is not None and outer[0] < start:
        return outer
    return (start, end) if labelled else (_maker_before(text, start), end)


def _maker_before(text: str, start: int) -> int:
    """Takes in a person's name that stands alone before the bracket: "… 2024. Jane Example (AFP)"."""
    stops = [match.end() for match in _ENDINGS.finditer(text, max(0, start - 60), start)]
    name = text[stops[-1] : start].strip() if stops else ""
    return stops[-1] if name and shape_of(name) in {Shape.PERSON, Shape.MAYBE} else start


def _opens_with_label(text: str) -> bool:
    match = _COLON.match(text)
    if match and label_medium(match["label"]) is not None:
        return True
    return _BY.match(text) is not None


def _behind_label(text: str, end: int, index: NameIndex) -> tuple[int, int] | None:
    best = None
    for match in _COLON.finditer(text, max(0, end - _LONGEST - 60), end):
        label = match["label"]
        start = match.start()
        if any(a.islower() and b.isupper() for a, b in pairwise(label)):
            continue  # "ZooFoto:" is a label glued to the caption
        # The longest run of label words before the colon counts, so "site Photo credit:" starts at "Photo".
        while label and label_medium(label) is None:
            _, blank, rest = label.partition(" ")
            if not blank:
                break
            start = match.end("label") - len(rest.lstrip())
            label = rest.lstrip()
        if not label or label_medium(label) is None or end - start > _LONGEST + 20:
            continue
        weak = label.casefold() in _WEAK
        before = text[:start].rstrip()
        at_start = not before or before[-1] in '.!?。)]»”"|–—-'
        if _is_credit(text[match.end() : end], index, sure=not weak or at_start):
            best = best or (_with_bracket(text, start), end)
    for match in _GLUED.finditer(text, max(0, end - _LONGEST), end):
        if best is None and _is_credit(text[match.end() : end], index, sure=True):
            best = match.start(), end
    if best is not None:
        return best
    for match in _BY.finditer(text, max(0, end - _LONGEST), end):
        if end - match.start() <= _LONGEST and _is_credit(text[match.start() : end], index, sure=True):
            return _with_bracket(text, match.start()), end
    return None


def _with_bracket(text: str, start: int) -> int:
    """Takes in an opening bracket, dash or bar that stands right before the credit."""
    before = text[:start].rstrip()
    while before and before[-1] in "([（【|–—-＝/":
        start = len(before) - 1
        before = before[:-1].rstrip()
    return start


def _at_the_end(text: str, end: int, index: NameIndex) -> tuple[int, int] | None:
    """The last stretch of the text, if it names a known agency and nothing but a credit."""
    reporter = _REPORTER.search(text, max(0, end - 60), end)
    if reporter:
        return _agency_before(text, reporter.start(), index), end
    starts = {match.end() for match in _ENDINGS.finditer(text, max(0, end - _LONGEST), end)}
    if end <= 80:
        starts.add(0)
    best = None
    for start in sorted(starts, reverse=True):
        tail = text[start:end]
        if not tail.strip():
            continue
        if _is_credit(tail, index, sure=False):
            best = start
            if text[start - 1 : start] in {"＝", "="}:
                break
        elif best is not None:
            break
    if best is None:
        best = _glued(text, end, index)
    return (_with_bracket(text, best), end) if best is not None else None


def _agency_before(text: str, at: int, index: NameIndex) -> int:
    """Where the known name starts that ends at ``at``; languages without blanks need trying."""
    return next((start for start in range(max(0, at - 10), at) if text[start:at] in index), at)


def _glued(text: str, end: int, index: NameIndex) -> int | None:
    """Where a credit starts with a known name right behind the caption's last word: "… in Madrid EFE/ NAME"."""
    tail = max(0, end - 90)
    if not any(mark in text[tail:end] for mark in ("/", "|", " via ")):
        return None
    starts = [match.start() for match in _WORD_START.finditer(text, tail, end)]
    for start in starts:
        opening = text[start:end].split(" ")[:4]
        opens_known = any(" ".join(opening[:count]).rstrip("/|").partition("/")[0] in index for count in (4, 3, 2, 1))
        if opens_known and _is_credit(text[start:end], index, sure=False):
            return _maker_joined(text, start)
    return None


def _maker_joined(text: str, start: int) -> int | None:
    """Takes in the person before "/ AFP"; None where a slash stands but no person can be made out."""
    before = text[:start].rstrip()
    if not before.endswith("/"):
        return start
    places = [match.start() for match in _WORD_START.finditer(before, max(0, len(before) - 60))]
    for place in reversed(places[-3:]):
        name = before[place:-1].strip()
        shape = shape_of(name)
        if shape is Shape.PERSON or (shape is Shape.MAYBE and name.isupper()):
            return place
    return None


def _is_credit(text: str, index: NameIndex, *, sure: bool, bracketed: bool = False) -> bool:
    """Whether a text reads as a credit line.

    ``sure`` is said of text behind a label: then any name will do. Otherwise a known agency, newspaper or broadcaster
    must be named, or a copyright sign or licence printed, and no word may be left over that credits do not use.
    """
    text = text.strip()
    if not 1 < len(text) <= _LONGEST or not any(c.isalpha() for c in text):
        return False
    reading = read_line(text, index)
    parties = assign(reading)
    if not parties:
        status = bool(reading.flags or reading.licence)
        if not sure and _has_other_words(text, reading.atoms[:0], reading.drops):
            return False
        supplied = not set(reading.flags).isdisjoint({"supplied", "handout", "staff"})
        return status and len(text) < 40 and (sure or bool(reading.licence) or (bracketed and supplied))
    if sure:
        if not _has_other_words(text, reading.atoms, reading.drops):
            return True
        covered = sum(atom.end - atom.start for atom in parties)
        longest = max(len(atom.name.text.split()) for atom in parties)
        return longest <= 8 and covered * 2 >= sum(c.isalnum() for c in text)
    # Also what the roles pass over as no name at all must not be a sentence.
    if any(is_prose(atom.name.text, allowed=1) for atom in reading.atoms if atom.name.known is None):
        return False
    if _has_other_words(text, reading.atoms, reading.drops):
        return False
    unknown = [atom.name.shape for atom in parties if atom.name.known is None]
    sorts = [sort_of(atom) for atom in parties if atom.name.known is not None]
    if Shape.PHRASE in unknown or (Shape.WORD in unknown and "/" not in text and not reading.copyright):
        return False
    if reading.copyright or reading.licence:
        return True
    if not bracketed and sum(atom.kind == "person" for atom in parties) > 1:
        return False  # a row of names is who is shown
    if any(sort in AGENCIES for sort in sorts):
        return True
    maker = any(atom.role == "creator" for atom in parties)
    if sorts and (len(parties) > 1 or bracketed or text.isupper()):
        return maker or bracketed or text.isupper() or "/" in text
    # "(Jane Example/Example Museum)": a maker and somebody else, joined as credits join them.
    return bracketed and "/" in text and maker and any(atom.kind == "person" for atom in parties)


def _has_other_words(text: str, parties: list[Atom], drops: list[tuple[int, int]]) -> bool:
    """Whether words stand in the line that belong neither to names nor to the language of credits."""
    at = 0
    for start, end in sorted(
        [*((atom.start, atom.end) for atom in parties), *(span for span in drops if span[0] >= 0)]
    ):
        if any(not _is_credit_word(word) for word in _WORD.findall(text[at:start])):
            return True
        at = max(at, end)
    return any(not _is_credit_word(word) for word in _WORD.findall(text[at:]))


def _is_credit_word(word: str) -> bool:
    lowered = word.casefold()
    return (
        lowered in words.LABELS
        or lowered in words.LABEL_FILLERS
        or lowered in words.MEDIUM_TAILS
        or lowered in words.STATUS_LEADS
        or name_key(lowered) in words.STATUS
        or lowered in _CONNECTORS
        or lowered.isdigit()
    )
