"""Text with spans as HTML for Qt's rich text: everything escaped, nothing of the source is ever markup.

Underline styles are not in Qt's HTML; ``ArchiveBrowser`` adds them after the document is set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from archive_app.ui.reading_look import ReadingLook
from archive_app.ui.spans import Span

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
# Characters Qt would take for something else than text: NUL, its own object and paragraph signs, lone surrogates.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffc\ufffe\uffff\u2028\u2029\ud800-\udfff]")
Numbered = tuple[int, Span]


def shown(text: str) -> str:
    """The text escaped; a character that cannot be shown is a replacement sign, so that places stay the same."""
    return escape(_UNFIT.sub("\ufffd", text), quote=True)


def lit(text: str, spans: Sequence[Numbered], look: ReadingLook, *, offset: int = 0) -> str:
    """A piece of text with its spans.

    Args:
        text: The piece.
        spans: (number, span) pairs; their places count in the whole text.
        look: Colours, and which kinds are switched off.
        offset: Where the piece begins in the whole text.

    Returns:
        HTML without paragraphs; where spans lie in each other, the inner one shows.
    """
    end = offset + len(text)
    here = [
        (number, span)
        for number, span in spans
        if span.kind not in look.hidden and span.start < end and span.end > offset
    ]
    if not here:
        return shown(text)
    edges = sorted({offset, end, *(min(max(e, offset), end) for _n, s in here for e in (s.start, s.end))})
    parts: list[str] = []
    for left, right in pairwise(edges):
        covering = [(n, s) for n, s in here if s.start <= left and s.end >= right]
        piece = text[left - offset : right - offset]
        if covering:
            covering.sort(key=lambda pair: pair[1].end - pair[1].start)
            number, span = covering[0]
            # A name within a credit is a place of its own, on the ground of the credit.
            under = next((s for _n, s in covering if s.kind != "detail"), span)
            parts.append(_anchor(number, span, under, shown(piece), look))
        else:
            parts.append(shown(piece))
        parts += [_mark(n, s, look) for n, s in here if s.end == right]
    return "".join(parts)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a reading text with the place where each begins."""
    start = 0
    for gap in _PARAGRAPHS.finditer(text):
        if gap.start() > start:
            yield start, text[start : gap.start()]
        start = gap.end()
    if start < len(text):
        yield start, text[start:]


def direction(text: str) -> str:
    """``rtl`` or ``ltr`` by the first letter that has one."""
    for character in text[:400]:
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def block(inner: str, text: str, style: str, *, tag: str = "p") -> str:
    """A paragraph in the direction of its text; Qt aligns it to the side where its reading begins."""
    return f'<{tag} dir="{direction(text)}" style="white-space:pre-wrap;{style}">{inner}</{tag}>'


def _anchor(number: int, span: Span, under: Span, inner: str, look: ReadingLook) -> str:
    ground = (look.backgrounds if under.reviewed else look.pale)[under.kind]
    background = f"background-color:{ground};" if ground else ""
    return (
        f'<a href="span:{number}" style="{background}color:{look.text};text-decoration:underline;'
        f'text-decoration-color:{look.lines[span.kind]}">{inner}</a>'
    )


def _mark(number: int, span: Span, look: ReadingLook) -> str:
    if not span.mark:
        return ""
    size = max(15, round(look.size * 0.95))  # Qt draws raised text at two thirds
    return (
        f'<a href="mark:{number}" style="text-decoration:none;vertical-align:super;font-size:{size}px;'
        f"font-family:'{look.ui_face}';font-weight:600;color:{look.lines[span.kind]}\">{shown(span.mark)}</a>"
    )
