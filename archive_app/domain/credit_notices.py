"""Takes out of a credit line what has fields of its own: copyright signs, their years, licences."""

from __future__ import annotations

import re

from archive_app.domain.credit_licences import find_licences
from archive_app.domain.credit_reading import Reading
from archive_app.domain.credit_words import ALL_RIGHTS

_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|&copy;|(?<!\w)copyright(?!\w)|(?<!\w)copr\.)(?:\s*(?:©|\(c\)))?[\s:]*"
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)(?:\s*[-–,/]\s*(?:(?:1[89]|20)\d\d|\d\d)(?!\d))*(?:\s+by\b)?[\s,:]*)?",
    re.IGNORECASE,
)
_SIGNS = ("©", "ⓒ", "(c", "(C", "opyr", "OPYR", "&copy;")
# One of these is in every sentence of ALL_RIGHTS.
_RESERVED = ("reserv", "réserv", "vorbehalten", "riservati", "защищены")
# Stands for every character that is taken out, so that offsets stay what they are.
MASK = "\x1f"


def take_out_notices(text: str, out: Reading) -> str:
    """Notes licence, copyright and year in ``out``; returns the text of the same length with them masked."""
    out.licence, spans, kept = find_licences(text)
    if any(sign in text for sign in _SIGNS):
        for match in _COPYRIGHT.finditer(text):
            spans.append((match.start(), match.start() + len(match.group().rstrip())))
            out.copyright = True
            if match["year"] and out.year is None:
                out.year = int(match["year"])
    if len(text) > 18 and any(word in text.casefold() for word in _RESERVED):
        for match in ALL_RIGHTS.finditer(text):
            out.copyright = True
            kept.append(match.span())  # the sentence stays in the line; it only names nobody
    out.drops.extend(spans)
    for start, end in (*spans, *kept):
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
