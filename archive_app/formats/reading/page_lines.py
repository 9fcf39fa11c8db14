"""What printing and scanning leave between the lines of a text: page numbers, running heads, quotation marks of mail.

They belong to the paper, not to the article, and part paragraphs that go on over the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE = re.compile(
    r"(?i)^[\[(]?(?:(?P<dash>[–—-]{1,2}|•|\*)\s*)?(?P<word>page|p\.|seite|s\.|página|pagina|pág\.|strona|str\.|стр\.?|страница|сторінка|第)?"
    r"\s*(?P<number>\d{1,4})(?P<of>\s*(?:of|von|de|sur|di|van|из|з|z|/)\s*\d{1,4})?\s*(?:页|頁|ページ)?\s*(?:[–—-]{1,2}|•|\*)?[\])]?$"
)
_STOP = re.compile(r"[.!?…:;。！？][)\]»”’\"']*$")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_QUOTED = re.compile(r"^>+ ?")
_LONGEST_HEAD = 90
_NEAR = 3


def without_page_lines(lines: Sequence[str]) -> list[str]:
    """The lines without page numbers and running heads; a paragraph that they parted is whole again.

    Args:
        lines: The lines of a text, clean, empty ones among them. A running head that opens the text stays there.
    """
    lines = _unquoted(lines)
    numbers = _page_numbers(lines)
    if not numbers:
        return list(lines)
    heads = _running_heads(lines, numbers)
    kept: list[str] = []
    gap = False
    for place, line in enumerate(lines):
        if place in numbers or place in heads:
            gap = True
        elif line.strip() and gap:
            before = next((other.strip() for other in reversed(kept) if other.strip()), "")
            if before and not _STOP.search(before) and _goes_on(before, line.strip()):
                while kept and not kept[-1].strip():
                    kept.pop()
            elif kept and kept[-1].strip():
                kept.append("")
            kept.append(line)
            gap = False
        else:
            kept.append(line)
    return kept


def is_page_number(line: str) -> bool:
    """Whether a line at the edge of a page holds its number and nothing else."""
    return len(line) <= 24 and _PAGE.match(line.strip()) is not None


def _goes_on(before: str, line: str) -> bool:
    return line[0].islower() or before.endswith(("-", ",")) or len(before) > 40


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Without the ">" before each line of a mail that was answered or passed on."""
    written = [line for line in lines if line.strip()]
    if len(written) > 3 and all(line.startswith(">") for line in written):
        return [_QUOTED.sub("", line) for line in lines]
    return list(lines)


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """The places of page numbers: such as say so ("- 3 -", "Page 3 of 7"), and bare ones that count up by one."""
    sure: set[int] = set()
    bare: list[tuple[int, int]] = []
    for place, line in enumerate(lines):
        match = _PAGE.match(line.strip()) if 0 < len(line.strip()) <= 24 else None
        if match is None:
            continue
        if match["word"] or match["dash"] or match["of"]:
            sure.add(place)
        else:
            bare.append((place, int(match["number"])))
    # A year alone in a line heads a section; 14, 15, 16 are pages.
    rising = [
        place
        for place, number in bare
        if any(
            other != place and abs(value - number) == 1 and (other > place) == (value > number) for other, value in bare
        )
    ]
    return sure | set(rising)


def _running_heads(lines: Sequence[str], numbers: set[int]) -> set[int]:
    """Lines near a page number that are printed more than once, but for their digits."""
    keys = {
        place: _DIGITS.sub("#", " ".join(line.casefold().split()))
        for place, line in enumerate(lines)
        if 3 < len(line.strip()) <= _LONGEST_HEAD
    }
    counts = Counter(keys.values())
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    found = set()
    for number in numbers:
        for step in (-1, 1):
            place, seen = number + step, 0
            while 0 <= place < len(lines) and seen < _NEAR:
                if lines[place].strip() and place not in numbers:
                    seen += 1
                    if counts[keys.get(place, "")] < 2:
                        break
                    found.add(place)
                place += step
    repeated = {key for key in {keys[place] for place in found} if _on_pages(key, keys, numbers)}
    return {place for place, key in keys.items() if key in repeated} - {first}


def _on_pages(key: str, keys: dict[int, str], numbers: set[int]) -> bool:
    """Whether a page's number parts the lines of one wording."""
    places = [place for place, other in keys.items() if other == key]
    return any(min(places) < number < max(places) for number in numbers)
