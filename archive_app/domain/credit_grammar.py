"""Takes a credit line apart: labels, separators, brackets, copyright signs, years, licences and names.

The result still has to be given its roles (``credit_roles``). Nothing here changes the text: everything is a span.
"""

from __future__ import annotations

import re

from archive_app.domain.credit_labels import is_job, is_part, is_position, label_flags, label_medium
from archive_app.domain.credit_notices import MASK, take_out_notices
from archive_app.domain.credit_pieces import read_piece
from archive_app.domain.credit_reading import AGENCIES, Atom, Reading
from archive_app.domain.names import NameIndex, Shape, is_acronym_of, shape_of

_BREAK = re.compile(
    r"(?P<url>https?://\S+)"
    r"|(?P<word>(?<![\w'’-])(?:[Vv]ia|VIA|[Vv]ía|by\ way\ of|for|FOR|[Ss]pecial\ to|para|pour|für|voor|för|для"
    r"|on|from|auf|bei|su|sur|på"
    r"|[Ii]n:)(?![\w'’-]))"
    r"|(?P<colon>[:：])"
    r"|(?P<open>[(\[（【])|(?P<close>[)\]）】])"
    r"|(?P<stop>\.{3}|…|\.(?=\s+[^\W\d_a-zà-ÿ]|[A-ZÀ-Þ][a-zà-ÿ]))"
    r"|(?P<sep>[/|／｜¦·•;；＝=、，,\x1f]|\s[-‐–—]+(?=\s|\w)|[–—]|-\s)"
)
# A picture's number at its agency: "(10234567a)".
_NUMBER = re.compile(r"\d+|\d{4,}[a-z]{1,2}")
# What stands behind a comma and still belongs to the name.
_LEGAL_FORM = re.compile(r"\s*(?:(?:[A-Z]\.\s?)+et\s+al|Inc|LLC|Ltd|Corp|Jr|Sr|GmbH|S\.A|S\.L|PBC)\b\.?")
# Organisations whose last word asks for more: Center for …, Institute for …
_FOR_HEADS = frozenset(
    [
        "center",
        "centre",
        "institute",
        "society",
        "association",
        "agency",
        "office",
        "fund",
        "foundation",
        "museum",
        "school",
        "ministry",
        "department",
        "organisation",
        "organization",
        "council",
        "alliance",
        "laboratory",
        "service",
        "network",
        "campaign",
        "college",
        "faculty",
        "authority",
        "bureau",
        "committee",
        "commission",
        "secretariat",
        "centro",
        "instituto",
        "coalition",
        "project",
        "initiative",
        "partnership",
        "lab",
        "program",
    ]
)


def read_line(text: str, index: NameIndex) -> Reading:
    """Takes ``text`` apart; works for any text and never raises."""
    return _Line(text, index).read()


