"""Printed names and the authorities they may stand for: proposals with their reasons, and links a person asks for.

Nothing here links silently: organisations known by name are linked at import (``operations.linking``); a person's
name may be a namesake's, so it is only ever proposed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive_app.domain.authority_likeness import likeness
from archive_app.domain.changes import Changes
from archive_app.domain.names import Shape, name_key, shape_of, vocabulary_names
from archive_app.domain.records import Article, Authority, PhotoUse, VideoUse
from archive_app.i18n import tr, tr_n
from archive_app.operations import authority_spots
from archive_app.operations.authorities import authority_of
from archive_app.store.archive import Archive, Reader

_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as printed that no authority is linked to.

    Attributes:
        text: The commonest of the forms.
        forms: Every form that is the same but for case and accents.
        uses: How often it is printed, by use.
        kind: "person" or "organization", as far as its form says; "" where it does not.
    """

    text: str
    forms: tuple[str, ...]
    uses: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""

    @property
    def total(self) -> int:
        """How often it is printed in all."""
        return sum(self.uses.values())


@dataclass(frozen=True, slots=True)
class Proposal:
    """An authority that a printed name may stand for, with the reasons, the likeliest first; ``score`` 0 to 1."""

    authority: Authority
    score: float
    reasons: tuple[str, ...]


def unlinked(archive: Archive, *, least: int = 1) -> list[PrintedName]:
    """Names that are printed at least so often and linked to nothing, the most frequent first."""
    with archive.read() as reader:
        rows = reader.authority_links.printed(linked=False)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for text, use, number, kind in rows:
        key = name_key(text)
        if key:
            forms[key][text] += number
            uses[key][use] += number
            kinds[key][kind] += number
    found = [
        PrintedName(
            forms[key].most_common(1)[0][0], tuple(sorted(forms[key])), dict(uses[key]), _kind(forms[key], kinds[key])
        )
        for key in forms
        if sum(uses[key].values()) >= least
    ]
    return sorted(found, key=lambda name: (-name.total, name.text.casefold()))


def proposals(archive: Archive, text: str, *, kind: str = "", works: Sequence[int] = ()) -> list[Proposal]:
    """Authorities that a printed name may stand for.

    Args:
        archive: The catalogue.
        text: The name as printed.
        kind: "person", "organization" …; "" compares with all.
        works: Where it is printed: an authority that the same publishers' works link to already is likelier.
    """
    with archive.read() as reader:
        known = reader.authorities()
        near: list[tuple[Authority, float, tuple[str, ...]]] = []
        for authority in known:
            if kind and authority.kind != kind:
                continue
            like = likeness(Authority(id=-1, name=text, kind=authority.kind), authority)
            if like is not None and like.score >= _LEAST:
                near.append((authority, like.score, like.reasons))
        company = _company(reader, [a.id or 0 for a, _, _ in near], works) if near and works else {}
    found: list[Proposal] = []
    for authority, score, reasons in near:
        shared = company.get(authority.id or 0, 0)
        if shared:
            words = tr_n(
                "It is linked in {n} other record of the same publisher.",
                "It is linked in {n} other records of the same publisher.",
                shared,
            )
            found.append(Proposal(authority, min(0.99, score + 0.04), (*reasons, words)))
        else:
            found.append(Proposal(authority, score, reasons))
    return sorted(found, key=lambda p: (-p.score, p.authority.name))


def link(
    archive: Archive, forms: Sequence[str], authority: int, *, works: Sequence[int] | None = None, initiator: str = ""
) -> Changes:
    """Link printed forms to an authority, everywhere or in some works only; what is linked already stays.

    Raises:
        NotFound: It is no authority.
        InputError: The forms are printed nowhere without a link.
    """
    wanted = None if works is None else set(works)
    spots = authority_spots.spots(archive, forms)
    rows = [s.row for s in spots if wanted is None or {s.record, s.work, s.article} & wanted]
    return authority_spots.link(archive, forms, rows, authority, initiator=initiator)


def unlink(archive: Archive, authority: int, works: Sequence[int], *, initiator: str = "") -> Changes:
    """Take the link to an authority away from printed names in some works. Raises NotFound."""
    with archive.read() as reader:
        target = authority_of(reader, authority)
        links = [x for x in reader.authority_links.links([authority]) if x.table in ("name", "credit_party")]
        of_work = reader.authority_links.works_of({x.record for x in links})
        articles = _articles_of_uses(reader, {x.record for x in links})
    wanted = set(works)
    label = tr("Take links to “{authority}” away").format(authority=target.name)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        touched: set[int] = set()
        for x in links:
            if {x.record, of_work.get(x.record, 0), articles.get(x.record, 0)} & wanted:
                writer.authority_links.point(x.table, x.row, x.record, authority, None)
                touched.add(x.record)
        writer.bump(sorted(touched))
    return writer.changes


def make(
    archive: Archive, forms: Sequence[str], *, kind: str = "person", name: str = "", initiator: str = ""
) -> tuple[int, Changes]:
    """Make an authority of printed forms and link all of them to it, as one step; return its id."""
    rows = [spot.row for spot in authority_spots.spots(archive, forms)]
    return authority_spots.make(archive, forms, rows, kind=kind, name=name, initiator=initiator)


def _kind(forms: Mapping[str, int], kinds: Mapping[str, int]) -> str:
    stated = {k: n for k, n in kinds.items() if k in ("person", "organization")}
    if stated:
        return max(stated, key=stated.__getitem__)
    text = max(forms, key=forms.__getitem__)
    known = vocabulary_names().find(text)
    if known is not None:
        return known.kind
    shape = shape_of(text)
    if shape in (Shape.PERSON, Shape.MAYBE):
        return "person"
    return "organization" if shape in (Shape.ORGANISATION, Shape.ACRONYM) else ""


def _company(reader: Reader, authorities: Sequence[int], works: Sequence[int]) -> dict[int, int]:
    """How many other articles of the works' publishers link to each authority already."""
    publishers = {a.publisher for a in _articles(reader, works).values() if a.publisher}
    if not publishers:
        return {}
    links = reader.authority_links.links(authorities)
    articles = _articles_of_uses(reader, {link.record for link in links})
    there = _articles(reader, {articles.get(link.record, link.record) for link in links} - set(works))
    found: dict[int, set[int]] = defaultdict(set)
    for link in links:
        article = there.get(articles.get(link.record, link.record))
        if article is not None and article.publisher in publishers:
            found[link.authority].add(article.id or 0)
    return {number: len(ids) for number, ids in found.items()}


def _articles(reader: Reader, numbers: Iterable[int]) -> dict[int, Article]:
    return reader.of_type(Article, sorted(numbers))


def _articles_of_uses(reader: Reader, records: Iterable[int]) -> dict[int, int]:
    """The article of each record that is a use."""
    wanted = sorted(records)
    uses: list[PhotoUse | VideoUse] = [
        *reader.of_type(PhotoUse, wanted).values(),
        *reader.of_type(VideoUse, wanted).values(),
    ]
    return {use.id or 0: use.article_id or 0 for use in uses}
