"""What a person probably meant by a text of another program's syntax, or with a slip of the keys, put right.

Each function gives the text that stands in the place of the mistake, "" where it knows none. Nothing here is
believed by the parser: it is offered as *Fix* beside a hint.
"""

from __future__ import annotations

import re
from typing import Final

from archive_app.domain.query_lexer import has_words
from archive_app.domain.query_values import is_date

_PART: Final = re.compile(r'"[^"]*"|[^\s"]+')
_BRACKETED: Final = re.compile(r"([^\s:()\"]+):\(([^()]*)\)")
_NEAR_CALL: Final = re.compile(r"NEAR/(\d{1,4})\s*\(([^()]*)\)")
_NEAR_BETWEEN: Final = re.compile(r'("[^"]*"|[^\s"()]+)\s+NEAR(?:/(\d{1,4}))?\s+("[^"]*"|[^\s"()]+)')
_AGE: Final = re.compile(r"(?:the\s+)?(?:last|past|in\s+the\s+last)\s+(\d{1,4}\s*\w+)", re.IGNORECASE)
_SHORT_DAY: Final = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?")


def range_or_date(text: str) -> str:
    """A date or range as it is written here: ``2021...2023``, ``2021-3-5``, ``last 7 days``, a range of three ends."""
    tried = re.sub(r"\s*(?:\.{2,}|…)\s*", "..", text.strip())
    ends = [_day(end.strip()) for end in tried.split("..")]
    if len(ends) > 2:
        ends = [ends[0], ends[-1]]
    better = "..".join(ends)
    if better != text and any(ends) and all(is_date(end) for end in ends if end):
        return better
    age = _AGE.fullmatch(text.strip())
    if age is not None and is_date(age[1].replace(" ", "")):
        return "<" + age[1].replace(" ", "")
    return ""


def _day(text: str) -> str:
    if not _SHORT_DAY.fullmatch(text):
        return text
    return "-".join(part.zfill(2) for part in text.split("-"))


def is_range(text: str) -> bool:
    """Whether this is a range of dates, were there no sign before it."""
    ends = text.split("..")
    return len(ends) == 2 and any(ends) and all(is_date(end) for end in ends if end)


def spaced_range(before: str, after: str) -> str:
    """The whole text, where the two dots of a range stand apart from its ends: ``date:2021 .. 2023``."""
    if not re.search(r":[^\s()\"]+\s*$", before) or not re.match(r"\s*\d", after):
        return ""
    return f"{before.rstrip()}..{after.lstrip()}"


def bracketed_values(text: str) -> tuple[str, str]:
    """``title:(a b)`` at the start of a text, as mail programs write it: what stands there, and what is meant."""
    found = _BRACKETED.match(text)
    if found is None:
        return "", ""
    parts = [part for part in _PART.findall(found[2]) if part not in {"AND", "and"}]
    either = any(part in {"OR", "or", "|"} for part in parts)
    values = [part for part in parts if part not in {"OR", "or", "|"}]
    if not values or any(part.startswith("-") or ":" in part or not has_words(part) for part in values):
        return "", ""
    if either:
        return found[0], f"{found[1]}:{','.join(values)}"
    return found[0], " ".join(f"{found[1]}:{value}" for value in values)


def nearness(text: str, start: int) -> tuple[int, int, str]:
    """``NEAR/5(a b)`` or ``a NEAR/5 b`` around a place: from where to where, and how it is written here."""
    call = _NEAR_CALL.match(text, start)
    if call is not None and call[2].strip():
        return call.start(), call.end(), f"NEAR({' '.join(call[2].replace(',', ' ').split())}, {int(call[1])})"
    for found in _NEAR_BETWEEN.finditer(text):
        if found.start() < start < found.end() and ":" not in found[1] + found[3]:
            return found.start(), found.end(), f"NEAR({found[1]} {found[3]}, {int(found[2] or 10)})"
    return 0, 0, ""
