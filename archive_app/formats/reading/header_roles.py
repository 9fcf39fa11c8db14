"""Which blocks stand above a text's body, and what each says: headline, standfirst, who signs, date, paper, section.

Where nothing speaks for a headline there is none. Some texts are signed, dated or named at their end instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from archive_app.domain.folding import words as words_of
from archive_app.formats.reading.blocks import Block
from archive_app.formats.reading.bylines import PrintedName, byline_names
from archive_app.formats.reading.header_lines import (
    HeaderLine,
    Span,
    copyright_holder,
    header_line,
    is_filler,
    photographers,
)
from archive_app.formats.reading.labels import labelled
from archive_app.formats.reading.persons import is_person_name, is_surely_person
from archive_app.formats.reading.role_table import SENTENCE_STOP, URL, Roles, weight
from archive_app.formats.reading.sentences import sentence_spans

_HEADER_BLOCKS = 16
_LONGEST_HEADLINE = 220
_LONGEST_STANDFIRST = 400
_FULL_STOP = re.compile(r"[.。…:;,!?、][)\]»”’\"']*$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Jr|Sr|Co|Ltd)\.$")
_SOURCE = re.compile(
    r"(?i)^[(\[–—-]*\s*(?:source|from|first (?:published|appeared) in|originally published in|quelle|aus|erschienen in"
    r"|publié dans|paru dans|fuente|publicado en|fonte|publicado em|pubblicato su|источник|из)\s?[:：]?\s+"
)
_DASH = re.compile(r"^[–—-]+\s*")
_QUIET = ("picture", "caption", "credit", "alt", "furniture", "video")


def mark_header(blocks: Sequence[Block], roles: Roles, language: str, *, has_headline: bool, title: str = "") -> None:
    """Give the lines above the body their roles, and those below it that sign or date.

    Args:
        blocks: In the source's order.
        roles: So far; filled in.
        language: BCP 47 of the text, or "".
        has_headline: The source states its headline elsewhere.
        title: What may be the headline; a line that repeats it is.
    """
    for place, block in enumerate(blocks[:_HEADER_BLOCKS] if title and "headline" not in roles.of else ()):
        if roles.of[place] == "body" and _same_words(block.text, title):
            roles.of[place] = "headline"
            break
    house = next((span.text for block in reversed(blocks[-12:]) if (span := copyright_holder(block.text))), "")
    _Header(blocks, roles, language, house, has_headline=has_headline).mark()
    _mark_closing(blocks, roles, language, house)


class _Header:
    """Goes down the first blocks of a text; used once."""

    def __init__(self, blocks: Sequence[Block], roles: Roles, language: str, house: str, *, has_headline: bool) -> None:
        self.blocks = blocks
        self.roles = roles
        self.language = language
        self.house = house
        self.headline = has_headline or "headline" in roles.of
        self.last = "headline" if has_headline else ""
        self.title = _title_heading(blocks, roles)

    def mark(self) -> None:
        roles = self.roles
        if self.title >= 0:
            roles.of[self.title] = "headline"
            self.headline = True
        for place in range(min(len(self.blocks), _HEADER_BLOCKS)):
            role = roles.of[place]
            if role == "credit" and (self._signs_pictures(place) or self._names_paper(place)):
                self.last = roles.of[place]
                continue
            if role in _QUIET and not self._is_label(place, role):
                continue
            if role == "headline":
                self.last = role
            elif not self._mark_one(place):
                break
            self.last = roles.of[place] if roles.of[place] not in _QUIET else self.last

    def _signs_pictures(self, place: int) -> bool:
        """Whether "Pictures: Joe Ferrier" under "Words: Tamsin Grey" signs the article, not one picture."""
        names = photographers(self.blocks[place].text)
        if self.last != "byline" or self.blocks[place].group != self.blocks[place - 1].group or not names:
            return False
        self.roles.of[place] = "byline"
        self.roles.headers[place] = HeaderLine(names)
        self.roles.parts.pop(place, None)
        return True

    def _names_paper(self, place: int) -> bool:
        """Whether "Source: The Courier" stands among the lines above the text, and not under a picture."""
        line = _closing_line(self.blocks[place].text, self.language, self.house)
        if self.last not in ("headline", "standfirst", "byline", "date") or line is None or line.publisher is None:
            return False
        if place and self.roles.of[place - 1] in ("picture", "caption", "alt"):
            return False
        self.roles.of[place] = "date"
        self.roles.headers[place] = line
        self.roles.parts.pop(place, None)
        return True

    def _is_label(self, place: int, role: str) -> bool:
        """Whether "Title: …" was taken for a caption with its label."""
        found = labelled(self.blocks[place].text) if role in ("caption", "credit") else None
        return found is not None and found[0] == "headline"

    def _mark_one(self, place: int) -> bool:
        """Give one block its role; False where the body begins."""
        block, roles = self.blocks[place], self.roles
        found = labelled(block.text) if block.kind == "text" else None
        if block.role:
            roles.of[place] = block.role
            if line := header_line(block.text, self.language, house=self.house):
                roles.headers[place] = line
            elif block.role == "byline" and (names := byline_names(block.text, labelled=True)):
                roles.headers[place] = HeaderLine(names)
        elif found:
            roles.of[place], roles.fields[place] = "label", found
            self.headline = self.headline or found[0] == "headline"
        elif place != self.title and self._mark_line(place):
            pass
        elif place < self.title:
            roles.of[place] = "section"
        elif not self.headline and _is_headline(self.blocks, roles, place):
            roles.of[place] = "headline"
            self.headline = True
        elif self._is_standfirst(place):
            roles.of[place] = "standfirst"
        else:
            return False
        return True

    def _mark_line(self, place: int) -> bool:
        """A line that says who, when or where, and nothing else."""
        text, roles = self.blocks[place].text, self.roles
        line = header_line(text, self.language, house=self.house)
        if line is None and is_filler(text) and self._next_is_line(place):
            roles.of[place] = "furniture"  # "By" on a line of its own
            return True
        if line is None and self._is_bare_name(place):
            line = HeaderLine((PrintedName(text, 0, len(text)),))
        if line is None:
            return False
        if line.notice:
            roles.of[place] = "furniture"
        elif line.names:
            roles.of[place] = "byline"
        elif line.date:
            roles.of[place] = "date"
        elif self.headline or self._headline_follows(place):
            roles.of[place] = "section"
        else:
            return False
        roles.headers[place] = line
        return True

    def _next_is_line(self, place: int) -> bool:
        if place + 1 >= len(self.blocks):
            return False
        following = self.blocks[place + 1].text
        return is_person_name(following) or header_line(following, self.language) is not None

    def _is_bare_name(self, place: int) -> bool:
        text = self.blocks[place].text
        if self.last not in ("headline", "standfirst") and not (place and is_filler(self.blocks[place - 1].text)):
            return False
        if not is_person_name(text) or place + 1 >= len(self.blocks):
            return False
        if self.last not in ("headline", "standfirst") or is_surely_person(text):
            return True
        following = header_line(self.blocks[place + 1].text, self.language)
        return following is not None and following.date is not None

    def _headline_follows(self, place: int) -> bool:
        """Whether one of the next lines can be the headline, so that this one need not be it."""
        for other in range(place + 1, min(place + 4, len(self.blocks))):
            if self.roles.of[other] in _QUIET or header_line(self.blocks[other].text, self.language):
                continue
            return _is_headline(self.blocks, self.roles, other)
        return False

    def _is_standfirst(self, place: int) -> bool:
        if not self.headline or self.last not in ("headline", "label", "byline", "date", "section"):
            return False
        return _is_standfirst(self.blocks, self.roles, place, self.language)


def _same_words(text: str, title: str) -> bool:
    return len(text) <= _LONGEST_HEADLINE and words_of(text) == words_of(title) != []


def _title_heading(blocks: Sequence[Block], roles: Roles) -> int:
    """The headline that is known, or the heading of the highest rank, below a line or two at most; -1 when none."""
    known = "headline" in roles.of
    for place, block in enumerate(blocks[:6]):
        if roles.of[place] == "headline" or (
            not known and block.kind == "heading" and block.level == 1 and roles.of[place] == "body"
        ):
            above = [blocks[i].text for i in range(place) if roles.of[i] == "body"]
            return place if len(above) <= 2 and all(len(text) <= 80 for text in above) else -1
    return -1


def _mark_closing(blocks: Sequence[Block], roles: Roles, language: str, house: str) -> None:
    """What stands below the text: "By Jane Doe", "— Jane Doe", "Source: The Courier, 5 May 1999"."""
    for _ in range(3):
        rest = [place for place, role in enumerate(roles.of) if role in ("body", "credit")]
        if len(rest) < 3:
            return
        text = blocks[rest[-1]].text
        line = _closing_line(text, language, house)
        if line is None or roles.headers.get(rest[-1]):
            return
        if line.names and ("byline" in roles.of or roles.of[rest[-1]] == "credit"):
            return
        if line.names:
            roles.of[rest[-1]] = "byline"
        elif line.publisher or line.date:
            roles.of[rest[-1]] = "date"
        else:
            return
        roles.headers[rest[-1]] = line
        roles.parts.pop(rest[-1], None)


def _closing_line(text: str, language: str, house: str) -> HeaderLine | None:
    if len(text) > 160:
        return None
    lead = _SOURCE.match(text) or _DASH.match(text)
    begin = lead.end() if lead else 0
    rest = text[begin:].rstrip(")] ")
    line = header_line(rest, language, house=house)
    if line is None and is_surely_person(rest):
        line = HeaderLine((PrintedName(rest, 0, len(rest)),))
    if line is None or not begin:
        return line
    names = tuple(PrintedName(name.text, name.start + begin, name.end + begin, name.role) for name in line.names)
    paper = (
        Span(line.publisher.text, line.publisher.start + begin, line.publisher.end + begin) if line.publisher else None
    )
    return HeaderLine(names, line.date, paper, begin=begin)


def _is_headline(blocks: Sequence[Block], roles: Roles, place: int) -> bool:
    block = blocks[place]
    if block.kind == "heading":
        return block.level <= 2
    text = block.text
    if len(text) > _LONGEST_HEADLINE or text.count(" ") > 34 or not any(letter.isalpha() for letter in text):
        return False
    if text.startswith(("-", "*", "•", "#")) or URL.search(text):
        return False
    stop = _FULL_STOP.search(text)
    if stop and text[stop.start()] not in "!?…" and not _ABBREVIATION_END.search(text):
        return False
    # A headline heads something: running text follows it, longer or closed by a full stop.
    following = [blocks[i].text for i in range(place + 1, len(blocks)) if roles.of[i] == "body"]
    return any(weight(other) > max(60, weight(text)) and SENTENCE_STOP.search(other) for other in following[:8])


def _is_standfirst(blocks: Sequence[Block], roles: Roles, place: int, language: str) -> bool:
    text = blocks[place].text
    if "standfirst" in roles.of or blocks[place].kind == "heading" or len(text) > _LONGEST_STANDFIRST:
        return False
    if text.count(" ") < 5 and weight(text) < 60:
        return False
    rest = [i for i in range(place + 1, len(blocks)) if roles.of[i] not in ("furniture", "picture")]
    body = [i for i in rest if roles.of[i] == "body" and blocks[i].kind == "text"]
    if not body or max(len(blocks[i].text) for i in body) < len(text):
        return False
    if not SENTENCE_STOP.search(text):
        return True
    # A lead that ends with a full stop is told from the first paragraph by what parts it from the body.
    following = blocks[rest[0]]
    parted = header_line(following.text, language) is not None or labelled(following.text) is not None
    parted = parted or (is_person_name(following.text) and is_surely_person(following.text))
    if roles.of[rest[0]] in ("caption", "credit", "alt"):
        # A picture may also stand after the first paragraph; a lead is shorter than the paragraphs.
        parted = 1.5 * len(text) <= median(len(blocks[i].text) for i in body)
    return parted and len(sentence_spans(text)) <= 3
