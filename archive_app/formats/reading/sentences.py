"""Where sentences begin and end in a paragraph, also where one was glued to the next.

Only full stops that plainly end a sentence count: "Mr. Obama", "U.S. Army" and "No. 5" stay whole.
"""

from __future__ import annotations

import re

from archive_app.formats.reading.paragraphs import trimmed

# An end mark with closing quotes or brackets, then a blank and an opening; or an end mark glued to a
# capital that small letters follow ("… the automatic system …Below, a video").
_END = re.compile(
    r"(?P<mark>[.!?…。！？]+)(?P<close>[)\]»”’\"']{0,3})"
    r"(?:(?P<blank>\s+)(?=[«“„‘\"'(\[¿¡–—-]*\s?(?P<next>[^\W_]))|(?=(?P<glued>[^\W\d_])(?P<second>[^\W\d_,’'])))"
)
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st sgt lt col gen capt maj rev hon sen rep gov pres jr sr no nos vol vs etc approx dept est
    inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k e.g i.e cf al fig ed eds ca
    m mm mme mlle me hr fr nr bzw z.b d.h u.a usw evtl ggf abb st str ing sra srta sr ud uds ee.uu pág núm
    г гг им т.е т.д т.п др проф ул руб тыс млн млрд стр см""".split()  # noqa: SIM905 - a word list reads better
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a paragraph, in order, without the blanks between them."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if not _ends(text, match):
            continue
        end = match.end("close")
        spans.append((start, end))
        start = match.end("blank") if match["blank"] else end
    if start < len(text):
        spans.append((start, len(text)))
    return [tight for span in spans if (tight := trimmed(text, *span))[0] < tight[1]]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence (or sentences) that hold ``start`` to ``end``."""
    first, last = start, end
    for begin, finish in sentence_spans(text):
        if finish > start and begin < end:
            first, last = min(first, begin), max(last, finish)
    return first, last


def _ends(text: str, match: re.Match[str]) -> bool:
    if match["blank"]:
        if not (match["next"].isupper() or match["next"].isdigit() or match["next"] > "\u2e7f"):
            return False
    elif match["mark"][-1] in "。！？":
        return True
    elif not (match["glued"].isupper() and match["second"].islower()):
        return False
    if match["mark"] != ".":
        return True
    word = text[max(0, match.start() - 12) : match.start()].rsplit(None, 1)[-1:] or [""]
    last = word[0].lstrip("(«“„\"'").casefold()
    # An initial ("J. Smith") and an abbreviation are no end; nor is a number in a date ("5. Oktober").
    if len(last) == 1 and last.isalpha():
        return False
    return last not in _ABBREVIATIONS and not (last.isdigit() and len(last) <= 2)
