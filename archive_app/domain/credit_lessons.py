"""What one corrected credit line says about others: the same line, lines of the same form, the same names elsewhere.

A lesson has a *form* (the line with its people as gaps and its organisations and words as they are) and *moves* (a
name that is another thing, or does another part, than was thought). ``lesson_of`` draws it from a correction,
``suggested`` says what it makes of another line. Pure functions; the operations find the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from archive_app.domain.credit_labels import label_medium
from archive_app.domain.credit_parts import literals_of, rebuilt, same_credit
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.folding import fold
from archive_app.domain.house_rules import CREDIT_FIELD, HouseRule, RuleParty
from archive_app.domain.names import Shape, name_key, shape_of, vocabulary_names
from archive_app.domain.records import Credit, CreditParty
from archive_app.i18n import tr

Reason = Literal["line", "form", "place", "name"]
REASONS: Final[tuple[Reason, ...]] = ("line", "form", "place", "name")
_BETWEEN: Final = "/|,;·:–—()[]"
_LONGEST_GAP: Final = 60


@dataclass(frozen=True, slots=True)
class Move:
    """A name that stayed where it is but has another role or kind now; ``left`` and ``right`` are its neighbours."""

    before: CreditParty
    after: CreditParty
    left: str
    right: str

    @property
    def kind_changed(self) -> bool:
        """Whether it is a person that was taken for an organisation, or the reverse."""
        return self.before.kind != self.after.kind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a lesson makes of another line; ``sure`` where the line has the very same form."""

    credit: Credit
    reason: Reason
    sure: bool


