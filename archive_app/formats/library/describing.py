"""From a bundle of records to the items that libraries and archives describe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from archive_app.domain.credits import parse_credit
from archive_app.domain.export_record import ExportRecord, PhotoInArticle, VideoInArticle
from archive_app.domain.names import Shape, shape_of, vocabulary_names
from archive_app.domain.records import (
    Article,
    Authority,
    Kind,
    Name,
    Photo,
    PhotoUse,
    Video,
    VideoUse,
)
from archive_app.domain.rights import RightsStatement, Verdict
from archive_app.domain.verdict import headline
from archive_app.formats.library.item import Agent, Item, Reference, Term
from archive_app.formats.library.relators import AGENTS, CREATING, PARTIES, relator_of
from archive_app.formats.library.rights_lines import standing

LONGEST_SUPPLIED = 100
"""A title made from a caption has at most that many characters."""

_IDENTIFIERS = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "viaf": "http://viaf.org/viaf/{}",
    "isni": "https://isni.org/isni/{}",
    "ulan": "http://vocab.getty.edu/ulan/{}",
}
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s")


def items_of(bundle: ExportRecord) -> Iterator[Item]:
    """The work's own item, then those of the photos and videos of an article."""
    describer = _Describer(bundle)
    work = bundle.work
    if isinstance(work, Article):
        yield describer.article(work)
        for photo in bundle.photos:
            yield describer.photo_in(work, photo)
        for video in bundle.videos:
            yield describer.video_in(work, video)
    elif isinstance(work, Photo):
        yield describer.photo(work)
    else:
        yield describer.video(work)


def item_of(bundle: ExportRecord) -> Item:
    """The work's own item."""
    return next(items_of(bundle))


def supplied_title(text: str) -> str:
    """A title from the first sentence of a caption, cut between words."""
    first = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0].rstrip()
    if len(first) <= LONGEST_SUPPLIED:
        return first.removesuffix(".") if first.count(".") == 1 else first
    cut = first[:LONGEST_SUPPLIED]
    head, blank, _ = cut.rpartition(" ")
    return f"{(head if blank and len(head) > LONGEST_SUPPLIED // 2 else cut).rstrip(' ,;:')}…"


