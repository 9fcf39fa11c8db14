"""Whether two authority records may be the same: every sign for it and against it, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.fuzz import ratio

from archive_app.domain.names import is_acronym_of, name_key
from archive_app.domain.records import Authority
from archive_app.domain.spelling import same_name, spelling_key
from archive_app.i18n import tr

Key = tuple[str, str]  # kind, key
Buckets = Mapping[Key, AbstractSet[int]]

_CLOSE = 90.0  # of 100: one letter wrong in ten
_MOST_ALIKE = 40  # records that share a key; more share it by chance


@dataclass(frozen=True, slots=True)
class AuthorityLikeness:
    """Two authorities that may be one.

    Attributes:
        one, other: Their ids.
        score: 0 to 1.
        reasons: Sentences for it.
        against: Sentences against it (two different numbers in one register).
    """

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


def likeness(one: Authority, other: Authority) -> AuthorityLikeness | None:
    """How alike two authorities are; None when nothing says so or they are of different kinds."""
    if one.kind != other.kind or one.id in (other.id, other.parent_id) or one.parent_id == other.id:
        return None
    signs = list(_signs(one, other))
    if not signs:
        return None
    against = tuple(_against(one, other))
    score = max(weight for weight, _ in signs) - 0.3 * len(against)
    reasons = tuple(dict.fromkeys(text for _, text in sorted(signs, key=lambda s: -s[0])))
    return AuthorityLikeness(one.id or 0, other.id or 0, max(score, 0.05), reasons, against)


def alike(authorities: Iterable[Authority]) -> list[AuthorityLikeness]:
    """Every pair that may be one, the likeliest first. Only records that share a key are compared."""
    known = {a.id or 0: a for a in authorities}
    pairs = {
        pair
        for members in buckets(known.values()).values()
        if 1 < len(members) <= _MOST_ALIKE
        for pair in combinations(sorted(members), 2)
    }
    found = [like for a, b in pairs if (like := likeness(known[a], known[b])) is not None]
    return sorted(found, key=_order)


def alike_to(authority: Authority, known: Mapping[int, Authority], keys: Buckets) -> list[AuthorityLikeness]:
    """Those of the ``known`` that one authority may be the same as, the likeliest first.

    Args:
        authority: The one.
        known: All authorities by their ids.
        keys: What ``buckets`` makes of them.
    """
    number = authority.id or 0
    near: set[int] = set()
    for key in keys_of(authority):
        members = keys.get(key, frozenset())
        if len(members) <= _MOST_ALIKE:
            near |= members
    found = [
        like
        for other in near - {number}
        if other in known and (like := likeness(*_ordered(authority, known[other]))) is not None
    ]
    return sorted(found, key=_order)


def buckets(authorities: Iterable[Authority]) -> dict[Key, set[int]]:
    """Which authorities share which key, by their ids."""
    made: dict[Key, set[int]] = defaultdict(set)
    for authority in authorities:
        for key in keys_of(authority):
            made[key].add(authority.id or 0)
    return made


def keys_of(authority: Authority) -> set[Key]:
    """The keys of one authority; those that share none are never compared."""
    return {(authority.kind, key) for key in _keys(authority)}


def _order(like: AuthorityLikeness) -> tuple[float, int, int]:
    return (-like.score, like.one, like.other)


def _ordered(one: Authority, other: Authority) -> tuple[Authority, Authority]:
    return (one, other) if (one.id or 0) < (other.id or 0) else (other, one)


def _forms(authority: Authority) -> list[str]:
    return [authority.name, *(variant.text for variant in authority.variants)]


def _keys(authority: Authority) -> Iterator[str]:
    for identifier in authority.identifiers:
        yield f"{identifier.scheme}={identifier.value}"
    for form in _forms(authority):
        yield name_key(form)
        words = form.split()
        if len(words) > 1:
            yield "initials=" + name_key("".join(word[0] for word in words))
            yield "last=" + (spelling_key(words[-1]) or name_key(words[-1]))
            yield "last=" + (spelling_key(words[0]) or name_key(words[0]))
        else:
            yield "initials=" + name_key(form)
            yield "last=" + (spelling_key(form) or name_key(form))


def _signs(one: Authority, other: Authority) -> Iterator[tuple[float, str]]:
    numbers = {(i.scheme, i.value) for i in one.identifiers} & {(i.scheme, i.value) for i in other.identifiers}
    for scheme, value in sorted(numbers):
        yield 1.0, tr("Both have the number {value} in {scheme}.").format(value=value, scheme=scheme)
    theirs = _forms(other)
    for mine in _forms(one):
        for form in theirs:
            sign = _form_sign(mine, form, person=one.kind == "person")
            if sign is not None:
                yield sign


def _form_sign(mine: str, form: str, *, person: bool) -> tuple[float, str] | None:
    if name_key(mine) == name_key(form):
        return 0.95, tr("Both are called “{name}”.").format(name=form)
    if sorted(name_key(w) for w in mine.split()) == sorted(name_key(w) for w in form.split()):
        return 0.9, tr("“{one}” and “{other}” are the same words in another order.").format(one=mine, other=form)
    if _same_spelling(mine, form):
        return 0.85, tr("“{one}” and “{other}” may be spellings of one name.").format(one=mine, other=form)
    fits = _initials_fit(mine, form) if person else is_acronym_of(mine, form) or is_acronym_of(form, mine)
    if fits:
        short, long = sorted((mine, form), key=len)
        return 0.6, tr("“{one}” may be short for “{other}”.").format(one=short, other=long)
    if min(len(mine), len(form)) > 6 and ratio(mine.casefold(), form.casefold()) >= _CLOSE:
        return 0.7, tr("“{one}” and “{other}” differ by little.").format(one=mine, other=form)
    return None


def _same_spelling(mine: str, form: str) -> bool:
    ours, theirs = mine.split(), form.split()
    if len(ours) != len(theirs):
        return False
    return all(name_key(a) == name_key(b) or same_name(a, b, bridged=True) for a, b in zip(ours, theirs, strict=True))


def _initials_fit(mine: str, form: str) -> bool:
    """Whether one is the other with given names cut to initials: "I. Shipenko", "Ivan Shipenko"."""
    short, long = sorted((mine.split(), form.split()), key=lambda words: len("".join(words)))
    if len(short) < 2 or len(short) > len(long) or name_key(short[-1]) != name_key(long[-1]):
        return False
    given = [name_key(word) for word in short[:-1]]
    return any(len(word) == 1 for word in given) and all(
        full.startswith(part) for part, full in zip(given, (name_key(word) for word in long[:-1]), strict=False)
    )


def _against(one: Authority, other: Authority) -> Iterator[str]:
    ours = {i.scheme: i.value for i in one.identifiers}
    for identifier in other.identifiers:
        mine = ours.get(identifier.scheme)
        if mine is not None and mine != identifier.value:
            yield tr("They have different numbers in {scheme}: {one} and {other}.").format(
                scheme=identifier.scheme, one=mine, other=identifier.value
            )
    if one.parent_id and other.parent_id and one.parent_id != other.parent_id:
        yield tr("They belong to different organisations.")