@dataclass(frozen=True)
class Lesson:
    """What a correction says in general; see ``lesson_of``.

    Attributes:
        line, before, after: The corrected line, its credit as it was read and as it is now.
        pattern: The form, as ``safe_pattern`` and ``re`` both read it, a group for each name; "" when it is too plain
            to tell one line from another.
        gaps: For each group, whether any name may stand there.
        anchors: Words of which every line of the form has all.
        moves: Names that are or do something else than was thought.
    """

    line: str
    before: Credit
    after: Credit
    pattern: str = ""
    gaps: tuple[bool, ...] = ()
    anchors: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    @cached_property
    def form(self) -> re.Pattern[str] | None:
        """The form, to be matched with a folded line."""
        return re.compile(fold(self.pattern)) if self.pattern else None

    @property
    def words(self) -> tuple[str, ...]:
        """Texts of which a line that the lesson may hold for has at least one."""
        longest = max(self.anchors, key=len, default="")
        return tuple(dict.fromkeys(text for text in (longest, *(move.after.name for move in self.moves)) if text))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Names whose kind was corrected, with the kind: what the list of authorities could know from now on."""
        known = {m.after.name: m.after.kind for m in self.moves if m.kind_changed and m.after.kind != "unknown"}
        return tuple(known.items())

    def rule(self) -> HouseRule | None:
        """A house rule for lines of this form; None when the form is too plain for one."""
        if not self.pattern or len(self.pattern) > 500:
            return None
        located = [party for party in self.after.parties if party.start >= 0]
        parties = [
            RuleParty(f"${number}" if gap else party.name.replace("$", "$$"), party.role, party.kind)
            for number, (party, gap) in enumerate(zip(located, self.gaps, strict=True), 1)
        ]
        parties += [RuleParty(p.name.replace("$", "$$"), p.role, p.kind) for p in self.after.parties if p.start < 0]
        return HouseRule(
            name=tr("Credit lines like “{line}”").format(line=self.line[:80]),
            kind="credit",
            field=CREDIT_FIELD,
            how="regex",
            pattern=self.pattern,
            parties=tuple(parties),
            flags=tuple(flag for flag in self.after.flags if flag not in self.before.flags),
            licence=self.after.licence if self.after.licence != self.before.licence else "",
        )


def lesson_of(line: str, before: Credit, after: Credit) -> Lesson:
    """What a correction of a line says in general; ``after`` is one that ``credit_parts.rebuilt`` gave."""
    lesson = Lesson(line, before, after, moves=_moves(line, before, after))
    located = [party for party in after.parties if party.start >= 0]
    spans = [(party.start, party.end) for party in located]
    if not located or len(set(spans)) != len(spans) or len(located) > 9:
        return lesson
    pattern, gaps, anchors = _form(line, located)
    if not anchors:
        return lesson
    return replace(lesson, pattern=pattern, gaps=gaps, anchors=anchors)


def suggested(lesson: Lesson, line: str, credit: Credit) -> Suggestion | None:
    """What the lesson makes of a line that is read as ``credit``; None where it says nothing new."""
    found: Suggestion | None
    if line == lesson.line:
        found = Suggestion(_linked(lesson, credit, lesson.after, whole=True), "line", sure=True)
    else:
        found = _by_form(lesson, line, credit) or _by_name(lesson, line, credit)
    if found is None or (same_credit(found.credit, credit) and _links(found.credit) == _links(credit)):
        return None
    return found


def _by_form(lesson: Lesson, line: str, credit: Credit) -> Suggestion | None:
    match = lesson.form.match(fold(line)) if lesson.form is not None else None
    if match is None:
        return None
    located = [party for party in lesson.after.parties if party.start >= 0]
    parties: list[CreditParty] = []
    for number, (party, gap) in enumerate(zip(located, lesson.gaps, strict=True), 1):
        start, end = _trimmed(line, *match.span(number))
        if gap and not _fits_gap(line, start, end, credit):
            return None
        parties.append(CreditParty(line[start:end], party.role, party.kind, start, end))
    parties += [party for party in lesson.after.parties if party.start < 0]
    made = replace(_with_marks(lesson, credit), parties=tuple(parties), literals=literals_of(line, parties))
    same = fold(" ".join(line.split())) == fold(" ".join(lesson.line.split()))
    return Suggestion(_linked(lesson, credit, made), "line" if same else "form", sure=True)


def _by_name(lesson: Lesson, line: str, credit: Credit) -> Suggestion | None:
    parties = list(credit.parties)
    reasons: set[Reason] = set()
    sure = True
    for move in lesson.moves:
        for place, party in enumerate(parties):
            if name_key(party.name) != name_key(move.after.name):
                continue
            if (party.role, party.kind) == (move.before.role, move.before.kind) and _neighbours(
                line, credit.parties, place
            ) == (move.left, move.right):
                parties[place] = replace(party, role=move.after.role, kind=move.after.kind)
                reasons.add("place")
            elif move.kind_changed and party.kind == move.before.kind:
                parties[place] = replace(party, kind=move.after.kind)
                reasons.add("name")
            elif not move.kind_changed and party.role == move.before.role and party.kind == move.before.kind:
                parties[place] = replace(party, role=move.after.role)  # another place: only somebody can tell
                reasons.add("name")
                sure = False
    if not reasons:
        return None
    made = _linked(lesson, credit, replace(credit, parties=tuple(parties)))
    return Suggestion(made, "name" if "name" in reasons else "place", sure)


def _with_marks(lesson: Lesson, credit: Credit) -> Credit:
    """The credit with what the correction added to or took from the marks, and the licence and medium it stated."""
    before, after = lesson.before, lesson.after
    added = [flag for flag in after.flags if flag not in before.flags]
    removed = {flag for flag in before.flags if flag not in after.flags}
    return replace(
        credit,
        flags=tuple(dict.fromkeys(flag for flag in (*credit.flags, *added) if flag not in removed)),
        licence=after.licence if after.licence != before.licence else credit.licence,
        medium=after.medium if after.medium != before.medium else credit.medium,
    )


def _linked(lesson: Lesson, old: Credit, made: Credit, *, whole: bool = False) -> Credit:
    """The credit with links: those that the line had, and those of the correction.

    A link of a person is carried to the same line only; elsewhere the name may be a namesake's.
    """
    stated = {
        name_key(p.name): p.authority_id for p in lesson.after.parties if whole or p.kind != "person"
    }  # fmt: skip
    had = {name_key(p.name): (p.kind, p.authority_id) for p in old.parties}
    parties: list[CreditParty] = []
    for party in made.parties:
        key = name_key(party.name)
        kind, link = had.get(key, ("", None))
        link = stated.get(key) or (link if kind == party.kind else None)
        parties.append(party if link == party.authority_id else replace(party, authority_id=link))
    return replace(made, parties=tuple(parties))


def _links(credit: Credit) -> tuple[int | None, ...]:
    return tuple(party.authority_id for party in credit.parties)


def _moves(line: str, before: Credit, after: Credit) -> tuple[Move, ...]:
    was = {name_key(party.name): place for place, party in enumerate(before.parties)}
    found = []
    for party in after.parties:
        place = was.get(name_key(party.name))
        if place is None:
            continue
        old = before.parties[place]
        if (old.role, old.kind) != (party.role, party.kind):
            found.append(Move(old, party, *_neighbours(line, before.parties, place)))
    return tuple(found)


def _neighbours(line: str, parties: Sequence[CreditParty], place: int) -> tuple[str, str]:
    """What stands between a name and those beside it; "^" and "$" where there is none."""
    party = parties[place]
    if party.start < 0:
        return "?", "?"
    left = [p.end for p in parties if 0 <= p.start < p.end <= party.start]
    right = [p.start for p in parties if p.start >= party.end]
    return (
        fold(line[max(left) : party.start]).strip() if left else "^",
        fold(line[party.end : min(right)]).strip() if right else "$",
    )


def _form(line: str, located: Sequence[CreditParty]) -> tuple[str, tuple[bool, ...], tuple[str, ...]]:
    ends = [0, *(party.end for party in located)]
    starts = [*(party.start for party in located), len(line)]
    literals = [line[a:b] for a, b in zip(ends, starts, strict=True)]
    barred = "".join(c for c in _BETWEEN if c in "/|" or any(c in literal for literal in literals))
    gap_class = "[^" + "".join(re.escape(c) for c in barred) + "]+?"
    pattern = ["^", _head(literals[0])]
    gaps: list[bool] = []
    anchors: list[str] = [literal.strip() for literal in literals if _says_something(literal)]
    for number, party in enumerate(located):
        last = number + 1 == len(located)
        left = not number or _parts_names(literals[number])
        right = (last and not literals[-1].strip(" .)]")) or _parts_names(literals[number + 1])
        gap = party.kind == "person" and left and right
        gaps.append(gap)
        if not gap and party.kind == "organization":
            anchors.append(party.name)
        pattern.append(f"({gap_class})" if gap else f"({_exactly(party.name)})")
        pattern.append(_tail(literals[-1]) if last else _between(literals[number + 1]))
    return "".join([*pattern, "$"]), tuple(gaps), tuple(anchors)


def _says_something(literal: str) -> bool:
    """Whether words between names tell such lines from others: "courtesy of", not "Photo:"."""
    words = re.findall(r"[^\W\d_]+", literal)
    return any(len(word) > 2 for word in words) and label_medium(" ".join(words)) is None


def _parts_names(literal: str) -> bool:
    """Whether a literal shows where a name ends: by a mark or a word, not by a mere blank."""
    return bool(literal.strip())


def _exactly(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in text.split())


def _head(literal: str) -> str:
    stripped = literal.strip(" ([\t")
    if not stripped:
        return r"[\s(\[]*"
    if not _says_something(literal) and any(c.isalpha() for c in literal):
        return rf"[\s(\[]*(?:{_exactly(stripped)}\s*)?"  # a label may be there or not
    return rf"\s*{_exactly(literal)}\s*"


def _tail(literal: str) -> str:
    return r"[\s.)\]]*" if not literal.strip(" .)]\t") else rf"\s*{_exactly(literal)}\s*"


def _between(literal: str) -> str:
    """What stands between two names; blanks around marks may be there or not, around words they must."""
    if not literal.strip():
        return r"\s+" if literal else ""
    middle = literal.strip()
    left = r"\s+" if middle[0].isalnum() else r"\s*"
    right = r"\s+" if middle[-1].isalnum() else r"\s*"
    return left + _exactly(middle) + right


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _fits_gap(line: str, start: int, end: int, credit: Credit) -> bool:
    """Whether what stands in a gap can be one name: letters, not too long, and not known as something else."""
    name = line[start:end]
    if not any(c.isalpha() for c in name) or len(name) > _LONGEST_GAP or len(name.split()) > 6:
        return False
    inside = [party for party in credit.parties if party.start < end and start < party.end and party.start >= 0]
    if len(inside) > 1:
        return False
    if inside and inside[0].kind == "person":
        return True
    known = vocabulary_names().find(name)
    if (known is not None and known.kind == "organization") or shape_of(name) is Shape.ORGANISATION:
        return False
    return not any(p.kind == "organization" and p.authority_id is not None for p in inside)


def corrected(line: str, credit: Credit) -> Credit:
    """As ``credit_parts.rebuilt``, for a line that must be there.

    Raises:
        InvalidRecord: There is no line, or the credit does not fit it.
    """
    if not line.strip():
        words = tr("There is no credit line to correct.")
        raise InvalidRecord(words, [("credit_line", words)])
    return rebuilt(line, credit)