class _Describer:
    """Describes the works of one bundle; used once."""

    def __init__(self, bundle: ExportRecord) -> None:
        self.bundle = bundle
        self.authorities = {one.id: one for one in bundle.authorities if one.id is not None}

    def article(self, work: Article) -> Item:
        bundle = self.bundle
        rights = standing(bundle.rights)
        photos = [Reference(one.photo.uid, Kind.PHOTO, _photo_title(one.photo, [one.use])[0]) for one in bundle.photos]
        videos = [Reference(one.video.uid, Kind.VIDEO, _video_title(one.video, [one.use])[0]) for one in bundle.videos]
        item = Item(
            kind=Kind.ARTICLE,
            uid=work.uid,
            title=work.headline or supplied_title(work.standfirst or " ".join(work.body[:1])),
            supplied=not work.headline,
            abstract=work.standfirst,
            agents=self._agents(self._named(work.bylines, Kind.ARTICLE), rights),
            container=work.publisher,
            publisher=self._publisher(work),
            section=work.section,
            dateline=work.dateline,
            language=work.language,
            url=work.url,
            issued=work.published,
            accessed=work.accessed,
            subjects=self._terms(work.subjects, "topic"),
            rights=rights,
            disputed=any(one.status == "disputed" for one in rights),
            parts=tuple(dict.fromkeys(one for one in (*photos, *videos) if one.uid)),
            credit_lines=(),
        )
        return self._whole(item, bundle.verdict)

    def photo_in(self, article: Article, one: PhotoInArticle) -> Item:
        return self._photo(one.photo, [one.use], [article], one.rights, one)

    def video_in(self, article: Article, one: VideoInArticle) -> Item:
        return self._video(one.video, [one.use], [article], one.rights, one)

    def photo(self, work: Photo) -> Item:
        uses = [one.use for one in self.bundle.appears_in if isinstance(one.use, PhotoUse)]
        return self._photo(work, uses, [one.article for one in self.bundle.appears_in], self.bundle.rights, None)

    def video(self, work: Video) -> Item:
        uses = [one.use for one in self.bundle.appears_in if isinstance(one.use, VideoUse)]
        return self._video(work, uses, [one.article for one in self.bundle.appears_in], self.bundle.rights, None)

    def _photo(
        self,
        work: Photo,
        uses: Sequence[PhotoUse],
        articles: Sequence[Article],
        statements: Sequence[RightsStatement],
        within: PhotoInArticle | None,
    ) -> Item:
        rights = standing(statements)
        title, supplied = _photo_title(work, uses)
        item = Item(
            kind=Kind.PHOTO,
            uid=work.uid,
            title=title,
            supplied=supplied,
            description=work.description,
            captions=_each(use.caption for use in uses),
            alternatives=_each(use.alt_text for use in uses),
            credit_lines=_credit_lines(uses, rights),
            agents=self._agents(
                [*self._named(work.creators, Kind.PHOTO), *self._credited(uses, work.creators)], rights
            ),
            place=work.place,
            url=work.url,
            sources=_each(use.src for use in uses),
            created=work.taken,
            subjects=self._terms(work.subjects, "topic"),
            people=self._terms(work.people, "person"),
            medium=work.medium,
            source_type=work.digital_source_type,
            media=within.media if within else self.bundle.media,
            rights=rights,
            disputed=any(one.status == "disputed" for one in rights),
            hosts=self._hosts(articles),
        )
        return self._within(item, within) if within else self._whole(item, self.bundle.verdict)

    def _video(
        self,
        work: Video,
        uses: Sequence[VideoUse],
        articles: Sequence[Article],
        statements: Sequence[RightsStatement],
        within: VideoInArticle | None,
    ) -> Item:
        rights = standing(statements)
        title, supplied = _video_title(work, uses)
        item = Item(
            kind=Kind.VIDEO,
            uid=work.uid,
            title=title,
            supplied=supplied,
            description=work.description,
            captions=_each(use.caption for use in uses),
            mentions=_each(use.mention for use in uses),
            credit_lines=_credit_lines(uses, rights),
            agents=self._agents(
                [*self._named(work.creators, Kind.VIDEO), *self._credited(uses, work.creators)], rights
            ),
            url=work.url,
            platform=work.platform,
            issued=work.published,
            subjects=self._terms(work.subjects, "topic"),
            duration=work.duration,
            media=within.media if within else self.bundle.media,
            rights=rights,
            disputed=any(one.status == "disputed" for one in rights),
            hosts=self._hosts(articles),
        )
        return self._within(item, within) if within else self._whole(item, self.bundle.verdict)

    def _whole(self, item: Item, verdict: Verdict | None) -> Item:
        """With what only the bundle's own work has."""
        work = self.bundle.work
        return replace(
            item,
            collections=self.bundle.collections,
            verdict=headline(verdict) if verdict is not None else "",
            evidence=self.bundle.evidence,
            created_at=work.created,
            modified_at=work.modified,
            history=tuple((one.at, one.who, _told(one.label, one.field, one.after)) for one in self.bundle.history),
        )

    def _within(self, item: Item, one: PhotoInArticle | VideoInArticle) -> Item:
        work = one.photo if isinstance(one, PhotoInArticle) else one.video
        evidence = one.photo_evidence if isinstance(one, PhotoInArticle) else one.video_evidence
        return replace(
            item,
            verdict=headline(one.verdict) if one.verdict is not None else "",
            evidence=(*one.evidence, *evidence),
            created_at=work.created,
            modified_at=work.modified,
        )

    def _publisher(self, work: Article) -> str:
        authority = self.authorities.get(work.publisher_id or 0)
        parent = self.authorities.get(authority.parent_id or 0) if authority is not None else None
        return parent.name if parent is not None and parent.name else work.publisher

    def _hosts(self, articles: Iterable[Article]) -> tuple[Reference, ...]:
        found = {one.uid: Reference(one.uid, Kind.ARTICLE, one.headline) for one in articles if one.uid}
        return tuple(found.values())

    def _named(self, names: Iterable[Name], kind: Kind) -> list[Agent]:
        return [self._agent(one.text, relator_of(one.role, kind), one.authority_id) for one in names]

    def _makers(
        self,
        creators: Sequence[Name],
        kind: Kind,
        uses: Sequence[PhotoUse] | Sequence[VideoUse],
        rights: Sequence[RightsStatement],
    ) -> tuple[Agent, ...]:
        return self._agents([*self._named(creators, kind), *self._credited(uses, creators)], rights)

    def _credited(self, uses: Sequence[PhotoUse] | Sequence[VideoUse], creators: Sequence[Name]) -> list[Agent]:
        """Whom the printed credits name; its creators only where the record names none."""
        found: list[Agent] = []
        for use in uses:
            for party in use.credit.parties:
                relator = PARTIES.get(party.role)
                if relator is None or (relator == "cre" and creators):
                    continue
                if relator == "cre":
                    relator = "pht" if isinstance(use, PhotoUse) else "cre"
                found.append(self._agent(party.name, relator, party.authority_id, party.kind))
        return found

    def _agents(self, named: Iterable[Agent], rights: Iterable[RightsStatement]) -> tuple[Agent, ...]:
        more = [
            self._agent(agent.name, AGENTS[agent.role], agent.authority_id)
            for statement in rights
            for agent in statement.agents
            if agent.role in AGENTS
        ]
        named = list(named)
        made = any(one.relator in CREATING for one in named)
        found: dict[tuple[str, str], Agent] = {}
        # A statement's creator is told among its lines; it makes nobody an author beside those who are named.
        for one in (*named, *(one for one in more if one.relator != "cre" or not made)):
            if one.name.strip():
                found.setdefault((one.name, one.relator), one)
        return tuple(found.values())

    def _agent(self, name: str, relator: str, authority_id: int | None, kind: str = "") -> Agent:
        authority = self.authorities.get(authority_id or 0)
        if authority is None:
            known = kind if kind in ("person", "organization") else kind_of_name(name)
            return Agent(name, relator, known)
        uri, scheme = _address(authority)
        sort = authority.kind if authority.kind in ("person", "organization") else ""
        return Agent(name, relator, sort, uri, scheme, authority.name)

    def _terms(self, names: Iterable[Name], kind: str) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for one in names:
            authority = self.authorities.get(one.authority_id or 0)
            uri, scheme = _address(authority) if authority is not None else ("", "")
            sort = authority.kind if authority is not None else kind
            if one.text.strip():
                found.setdefault(one.text, Term(one.text, kind if kind == "person" else sort, uri, scheme))
        return tuple(found.values())


