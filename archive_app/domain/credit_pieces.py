"""Reads one piece of a credit line: what stands between two separators.

A piece may be a label ("Photo by"), a status word ("Handout"), a name, or several of these in a row
("AP Video by Jane Example", "Jane Example Archives Le Courrier"). What is found depends only on the piece and the
names that are known, so it is remembered in the index.
"""

from __future__ import annotations

import re

from archive_app.domain import credit_words as words
from archive_app.domain.credit_labels import MEDIUM_RANK, label_flags, label_medium
from archive_app.domain.credit_reading import Name, Piece
from archive_app.domain.credit_splits import two_in_one
from archive_app.domain.names import (
    KnownName,
    NameIndex,
    Shape,
    name_key,
    shape_of,
    trim_name,
)

_HAN_CREDIT = re.compile(
    r"(?P<org>\S*?)\s*(?:特约|特約|本报|实习)?(?:记者|記者|通讯员|摄影师|攝影師|摄影|カメラマン|기자)\s*(?P<who>\S.*?)\s*(?P<mark>摄|攝|撮影|摄影|攝影)?$"
)
_KOREAN_REPORTER = re.compile(r"(?P<who>\S.{1,5}?)\s*(?:(?:인턴|객원|선임|전문|사진)?기자|특파원|작가)$")
_HAN_MARK = re.compile(r"(?P<who>\S.*?)\s*(?P<mark>摄|攝|撮影|摄影|攝影|供图|供圖|提供|발|提供写真|제공|发)$")


def read_piece(text: str, index: NameIndex, *, first: bool) -> Piece:
    """Reads a piece; ``first`` when it opens the line or follows a label, so that labels are expected."""
    key = (text, first)
    found = index.readings.get(key)
    if isinstance(found, Piece):
        return found
    piece = Piece()
    _Reader(text, index, piece).read(0, len(text), first)
    if len(index.readings) > 50_000:
        index.readings.clear()
    index.readings[key] = piece
    return piece


# Words that mean something in a piece of two words, so that it is more than a name.
_TELLING = frozenset({
    *words.LABELS, *words.LABEL_FILLERS, *words.BY_WORDS, *words.BARE_LABELS, *words.STATUS_LEADS, *words.MEDIUM_TAILS,
    *["and", "und", "et", "y", "og", "och", "и", "та"],
})  # fmt: skip
_COMPOUNDS = tuple(ending for ending, _medium in words.LABEL_ENDINGS)
_LAST_PLAIN = "\u0590"  # before it stand the scripts with capitals: Latin, Greek, Cyrillic, Armenian


def _is_plain_name(body: str) -> bool:
    """Whether a piece is just two capitalised words, none of which tells anything: all other readings come to nothing.

    Most pieces that were not met before are such names; the readings need many times as long as this test.
    """
    given, blank, surname = body.partition(" ")
    if not blank or not (given.isalpha() and surname.isalpha() and given[0].isupper() and surname[0].isupper()):
        return False
    if not body.isascii() and max(body) >= _LAST_PLAIN:
        return False
    one, other = given.casefold(), surname.casefold()
    if one in _TELLING or other in _TELLING or one.endswith(_COMPOUNDS) or one.startswith("symbol"):
        return False
    if words.STATUS.keys() & {name_key(body), name_key(given), name_key(surname)}:
        return False
    return not words.COURTESY_HINT.search(body) and not words.CAPTURE_LEADS.match(body)


