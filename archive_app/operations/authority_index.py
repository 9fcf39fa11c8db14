"""All authorities, read once and kept up to date: what a list that answers while one types needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive_app.domain.authority_likeness import AuthorityLikeness, Key, alike, buckets, keys_of
from archive_app.domain.folding import fold
from archive_app.domain.records import Authority, Kind
from archive_app.operations.authorities import AuthorityPage, AuthorityRow, page, rows_of
from archive_app.store.archive import Archive

USAGES = ("all", "used", "unused", "twice")
"""What a list may be narrowed to; "twice": those that may be the same as another."""
ORDERS = ("uses", "name")
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class AuthorityIndex:
    """A snapshot of the authorities of a catalogue. Nothing in it is changed; it may cross threads.

    Attributes:
        known: The authorities that are not in the bin, by id.
        counts: How often each is used, by use.
        keys: Which of them share which key.
        apart: Pairs that somebody said are never the same.
    """

    known: Mapping[int, Authority]
    counts: Mapping[int, Mapping[str, int]]
    keys: Mapping[Key, frozenset[int]]
    apart: frozenset[frozenset[int]]

    def rows(self, text: str = "", *, kind: str = "", usage: str = "all", order: str = "uses") -> list[AuthorityRow]:
        """The authorities that fit, in any spelling or script.

        Args:
            text: What to look for; "" for all. With words, the best fitting come first unless ordered by name.
            kind: One of AUTHORITY_KINDS; "" for all.
            usage: One of ``USAGES``.
            order: One of ``ORDERS``.
        """
        unused = {"used": False, "unused": True}.get(usage)
        found = rows_of(self.known, self.counts, text, kind=kind, unused=unused)
        if usage == "twice":
            twice = {number for like in self.likely() for number in (like.one, like.other)}
            found = [row for row in found if row.id in twice]
        return sorted(found, key=lambda row: (fold(row.name), row.id)) if order == "name" else found

    def likely(self, least: float = _LIKELY) -> list[AuthorityLikeness]:
        """Pairs that may be one, the likeliest first."""
        return [
            like
            for like in alike(self.known.values())
            if like.score >= least and frozenset((like.one, like.other)) not in self.apart
        ]

    def page(self, archive: Archive, number: int) -> AuthorityPage:
        """Everything about one authority. Raises NotFound."""
        return page(archive, number, known=self.known, keys=self.keys)

    def names(self, numbers: Iterable[int]) -> dict[int, str]:
        """The names of authorities, as far as they are known."""
        return {n: self.known[n].name for n in numbers if n in self.known}


def read(archive: Archive) -> AuthorityIndex:
    """The index of a catalogue."""
    with archive.read() as reader:
        known = {a.id or 0: a for a in reader.authorities()}
        counts = reader.authority_links.counts()
        apart = frozenset(frozenset((d["one_id"], d["other_id"])) for d in reader.authority_links.distinct())
    keys = {key: frozenset(members) for key, members in buckets(known.values()).items()}
    return AuthorityIndex(known, counts, keys, apart)


def binned(archive: Archive, text: str = "", *, kind: str = "") -> list[AuthorityRow]:
    """Authorities in the bin that were not merged into another: those come back by being taken out."""
    with archive.read() as reader:
        merged = {row["member_id"] for row in reader.authority_links.merges()}
        numbers = [n for n in reader.ids_of(Kind.AUTHORITY, deleted=True) if n not in merged]
        return rows_of(reader.of_type(Authority, numbers), {}, text, kind=kind)


def updated(archive: Archive, before: AuthorityIndex, records: Iterable[int]) -> AuthorityIndex:
    """The index after these records changed; the others are not read again."""
    numbers = set(records)
    known, keys = dict(before.known), dict(before.keys)
    with archive.read() as reader:
        now = reader.of_type(Authority, sorted(numbers))
        counts = reader.authority_links.counts()
        apart = frozenset(frozenset((d["one_id"], d["other_id"])) for d in reader.authority_links.distinct())
    for number in numbers:
        old, new = known.pop(number, None), now.get(number)
        for key in keys_of(old) if old is not None else ():
            keys[key] = keys.get(key, frozenset()) - {number}
        if new is not None and not new.deleted:
            known[number] = new
            for key in keys_of(new):
                keys[key] = keys.get(key, frozenset()) | {number}
    return AuthorityIndex(dict(sorted(known.items())), counts, keys, apart)
