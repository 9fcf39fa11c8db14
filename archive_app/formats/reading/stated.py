"""What a source states of itself outside its text: front matter, properties of a document, heads of a mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """A field that the source states outside its text.

    Attributes:
        field: Of the article.
        value: As stated.
        raw_start, raw_end: Its place in the decoded source; -1 where the source is no text.
        how: The second half of the evidence's method.
        confidence: How sure it is that the value belongs to the article.
    """

    field: str
    value: str
    raw_start: int = -1
    raw_end: int = -1
    how: str = "front-matter"
    confidence: float = 0.95
