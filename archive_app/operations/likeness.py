"""Finds articles that are alike: a draft's in the catalogue and in its own import, and those of the catalogue itself.

Each finding says what is alike (the file, the web address, the text or a part of it, the headline), how much, and by
how many sentences. Pairs that a person found to be different are not found again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from archive_app.domain import likeness
from archive_app.domain.addresses import canonical
from archive_app.domain.folding import sort_key
from archive_app.domain.likeness import Gathering, Likeness, TextPrint
from archive_app.domain.records import Article, Draft, Kind, Source
from archive_app.domain.results import Duplicate
from archive_app.domain.titles import plain_title
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader

End = tuple[int, str]
"""A record's id; or 0, with the key of a source that is no record yet."""

MOST: Final = 10  # findings of one text
_HARDLY: Final = 0.2
_FEW_WORDS: Final = 24  # so short a text says nothing for or against


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of the catalogue that are alike; ``found`` tells of ``other`` as seen from ``one`` (the older)."""

    one: int
    other: int
    title: str
    found: Duplicate


@dataclass(frozen=True, slots=True)
class Group:
    """Articles of the catalogue that are alike, directly or by way of one another, the oldest record first."""

    members: tuple[int, ...]
    titles: tuple[str, ...]
    pairs: tuple[Pair, ...]


def duplicates(archive: Archive, draft: Draft) -> tuple[Duplicate, ...]:
    """Articles in the catalogue that may be this one, the likeliest first."""
    if draft.alone:
        return ()
    with archive.read() as reader:
        source = replace(draft.source, sha256=_sha256(draft))
        return _in_catalogue(reader, draft.article, source, ends_of_draft(draft))


def alike(archive: Archive, record_id: int) -> tuple[Duplicate, ...]:
    """Articles in the catalogue that may be the same as one of them; none for a photo or video."""
    with archive.read() as reader:
        chain = {v.record_id for v in reader.versions.chain_of(record_id)}
        return tuple(d for d in alike_in(reader, record_id) if d.record_id not in chain)


def alike_in(reader: Reader, record_id: int) -> tuple[Duplicate, ...]:
    """As ``alike`` in a snapshot, with the versions of the article among them."""
    article = reader.of_type(Article, [record_id]).get(record_id)
    if article is None:
        return ()
    source = reader.of_type(Source, [article.source_id or 0]).get(article.source_id or 0, Source())
    found = _in_catalogue(reader, article, source, _ends(article, source))
    return tuple(d for d in found if d.record_id != record_id)


class Together:
    """Finds alike articles among those imported at once; ``look`` at each in turn."""

    def __init__(self) -> None:
        self._gathered: Gathering[int] = Gathering()
        self._drafts: dict[int, tuple[str, str, TextPrint, str]] = {}  # title, text, print, canonical address
        self._sources: dict[tuple[str, str], int] = {}
        self._addresses: dict[str, int] = {}

    def look(self, key: int, draft: Draft) -> tuple[Duplicate, ...]:
        """What came before and is alike, the likeliest first (``Duplicate.item`` is its key); remembers this one."""
        article = draft.article
        if draft.alone or key in self._drafts:
            return ()
        text = _text(article)
        mine = likeness.text_print(article.headline, article.body)
        place = _address(article, draft.source)
        source = (_sha256(draft), sort_key(article.headline))
        owners = self._gathered.owners(mine.sample)
        counts = {number: len(found) for number, found in owners.items()}
        found: dict[int, Duplicate] = {}
        first = self._sources.get(source) if source[0] else None
        by_address = self._addresses.get(place) if place else None
        near = self._gathered.promising(mine.sample)[:MOST]
        for other in dict.fromkeys(n for n in (first, by_address, *near) if n is not None):
            title, there, print_, _place = self._drafts[other]
            how = likeness.compare(mine, print_, counts, (text, there))
            kinds = ["same_bytes"] * (other == first) + ["same_address"] * (other == by_address)
            one = _finding(kinds, how, title)
            if one is not None:
                found[other] = replace(one, item=other)
        self._gathered.add(key, mine.sample)
        self._drafts[key] = (plain_title(article), text, mine, place)
        self._sources.setdefault(source, key)
        if place:
            self._addresses.setdefault(place, key)
        return _sorted(found.values())

    def forget(self) -> None:
        """Begin anew."""
        self.__init__()  # type: ignore[misc]  # the beginning is exactly that


def groups(archive: Archive, progress: Progress | None = None) -> tuple[Group, ...]:
    """All articles of the catalogue that are alike, in groups, the likeliest first.

    Raises:
        Cancelled: The person asked to stop.
    """
    at = progress.at if progress is not None else _silent
    with archive.read() as reader:
        lacking = reader.prints.lacking()
    if lacking and not archive.read_only:
        archive.fill_prints(at)
    with archive.read() as reader:
        prints = reader.prints
        shared = prints.close_pairs(at)
        sizes = prints.sizes({n for pair in shared for n in pair})
        wanted = {p for p, n in shared.items() if n >= 0.15 * min(sizes.get(p[0], 1), sizes.get(p[1], 1))}
        for members in (*prints.equal_sources(), *prints.equal_addresses()):
            wanted |= {(members[0], other) for other in members[1:]}
        there = prints.not_binned({n for pair in wanted for n in pair})
        known = _known_different(reader)
        chains = reader.versions.chains({n for pair in wanted for n in pair})
        pairs: list[Pair] = []
        for done, (one, other) in enumerate(sorted(wanted)):
            at(done, len(wanted), tr("Comparing articles"))
            same_chain = other in {v.record_id for v in chains.get(one, ())}
            if {one, other} <= there and not same_chain:
                pairs += _pair(reader, one, other, known)
        return _grouped(reader, pairs)


def ends_of_draft(draft: Draft) -> tuple[End, ...]:
    """By what a draft is known before it is a record."""
    return ((0, source_key(draft)),)


def source_key(draft: Draft) -> str:
    """What a draft is known by while it is no record: its source's bytes and where its text begins."""
    return _key(_sha256(draft), draft.article)


