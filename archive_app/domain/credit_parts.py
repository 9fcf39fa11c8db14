"""A credit as a person states it, fitted to the printed line: places found, values checked, literals joined anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from archive_app.domain.errors import InvalidRecord
from archive_app.domain.folding import fold
from archive_app.domain.names import name_key
from archive_app.domain.records import CREDIT_FLAGS, PARTY_ROLES, Credit, CreditParty
from archive_app.i18n import tr

PARTY_KINDS = ("person", "organization", "unknown")
Span = tuple[int, int]


def rebuilt(line: str, credit: Credit) -> Credit:
    """The credit with every name at its place in the line, in printed order, and with literals that join to the line.

    A name that is not printed so keeps no place; a credit may say “Associated Press” where “AP” is printed.

    Raises:
        InvalidRecord: A name is empty, two names overlap, or a role, kind, mark or year cannot be.
    """
    taken: list[Span] = [(p.start, p.end) for p in credit.parties if _stands(line, p)]
    parties: list[CreditParty] = []
    for party in credit.parties:
        _check_party(party)
        if _stands(line, party):
            parties.append(party)
            continue
        start, end = place_of(line, party.name, taken)
        name = line[start:end] if start >= 0 else " ".join(party.name.split())
        if start >= 0:
            taken.append((start, end))
        parties.append(replace(party, name=name, start=start, end=end))
    parties.sort(key=lambda p: p.start if p.start >= 0 else len(line) + 1)
    _check_overlaps(parties)
    unknown = [flag for flag in credit.flags if flag not in CREDIT_FLAGS]
    if unknown:
        raise _wrong("flags", tr("“{value}” is no mark of a credit line.").format(value=unknown[0]))
    if credit.year is not None and not 1500 <= credit.year <= 2100:
        raise _wrong("year", tr("“{value}” is not a year that a credit line can name.").format(value=credit.year))
    return replace(
        credit,
        parties=tuple(parties),
        flags=tuple(flag for flag in CREDIT_FLAGS if flag in credit.flags),
        licence=credit.licence.strip(),
        medium=credit.medium.strip(),
        literals=literals_of(line, parties),
    )


def literals_of(line: str, parties: Iterable[CreditParty]) -> tuple[str, ...]:
    """The line cut where names begin and end; joined, the pieces are exactly the line."""
    places = (at for party in parties if party.start >= 0 for at in (party.start, party.end))
    cuts = sorted({0, len(line), *places})
    return tuple(line[a:b] for a, b in pairwise(cuts))


def place_of(line: str, name: str, taken: Sequence[Span] = ()) -> Span:
    """Where a name stands in the line as whole words and free of ``taken``; (-1, -1) where it does not.

    Letter case, accents and the width of blanks do not count, unless the very same letters stand there too.
    """
    wanted = " ".join(name.split())
    if not wanted:
        return -1, -1
    gaps = r"\s+".join(re.escape(word) for word in wanted.split(" "))
    folded = r"\s+".join(re.escape(word) for word in fold(wanted).split(" "))
    for pattern, text in ((gaps, line), (folded, fold(line))):
        for match in re.finditer(pattern, text):
            start, end = match.span()
            if _whole_words(line, start, end) and not any(a < end and start < b for a, b in taken):
                return start, end
    return -1, -1


def same_credit(one: Credit, other: Credit) -> bool:
    """Whether two credits say the same, wherever their names stand."""
    return credit_values(one) == credit_values(other)


def credit_values(credit: Credit) -> tuple[object, ...]:
    """What a credit says, without places and links."""
    named = tuple((name_key(p.name) or p.name, p.role, p.kind) for p in credit.parties)
    return named, tuple(sorted(credit.flags)), credit.licence, credit.year, credit.medium


def _stands(line: str, party: CreditParty) -> bool:
    return 0 <= party.start < party.end <= len(line) and line[party.start : party.end] == party.name


def _whole_words(line: str, start: int, end: int) -> bool:
    before, after = line[start - 1 : start], line[end : end + 1]
    return not (before.isalnum() and line[start].isalnum()) and not (after.isalnum() and line[end - 1].isalnum())


def _check_party(party: CreditParty) -> None:
    if not party.name.strip():
        raise _wrong("parties", tr("A party of the credit has no name."))
    if party.role not in PARTY_ROLES:
        raise _wrong("parties", tr("“{value}” is no role in a credit line.").format(value=party.role))
    if party.kind not in PARTY_KINDS:
        raise _wrong("parties", tr("“{value}” is neither a person nor an organisation.").format(value=party.kind))


def _check_overlaps(parties: Sequence[CreditParty]) -> None:
    """Two names may share their place (maker and rights holder), but not a part of it."""
    for one, other in pairwise([party for party in parties if party.start >= 0]):
        if other.start < one.end and (one.start, one.end) != (other.start, other.end):
            words = tr("“{one}” and “{other}” overlap in the line.").format(one=one.name, other=other.name)
            raise _wrong("parties", words)


def _wrong(field: str, words: str) -> InvalidRecord:
    return InvalidRecord(words, [(f"credit.{field}", words)])
