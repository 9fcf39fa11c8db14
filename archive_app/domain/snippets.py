"""Why a record was found: the field and the words, marked. Works on folded text, so offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive_app.domain.folding import fold, words
from archive_app.domain.pieces import unspaced
from archive_app.domain.results import SnippetPart

_BEFORE, _LENGTH = 60, 220


@dataclass(frozen=True, slots=True)
class Terms:
    """What to mark: single words, words that may go on (prefixes), and phrases (all folded)."""

    patterns: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[tuple[str, bool]]) -> Terms:
        """From (text, prefix) pairs; several words in one text are a phrase."""
        found: list[str] = []
        for text, prefix in texts:
            parts = words(text)
            if parts:
                joined = r"[\W_]+".join(re.escape(p) for p in parts)
                whole = not unspaced(text)  # such a script has words within words
                found.append(
                    (r"(?<![^\W_])" if whole else "") + joined + (r"(?![^\W_])" if whole and not prefix else "")
                )
            elif text:
                found.append(re.escape(fold(text)))
        return cls(tuple(dict.fromkeys(found)))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand in ``text``, in order, not overlapping."""
        if not self.patterns or not text:
            return []
        folded = fold(text)
        return [m.span() for m in re.finditer("|".join(self.patterns), folded)]


def marked(text: str, spans: Sequence[tuple[int, int]]) -> tuple[SnippetPart, ...]:
    """The text cut into plain and marked pieces."""
    parts: list[SnippetPart] = []
    at = 0
    for start, end in spans:
        if start > at:
            parts.append(SnippetPart(text[at:start]))
        parts.append(SnippetPart(text[start:end], hit=True))
        at = end
    if at < len(text):
        parts.append(SnippetPart(text[at:]))
    return tuple(parts)


def snippet(fields: Mapping[str, str], terms: Terms) -> tuple[str, tuple[SnippetPart, ...], tuple[str, ...]]:
    """Which field to quote, the piece of it around the first hit, and every field with a hit.

    Args:
        fields: Texts by name, the preferred one to quote first.
        terms: What was searched for.
    """
    hits = {name: spans for name, text in fields.items() if (spans := terms.spans(text))}
    if not hits:
        return "", (), ()
    name = max(hits, key=lambda n: len({fields[n][a:b].casefold() for a, b in hits[n]}))
    return name, window(fields[name], hits[name]), tuple(hits)


def window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[SnippetPart, ...]:
    """About 220 characters of the text around its first hit, cut at words, line feeds shown as blanks."""
    first = spans[0][0] if spans else 0
    start = max(0, first - _BEFORE)
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + _LENGTH)
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > first else end
    piece = text[start:end].replace("\n", " ")
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    parts = list(marked(piece, inside))
    if start:
        parts.insert(0, SnippetPart("…"))
    if end < len(text):
        parts.append(SnippetPart("…"))
    return tuple(parts)
