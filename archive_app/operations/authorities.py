"""Authority records: finding them in any spelling, where they are used, which may be the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive_app.domain.authority_likeness import AuthorityLikeness, Buckets, alike, alike_to, buckets
from archive_app.domain.changes import Changes
from archive_app.domain.errors import NotFound
from archive_app.domain.folding import fold
from archive_app.domain.names import name_key
from archive_app.domain.records import Authority
from archive_app.domain.spelling import same_name
from archive_app.domain.vocabulary import organisations
from archive_app.i18n import tr
from archive_app.store.archive import Archive, Reader

USES = ("bylines", "creators", "people", "subjects", "credit", "publisher", "rights", "parent")
"""What an authority may be used as, in the order shown."""


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """One authority in a list; ``found_by`` is the form that matched, where it is not the preferred one."""

    id: int
    name: str
    kind: str
    subkind: str
    variants: int
    uses: Mapping[str, int] = field(default_factory=dict)
    parent: str = ""
    found_by: str = ""

    @property
    def total(self) -> int:
        """How often it is used in all."""
        return sum(self.uses.values())


@dataclass(frozen=True, slots=True)
class Merged:
    """A member of a merge that can be taken out again."""

    id: int
    member: int
    name: str
    at: str
    who: str
    reason: str
    links: int


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """One authority with what hangs on it.

    Attributes:
        authority: The record.
        parent: Its parent, or None.
        children: Authorities that have it as their parent.
        uses: How often it is used, by use.
        works: Works that use it, with the use, the newest first (at most 200).
        merged: Members that were merged into it.
        distinct: Authorities that somebody said it is not, by id, with the reason.
        alike: Authorities that may be the same.
    """

    authority: Authority
    parent: Authority | None = None
    children: tuple[Authority, ...] = ()
    uses: Mapping[str, int] = field(default_factory=dict)
    works: tuple[tuple[int, str, str], ...] = ()  # id, title, use
    merged: tuple[Merged, ...] = ()
    distinct: tuple[tuple[int, str, str], ...] = ()  # id, name, reason
    alike: tuple[AuthorityLikeness, ...] = ()


def find(archive: Archive, text: str = "", *, kind: str = "", unused: bool | None = None) -> list[AuthorityRow]:
    """Authorities whose name or variant begins with or holds the words, in any spelling or script; most used first.

    Args:
        archive: The catalogue.
        text: What to look for; "" for all.
        kind: One of AUTHORITY_KINDS; "" for all.
        unused: Only those without a use (True) or with one (False).
    """
    with archive.read() as reader:
        known = reader.authorities()
        counts = reader.authority_links.counts()
    return rows_of({a.id or 0: a for a in known}, counts, text, kind=kind, unused=unused)


def rows_of(
    known: Mapping[int, Authority], counts: Mapping[int, Mapping[str, int]], text: str = "", *, kind: str = "",
    unused: bool | None = None,
) -> list[AuthorityRow]:  # fmt: skip
    """As ``find``, among authorities that were read already; ``counts`` says how often each is used, by use."""
    rows: list[tuple[int, AuthorityRow]] = []
    for number, authority in known.items():
        if kind and authority.kind != kind:
            continue
        uses = counts.get(number, {})
        if unused is not None and bool(uses) == unused:
            continue
        rank, form = _match(authority, text)
        if not rank:
            continue
        parent = known.get(authority.parent_id or 0)
        found_by = form if form != authority.name else ""
        rows.append(
            (
                rank,
                AuthorityRow(
                    number, authority.name, authority.kind, authority.subkind, len(authority.variants), uses,
                    parent.name if parent is not None else "", found_by,
                ),
            )
        )  # fmt: skip
    rows.sort(key=lambda pair: (-pair[0], -pair[1].total, fold(pair[1].name)))
    return [row for _, row in rows]


def page(
    archive: Archive, number: int, *, known: Mapping[int, Authority] | None = None, keys: Buckets | None = None
) -> AuthorityPage:
    """Everything about one authority.

    Args:
        archive: The catalogue.
        number: Its id.
        known: All authorities by their ids, where they were read already.
        keys: What ``authority_likeness.buckets`` makes of them, where that is there already.

    Raises:
        NotFound: It is no authority.
    """
    with archive.read() as reader:
        authority = authority_of(reader, number)
        if known is None:
            known = {a.id or 0: a for a in reader.authorities()}
        links = reader.authority_links.links([number])
        works = reader.authority_links.works_of({link.record for link in links})
        uses = Counter(link.use for link in links)
        shown = {(works.get(link.record, link.record), link.use): None for link in links if link.use != "parent"}
        titles = reader.finder.titles([work for work, _ in shown])
        merges = reader.authority_links.merges(kept=number)
        members = reader.of_type(Authority, [m["member_id"] for m in merges])
        apart = [d for d in reader.authority_links.distinct() if number in (d["one_id"], d["other_id"])]
    others = {(d["one_id"] if d["other_id"] == number else d["other_id"]): d["reason"] for d in apart}
    found = alike_to(authority, known, keys if keys is not None else buckets(known.values()))
    near = [x for x in found if not {x.one, x.other} & others.keys()]
    return AuthorityPage(
        authority,
        known.get(authority.parent_id or 0),
        tuple(a for a in known.values() if a.parent_id == number),
        {use: uses[use] for use in USES if uses[use]},
        tuple((w, titles[w], use) for w, use in sorted(shown, reverse=True) if w in titles)[:200],
        tuple(
            Merged(m["id"], m["member_id"], members[m["member_id"]].name, m["at"], m["who"], m["reason"],
                   len(json.loads(m["moved"])))
            for m in merges if m["member_id"] in members
        ),
        tuple((n, known[n].name, reason) for n, reason in others.items() if n in known),
        tuple(near),
    )  # fmt: skip


def likely_same(archive: Archive, *, least: float = 0.0) -> list[tuple[AuthorityLikeness, Authority, Authority]]:
    """Pairs that may be one, the likeliest first, without those that are known to be different."""
    with archive.read() as reader:
        known = {a.id or 0: a for a in reader.authorities()}
        apart = {frozenset((d["one_id"], d["other_id"])) for d in reader.authority_links.distinct()}
    return [
        (found, known[found.one], known[found.other])
        for found in alike(known.values())
        if found.score >= least and frozenset((found.one, found.other)) not in apart
    ]


def seed(archive: Archive, *, initiator: str = "") -> Changes:
    """Make an authority of every organisation of the starting vocabulary that the catalogue does not have yet."""
    from archive_app.operations.linking import Linker

    label = tr("Add the agencies and services known to the program")
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        linker = Linker(writer)
        for entry in organisations():
            linker.organisation(entry.name)
    return writer.changes


def _match(authority: Authority, text: str) -> tuple[int, str]:
    """How well an authority fits what somebody typed (0 not at all), and the form that does."""
    if not text.strip():
        return 1, authority.name
    wanted, key = fold(text.strip()), name_key(text)
    best, by = 0, ""
    for place, form in enumerate([authority.name, *(v.text for v in authority.variants)]):
        folded = fold(form)
        rank = 0
        if key and name_key(form) == key:
            rank = 6
        elif folded.startswith(wanted):
            rank = 5
        elif f" {wanted}" in folded:
            rank = 4
        elif wanted in folded:
            rank = 3
        elif all(any(same_name(a, b, bridged=True) for b in form.split()) for a in text.split()):
            rank = 2
        if rank * 2 - (place > 0) > best:
            best, by = rank * 2 - (place > 0), form
    return best, by


def authority_of(reader: Reader, number: int) -> Authority:
    """The authority of an id. Raises NotFound."""
    found = reader.of_type(Authority, [number]).get(number)
    if found is None:
        raise NotFound(tr("This is no authority record."), where=f"record {number}")
    return found
