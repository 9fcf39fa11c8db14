"""What the press is told: the form of the paper, one message a part, and how each ends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """How a PDF looks as a whole.

    Attributes:
        title: Its title, for readers of PDF and at the foot of each page.
        size: "A4", "A3", "A5", "Letter" or "Legal".
        landscape: Wider than high.
        archival: As PDF/A-1b, with everything in it that a reader needs in a hundred years.
        style: A style sheet of what Qt's rich text understands.
        page_words: How a page number is written at the foot; holds "{n}".
    """

    title: str = ""
    size: str = "A4"
    landscape: bool = False
    archival: bool = False
    style: str = ""
    page_words: str = "{n}"


@dataclass(frozen=True, slots=True)
class Part:
    """Some HTML.

    Attributes:
        html: It.
        foot: Stands at the left of the foot of its pages.
        follows: Goes on the page of the part before when it fits there whole; else it begins a new page.
        head: HTML that stands above it when it begins a page although it could have followed: the head of a table.
    """

    html: str
    foot: str = ""
    follows: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    """There are no further parts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the press says at the end: how many pages there are, or the reason why there are none."""

    pages: int = 0
    reason: str = ""
