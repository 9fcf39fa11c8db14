"""What a search finds: one item for each article, photo and video, derived from the records around it.

An article's item holds its own texts and the captions, credits and mentions in it; a photo's holds its own
and those of every use. Authorities add their variants, so any spelling finds the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from archive_app.domain import dates
from archive_app.domain.folding import sort_key
from archive_app.domain.records import (
    VIDEO_STATUSES,
    Article,
    CreditParty,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Use, Verdict
from archive_app.domain.verdict import decide, note
from archive_app.domain.verdict_printed import phrases_with
from archive_app.store.codes import ANSWERS, KINDS, MISSING
from archive_app.store.reader import Reader, ShownArticle


@dataclass(slots=True)
class Item:
    """One searchable record: its narrow columns, its text, and its facet terms as (field, value)."""

    columns: dict[str, Any]
    text: dict[str, str]
    terms: set[tuple[str, str]] = field(default_factory=set)


Work = Article | Photo | Video
AnyUse = PhotoUse | VideoUse


class ItemMaker:
    """Loads what a set of works needs, in few statements, and derives their items."""

    def __init__(self, reader: Reader, works: Iterable[int], today: str) -> None:
        self._usual = Use(date=today)
        self._unsaid = _unsaid(today)
        found = reader.records(works)
        self._works: dict[int, Work] = {
            n: record for n, record in found.items() if isinstance(record, Article | Photo | Video)
        }
        articles = [n for n, w in self._works.items() if isinstance(w, Article)]
        photos = [n for n, w in self._works.items() if isinstance(w, Photo)]
        videos = [n for n, w in self._works.items() if isinstance(w, Video)]
        self._uses: dict[int, list[AnyUse]] = defaultdict(list)
        printed: set[int] = set()
        around: set[int] = set()
        # A use is often asked for from both its ends; that of an article and a photo changed together is read once.
        for use in reader.photo_uses(articles=articles, photos=photos):
            self._keep(use, printed, around)
        for film in reader.video_uses(articles=articles, videos=videos):
            self._keep(film, printed, around)
        self._around = reader.shown_articles(around)
        self._shown_media = reader.shown_media(printed)
        self._rights = reader.rights_of({*self._works, *printed})
        self._authorities = reader.authorities_by_id(self._linked())
        self._media = reader.of_type(MediaFile, self._media_ids())

    def _keep(self, use: AnyUse, printed: set[int], around: set[int]) -> None:
        """Note a use with those of its ends that are asked for."""
        article, work = use.article_id or 0, _work_of(use)
        if article in self._works:
            self._uses[article].append(use)
            if isinstance(use, PhotoUse):
                printed.add(work)
        if work in self._works:
            self._uses[work].append(use)
            around.add(article)

    def items(self) -> dict[int, Item]:
        """The items of the works, by record id."""
        return {number: self._item(number, work) for number, work in self._works.items()}

    def _item(self, number: int, work: Work) -> Item:
        uses = self._uses.get(number, [])
        verdict, shown_note = self._verdict(number, work, uses)
        item = self._bare_item(work, uses)
        missing = item.columns["missing"] | (MISSING["rights"] if verdict.nobody_looked else 0)
        item.columns |= {
            "record_id": number,
            "title_key": sort_key(item.columns["title"]),
            "verdict": ANSWERS.index(verdict.answer),
            "nobody_looked": int(verdict.nobody_looked),
            "verdict_note": shown_note,
            "verdict_until": verdict.may_change_on,
            "reviewed": int(work.reviewed),
            "deleted": int(bool(work.deleted)),
            "added": work.created,
            "modified": work.modified,
            "missing": missing,
            **_days(item.columns["published"]),
        }
        item.text["names"] = self._names(work, uses, item.terms)
        item.terms.discard(("", ""))
        return item

    def _bare_item(self, work: Work, uses: Sequence[AnyUse]) -> Item:
        match work:
            case Article():
                return self._article(work, uses)
            case Photo():
                return self._photo(work, uses)
            case Video():
                return self._video(work, uses)

    def _article(self, a: Article, uses: Sequence[AnyUse]) -> Item:
        captions = [t for u in uses for t in (u.caption, getattr(u, "alt_text", ""))]
        credits_ = [u.credit_line for u in uses]
        photos = [u for u in uses if isinstance(u, PhotoUse)]
        missing = _bits(headline=not a.headline, date=not a.published, byline=not a.bylines)
        missing |= _bits(credit=any(not u.credit_line for u in photos))
        first = next((m for u in photos if (m := self._shown_media.get(_work_of(u)))), 0)
        return Item(
            {
                "kind": KINDS["article"], "title": a.headline or _beginning(a.body), "published": a.published,
                "photos": len(photos), "videos": len(uses) - len(photos), "media_id": first,
                "media_missing": self._is_missing(first), "status": 0, "missing": missing,
            },
            {
                "title": a.headline, "standfirst": a.standfirst, "body": "\n".join(a.body),
                "captions": _join(captions), "credits": _join(credits_),
                "notes": _join([u.mention for u in uses if isinstance(u, VideoUse)] + [a.notes, a.section, a.dateline]),
            },
            {
                ("publisher", self._preferred(a.publisher, a.publisher_id)), ("language", a.language.split("-")[0]),
                ("section", a.section),
                *((f, self._preferred(n.text, n.authority_id)) for n in a.bylines for f in ("by", "person")),
                *(("tag", self._preferred(n.text, n.authority_id)) for n in a.subjects),
                *self._party_terms(uses),
            },
        )  # fmt: skip

    def _photo(self, p: Photo, uses: Sequence[AnyUse]) -> Item:
        articles = self._articles(uses)
        captions = [t for u in uses if isinstance(u, PhotoUse) for t in (u.caption, u.alt_text)]
        shown = next((t for t in [p.title, *captions, p.description] if t), "")
        if not shown:
            shown = next((f"Photo in “{a.headline}”" for a in articles if a.headline), p.url.rsplit("/", 1)[-1])
        lines = [u.credit_line for u in uses if u.credit_line] or self._printed(p.id)
        published = p.taken or next((a.published for a in articles if a.published), "")
        missing = _bits(headline=not p.title, credit=not lines, caption=not any(u.caption for u in uses))
        missing |= _bits(date=not published, media=p.media_id is None, byline=not _made_by(p, uses))
        return Item(
            {
                "kind": KINDS["photo"], "title": shown or "Photo", "published": published, "photos": 0, "videos": 0,
                "media_id": p.media_id or 0, "media_missing": self._is_missing(p.media_id or 0), "status": 0,
                "missing": missing,
            },
            {
                "title": p.title, "standfirst": p.description, "body": "", "captions": _join(captions),
                "credits": _join(lines), "notes": _join([p.notes, p.place, *(a.headline for a in articles)]),
            },
            {
                *(("publisher", self._preferred(a.publisher, a.publisher_id)) for a in articles),
                *(("language", a.language.split("-")[0]) for a in articles),
                ("place", p.place),
                *(("person", self._preferred(n.text, n.authority_id)) for n in p.people),
                *(("by", self._preferred(n.text, n.authority_id)) for n in p.creators),
                *(("tag", self._preferred(n.text, n.authority_id)) for n in p.subjects),
                *self._party_terms(uses),
            },
        )  # fmt: skip

    def _printed(self, work: int | None) -> list[str]:
        """The credit lines of a work that stands in no article, as its rights statements have them."""
        found = (one.credit_line_printed for one in self._rights.get(work or 0, ()) if one.status == "current")
        return [line for line in found if line]

    def _video(self, v: Video, uses: Sequence[AnyUse]) -> Item:
        articles = self._articles(uses)
        mentions = [u.mention for u in uses if isinstance(u, VideoUse)]
        shown = next((t for t in [v.title, *(u.caption for u in uses), *mentions, v.url] if t), "Video")
        published = v.published or next((a.published for a in articles if a.published), "")
        lines = [u.credit_line for u in uses if u.credit_line] or self._printed(v.id)
        missing = _bits(headline=not v.title, credit=not lines, caption=not any(u.caption for u in uses))
        missing |= _bits(date=not published, media=v.media_id is None, byline=not _made_by(v, uses))
        return Item(
            {
                "kind": KINDS["video"], "title": shown, "published": published, "photos": 0, "videos": 0,
                "media_id": v.media_id or 0, "media_missing": self._is_missing(v.media_id or 0),
                "status": VIDEO_STATUSES.index(v.status), "missing": missing,
            },
            {
                "title": v.title, "standfirst": v.description, "body": "",
                "captions": _join([u.caption for u in uses]), "credits": _join(lines),
                "notes": _join([*mentions, v.notes, v.url, *(a.headline for a in articles)]),
            },
            {
                *(("publisher", self._preferred(a.publisher, a.publisher_id)) for a in articles),
                *(("language", a.language.split("-")[0]) for a in articles),
                ("platform", v.platform),
                *(("by", self._preferred(n.text, n.authority_id)) for n in v.creators),
                *(("tag", self._preferred(n.text, n.authority_id)) for n in v.subjects),
                *self._party_terms(uses),
            },
        )  # fmt: skip

    def _verdict(self, number: int, work: Work, uses: Sequence[AnyUse]) -> tuple[Verdict, str]:
        """The verdict for the usual use with its short note; an article's names the photo that decides it."""
        own = self._decided(number, () if isinstance(work, Article) else uses)
        parts = [self._decided(_work_of(u), [u]) for u in uses if isinstance(u, PhotoUse)]
        if not isinstance(work, Article) or not parts:
            return own, note(own)
        whole = decide(self._rights.get(number, ()), self._usual, compound=parts)
        return whole, note(whole if whole.answer != own.answer else own)

    def _decided(self, number: int, uses: Sequence[AnyUse]) -> Verdict:
        """The verdict on a work by itself. Of most nothing is said, and the verdict on those is one and the same."""
        statements, phrases = self._rights.get(number, ()), phrases_with(uses) if uses else ()
        return decide(statements, self._usual, phrases=phrases) if statements or phrases else self._unsaid

    def _names(self, work: Work, uses: Sequence[AnyUse], terms: set[tuple[str, str]]) -> str:
        texts = [n.text for n in _names_of(work)]
        texts += [p.name for u in uses for p in u.credit.parties]
        for number in self._linked_of(work, uses):
            authority = self._authorities.get(number)
            if authority is not None:
                texts += [authority.name, *(v.text for v in authority.variants)]
                kind = {"person": "person", "place": "place"}.get(authority.kind, "org")
                terms.add((kind, authority.name))
        if isinstance(work, Article):
            texts.append(work.publisher)
        return "\n".join(dict.fromkeys(t for t in texts if t))

    def _party_terms(self, uses: Sequence[AnyUse]) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for use in uses:
            for party in use.credit.parties:
                name = self._preferred(party.name, party.authority_id)
                found.add(("credit", name))
                if party.role in {"provider", "distributor"}:
                    found |= {("agency", name), (party.role, name)}
                if party.role == "distributor":
                    found.add(("via", name))
                if party.kind in {"person", "organization"}:
                    found.add(("person" if party.kind == "person" else "org", name))
                if party.role == "creator":
                    found.add(("by", name))
            found |= {("flag", flag) for flag in use.credit.flags}
            found.add(("licence", use.credit.licence))
        return {term for term in found if term[1]}

    def _preferred(self, text: str, authority_id: int | None) -> str:
        authority = self._authorities.get(authority_id or 0)
        return authority.name if authority is not None else text

    def _articles(self, uses: Sequence[AnyUse]) -> list[ShownArticle]:
        return [a for u in uses if (a := self._around.get(u.article_id or 0))]

    def _linked(self) -> set[int]:
        found: set[int] = set()
        for number, work in self._works.items():
            uses = self._uses.get(number, [])
            found |= self._linked_of(work, uses)
            found |= {a.publisher_id for a in self._articles(uses) if a.publisher_id}
        return found

    @staticmethod
    def _linked_of(work: Work, uses: Sequence[AnyUse]) -> set[int]:
        names: list[Name | CreditParty] = [*_names_of(work), *(p for u in uses for p in u.credit.parties)]
        found = {n.authority_id for n in names if n.authority_id is not None}
        if isinstance(work, Article) and work.publisher_id:
            found.add(work.publisher_id)
        return found

    def _media_ids(self) -> set[int]:
        own = {w.media_id for w in self._works.values() if isinstance(w, Photo | Video) and w.media_id}
        return own | set(self._shown_media.values())

    def _is_missing(self, media_id: int) -> int:
        media = self._media.get(media_id)
        return int(media is not None and media.fixity == "missing")