class _Line:
    """The state while one line is read from left to right."""

    def __init__(self, text: str, index: NameIndex) -> None:
        self.text = text
        self.index = index
        self.out = Reading()
        self.group = 0
        self.first = True  # a label may stand here
        self.sep = ""
        self.role = ""  # role the line gives to the coming names ("courtesy")
        self.job = False
        self.from_label = False  # the medium was stated by a label

    def read(self) -> Reading:
        work = take_out_notices(self.text, self.out)
        start = depth = 0
        for match in _BREAK.finditer(work):
            kind = match.lastgroup
            at, after = match.span()
            if at < start:
                continue
            if kind == "sep":
                mark = match.group().strip()
                if mark == "," and (_LEGAL_FORM.match(work, after) or _between_digits(work, at, after)):
                    continue
                if mark == "," and self.first and label_medium(work[start:at]) is not None:
                    self._new_group(work[start:at], label_medium(work[start:at]) or "")
                    self.out.drops.append((start, after))
                    start = after
                    continue
                self._emit(start, at, work)
                self._separate(_NARROW.get(mark, mark))
            elif kind == "colon":
                start = self._colon(start, at, after, work)
                continue
            elif kind == "word":
                if not self._word(start, at, after, match.group(), work):
                    continue
            elif kind == "open":
                close = _closing(work, at)
                inner = work[after:close].strip()
                before = work[start:at].strip()
                if inner and len(before) > 1 and (is_acronym_of(inner, before) or is_acronym_of(before, inner)):
                    self._emit(start, min(close + 1, len(work)), work)
                    start = close + 1
                    self.sep = " "
                    continue
                self._emit(start, at, work)
                depth += 1
                if self._remark(inner):
                    start = min(close + 1, len(work))
                    continue
                self.sep = "(" if self.out.atoms else self.sep
            elif kind == "close":
                self._emit(start, at, work)
                depth = max(0, depth - 1)
                self.sep = ")"
            elif kind == "stop":
                if not self._stop(start, at, match.group(), work):
                    continue
            else:  # a web address is kept as it is and names nobody
                self._emit(start, at, work)
            start = after
        self._emit(start, len(work), work)
        return self.out

    def _separate(self, sep: str) -> None:
        """Remembers a separator; a stronger one is not hidden by the empty piece behind it."""
        if self.sep in {"via", "for", "courtesy"} and sep in {" ", ":", "-"}:
            return
        self.sep = sep if sep in {"/", "|", ",", ";", " ", "·", "="} else "-"
        if self.role == "courtesy" and sep not in {",", " ", "/"}:
            self.role = ""
        if sep == ";":
            self.job = False

    def _emit(self, start: int, end: int, work: str) -> None:
        raw = work[start:end]
        if not raw or raw.isspace():
            return
        out = self.out
        piece = read_piece(raw, self.index, first=self.first)
        if piece.drops:
            out.drops.extend((start + a, start + b) for a, b in piece.drops)
        for flag in piece.flags:
            if flag not in out.flags:
                out.flags.append(flag)
        if piece.year is not None and out.year is None:
            out.year = piece.year
        if piece.medium and (not self.from_label or piece.medium == "screenshot" or not out.medium):
            out.medium = piece.medium
        if piece.capture:
            out.captures.add(self.group)
        if piece.is_label:
            out.drops.append((start, end))
            return
        if piece.drops:
            self.from_label |= bool(piece.medium)
            out.plural |= raw[: piece.drops[0][1]].casefold().split(" ")[0].endswith("s")
        if piece.courtesy:
            self.role = "courtesy"
        for number, name in enumerate(piece.names):
            sep = self.sep if number == 0 and name.sep in {"", " "} else name.sep
            if self.role == "courtesy" and name.known is not None and name.known.subkind in AGENCIES:
                self.role = ""  # "Courtesy of X/AP": the agency passes it on
            role = name.role or ("distributor" if self.sep == "via" and number == 0 else self.role)
            out.atoms.append(Atom(start + name.start, start + name.end, name, sep, self.group, role, job=self.job))
            if name.role == "courtesy":
                self.role = "courtesy"
        if piece.names or piece.flags:
            self.first = False
        if piece.names:
            self.sep = " "

    def _colon(self, start: int, at: int, after: int, work: str) -> int:
        """A colon ends a label, a job, or a name; returns where the next piece starts."""
        if _between_digits(work, at, after):
            return start
        phrase = work[start:at]
        medium = label_medium(phrase)
        cut = start
        if medium is None and len(phrase) < 400:
            # The last words may be a label glued to a name: "Example Daily Photograph: …".
            for token in reversed(list(re.finditer(r"\S+", phrase))):
                if label_medium(token.group()) is None or phrase[: token.end()].strip() in self.index:
                    break  # "Getty Images Source:": Images belongs to the name
                cut = start + token.start()
                medium = label_medium(work[cut:at])
        if medium is not None:
            if cut > start:
                self._emit(start, cut, work)
            self._new_group(work[cut:at], medium)
            # "Screenshot:" tells more than a label does, and stays.
            if medium != "screenshot":
                self.out.drops.append((cut, after))
            return after
        if is_position(phrase):
            self._new_group(phrase, "")
            self.out.drops.append((start, after))
            return after
        if is_part(phrase):
            self._new_group("", "")
            return after
        if is_job(phrase):
            self.group += 1
            self.job, self.role, self.sep = True, "", ""
            return after
        self._emit(start, at, work)
        if not self.out.atoms and not self.out.flags:
            self.first = True
        self._separate(":")
        self.sep = ":" if self.sep != "via" else "via"
        return after

    def _new_group(self, label: str, medium: str) -> None:
        out = self.out
        self.group += bool(out.atoms)
        self.first, self.sep, self.role, self.job = True, "", "", False
        if medium and not (medium == "photo" and out.medium in {"illustration", "screenshot"} and not out.atoms):
            out.medium = medium
            self.from_label = True
        for flag in label_flags(label):
            if flag not in out.flags:
                out.flags.append(flag)
        if medium == "screenshot":
            out.captures.add(self.group)
        out.plural |= label.casefold().strip().endswith("s")

    def _word(self, start: int, at: int, after: int, word: str, work: str) -> bool:
        """via, for, on, In: separate names where both sides can be names."""
        before = work[start:at].strip()
        lowered = word.casefold()
        if word == "FOR" and not before.isupper():
            return False
        if lowered in {"via", "vía", "by way of"}:
            if self.first and before and label_medium(before) is not None and not self._is_capture(before):
                self._new_group(before, label_medium(before) or "")
                self.out.drops.append((start, after))
                return True
            self._emit(start, at, work)
            self.sep, self.role = "via", ""
            return True
        if not before and lowered in {"for", "special to"} and self.out.atoms and work[after : after + 1].isspace():
            return self._cut(start, at, work, "for")
        if not before or not work[after : after + 1].isspace():
            return lowered == "in:" and bool(before or self.out.atoms) and self._cut(start, at, work, "in")
        following = work[after:].split()
        if not following:
            return False
        if lowered in {"on", "from", "auf", "bei", "su", "sur", "på"}:
            nearby = (" ".join(following[:count]).strip(".,)") for count in (1, 2))
            if not any(
                (known := self.index.find(name)) and known.subkind in {"stock_library", "platform"} for name in nearby
            ):
                return False
        elif lowered in _FOR_ELSEWHERE:
            # In these languages the word stands in many names of offices too: only behind a person it parts two.
            if shape_of(before) not in {Shape.PERSON, Shape.MAYBE}:
                return False
        elif lowered != "in:":
            last = before.split()[-1].casefold()
            if last in _FOR_HEADS or (following[0][0].islower() and following[0] not in {"the", "la", "el", "o", "a"}):
                return False
        is_for = lowered in {"for", "para", "special to"} or lowered in _FOR_ELSEWHERE
        return self._cut(start, at, work, "for" if is_for else "in")

    def _cut(self, start: int, at: int, work: str, sep: str) -> bool:
        self._emit(start, at, work)
        self.sep = sep
        return True

    def _is_capture(self, phrase: str) -> bool:
        return label_medium(phrase) == "screenshot"

    def _remark(self, inner: str) -> bool:
        """A bracket that only tells what somebody did: "Jane Example (Text)"."""
        if not inner or len(inner) > 30:
            return False
        if inner == "M":  # German papers mark a montage so
            self.out.flags.append("composite")
            return True
        if is_position(inner) or _NUMBER.fullmatch(inner):
            return True
        if not self.out.atoms:
            return False
        if is_job(inner) and self.out.atoms:
            self.out.atoms[-1].job = True
            return True
        medium = label_medium(inner)
        if medium is None:
            return False
        if "symbol" in inner.casefold():
            return False
        self.out.atoms[-1].role = self.out.atoms[-1].role or "creator"
        self.out.medium = self.out.medium or medium
        return True

    def _stop(self, start: int, at: int, mark: str, work: str) -> bool:
        """A full stop separates after a whole word; "Credit..." is a label."""
        before = work[start:at].strip()
        if len(mark) > 1 or mark == "…":
            if self.first and label_medium(before) is not None:
                self._new_group(before, label_medium(before) or "")
                self.out.drops.append((start, at + len(mark)))
                return True
            return self._cut(start, at, work, " ")
        if self.first and label_medium(before) is not None:
            return self._cut(start, at, work, " ")
        last = before.rpartition(" ")[2]
        if last in self.index and len(last) > 1:
            return self._cut(start, at, work, ".")
        if not last or len(last) < 3 or not last[0].isupper() or not last[1:].isalpha():
            return False
        if last.casefold() in _ABBREVIATIONS or (last.isupper() and len(last) < 3):
            return False
        if not work[at + 1 : at + 2].isspace() and shape_of(last) is not Shape.WORD:
            return False
        self._emit(start, at, work)
        self.sep, self.role = ".", ""
        self.job = False
        return True


_NARROW = {"／": "/", "｜": "|", "¦": "|", "、": ",", "，": ",", "；": ";", MASK: " "}
_FOR_ELSEWHERE = frozenset({"pour", "für", "voor", "för", "для"})
_ABBREVIATIONS = frozenset(
    [
        "inc",
        "ltd",
        "corp",
        "bros",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "dept",
        "univ",
        "gov",
        "sen",
        "rep",
        "mrs",
        "fot",
        "frdl",
        "bzw",
        "min",
    ]
)


def _between_digits(work: str, at: int, after: int) -> bool:
    return work[at - 1 : at].isdigit() and work[after : after + 1].isdigit()


def _closing(work: str, at: int) -> int:
    """Where the bracket that opens at ``at`` closes; the end of the line if it does not."""
    end = {"(": ")", "[": "]", "（": "）", "【": "】"}[work[at]]
    close = work.find(end, at + 1)
    return close if close >= 0 else len(work)