def _in_catalogue(reader: Reader, article: Article, source: Source, ends: Sequence[End]) -> tuple[Duplicate, ...]:
    prints = reader.prints
    mine = likeness.text_print(article.headline, article.body)
    owners = prints.owners(mine.sample)
    ids = {number for found in owners.values() for number in found}
    near = likeness.promising(mine.sample, owners, prints.sizes(ids))[:MOST] if ids else []
    reasons: dict[int, list[str]] = {}

    def note(numbers: Iterable[int], kind: str) -> None:
        for number in numbers:
            reasons.setdefault(number, []).append(kind)

    if source.sha256 and (ids_of_source := reader.sources_with(sha256=source.sha256)):
        note(reader.articles_with(source_ids=ids_of_source), "same_bytes")
    place = _address(article, source)
    note(prints.with_address(place), "same_address")
    if source.address and not place and (ids_of_source := reader.sources_with(address=source.address)):
        note(reader.articles_with(source_ids=ids_of_source), "same_place")
    if article.headline:
        twins = reader.finder.headline_twins(sort_key(article.headline), Kind.ARTICLE)
        note([n for n, _t, _p in twins], "same_headline")
    many = sum(bool({"same_bytes", "same_place"} & set(kinds)) for kinds in reasons.values()) > 1
    note([n for n in near if n not in reasons], "")
    if not reasons:  # most articles are like no other: they are looked up with few statements
        return ()
    there = prints.not_binned(reasons)
    counts = {number: len(found) for number, found in owners.items()}
    different = reader.versions.different_from(ends)
    found: dict[int, Duplicate] = {}
    for number, other in reader.of_type(Article, [n for n in reasons if n in there and n != article.id]).items():
        how = likeness.compare(
            mine, likeness.text_print(other.headline, other.body), counts, (_text(article), _text(other))
        )
        # Short entries of one file (a feed, a bibliography) are told apart by their headlines.
        short = (_short(article) or _short(other)) and not (
            many and article.headline and other.headline and sort_key(article.headline) != sort_key(other.headline)
        )
        one = _finding(reasons[number], how, plain_title(other), short=short)
        if one is not None and not (different and different & set(_ends_in(reader, other))):
            found[number] = replace(one, record_id=number)
    return _sorted(found.values())[:MOST]


def _finding(kinds: Sequence[str], how: Likeness, title: str, *, short: bool = False) -> Duplicate | None:
    """What to say of two articles, None when they are not alike after all.

    A file of many articles has one name and one hash, and columns appear for years under one headline: these say
    something only where the texts agree or are too short to tell.
    """
    text = how.kind
    certain = [k for k in kinds if k == "same_address"]
    if "same_headline" in kinds or text or short:
        certain += [k for k in kinds if k in {"same_bytes", "same_place"}]
    if "same_headline" in kinds and (text or short or how.overall >= _HARDLY):
        certain.append("same_headline")
    shown = [*certain, *([text] if text else [])]
    if not shown:
        return None
    kind = next((k for k in _ORDER if k in shown), shown[0])
    degree = {"same_bytes": 1.0, "same_address": 0.95, "same_place": 0.9}.get(kind, 0.0)
    return Duplicate(
        0, title, _words(shown, how), max(degree, how.degree if text else 0.7), kind=kind, text_likeness=how.overall,
        inside=how.inside, holds=how.holds, sentences=how.sentences, of=how.of, other_of=how.other_of,
    )  # fmt: skip


_ORDER: Final = (
    "same_bytes", "same_address", "same_text", "near_text", "within", "holds", "same_place", "same_headline",
)  # fmt: skip