class _Reader:
    """One reading of one piece."""

    def __init__(self, text: str, index: NameIndex, piece: Piece) -> None:
        self.text = text
        self.index = index
        self.piece = piece

    def read(self, start: int, end: int, first: bool, sep: str = "", role: str = "") -> None:
        """Reads ``text[start:end]``; names get ``sep`` and ``role`` from their place."""
        start, end = trim_name(self.text, start, end)
        if start >= end:
            return
        body = self.text[start:end]
        known = self.index.find(body)
        if known is not None:
            self._add(start, end, known, sep, role)
            return
        if _is_plain_name(body):
            self._add(start, end, None, sep, role)
            return
        if self._status(body) or self._label(start, end, body, first):
            return
        for attempt in (
            self._mandatory,
            self._lead,
            self._by,
            self._han,
            self._year,
            self._tail,
        ):
            if attempt(start, end, body, first, sep, role):
                return
        split = two_in_one(body, self.index)
        if split is not None:
            self._medium(split.medium)
            self.read(start, start + split.left_end, first, sep, role)
            self.read(start + split.right_start, end, False, split.sep, role)
            return
        self._add(start, end, None, sep, role)

    def _add(self, start: int, end: int, known: KnownName | None, sep: str, role: str) -> None:
        name = self.text[start:end]
        if any(c.isalnum() for c in name):
            self.piece.names.append(Name(start, end, name, shape_of(name), known, sep, role))

    def _status(self, body: str) -> bool:
        flag = words.STATUS.get(name_key(body))
        if flag is not None:
            self._flag(flag)
            self._media_of(body)
            return True
        lowered = body.casefold().split()
        if len(lowered) > 1 and all(
            token.strip(".") in words.MEDIUM_TAILS or name_key(token) in words.STATUS for token in lowered
        ):
            for token in lowered:
                self._flag(words.STATUS.get(name_key(token), ""))
            self._media_of(body)
            return True
        return False

    def _media_of(self, body: str) -> None:
        """A status of several words may state the medium: "Pool Photo"."""
        tokens = body.casefold().split()
        if len(tokens) > 1:
            for token in tokens:
                if not token.startswith("photographer"):
                    self._medium(words.LABELS.get(token, ""))

    def _flag(self, flag: str) -> None:
        if flag and flag not in self.piece.flags:
            self.piece.flags.append(flag)
            if flag in {"screenshot", "video_capture"}:
                self._medium("screenshot")
                self.piece.capture = True

    def _medium(self, medium: str) -> None:
        if MEDIUM_RANK[medium] > MEDIUM_RANK[self.piece.medium]:
            self.piece.medium = medium

    def _label(self, start: int, end: int, body: str, first: bool) -> bool:
        symbol = body.casefold().startswith("symbol")
        medium = label_medium(body, compounds=first or symbol) if len(body) < 40 else None
        if medium is None:
            return False
        self._medium(medium)
        for flag in label_flags(body):
            self._flag(flag)
        self.piece.capture |= medium == "screenshot"
        if first or symbol:
            self.piece.is_label = True
        return True

    def _mandatory(self, start: int, end: int, body: str, first: bool, sep: str, role: str) -> bool:
        """Instructions behind a name, as wire services print them."""
        match = words.INSTRUCTION.search(body)
        if match is None or match.start() == 0:
            return False
        self.read(start, start + match.start(), first, sep, role)
        return True

    def _lead(self, start: int, end: int, body: str, first: bool, sep: str, role: str) -> bool:
        """Words that open a piece: "Provided by", "Courtesy of", "Screenshot from", "nach"."""
        joined = words.LEADING_AND.match(body) if not first else None
        if joined:
            self.read(start + joined.end(), end, False, "and", role)
            return True
        should_read = words.SHOULD_READ.match(body)
        if should_read:
            self._medium("photo" if body[:1] in "Pp" else "")
            self.piece.drops.append((start, start + should_read.end()))
            self.read(start + should_read.end(), end, False, sep, role)
            return True
        provided = words.PROVIDED_BY.match(body) or (words.PROVIDED_BY.search(body) if first else None)
        if provided and provided.start():
            label = label_medium(body[: provided.start()])
            if label is None:
                provided = None
            else:
                self._medium(label)
        if provided:
            self.piece.drops.append((start, start + provided.end()))
            self.read(start + provided.end(), end, False, sep, "distributor")
            return True
        if words.COURTESY_HINT.search(body):
            courtesy = words.COURTESY_OF.search(body)
            if courtesy:
                self._courtesy(start, end, body, courtesy, first, sep)
                return True
        capture = words.CAPTURE_LEADS.match(body)
        if capture:
            self._capture(start, end, body, capture, sep)
            return True
        sources = words.AFTER_SOURCES.match(body)
        if sources and body[sources.end() : sources.end() + 1].isupper() and body[:1].islower():
            self.read(start + sources.end(), end, False, sep, "depicted_source")
            return True
        return False

    def _courtesy(self, start: int, end: int, body: str, match: re.Match[str], first: bool, sep: str) -> None:
        lead = match.group().split(None, 1)[0]
        if first and label_medium(lead) is not None:
            self._medium(label_medium(lead) or "")
            self.piece.drops.append((start + match.start(), start + match.start() + len(lead)))
        if match.start():
            before = body[: match.start()].rstrip(" ,:")
            if first and label_medium(before) is not None:
                self.piece.drops.append((start, start + match.start()))
                self._medium(label_medium(before) or "")
            else:
                self.read(start, start + match.start(), first, sep)
        if match.end() < len(body):
            self._flag("courtesy")
            self.read(start + match.end(), end, False, "courtesy", "courtesy")
        else:
            self._flag("supplied")
            self.piece.courtesy = True

    def _capture(self, start: int, end: int, body: str, match: re.Match[str], sep: str) -> None:
        words_of = match.group().casefold()
        moving = any(part in words_of for part in ("vid", "film", "frame", "кадр"))
        self._flag("video_capture" if moving else "screenshot")
        self._medium("screenshot")
        self.piece.capture = True
        after = words.AFTER_CAPTURE.match(body, match.end())
        rest = after.end() if after else match.end()
        if after and after[1]:
            role = "depicted_source"
        elif after and after[2]:
            role = "creator"
        else:
            # "video capture X" names who made the capture, "Screenshot X" what is shown.
            role = "creator" if moving else "depicted_source"
        if role == "creator" and not moving:
            self.piece.capture = False
        self.read(start + rest, end, False, sep, role)

    def _by(self, start: int, end: int, body: str, first: bool, sep: str, role: str) -> bool:
        """Labels without a colon: "Photo by X", "Agency Video by X", "Photo X"."""
        tokens = list(re.finditer(r"\S+", body))
        for place, token in enumerate(tokens[:6]):
            if token.group().casefold() not in words.BY_WORDS or place + 1 == len(tokens):
                continue
            rest = start + tokens[place + 1].start()
            if token.group() == "from" and not first:
                continue
            if place == 0:
                if first and token.group() in {"by", "By", "por", "Por", "par", "Par"}:
                    self.piece.drops.append((start, rest))
                    self.read(rest, end, False, sep, role)
                    return True
                continue
            cut = place
            if place > 1 and tokens[place - 1].group().casefold() in words.MADE:
                cut -= 1
                if label_medium(body[: tokens[cut].start()]) is None:
                    continue
            made = cut
            while cut > 0 and label_medium(tokens[cut - 1].group()) is not None:
                cut -= 1
            if cut == made:
                continue
            label = body[tokens[cut].start() : tokens[made].start()]
            if label_medium(body[: tokens[made].start()]) is not None:
                self.piece.drops.append((start, rest))
                cut = 0
                label = body[: tokens[made].start()]
            elif token.group().casefold() != "by":
                continue
            self._medium(label_medium(label) or "")
            for flag in label_flags(label):
                self._flag(flag)
            if cut:
                self.read(start, start + tokens[cut].start(), first, sep, role)
                self.read(rest, end, False, "by", "creator")
            else:
                self.read(rest, end, False, sep, "creator" if label_medium(label) == "screenshot" else role)
            return True
        if first and len(tokens) > 1 and tokens[0].group().casefold().rstrip(".") in words.BARE_LABELS:
            following = tokens[1].group()[0]
            if following.isupper() or following == "@" or (following.isalpha() and not following.islower()):
                self._medium(label_medium(tokens[0].group()) or "")
                self.piece.drops.append((start, start + tokens[1].start()))
                self.read(start + tokens[1].start(), end, True, sep, role)
                return True
        return False

    def _han(self, start: int, end: int, body: str, first: bool, sep: str, role: str) -> bool:
        """Chinese, Japanese and Korean lines: "新华社记者 吕某 摄", "共同提供"."""
        if body.isascii():
            return False
        label = words.HAN_LABEL.match(body)
        if label and first:
            self._medium(label_medium(label.group().rstrip("・· ")) or "")
            self.piece.drops.append((start, start + label.end()))
            self.read(start + label.end(), end, False, sep, "creator" if label.group()[0] in "撮摄攝" else role)
            return True
        reporter = _KOREAN_REPORTER.fullmatch(body)
        if reporter:
            self.read(start, start + reporter.end("who"), False, sep, "creator")
            return True
        match = _HAN_CREDIT.match(body) or _HAN_MARK.match(body)
        if match is None:
            return False
        groups = match.groupdict()
        mark = groups["mark"] or ""
        if mark in {"摄", "攝", "撮影", "摄影", "攝影"}:
            self._medium("photo")
        if groups.get("org"):
            self.read(start, start + match.end("org"), False, sep)
        is_person = mark not in {"供图", "供圖", "提供", "发", "발", "提供写真", "제공"}
        for who in re.finditer(r"\S+", groups["who"]):
            at = start + match.start("who")
            self.read(at + who.start(), at + who.end(), False, " ", "creator" if is_person else role)
        return True

    def _year(self, start: int, end: int, body: str, first: bool, sep: str, role: str) -> bool:
        match = (words.LEADING_YEAR.match(body) if first else None) or words.TRAILING_YEAR.search(body)
        if match is None:
            return False
        self.piece.year = int(match.group().strip()[:4])
        self.piece.drops.append((start + match.start(), start + match.end()))
        if match.start() == 0:
            self.read(start + match.end(), end, first, sep, role)
        else:
            self.read(start, start + match.start(), first, sep, role)
        return True

    def _tail(self, start: int, end: int, body: str, first: bool, sep: str, role: str) -> bool:
        """Status and medium words at either end: "AP Photo", "Kremlin Pool Photo", "Archivo El Diario"."""
        tokens = list(re.finditer(r"\S+", body))
        cut = len(tokens)
        while cut > 1 and tokens[cut - 1].group().casefold().strip(".") in words.MEDIUM_TAILS:
            cut -= 1
        if cut < len(tokens):
            head = body[: tokens[cut - 1].end()]
            tail = [token.group() for token in tokens[cut:]]
            flags = {words.STATUS.get(name_key(word), "") for word in tail}
            # "Example Archive" may be a name of its own; "Example Handout" is none.
            says_status = bool(flags - {"", "file_photo"}) or tail[-1].casefold() == "file"
            if head in self.index or says_status or tail[0][0].islower():
                self._status(" ".join([*tail, "photo"]) if len(tail) == 1 and says_status else " ".join(tail))
                if not says_status:
                    for word in tail:
                        self._medium(words.LABELS.get(word.casefold(), ""))
                self.read(start, start + len(head), first, sep, role)
                return True
        if len(tokens) > 1 and tokens[0].group().casefold() in words.STATUS_LEADS:
            rest = body[tokens[1].start() :]
            if tokens[0].group() == "Staff" and tokens[1].group().startswith(("Sgt", "Sergeant")):
                return False
            named = {Shape.PERSON, Shape.MAYBE}
            if words.STATUS.get(name_key(tokens[0].group())) != "file_photo":
                named.add(Shape.ORGANISATION)
            if rest in self.index or shape_of(rest) in named:
                self._flag(words.STATUS.get(name_key(tokens[0].group()), ""))
                self.read(start + tokens[1].start(), end, False, sep, role)
                return True
        return False
