"""Why a record was found: the field and the words, marked. Works on folded text, so offsets hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from archive_app.domain.folding import fold, words
from archive_app.domain.pieces import unspaced
from archive_app.domain.results import SnippetPart

_BEFORE, _LENGTH = 60, 220
_PATIENCE = 0.05  # seconds for a person's pattern in one text


@dataclass(frozen=True, slots=True)
class Terms:
    """What to mark: single words, words that may go on (prefixes), phrases (all folded), and people's own patterns."""

    patterns: tuple[str, ...]
    expressions: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[tuple[str, bool]], expressions: Iterable[str] = ()) -> Terms:
        """From (text, prefix) pairs; several words in one text are a phrase, "*" stands for any letters.

        Args:
            texts: The words and phrases.
            expressions: Regular expressions, as people typed them.
        """
        found: list[str] = []
        for text, prefix in texts:
            if "*" in text:
                found.append(_wild(text, prefix=prefix))
                continue
            parts = words(text)
            if parts:
                joined = r"[\W_]+".join(re.escape(p) for p in parts)
                whole = not unspaced(text)  # such a script has words within words
                found.append(
                    (r"(?<![^\W_])" if whole else "") + joined + (r"(?![^\W_])" if whole and not prefix else "")
                )
            elif text:
                found.append(re.escape(fold(text)))
        return cls(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(expressions)))

    @classmethod
    def within(cls, texts: Iterable[str]) -> Terms:
        """From texts that may stand anywhere, within words too: what a short field contains."""
        return cls(tuple(dict.fromkeys(re.escape(folded) for text in texts if (folded := fold(text)))))

    def __or__(self, other: Terms) -> Terms:
        """What either marks."""
        return Terms(
            tuple(dict.fromkeys((*self.patterns, *other.patterns))),
            tuple(dict.fromkeys((*self.expressions, *other.expressions))),
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand in ``text``, in order, not overlapping."""
        if not text or not (self.patterns or self.expressions):
            return []
        found = [m.span() for m in re.finditer("|".join(self.patterns), fold(text))] if self.patterns else []
        for expression in self.expressions:
            found = _apart([*found, *_matches(expression, text)])
        return found


def _wild(text: str, *, prefix: bool) -> str:
    parts = [re.escape(part).replace(r"\*", r"[^\W_]*") for part in re.findall(r"(?:[^\W_]|\*)+", fold(text))]
    return r"(?<![^\W_])" + r"[\W_]+".join(parts) + ("" if prefix else r"(?![^\W_])")


def _matches(expression: str, text: str) -> list[tuple[int, int]]:
    try:
        found = regex.finditer(expression, text, flags=regex.IGNORECASE | regex.VERSION0, timeout=_PATIENCE)
        return [match.span() for match in found if match.end() > match.start()]
    except (regex.error, TimeoutError):
        return []


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, without those that lie over an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


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


def snippet(
    fields: Mapping[str, str], terms: Callable[[str], Terms], listed: Container[str] = ()
) -> tuple[str, tuple[SnippetPart, ...], tuple[str, ...]]:
    """Which field to quote, the piece of it around the first hit, and every field with a hit.

    Args:
        fields: Texts by name, the preferred one to quote first.
        terms: What was searched for in a field.
        listed: Fields that hold a value a line; only lines with a hit are quoted.
    """
    hits = {name: spans for name, text in fields.items() if (spans := terms(name).spans(text))}
    if not hits:
        return "", (), ()
    name = max(hits, key=lambda n: len({fields[n][a:b].casefold() for a, b in hits[n]}))
    text, spans = fields[name], hits[name]
    if name in listed and "\n" in text:
        text = "\n".join(line for line in text.split("\n") if terms(name).spans(line)) or text
        spans = terms(name).spans(text)
    return name, window(text, spans, between=" · " if name in listed else " "), tuple(hits)


def window(text: str, spans: Sequence[tuple[int, int]], *, between: str = " ") -> tuple[SnippetPart, ...]:
    """About 220 characters of the text around its first hit, cut at words; ``between`` is shown for line feeds."""
    first = spans[0][0] if spans else 0
    start = max(0, first - _BEFORE)
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + _LENGTH)
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > first else end
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    parts = [replace(part, text=part.text.replace("\n", between)) for part in marked(text[start:end], inside)]
    if start:
        parts.insert(0, SnippetPart("…"))
    if end < len(text):
        parts.append(SnippetPart("…"))
    return tuple(parts)