@lru_cache(maxsize=2)
def _unsaid(today: str) -> Verdict:
    """The verdict on a work of which nobody said anything."""
    return decide((), Use(date=today))


def _work_of(use: AnyUse) -> int:
    return (use.photo_id if isinstance(use, PhotoUse) else use.video_id) or 0


def _made_by(work: Photo | Video, uses: Sequence[AnyUse]) -> bool:
    """Whether somebody is named as its maker, in the record or in a credit line."""
    return bool(work.creators) or any(p.role == "creator" for u in uses for p in u.credit.parties)


def _names_of(work: Work) -> tuple[Name, ...]:
    match work:
        case Article():
            return work.bylines + work.subjects
        case Photo():
            return work.creators + work.people + work.subjects
        case Video():
            return work.creators + work.subjects


def _days(edtf: str) -> dict[str, int | None]:
    low, high = dates.earliest(edtf), dates.latest(edtf)
    return {"day_low": low.toordinal() if low else None, "day_high": high.toordinal() if high else None}


def _bits(**lacking: bool) -> int:
    return sum(MISSING[name] for name, lacks in lacking.items() if lacks)


def _beginning(body: Sequence[str]) -> str:
    text = body[0] if body else ""
    if len(text) <= 90:
        return text or "Untitled article"
    return text[:90].rsplit(" ", 1)[0] + "…"


def _join(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(t for t in texts if t))