def _words(kinds: Sequence[str], how: Likeness) -> str:
    percent = round(100 * how.degree)
    share = tr("{percent} % of the text is the same").format(percent=min(99, percent))
    said = {
        "same_bytes": tr("read from the same file"),
        "same_address": tr("has the same web address"),
        "same_place": tr("read from the same address"),
        "same_text": tr("has the same text") if how.overall >= 1 else share,
        "near_text": share,
        "within": tr("{percent} % of this text stands in it, which is longer").format(percent=percent),
        "holds": tr("{percent} % of it stands in this text, which is longer").format(percent=percent),
        "same_headline": tr("has the same headline"),
    }
    wanted = [k for k in _ORDER if k in kinds]
    if "same_bytes" in wanted:
        return said["same_bytes"]
    if "same_headline" in wanted and len(wanted) > 1:
        wanted.remove("same_headline")
    words = [said[k] for k in wanted[:2]]
    if how.sentences and how.overall < 1:
        words.append(tr_n("{n} sentence in common", "{n} sentences in common", how.sentences))
    return "; ".join(words)


def _pair(reader: Reader, one: int, other: int, known: set[frozenset[End]]) -> list[Pair]:
    found = reader.of_type(Article, [one, other])
    a, b = found[one], found[other]
    sources = reader.of_type(Source, [n for n in (a.source_id, b.source_id) if n])
    first, second = sources.get(a.source_id or 0, Source()), sources.get(b.source_id or 0, Source())
    if any(frozenset((x, y)) in known for x in _ends(a, first) for y in _ends(b, second)):
        return []
    mine, theirs = likeness.text_print(a.headline, a.body), likeness.text_print(b.headline, b.body)
    counts = {number: len(owners) for number, owners in reader.prints.owners(mine.sample & theirs.sample).items()}
    how = likeness.compare(mine, theirs, counts, (_text(a), _text(b)))
    place = _address(a, first)
    same = {
        "same_bytes": bool(first.sha256) and first.sha256 == second.sha256,
        "same_address": bool(place) and place == _address(b, second),
        "same_headline": bool(a.headline) and sort_key(a.headline) == sort_key(b.headline),
    }
    made = _finding([k for k, yes in same.items() if yes], how, plain_title(b), short=_short(a) or _short(b))
    return [] if made is None else [Pair(one, other, plain_title(a), replace(made, record_id=other))]


def _grouped(reader: Reader, pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """Pairs as groups: whoever is alike somebody of a group belongs to it."""
    leader: dict[int, int] = {}

    def root(number: int) -> int:
        while leader.setdefault(number, number) != number:
            number = leader[number]
        return number

    for pair in pairs:
        leader[root(pair.other)] = root(pair.one)
    members: dict[int, list[int]] = {}
    for number in sorted(leader):
        members.setdefault(root(number), []).append(number)
    titles = reader.finder.titles(sorted(leader))
    found = [
        Group(
            tuple(ids), tuple(titles.get(n, "") for n in ids),
            tuple(sorted((p for p in pairs if root(p.one) == key), key=lambda p: -p.found.likeness)),
        )
        for key, ids in members.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda g: (-g.pairs[0].found.likeness, g.members)))


def _known_different(reader: Reader) -> set[frozenset[End]]:
    return {frozenset(pair) for pair in reader.versions.pairs()}


def _ends_in(reader: Reader, article: Article) -> tuple[End, ...]:
    source = reader.of_type(Source, [article.source_id or 0]).get(article.source_id or 0, Source())
    return _ends(article, source)


def _ends(article: Article, source: Source) -> tuple[End, ...]:
    return ((article.id or 0, ""), (0, _key(source.sha256, article)))


def _key(sha256: str, article: Article) -> str:
    """The text's first words, however it is cut into paragraphs: one file may hold many articles."""
    beginning = " ".join(likeness.tokens_of("\n".join(article.body)[:1000])[:60]) or sort_key(article.headline)
    return f"{sha256}:{hashlib.sha256(beginning.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _sha256(draft: Draft) -> str:
    if draft.source.sha256 or not draft.content:
        return draft.source.sha256
    return hashlib.sha256(draft.content).hexdigest()


def _address(article: Article, source: Source) -> str:
    """The canonical address; "" for a front page, which many pages name as their own."""
    key = canonical(article.url) or canonical(source.address if "://" in source.address else "")
    return key if "/" in key or "?" in key else ""


def _text(article: Article) -> str:
    return "\n".join(article.body)


def _short(article: Article) -> bool:
    return len(likeness.tokens_of("\n".join(article.body)[:2000])) < _FEW_WORDS


def _sorted(found: Iterable[Duplicate]) -> tuple[Duplicate, ...]:
    return tuple(sorted(found, key=lambda d: (-d.likeness, _ORDER.index(d.kind), d.record_id, d.item)))


def _silent(_done: int, _total: int, _note: str) -> None:
    return


__all__ = [
    "Group", "Pair", "Together", "alike", "duplicates", "ends_of_draft", "groups", "source_key",
]  # fmt: skip