@lru_cache(maxsize=16384)
def kind_of_name(name: str) -> str:
    """Whether a name without an authority record is a person's or an organisation's; "" where that is open."""
    if vocabulary_names().find(name) is not None:
        return "organization"
    shape = shape_of(name)
    if shape is Shape.PERSON:
        return "person"
    if shape is Shape.ORGANISATION:
        return "organization"
    parties = parse_credit(name).value.parties
    if len(parties) == 1 and parties[0].name == name and parties[0].kind != "unknown":
        return parties[0].kind
    return ""


def _address(authority: Authority) -> tuple[str, str]:
    for one in authority.identifiers:
        if one.scheme in _IDENTIFIERS and one.value:
            return _IDENTIFIERS[one.scheme].format(one.value.replace(" ", "")), one.scheme
    return "", ""


def _photo_title(work: Photo, uses: Sequence[PhotoUse]) -> tuple[str, bool]:
    if work.title:
        return work.title, False
    words = (work.description, *(use.caption for use in uses), *(use.alt_text for use in uses))
    return supplied_title(next((text for text in words if text.strip()), "")), True


def _video_title(work: Video, uses: Sequence[VideoUse]) -> tuple[str, bool]:
    if work.title:
        return work.title, False
    words = (work.description, *(use.caption for use in uses), *(use.mention for use in uses))
    return supplied_title(next((text for text in words if text.strip()), "")), True


def _credit_lines(uses: Sequence[PhotoUse] | Sequence[VideoUse], rights: Sequence[RightsStatement]) -> tuple[str, ...]:
    return _each((*(use.credit_line for use in uses), *(one.credit_line_printed for one in rights)))


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _told(label: str, field: str, after: str) -> str:
    head = f"{label} ({field})" if field and field not in label else label
    return f"{head}: {after}" if after else head
