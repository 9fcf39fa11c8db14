"""Byline lines: "By Jane Doe and Ann Roe, Associated Press | 5 October 2021".

Only persons are bylines; an agency or a desk that signs is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 200
_LONGEST_REST = 90

_CAPITAL = r"(?=\s*(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ\"“]))"
_LEAD = re.compile(
    rf"""(?ix)^\s*(?:
    (?P<both>(?:text\s(?:&|und|and)\s(?:fotos?|bilder|photos?)|texte\set\sphotos?|texto\sy\sfotos?|текст\sи\sфото)
        \s*(?:\b(?:by|von|par|por))?\s*:?(?!\w))
    |(?:words|text|story|written|reporting|reported|analysis|opinion|review|interview)\sby\b\s*:?
    |(?:by|von|par|propos\srecueillis\spar|por|di|a\scura\sdi|автор|беседовал[аи]?|ein\s\w+\svon)\b\s*:?{_CAPITAL}
    |(?:byline|authors?|writers?|text|autor(?:in|en|a|as|es|e|i)?|auteure?s?|texte|texto|testo|автор[ыи]?|текст)\s*:
    )\s*"""
)
_ENDS_NAMES = re.compile(
    r"\s*(?:[|•·/]|\s[–—-]\s|\s(?:in|à|aus)\s(?=[A-ZÀ-Þ])|\sfor\s|\spour\s|\spara\s|\sfür\s|\(|@|<|https?:|\bupdated\b|\bpublished\b|\d)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|\s&|\s\+|\s(?:and|und|et|y|e|и|та|og|och|en|ja)(?=\s))\s*")
_PARTICLES = frozenset(
    """de da do dos das del della di du la le van von der den ter ten zu zur af av bin ibn al el st san santa y e mac
    of""".split()  # noqa: SIM905 - a word list reads better
)
_NO_PERSON = re.compile(
    r"(?i)\b(?:news|staff|agency|agencies|press|times|post|reuters|afp|ap|dpa|efe|ansa|tass|тасс|риа|upi|redaktion|rédaction|redacción"
    r"|редакция|редакція|editorial|editors?|desk|team|correspondents?|reporters?|writers?|bureau|service|media|network|magazine|journal|daily"
    r"|gazette|herald|guardian|wire|the|our|special|contributors?|university|institute|foundation|department|studio|group|inc|ltd"
    r"|correspondant|korrespondent\w*|корреспондент\w*|mit\s|with)\b"
)
_WORD = re.compile(r"[^\W\d_][\w’'.\-]*")


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A person's name in a byline, at ``start`` to ``end``; ``role`` as in ``records.Name``."""

    text: str
    start: int
    end: int
    role: str = ""


def byline_names(line: str, *, labelled: bool = False) -> tuple[PrintedName, ...]:
    """The persons that a byline names, in order; none when the line is not a byline.

    Args:
        line: One clean line.
        labelled: The line is known to be a byline, so that it need not begin with "By".
    """
    if len(line) > _LONGEST:
        return ()
    lead = _LEAD.match(line)
    if lead is None and not labelled:
        return ()
    begin = lead.end() if lead else 0
    stop = _ENDS_NAMES.search(line, begin)
    end = stop.start() if stop else len(line)
    if len(line) - end > _LONGEST_REST:
        return ()  # a sentence goes on
    role = "text, photography" if lead and lead["both"] else ""
    names = []
    place = begin
    for separator in [*_AND.finditer(line, begin, end), None]:
        piece_end = separator.start() if separator else end
        name = line[place:piece_end]
        start = place + len(name) - len(name.lstrip())
        name = name.strip().rstrip(".:")
        if is_person_name(name):
            names.append(PrintedName(name, start, start + len(name), role))
        elif not names and not labelled:
            # "By Monday, the crew …" is a sentence: a byline begins with a person.
            return ()
        place = separator.end() if separator else end
    return tuple(names)


def is_person_name(name: str) -> bool:
    """True when words look like a person's name: two to five, capitalised but for particles, no office or agency."""
    words = name.split()
    if not 2 <= len(words) <= 5 or _NO_PERSON.search(name):
        return False
    capitals = 0
    for word in words:
        if not _WORD.fullmatch(word.strip("“”\"'’()")):
            return False
        if word[0].isupper() or word[:2].casefold() in ("d'", "d’", "o'", "o’"):
            capitals += 1
        elif word.casefold() not in _PARTICLES:
            return False
    return capitals >= 2
